"""How initiatives, actors and conflicts are coded: the vocabularies of the models, with meanings.

Fields, labels, help and choices are read from the models. What these do not say (what each choice
means, how doubtful cases are decided) stands in ``codebook.json``, by the name of the model and
field as in ``initiatives.Handover.kind``. A choice without a meaning is shown without one; a test
sees that there is none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from sources.edtf import parse
from sources.fields import EDTFField
from sources.models import Cited, CitedEntry, CitedPart, Disagreement
from tracks.models import Track

FILE = Path(__file__).with_suffix(".json")

Tables = dict[tuple[Any, ...], str]
"""The anchor of the table of each set of choices."""


@dataclass(frozen=True)
class Value:
    """A value that a field may have; ``id`` is its anchor."""

    id: str
    label: str
    code: str
    meaning: str


@dataclass(frozen=True)
class Vocabulary:
    """The values of a coded field; ``id`` is the anchor of its table."""

    id: str
    code: str
    """The field, as in ``Handover.kind``; of what every statement has only ``basis``."""
    name: str
    text: str
    values: list[Value]


@dataclass(frozen=True)
class Field:
    """A field of a model: ``form`` says what stands in it, ``leads_to`` is an anchor or empty."""

    id: str
    label: str
    code: str
    form: str
    leads_to: str
    meaning: str
    help: str


@dataclass(frozen=True)
class Fields:
    """The fields of one model; ``code`` is what it is called, empty for every statement."""

    code: str
    name: str
    fields: list[Field]


@dataclass(frozen=True)
class Rule:
    """How a doubtful case is decided, and the open questions that others answer otherwise."""

    id: str
    about: str
    text: str
    questions: list[Disagreement]


class CodedTrack(NamedTuple):
    """A track, and what is coded on it."""

    track: Track
    meaning: str


@dataclass(frozen=True)
class Section:
    id: str
    name: str
    text: list[str]
    points: list[dict[str, str]]
    tracks: list[CodedTrack]
    rules: list[Rule]
    vocabularies: list[Vocabulary]
    dates: list[Value]
    fields: list[Fields]


@cache
def words() -> list[dict[str, Any]]:
    """What the file says, section by section."""
    sections: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["sections"]
    return sections


def sections(tracks: list[Track] | None = None) -> list[Section]:
    """The codebook, in two queries: the public questions that rules name, and the public tracks.

    Whoever has read the tracks already gives them.
    """
    tracks = list(Track.objects.public()) if tracks is None else tracks
    questions, tables = _questions(), _tables()
    return [
        Section(
            id=said["id"],
            name=said["name"],
            text=said["text"],
            points=said.get("points", []),
            tracks=[
                CodedTrack(it, said["tracks"].get(it.slug, "")) for it in tracks if "tracks" in said
            ],
            rules=[_rule(rule, questions) for rule in said.get("rules", [])],
            vocabularies=[_vocabulary(*item) for item in said.get("vocabularies", {}).items()],
            dates=[_date(date) for date in said.get("dates", [])],
            fields=[
                _fields(path, meanings, tables) for path, meanings in said.get("fields", {}).items()
            ],
        )
        for said in words()
    ]


def model_of(path: str) -> Any:
    """The model of ``initiatives.Handover``, or the abstract one of ``sources.Cited``."""
    return import_string(path.replace(".", ".models.", 1))


def field_of(path: str) -> Any:
    """The field of ``initiatives.Handover.kind``."""
    model, _, name = path.rpartition(".")
    return model_of(model)._meta.get_field(name)


def own_fields(model: Any) -> list[Any]:
    """The fields that tell of the world: not those that every entry or part has, nor its parent."""
    bases = [] if model is Cited else [CitedEntry, CitedPart]
    shared = {field.name for base in bases for field in base._meta.get_fields()}
    shared |= {"id", getattr(model, "PARENT", "")}
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return [field for field in fields if field.editable and field.name not in shared]


def _questions() -> dict[str, Disagreement]:
    rules = (rule for said in words() for rule in said.get("rules", []))
    slugs = [slug for rule in rules for slug in rule.get("questions", [])]
    return {it.slug: it for it in Disagreement.objects.public().filter(slug__in=slugs)}


def _rule(said: dict[str, Any], questions: dict[str, Disagreement]) -> Rule:
    named = said.get("questions", [])
    return Rule(
        id=f"rule-{said['id']}",
        about=said["about"],
        text=said["rule"],
        questions=[questions[slug] for slug in named if slug in questions],
    )


def _vocabulary(path: str, said: dict[str, Any]) -> Vocabulary:
    prefix, meanings = said["prefix"], said["meanings"]
    return Vocabulary(
        id=_table_of(prefix),
        code=_code(path),
        name=said["name"],
        text=said.get("text", ""),
        values=[
            Value(f"{prefix}-{code}", capfirst(str(label)), code, meanings.get(code, ""))
            for code, label in field_of(path).flatchoices
        ],
    )


def _code(path: str) -> str:
    """``initiatives.Handover.kind`` as ``Handover.kind``; ``basis``, since everything has one."""
    return path.partition(".")[2].removeprefix(f"{Cited.__name__}.")


def _table_of(prefix: str) -> str:
    return f"{prefix}-values"


def _date(said: dict[str, str]) -> Value:
    return Value(said["id"], capfirst(str(parse(said["code"]))), said["code"], said["meaning"])


def _fields(path: str, meanings: dict[str, str], tables: Tables) -> Fields:
    model = model_of(path)
    return Fields(
        code="" if model is Cited else model.__name__,
        name="Every statement" if model is Cited else capfirst(str(model._meta.verbose_name)),
        fields=[
            Field(
                id=f"field-{model.__name__.lower()}-{field.name.replace('_', '-')}",
                label=capfirst(str(field.verbose_name)),
                code=field.name,
                form=_form(field),
                leads_to=_leads_to(field, tables),
                meaning=meanings.get(field.name, ""),
                help=str(field.help_text),
            )
            for field in own_fields(model)
        ],
    )


def _form(field: Any) -> str:
    if field.choices:
        return "one of a list"
    if field.is_relation:
        target = field.related_model
        named = (apps.get_model(target) if isinstance(target, str) else target)._meta
        return str(named.verbose_name_plural if field.many_to_many else named.verbose_name)
    return "date" if isinstance(field, EDTFField) else "text"


def _leads_to(field: Any, tables: Tables) -> str:
    if isinstance(field, EDTFField):
        return "dates"
    return tables.get(tuple(field.flatchoices), "") if field.choices else ""


def _tables() -> Tables:
    return {
        tuple(field_of(path).flatchoices): _table_of(said["prefix"])
        for section in words()
        for path, said in section.get("vocabularies", {}).items()
    }
