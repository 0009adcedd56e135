"""A few cases of the casebook instead of all, for tests that open every page.

Pages of the same kind are made by the same template; a hundred of them would show the same.
"""

from django.db.models import Q

from actors.models import Actor
from initiatives.models import Conflict, Initiative
from sources.models import Citation, Collection, Disagreement, Work

CASES = (
    "camp-david-1978",
    "dartmouth-conference",
    "fulbright-program-1946",
    "mindanao-icg",
    "mothers-call-2021",
    "oslo-channel",
    "portsmouth-1905",
    "university-for-peace-1980",
)
"""Those that the source texts know too, one with twenty who took part, one without a conflict."""


def leave_few_cases() -> None:
    """Make drafts of all other cases, and of what only they are about."""
    casebook = Collection.CASEBOOK
    few = Initiative.objects.filter(slug__in=CASES)
    others = Initiative.objects.filter(collection=casebook).exclude(slug__in=CASES)
    conflicts = Conflict.objects.filter(initiatives__in=few)
    actors = Actor.objects.filter(
        Q(participations__initiative__in=few) | Q(conflicts__in=conflicts)
    )
    passages = Citation.objects.filter(
        Q(initiative_statements__in=few) | Q(initiativeaccount_statements__initiative__in=few)
    )
    questions = Disagreement.objects.filter(initiative_statements__in=others)
    for rows, kept in (
        (Disagreement.objects.filter(pk__in=questions.values("pk")), Disagreement.objects.none()),
        (Actor.objects.filter(collection=casebook), actors),
        (Conflict.objects.filter(collection=casebook), conflicts),
        (Work.objects.filter(collection=casebook), Work.objects.filter(passages__in=passages)),
        (others, few),
    ):
        found = list(rows.exclude(pk__in=kept.values("pk")).values_list("pk", flat=True))
        rows.model._default_manager.filter(pk__in=found).update(status="draft")
