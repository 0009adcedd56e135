"""What a disagreement concerns: the public statements on which sources differ, and what kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import Count, IntegerField, Q, QuerySet, Value

from curation.models import Part
from sources.querysets import cited_models
from sources.support import Statement, statements


class Subject(models.TextChoices):
    TRACKS = "tracks", "Tracks and their lists"
    TERMS = "terms", "Terms, principles and guidelines"
    ACTORS = "actors", "People and bodies"
    INITIATIVES = "initiatives", "Initiatives and conflicts"
    WORKS = "works", "Works"


SUBJECTS = {
    "track": Subject.TRACKS,
    "framework": Subject.TRACKS,
    "concept": Subject.TERMS,
    "principle": Subject.TERMS,
    "guideline-phase": Subject.TERMS,
    "actor": Subject.ACTORS,
    "initiative": Subject.INITIATIVES,
    "conflict": Subject.INITIATIVES,
    "work": Subject.WORKS,
}
"""By the kind of entry that a statement is part of; the positions of a disagreement have none."""


def subject_of(model: Any) -> Subject | None:
    """Of a model of statements: that of the entries whose parts they are."""
    while issubclass(model, Part):
        model = model._meta.get_field(model.PARENT).related_model
    return SUBJECTS.get(model.KIND)


def _public_rows() -> list[tuple[int, Any]]:
    """The public rows of every model of statements with a subject, by its place among all."""
    return [
        (place, model._default_manager.public().order_by())
        for place, model in enumerate(cited_models())
        if subject_of(model)
    ]


def concerning(subject: str) -> Q:
    """The disagreements that concern some public statement on this subject."""
    found = Q()
    for place, rows in _public_rows():
        if subject_of(cited_models()[place]) == subject:
            linked = rows.filter(disagreements__isnull=False)
            found |= Q(pk__in=linked.values("disagreements"))
    return found


def main_subjects(disagreements: Iterable[Any]) -> dict[int, Subject]:
    """What most statements that each of these concerns are about, by its pk, in one query."""
    pks = [disagreement.pk for disagreement in disagreements]
    found = [
        rows.filter(disagreements__in=pks)
        .values("disagreements")
        .annotate(place=Value(place, IntegerField()), number=Count("pk", distinct=True))
        .values_list("disagreements", "place", "number")
        for place, rows in _public_rows()
    ]
    numbers: dict[int, Counter[Subject]] = defaultdict(Counter)
    for pk, place, number in _together(found):
        if subject := subject_of(cited_models()[place]):
            numbers[pk][subject] += number
    order = list(Subject)
    return {
        pk: max(counts, key=lambda subject: (counts[subject], order.index(subject)))
        for pk, counts in numbers.items()
    }


def by_subject(disagreements: Iterable[Any]) -> list[tuple[Subject | None, list[Any]]]:
    """Each under its main subject, in the order of the subjects; None for what concerns nothing."""
    disagreements = list(disagreements)
    subjects = main_subjects(disagreements)
    groups: dict[Subject | None, list[Any]] = {subject: [] for subject in (*Subject, None)}
    for disagreement in disagreements:
        groups[subjects.get(disagreement.pk)].append(disagreement)
    return [(subject, found) for subject, found in groups.items() if found]


def concerned_by(disagreement: Any) -> list[tuple[Any, str, list[Statement]]]:
    """Each entry with statements on which this bears, its kind, and these, as pages order them."""
    found = [
        rows.filter(disagreements=disagreement)
        .annotate(place=Value(place, IntegerField()))
        .values_list("place", "pk")
        for place, rows in _public_rows()
    ]
    named = sorted(statements(_together(found)).values(), key=lambda it: it.order)
    return [
        (entry, str(entry._meta.verbose_name), list(own))
        for entry, own in groupby(named, key=lambda it: it.entry)
    ]


def _together(found: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return found[0].union(*found[1:], all=True)
