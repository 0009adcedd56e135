"""A submitted coding beside that of the base, item by item, for coders to discuss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from actors.models import Actor
from initiatives.coding import CANNOT_TELL, NO_TRACK, Answers, present
from initiatives.coding_models import Coding
from initiatives.models import Handover, Involvement, Participation
from tracks.models import Track

NOTHING = "–"
FUNCTIONS: dict[str, str] = dict(Involvement.Function.choices)
KINDS: dict[str, str] = dict(Handover.Kind.choices)
ROLES: dict[str, str] = dict(Participation.Role.choices)


class Item(NamedTuple):
    """One thing that both could have said something of."""

    of: str
    base: str
    coder: str

    @property
    def agrees(self) -> bool:
        return self.base == self.coder


class Group(NamedTuple):
    name: str
    items: list[Item]


class Comparison:
    """Names are those of today; what is not public any more is not named."""

    def __init__(self, coding: Coding) -> None:
        self.base: Answers = coding.base
        self.coder: Answers = coding.answers
        self.tracks = {it.slug: f"{it.label} {it.name}" for it in Track.objects.public()}
        self.now = present(Actor.KIND, [*self.base["actors"]])
        shown = Actor.objects.public().filter(slug__in=self.now.values())
        self.actors = dict(shown.values_list("slug", "name"))

    @property
    def hidden(self) -> int:
        return sum(slug not in self.actors for slug in self.now.values())

    def groups(self) -> list[Group]:
        main = Item("", self._main(self.base), self._main(self.coder))
        return [
            Group("Main track", [main._replace(of="The case")]),
            Group("Tracks and their functions", [*self._functions()]),
            Group("Handovers", [*self._handovers()]),
            Group("Actors: role and track", [*self._actors()]),
        ]

    def _main(self, answers: Answers) -> str:
        said = {NO_TRACK: "No track carries it", CANNOT_TELL: "The works do not tell"}
        track = answers["main_track"]
        return said.get(track) or self._track(track)

    def _track(self, slug: str) -> str:
        return self.tracks.get(slug, slug)

    def _functions(self) -> Iterator[Item]:
        for track in sorted({*self.base["functions"], *self.coder["functions"]}, key=self._track):
            both = [
                _in_words(FUNCTIONS.get(code, code) for code in it["functions"].get(track, []))
                for it in (self.base, self.coder)
            ]
            yield Item(self._track(track), *both)

    def _handovers(self) -> Iterator[Item]:
        pairs = {(a, b) for it in (self.base, self.coder) for a, b, _ in it["handovers"]}
        for start, end in sorted(pairs):
            both = [
                _in_words(
                    KINDS.get(kind, kind)
                    for a, b, kind in it["handovers"]
                    if (a, b) == (start, end)
                )
                for it in (self.base, self.coder)
            ]
            yield Item(f"{self._track(start)} → {self._track(end)}", *both)

    def _actors(self) -> Iterator[Item]:
        for slug in self.base["actors"]:
            if name := self.actors.get(self.now[slug]):
                yield Item(name, self._parts(self.base, slug), self._parts(self.coder, slug))

    def _parts(self, answers: Answers, actor: str) -> str:
        if actor in answers["untold"]:
            return "The works do not tell"
        return _in_words(
            f"{ROLES.get(role, role)} on {self._track(track)}"
            for role, track in answers["actors"].get(actor, [])
        )


def _in_words(texts: Iterator[str]) -> str:
    return "; ".join(sorted(texts)) or NOTHING
