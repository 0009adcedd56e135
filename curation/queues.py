"""The queues of the desk that hold entries of all kinds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from curation.desk import Line, Queue, register, visible_entries
from curation.duplicates import likely
from curation.entries import entry_models
from curation.models import Entry, Revision
from curation.withheld import may_see, visible

State = Revision.State
A_YEAR = timedelta(days=365)


class Steps(Queue):
    """Entries by their newest step."""

    since = "Since"
    by = "Who"
    note = "Why"
    condition: Q
    order: tuple[str, ...] = ("created", "id")

    def rows(self, user: Any) -> Any:
        return Revision.objects.filter(is_newest=True)

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        rows = visible(self.rows(user), user).order_by(*self.order)
        rows = rows.filter(kind=kind) if kind else rows
        found = rows.values_list("kind", "slug", "created", "author__username", "reason")
        return [
            Line((kind, slug), when, who or "", why)
            for kind, slug, when, who, why in found[start:stop]
        ]


@register
class MyDrafts(Steps):
    name = "my-drafts"
    place = 1
    is_mine = True
    title = "Your drafts"
    about = "What you saved last and have not sent to review. The newest stands first."
    empty = "You have no draft."
    by = ""
    order = ("-created", "-id")

    def rows(self, user: Any) -> Any:
        return super().rows(user).filter(author=user, state=State.DRAFT)


@register
class SentBackToMe(Steps):
    """Of drafts that a reviewer sent back: those that this user had written or sent in last."""

    name = "sent-back"
    place = 2
    is_mine = True
    title = "Sent back to you"
    about = "A reviewer asks for something. Edit the draft and send it to review again."
    empty = "Nothing was sent back to you."
    by = "By"

    def rows(self, user: Any) -> Any:
        before = Revision.objects.filter(
            kind=OuterRef("kind"),
            slug=OuterRef("slug"),
            number__lt=OuterRef("number"),
            state__in=[State.DRAFT, State.IN_REVIEW],
        )
        asked = before.order_by("-number").values("author")[:1]
        rows = super().rows(user).filter(state=State.SENT_BACK)
        return rows.annotate(asked=Subquery(asked)).filter(asked=user.pk)


@register
class WaitingForReview(Steps):
    name = "waiting-for-review"
    place = 3
    title = "Waiting for review"
    about = "Drafts that somebody has finished. A reviewer publishes them or sends them back."
    empty = "Nothing waits for review."

    def rows(self, user: Any) -> Any:
        return super().rows(user).filter(state=State.IN_REVIEW)


@register
class NotLookedAt(Queue):
    """Published entries that nobody has saved or looked at for a year, those of longest ago first.

    Each model is asked for no more than the page needs, so that its index answers.
    """

    name = "not-looked-at"
    place = 6
    title = "Not looked at for a year"
    about = (
        "Nobody has saved these entries for a year. Check whether they still hold: edit what does "
        "not, or note that there is nothing to change."
    )
    empty = "All that is public was looked at within a year."
    since = "Last looked at"
    can_be_looked_at = True

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        before = timezone.now() - A_YEAR
        parts = []
        for name, model in entry_models().items():
            if kind in ("", name):
                rows = visible_entries(model, user).filter(
                    status=Entry.Status.PUBLISHED, looked_at__lt=before
                )
                # By the index alone: many may have been saved in one moment, and sorting them
                # by their keys as well would read them all.
                first = rows.order_by("looked_at").values("pk")[:stop]
                some = model._default_manager.filter(pk__in=first).order_by()
                some = some.annotate(is_a=Value(name, CharField()))
                parts.append(some.values_list("is_a", "slug", "looked_at", "pk"))
        together = parts[0].union(*parts[1:], all=True).order_by("looked_at", "is_a", "pk")
        return [Line((kind, slug), when) for kind, slug, when, _ in together[start:stop]]


@register
class LikelyDuplicates(Queue):
    name = "likely-duplicates"
    place = 8
    title = "Likely duplicates"
    about = "Two entries whose names or identifiers are alike. Whether they are one, sources say."
    empty = "No two entries have names or identifiers that are alike."
    since = ""
    note = "Why"

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        pairs = likely(kind, with_withheld=may_see(user))
        return [
            Line((pair.kind, pair.slug), why=pair.reason, besides=(pair.kind, pair.other))
            for pair in pairs[start:stop]
        ]

    def address(self, line: Line) -> str:
        refs = [":".join(it) for it in (line.natural, line.besides) if it]
        return (
            f"{reverse('admin:curation_compare')}?{urlencode(dict(zip('ab', refs, strict=True)))}"
        )

    @property
    def page(self) -> str:
        return reverse("admin:curation_likely_duplicates")


@register
class LatelyPublished(Steps):
    name = "published"
    is_on_index = False  # nothing is to be done about it
    place = 9
    title = "Published lately"
    about = "What was published, or looked at without a change, the newest first."
    empty = "Nothing was published here yet."
    since = "When"
    order = ("-created", "-id")

    def rows(self, user: Any) -> Any:
        return super().rows(user).filter(state=State.PUBLISHED)
