"""How far coders agree: each variable as units, and what Krippendorff's alpha says of them.

Only sums over submitted codings of public cases leave this module. Actors that are not public are
left out of every coding first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Any

from actors.models import Actor
from curation.collection import chosen
from initiatives.agreement import Interval, Tally, added, alpha, interval, observed, tally
from initiatives.coding import CANNOT_TELL, Answers, present, without
from initiatives.coding_models import Coding
from initiatives.models import Initiative, Involvement, Participation

YES, NO = "yes", "no"
FEWEST_CASES = 2
"""Figures of a single case would be those of a single coding."""

Coders = list[Answers]
"""How each coder coded one case; the base is the first."""


# The variables


def _main_track(coders: Coders) -> Iterator[list[str]]:
    yield [it["main_track"] for it in coders if it["main_track"] != CANNOT_TELL]


def _tracks(coders: Coders) -> Iterator[list[str]]:
    for track in _offered(coders):
        yield [_yes(track in it["functions"]) for it in coders]


def _functions(coders: Coders) -> Iterator[list[str]]:
    for track in _offered(coders):
        said = [it["functions"][track] for it in coders if track in it["functions"]]
        for function in Involvement.Function.values:
            yield [_yes(function in codes) for codes in said]


def _handovers(coders: Coders) -> Iterator[list[str]]:
    for pair in _pairs(coders):
        yield [_yes(bool(_kinds(it, pair))) for it in coders]


def _handover_kinds(coders: Coders) -> Iterator[list[str]]:
    for pair in _pairs(coders):
        yield [kinds for it in coders if (kinds := _kinds(it, pair))]


def _roles(coders: Coders) -> Iterator[list[str]]:
    for parts in _actors(coders):
        for role in Participation.Role.values:
            yield [_yes(any(role == named for named, _ in it)) for it in parts]


def _actor_tracks(coders: Coders) -> Iterator[list[str]]:
    for parts in _actors(coders):
        yield [" ".join(sorted({track for _, track in it})) for it in parts]


def _offered(coders: Coders) -> list[str]:
    return sorted({track for it in coders for track in it["tracks"]})


def _pairs(coders: Coders) -> Iterable[tuple[str, str]]:
    """From one track to another, of those on which anybody says that the case ran."""
    ran = {track for it in coders for track in it["functions"]}
    moved = {track for it in coders for start, end, _ in it["handovers"] for track in (start, end)}
    return permutations(sorted(ran | moved), 2)


def _kinds(answers: Answers, pair: tuple[str, str]) -> str:
    return " ".join(sorted({k for a, b, k in answers["handovers"] if (a, b) == pair}))


def _actors(coders: Coders) -> Iterator[list[list[list[str]]]]:
    """Of each actor the parts that it took, as each coder has them that could tell."""
    for actor in coders[0]["actors"]:
        yield [it["actors"][actor] for it in coders if it["actors"].get(actor)]


def _yes(is_so: bool) -> str:
    return YES if is_so else NO


@dataclass(frozen=True)
class Variable:
    id: str
    name: str
    unit: str
    """What one unit is, and what can be said of it."""
    units: Callable[[Coders], Iterator[list[str]]]


VARIABLES = [
    Variable("main-track", "Main track", "A case: one of the tracks, or none.", _main_track),
    Variable("tracks", "Tracks", "A case and a track: whether it ran on it.", _tracks),
    Variable(
        "functions",
        "Functions of tracks",
        "A case, a track on which two coders or more say that it ran, and a function: yes or no, "
        "since a track may have several.",
        _functions,
    ),
    Variable(
        "handovers",
        "Handovers",
        "A case and two tracks in one order, of those on which any coder says that it ran: whether "
        "it passed from the one to the other.",
        _handovers,
    ),
    Variable(
        "handover-kinds",
        "Kinds of handover",
        "A handover that two coders or more see between the same tracks: its kind.",
        _handover_kinds,
    ),
    Variable(
        "roles",
        "Roles of actors",
        "A case, an actor and a role: yes or no, since an actor may have several.",
        _roles,
    ),
    Variable(
        "actor-tracks",
        "Tracks of actors",
        "A case and an actor: the track from which it acts; of several, all together.",
        _actor_tracks,
    ),
]


# What they come to


@dataclass(frozen=True)
class Figure:
    """What is said of one variable, to three decimals; None where nothing can be said."""

    id: str
    name: str
    unit: str
    units: int
    values: int
    observed: float | None
    alpha: float | None
    interval: Interval | None

    @property
    def percent(self) -> str:
        """The agreement as people write it; empty if there is none."""
        return "" if self.observed is None else f"{self.observed:.1%}"

    @property
    def in_words(self) -> str:
        if self.observed is None:
            return f"{self.unit} Nothing to compare yet."
        said = "undefined" if self.alpha is None else f"{self.alpha:.3f}"
        if self.interval:
            said += f", 95% interval {self.interval.low:.3f} to {self.interval.high:.3f}"
        return (
            f"{self.unit} Alpha {said}; "
            f"{self.percent} agreement; {self.units:,} units, {self.values:,} values."
        )


@dataclass(frozen=True)
class Agreement:
    """How far coders agree, over all cases that were coded a second time."""

    cases: int
    codings: int
    coders: int
    """People that coded a second time; the base is one more."""
    set_aside: int
    figures: list[Figure]
    """Of each variable; empty as long as there are too few cases."""

    @property
    def id(self) -> str:
        return "agreement"

    @property
    def status(self) -> str:
        """How much was coded a second time, in a sentence or three."""
        if not self.cases:
            said = "No case has been coded a second time yet: nothing can be said of agreement."
        elif self.cases < FEWEST_CASES:
            said = (
                "One case has been coded a second time. Figures are shown from the second on, "
                "since those of one case could be those of a single coding."
            )
        else:
            people = "one person" if self.coders == 1 else f"{self.coders:,} people"
            said = (
                f"{self.cases:,} cases have been coded a second time, by {people} "
                f"in {self.codings:,} codings."
            )
        if self.set_aside:
            said += f" Drawn and set aside uncoded: {self.set_aside:,}."
        return said


def agreement() -> Agreement:
    """In five queries; of the chosen collection, if there is one."""
    codings = Coding.objects.filter(collection=chosen()) if chosen() else Coding.objects.all()
    drawn = list(codings.exclude(state=Coding.State.DRAFT))
    now = present(Initiative.KIND, (it.case for it in drawn))
    cases = Initiative.objects.public().filter(slug__in=now.values())
    public = {*cases.values_list("slug", flat=True)}
    counted = [it for it in drawn if it.is_submitted and now[it.case] in public]
    hidden = _not_public(counted)
    groups: dict[str, dict[str, Coders]] = defaultdict(dict)
    for it in counted:
        base = without(it.base, hidden)
        # Where the base was changed between two codings of a case, each has the base that it met.
        met = json.dumps([it.collection, base], sort_keys=True)
        coders = groups[now[it.case]].setdefault(met, [base])
        coders.append(without(it.answers, hidden))
    tallies = [_tallies(json.dumps([*case.values()])) for _, case in sorted(groups.items())]
    return Agreement(
        cases=len(groups),
        codings=len(counted),
        coders=len({it.coder for it in counted}),
        set_aside=sum(not it.is_submitted and now[it.case] in public for it in drawn),
        figures=[
            _figure(variable, tuple(case[place] for case in tallies))
            for place, variable in enumerate(VARIABLES)
        ]
        if len(groups) >= FEWEST_CASES
        else [],
    )


def _not_public(codings: Iterable[Coding]) -> set[str]:
    """Of the actors that codings name, those whom the public may not see."""
    named = {actor for it in codings for actor in (*it.base["actors"], *it.answers["actors"])}
    now = present(Actor.KIND, named)
    public = {*Actor.objects.public().filter(slug__in=now.values()).values_list("slug", flat=True)}
    return {actor for actor in named if now[actor] not in public}


@lru_cache(maxsize=512)
def _tallies(groups: str) -> tuple[Tally, ...]:
    """What one case adds to each variable; the argument is a list of its groups, as JSON."""
    read: list[Coders] = json.loads(groups)
    return tuple(
        tally(unit for coders in read for unit in variable.units(coders)) for variable in VARIABLES
    )


def _figure(variable: Variable, cases: tuple[Tally, ...]) -> Figure:
    whole = added(cases)
    return Figure(
        id=f"agreement-{variable.id}",
        name=variable.name,
        unit=variable.unit,
        units=whole.units,
        values=whole.values,
        observed=_rounded(observed(whole)),
        alpha=_rounded(alpha(whole)),
        interval=Interval(*map(_rounded, found)) if (found := interval(cases)) else None,
    )


def _rounded(value: Any) -> Any:
    return None if value is None else round(value, 3)
