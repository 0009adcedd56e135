"""One search over all kinds of entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When, Window

from actors.models import Actor
from initiatives.models import Conflict, Initiative
from sources.models import Disagreement, Work
from tracks.models import Concept, Framework, GuidelinePhase, Principle, Track

PER_KIND = 20
LONGEST = 200
"""Characters that somebody may search for."""


@dataclass(frozen=True)
class Searchable:
    """Where to look in one kind of entry: its name first, then the rest.

    Only parts that link no other entry are searched, since those are public with their entry.
    """

    model: Any
    name: str
    also: tuple[str, ...]

    @property
    def kind(self) -> str:
        return str(self.model.KIND)


SEARCHED = (
    Searchable(Track, "name", ("short_name", "tagline", "summary")),
    Searchable(Actor, "name", ("aliases__name", "summary", "points__statement")),
    Searchable(Initiative, "name", ("summary",)),
    Searchable(Conflict, "name", ("summary",)),
    Searchable(Concept, "name", ("summary", "points__statement")),
    Searchable(Framework, "name", ("summary", "framework_tracks__label")),
    Searchable(Principle, "name", ("statement",)),
    Searchable(GuidelinePhase, "name", ("summary", "steps__statement")),
    Searchable(Disagreement, "question", ("statement", "positions__statement")),
    Searchable(
        Work,
        "title",
        (
            "title_short",
            "container_title",
            "contributions__contributor__family",
            "contributions__contributor__literal",
        ),
    ),
)
KINDS = tuple(searchable.kind for searchable in SEARCHED)


@dataclass(frozen=True)
class Found:
    """The entries of one kind, best first, and how many there are in all."""

    kind: str
    label: str
    entries: list[Any]
    count: int


def find(q: str, kinds: Iterable[str] = KINDS) -> list[Found]:
    """Public entries in which every word of ``q`` occurs.

    Those named just so come first, then those whose name begins so, then those with all words in
    their name. Kinds without a hit are left out; at most PER_KIND entries of a kind are returned.
    """
    words = q.replace("\0", " ").split()
    if not words:
        return []
    wanted = set(kinds)
    found = []
    for searchable in SEARCHED:
        if searchable.kind not in wanted:
            continue
        rows = _rows(searchable, words)
        entries = list(rows[:PER_KIND])
        if entries:
            label = str(searchable.model._meta.verbose_name_plural)
            found.append(Found(searchable.kind, label, entries, entries[0].found))
    return found


def _rows(searchable: Searchable, words: list[str]) -> Any:
    match = Q()
    in_name = Q()
    for word in words:
        here = Q(**{f"{searchable.name}__icontains": word})
        in_name &= here
        for field in searchable.also:
            here |= Q(**{f"{field}__icontains": word})
        match &= here
    rows = searchable.model.objects.public().listed()
    hits = rows.filter(match).values("pk")
    whole = " ".join(words)
    rank = Case(
        When(Q(**{f"{searchable.name}__iexact": whole}), then=Value(0)),
        When(Q(**{f"{searchable.name}__istartswith": whole}), then=Value(1)),
        When(in_name, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = rows.filter(pk__in=hits).annotate(found=Window(Count("pk")))
    return found.order_by(rank, searchable.name, "pk")
