"""Cases that a second person codes, so that it can be seen how far the codebook leads people alike.

A coding is neither an entry nor a part: it is in no document, no fixture and no answer of the site.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from curation.models import SLUG
from sources.models import Collection


class Coding(models.Model):
    """How one person coded a case without seeing how the base codes it.

    It names the case by its slug and the coder by the number of the account, and links neither: a
    case that is loaded anew and an account that is closed leave it as it is.

    ``answers`` and ``base`` have the same form (``initiatives.coding.Answers``).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        SET_ASIDE = "set-aside", "Set aside"

    case = models.CharField(max_length=100, validators=[SLUG], db_index=True)
    collection = models.CharField(max_length=20, choices=Collection)
    coder = models.PositiveIntegerField(help_text="The number of the account.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    base = models.JSONField(
        default=dict, help_text="How the base coded the case when this was submitted."
    )
    edition = models.PositiveIntegerField(
        null=True, help_text="The edition of the base at that moment."
    )
    drawn = models.DateTimeField(auto_now_add=True)
    saved = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-drawn", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "collection", "coder"],
                name="initiatives_coding_is_one_of_each_coder",
                violation_error_message="This person has coded this case already.",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", edition__isnull=False)
                | (~Q(state="submitted") & Q(edition__isnull=True)),
                name="initiatives_coding_submitted_has_an_edition",
                violation_error_message="What is submitted says of which edition the base was.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} ({self.get_state_display().lower()})"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED
