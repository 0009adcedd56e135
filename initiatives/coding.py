"""Coding a case a second time: which case, what the coder sees of it, and what is kept.

The base is the first coder: what is published of a case when the second coding is submitted. The
units are those of the first coding (the case, its actors, the tracks of the base); the second coder
is told them, and nothing of how they were coded.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from actors.models import Actor
from curation.collection import only
from curation.models import Edition, FormerSlug, Revision
from curation.release import release
from initiatives.coding_models import Coding
from initiatives.models import Conflict, Handover, Initiative, Involvement, Participation
from sources.csl import work_item
from sources.edtf import parse
from sources.models import Citation, Contribution, Work
from sources.models import Collection as Collections
from sources.querysets import cited_parts
from sources.reference import plain, reference
from tracks.models import Track

CODED_BY_THE_RULES = (Collections.CASEBOOK, Collections.CURATED)
"""Source texts are carried over as they stand, even where the rules would say something else."""
NO_TRACK, CANNOT_TELL = "-", "?"
"""Beside the slugs of tracks, of which none is a sign: no track carries the case; left open."""


class Answers(TypedDict):
    """How somebody coded a case. A draft may leave anything empty."""

    tracks: list[str]
    """The tracks between which the coder chose."""
    main_track: str
    functions: dict[str, list[str]]
    """Of each track on which the case ran."""
    handovers: list[list[str]]
    """[from, to, kind] of each."""
    actors: dict[str, list[list[str]]]
    """[role, track] of each part that an actor took."""
    untold: list[str]
    """The actors whose part the works do not tell."""


class Stale(Exception):
    """The coding was saved elsewhere since, or is a draft no longer."""


class NotPublic(Exception):
    """The case cannot be seen by the public, so that there is no first coding."""


@dataclass(frozen=True)
class Case:
    """What a coder sees of a case before coding it."""

    name: str
    dates: str
    conflicts: list[str]
    works: list[tuple[str, str]]
    """(reference, address or nothing) of each."""
    actors: list[tuple[str, str]]
    """(slug, name) of each, by name: their order in the base could say something of their part."""
    tracks: list[Track]


# Which case


def collections_to_code() -> list[str]:
    """The collections of which public cases could be coded again."""
    found = []
    for collection in CODED_BY_THE_RULES:
        with only(collection):
            if Involvement.objects.public().exists():
                found.append(str(collection))
    return found


def draw(coder: int, collection: str) -> Coding | None:
    """A case at random among those coded by nobody, else among those not coded by this person.

    Nobody is given a case that they entered or edited themselves.
    """
    with only(collection):
        involved = Involvement.objects.public().values("initiative")
        cases = Initiative.objects.public().filter(pk__in=involved).values_list("slug", flat=True)
    coded = Coding.objects.filter(collection=collection)
    edited = Revision.objects.filter(kind=Initiative.KIND, author=coder)
    own = present(
        "initiative",
        {
            *coded.filter(coder=coder).values_list("case", flat=True),
            *edited.order_by().values_list("slug", flat=True).distinct(),
        },
    )
    anybodys = present(
        "initiative", coded.exclude(state=Coding.State.SET_ASIDE).values_list("case", flat=True)
    )
    mine, taken = {*own.values()}, {*own.values(), *anybodys.values()}
    left = [slug for slug in cases if slug not in taken] or [it for it in cases if it not in mine]
    if not left:
        return None
    coding, _ = Coding.objects.get_or_create(
        case=secrets.choice(left), collection=collection, coder=coder
    )
    return coding


def present(kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """The slug that an entry has now, by the one that it had: entries are merged and renamed."""
    wanted = set(slugs)
    moved = FormerSlug.objects.filter(kind=kind, old__in=wanted).values_list("old", "slug")
    return {slug: slug for slug in wanted} | dict(moved)


def initiative_of(coding: Coding) -> Initiative:
    public = Initiative.objects.public()
    found: Initiative | None = public.filter(slug=coding.case).first()
    if found is None:
        slug = present(Initiative.KIND, [coding.case])[coding.case]
        found = public.filter(slug=slug).first()
    if found is None:
        raise NotPublic
    return found


# What the coder sees


def case_of(coding: Coding) -> Case:
    initiative = initiative_of(coding)
    with only(coding.collection):
        account = _account(initiative)
        taking_part = Participation.objects.public().filter(initiative=initiative)
        actors = Actor.objects.public().filter(pk__in=taking_part.values("actor"))
        conflicts = Conflict.objects.public().filter(initiatives=initiative)
        return Case(
            name=account.name,
            dates=parse(account.dates).words if account.dates else "",
            conflicts=[conflict.name for conflict in conflicts],
            works=_works(initiative, coding.collection),
            actors=list(actors.order_by("name", "slug").values_list("slug", "name")),
            tracks=list(Track.objects.public()),
        )


def _account(initiative: Initiative) -> Any:
    """What the chosen collection says of the case as a whole."""
    account = initiative.accounts.public().first()
    return account or initiative


def _works(initiative: Initiative, collection: str) -> list[tuple[str, str]]:
    """The works of the case and of all its parts, without saying which part rests on which."""
    own = Initiative.objects.filter(pk=initiative.pk, collection=collection)
    passages = Q(pk__in=own.values("citations"))
    for part, way_up in cited_parts(Initiative):
        rows = part.objects.public().filter(**{way_up: initiative})
        passages |= Q(pk__in=rows.values("citations"))
    cited = Citation.objects.public().filter(passages).values("work")
    names = Prefetch("contributions", queryset=Contribution.objects.public().with_links())
    works = Work.objects.public().filter(pk__in=cited).prefetch_related(names)
    return sorted((plain(reference(work_item(work))), work.url) for work in works)


# How the base codes it


def base_of(initiative: Initiative, collection: str) -> Answers:
    """How the base codes a case, as everybody can see it."""
    functions: dict[str, list[str]] = {}
    actors: dict[str, list[list[str]]] = {}
    with only(collection):
        tracks = list(Track.objects.public().values_list("slug", flat=True))
        mine: dict[str, Any] = {"initiative": initiative}
        rows = Involvement.objects.public().filter(**mine)
        for track, function in rows.values_list("track__slug", "function"):
            functions.setdefault(track, []).append(function)
        handovers = Handover.objects.public().filter(**mine)
        taking_part = Participation.objects.public().filter(**mine)
        for actor, *part in taking_part.values_list("actor__slug", "role", "track__slug"):
            actors.setdefault(actor, []).append(part)
        main_track = _account(initiative).main_track
    return Answers(
        tracks=sorted(tracks),
        main_track=main_track.slug if main_track and main_track.is_public else NO_TRACK,
        functions={track: sorted({*codes}) for track, codes in sorted(functions.items())},
        handovers=sorted(
            map(list, handovers.values_list("from_track__slug", "to_track__slug", "kind"))
        ),
        actors={actor: sorted(parts) for actor, parts in sorted(actors.items())},
        untold=[],
    )


# What is kept


def save(coding: Coding, version: int, answers: Answers, note: str) -> None:
    """Keep a draft. ``version`` is that of the form, so that no other is written over."""
    _change(coding, version, answers=answers, note=note)


def set_aside(coding: Coding, version: int) -> None:
    """Give a case up. The public is told how many were, so that the edition rises."""
    with release():
        _change(coding, version, state=Coding.State.SET_ASIDE)


def submit(coding: Coding, version: int, answers: Answers, note: str) -> None:
    """Keep it for good, with how the base codes the case at this moment."""
    with release():
        # Whoever changes what is public ends by raising the edition, and waits until this is done.
        edition = Edition.objects.select_for_update().filter(pk=1).first()
        initiative = initiative_of(coding)
        _change(
            coding,
            version,
            answers=answers,
            note=note,
            state=Coding.State.SUBMITTED,
            base=base_of(initiative, coding.collection),
            edition=edition.number if edition else 0,
        )


def _change(coding: Coding, version: int, **values: Any) -> None:
    with transaction.atomic():
        changed = Coding.objects.filter(
            pk=coding.pk, version=version, state=Coding.State.DRAFT
        ).update(version=F("version") + 1, saved=timezone.now(), **values)
    if not changed:
        raise Stale
    coding.refresh_from_db()


def without(answers: Answers, actors: Collection[str]) -> Answers:
    """The same with no word of these actors."""
    return {
        **answers,
        "actors": {slug: it for slug, it in answers["actors"].items() if slug not in actors},
        "untold": [slug for slug in answers["untold"] if slug not in actors],
    }
