"""Cases to code a second time, and people who do."""

from typing import Any

from curation.models import Edition
from initiatives.coding import Answers, base_of, submit
from initiatives.models import Coding, Initiative
from tests import factories
from tracks.models import Track

COLLECTION = "casebook"
TRACKS = ["government", "professional", "funding"]


def track(slug: str) -> Track:
    """One of three, made once."""
    number = 1 + TRACKS.index(slug)
    return Track.objects.filter(slug=slug).first() or factories.make_track(
        slug=slug, name=slug.capitalize(), number=number, hue=Track.Hue.values[number]
    )


def make_case(slug: str, *, main: str = "professional", handover: str = "uptake") -> Initiative:
    """A case of the casebook: from Professional to Government, with a state and a body."""
    tracks = {name: track(name) for name in TRACKS}
    of: dict[str, Any] = {"collection": COLLECTION, "basis": "case"}
    initiative = factories.make_initiative(
        slug=slug, name=f"Case {slug}", main_track=tracks[main], dates="1993", **of
    )
    of["initiative"] = initiative
    factories.make_involvement(track=tracks["professional"], function="channel", **of)
    factories.make_involvement(track=tracks["government"], function="outcome", **of)
    factories.make_handover(
        from_track=tracks["professional"], to_track=tracks["government"], kind=handover, **of
    )
    for name, role, on in (
        ("body", "facilitator", "professional"),
        ("state", "party", "government"),
    ):
        actor = factories.make_actor(slug=f"{slug}-{name}", name=f"The {name} of {slug}")
        factories.make_participation(actor=actor, role=role, track=tracks[on], **of)
    return initiative


def coded(initiative: Initiative, coder: int = 1, note: str = "", **answers: Any) -> Coding:
    """Submitted by somebody who agrees with the base but for these answers."""
    coding = Coding.objects.create(case=initiative.slug, collection=COLLECTION, coder=coder)
    submit(coding, coding.version, agreeing(initiative, **answers), note)
    return coding


def agreeing(initiative: Initiative, **answers: Any) -> Answers:
    return Answers(**{**base_of(initiative, COLLECTION), **answers})  # type: ignore[typeddict-item]  # any answers


def edition() -> int:
    return Edition.current().number
