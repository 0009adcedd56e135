"""One row of each model, with just what matters: ``make_actor(name="Norway", kind="state")``.

Entries are published unless the test says otherwise. Whatever a row cannot be without is made
along with it, so ``make_participation()`` brings an initiative, an actor and a track. Every field
can be given by name, many-to-many links as lists: ``make_outcome(citations=[make_citation()])``.
"""

from datetime import date
from itertools import count
from typing import Any

from django.utils.text import slugify

from actors.models import Actor, ActorAlias, ActorPoint, ActorTrack, Relationship
from curation.models import Named, Part
from initiatives.models import (
    Conflict,
    ConflictAccount,
    Coverage,
    Handover,
    Initiative,
    InitiativeAccount,
    InitiativeRelation,
    Involvement,
    Outcome,
    Participation,
    Venue,
)
from sources.models import (
    Citation,
    Contribution,
    Contributor,
    Disagreement,
    Erratum,
    Position,
    Reference,
    Work,
)
from tracks.models import (
    Concept,
    ConceptPoint,
    Framework,
    FrameworkTrack,
    GuidelinePhase,
    GuidelineStep,
    Principle,
    Track,
    TrackMapping,
    TrackPoint,
    TrackRelation,
)

_numbers = count(1)


def make_contributor(**fields: Any) -> Contributor:
    if "literal" not in fields:
        fields.setdefault("family", f"Family{next(_numbers)}")
    return _make(Contributor, fields)


def make_work(**fields: Any) -> Work:
    return _make(Work, fields, title=_name("Work"), type="book")


def make_contribution(**fields: Any) -> Contribution:
    return _make(Contribution, fields, work=make_work, contributor=make_contributor)


def make_reference(**fields: Any) -> Reference:
    return _make(Reference, fields, work=make_work, cited_work=make_work)


def make_citation(**fields: Any) -> Citation:
    return _make(Citation, fields, work=make_work, locator="p. 1")


def make_erratum(**fields: Any) -> Erratum:
    defaults = {"printed": "Olso", "corrected": "Oslo", "reason": "The town is Oslo."}
    return _make(Erratum, fields, work=make_work, **defaults)


def make_disagreement(**fields: Any) -> Disagreement:
    return _make(Disagreement, fields, question=_name("Which is it"))


def make_position(**fields: Any) -> Position:
    return _make(Position, fields, disagreement=make_disagreement, statement=_name("It is"))


def make_track(**fields: Any) -> Track:
    """One of ten at most: every track has a hue to itself."""
    used = {*Track.objects.values_list("hue", flat=True)}
    hue = next((hue for hue in Track.Hue.values if hue not in used), "")
    name = fields.get("name") or _name("Track")
    number = 1 + Track.objects.count()
    return _make(Track, fields, name=name, short_name=name[:40], number=number, hue=hue)


def make_framework(**fields: Any) -> Framework:
    return _make(Framework, fields, name=_name("Framework"))


def make_framework_track(**fields: Any) -> FrameworkTrack:
    return _make(FrameworkTrack, fields, framework=make_framework, label=_name("Track label"))


def make_track_point(**fields: Any) -> TrackPoint:
    defaults = {"kind": "strength", "statement": "It is flexible."}
    return _make(TrackPoint, fields, framework_track=make_framework_track, **defaults)


def make_track_relation(**fields: Any) -> TrackRelation:
    """Between all tracks of its framework, unless told."""
    defaults = {"kind": "complements", "statement": "They complement each other."}
    return _make(TrackRelation, fields, framework=make_framework, **defaults)


def make_track_mapping(**fields: Any) -> TrackMapping:
    links = {"framework_track": make_framework_track, "track": make_track}
    return _make(TrackMapping, fields, relation="exact", **links)


def make_concept(**fields: Any) -> Concept:
    return _make(Concept, fields, name=_name("Concept"))


def make_concept_point(**fields: Any) -> ConceptPoint:
    return _make(ConceptPoint, fields, concept=make_concept, statement="It means this.")


def make_principle(**fields: Any) -> Principle:
    number = 1 + Principle.objects.count()
    return _make(Principle, fields, name=_name("Principle"), number=number, statement="Be kind.")


def make_phase(**fields: Any) -> GuidelinePhase:
    number = 1 + GuidelinePhase.objects.count()
    return _make(GuidelinePhase, fields, name=_name("Phase"), number=number)


def make_step(**fields: Any) -> GuidelineStep:
    return _make(GuidelineStep, fields, phase=make_phase, statement="Listen first.")


def make_actor(**fields: Any) -> Actor:
    """An organisation, unless told; a person has held public office, unless told."""
    if fields.get("kind") == "person":
        fields.setdefault("publicity", "public-office")
    return _make(Actor, fields, name=_name("Actor"), kind="ngo")


def make_alias(**fields: Any) -> ActorAlias:
    return _make(ActorAlias, fields, actor=make_actor, name=_name("Alias"))


def make_actor_point(**fields: Any) -> ActorPoint:
    return _make(ActorPoint, fields, actor=make_actor, kind="office", statement="It held office.")


def make_actor_track(**fields: Any) -> ActorTrack:
    return _make(ActorTrack, fields, actor=make_actor, track=make_track)


def make_relationship(**fields: Any) -> Relationship:
    return _make(Relationship, fields, actor=make_actor, kind="member-of", other=make_actor)


def make_conflict(**fields: Any) -> Conflict:
    return _make(Conflict, fields, name=_name("Conflict"), kind="intrastate")


def make_initiative(**fields: Any) -> Initiative:
    return _make(Initiative, fields, name=_name("Initiative"), kind="dialogue")


def make_conflict_account(**fields: Any) -> ConflictAccount:
    defaults = {"name": _name("Conflict"), "kind": "intrastate"}
    return _make(ConflictAccount, fields, conflict=make_conflict, **defaults)


def make_coverage(**fields: Any) -> Coverage:
    defaults = {"searched_by": "Editors", "searched_on": date(2026, 5, 3), "languages": "en fr"}
    return _make(Coverage, fields, conflict=make_conflict, track=make_track, **defaults)


def make_initiative_account(**fields: Any) -> InitiativeAccount:
    defaults = {"name": _name("Initiative"), "kind": "dialogue"}
    return _make(InitiativeAccount, fields, initiative=make_initiative, **defaults)


def make_venue(**fields: Any) -> Venue:
    return _make(Venue, fields, initiative=make_initiative, name=_name("Venue"))


def make_involvement(**fields: Any) -> Involvement:
    links = {"initiative": make_initiative, "track": make_track}
    return _make(Involvement, fields, function="channel", **links)


def make_handover(**fields: Any) -> Handover:
    links = {"initiative": make_initiative, "from_track": make_track, "to_track": make_track}
    return _make(Handover, fields, kind="transfer", **links)


def make_participation(**fields: Any) -> Participation:
    links = {"initiative": make_initiative, "actor": make_actor, "track": make_track}
    return _make(Participation, fields, role="participant", **links)


def make_outcome(**fields: Any) -> Outcome:
    defaults = {"kind": "agreement", "statement": "They agreed."}
    return _make(Outcome, fields, initiative=make_initiative, **defaults)


def make_initiative_relation(**fields: Any) -> InitiativeRelation:
    links = {"initiative": make_initiative, "other": make_initiative}
    return _make(InitiativeRelation, fields, kind="inspired", **links)


def _name(word: str) -> str:
    return f"{word} {next(_numbers)}"


def _make(model: Any, given: dict[str, Any], **defaults: Any) -> Any:
    """A saved row. A default that is a maker is called only if the test gives no such link."""
    fields = dict(given)
    for name, default in defaults.items():
        if name not in fields:
            fields[name] = default() if callable(default) else default
    lists = {f.name: fields.pop(f.name) for f in model._meta.many_to_many if f.name in fields}
    row = model(**fields)
    if isinstance(row, Named) and not row.slug:
        taken = model.objects.filter(slug=slug).exists() if (slug := slugify(str(row))) else True
        row.slug = f"{slug[:90]}-n{next(_numbers)}".strip("-") if taken else slug[:100]
    if isinstance(row, Part) and not row.key:
        row.key = f"{model.__name__.lower()}-n{next(_numbers)}"
    if "status" not in fields and hasattr(row, "status"):
        row.status = "published"
    row.save()
    for name, links in lists.items():
        getattr(row, name).set(links)
    return row
