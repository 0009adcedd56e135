"""What an entry must rest on before the public sees it, and what rests on a work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, Exists, ExpressionWrapper, OuterRef, Q, Value

from curation import basis
from curation.entries import named_models
from curation.models import Entry, Part
from curation.rows import entry_path, part_lists
from curation.together import together
from sources.querysets import built, cited_models, cited_parts

Supported = list[tuple[Any, str, list[int]]]
"""What rests on a work: the model, the basis, and primary keys: of the statements that are cited
to it, and of the entries that list it among the works of a whole case."""


def lacking(model: Any, entries: list[Any]) -> list[str]:
    """What of these entries of one model says not what it rests on: a sentence for each statement.

    Cited needs a public passage; a statement that rests on the works of the whole case needs one
    that is listed there, or with itself where the entry lists none.
    """
    pks = [entry.pk for entry in entries]
    stating = [*lacking_rows(model)]
    asked = [
        rows.filter(**{f"{lookup}pk__in": pks}).order_by().values_list(Value(place), "pk")
        for place, (_, lookup, rows) in enumerate(stating)
    ]
    found: dict[int, list[int]] = {}
    for place, pk in together(asked):
        found.setdefault(place, []).append(pk)
    sentences: list[str] = []
    for place in sorted(found):
        part = stating[place][0]
        rows = part._default_manager.filter(pk__in=found[place])
        rows = rows.with_links() if issubclass(part, Part) else rows
        sentences += map(what_it_lacks, rows)
    return sentences


def lacking_rows(model: Any) -> Iterator[tuple[Any, str, Any]]:
    """The same of all entries of a model, as rows: (model, lookup of the entry, rows) of each."""
    for part, lookup in _stating(model):
        build = partial(_lacking_rows, model, part, lookup)
        yield part, lookup, built(f"lacking {part._meta.label} of {model._meta.label}", build)


def _lacking_rows(model: Any, part: Any, lookup: str) -> Any:
    kinds = part.Basis
    rows = part._default_manager.exclude(basis__in=[kinds.GENERAL_KNOWLEDGE, kinds.INFERRED])
    rows = rows.filter(~_cites(part, grounds=[kinds.CITED, kinds.CASE]))
    if lookup and hasattr(model, "citations"):
        rows = rows.filter(~_cites(model, f"{lookup}pk", [kinds.CASE]))
    return rows


def what_it_lacks(row: Any) -> str:
    return _lack(_name(row), row.basis)


def _lack(name: str, ground: str) -> str:
    if ground == "cited":
        return f"{name} is said to be cited, but no public passage is given."
    if ground == "case":
        return f"{name} rests on the works of the whole entry, but it lists none."
    return f"{name} says not what it rests on."


def lacking_in(document: dict[str, Any], title: Any) -> list[str]:
    """The same of a draft, as its document says it; ``title`` names a part by its place."""
    model = named_models()[document["entry"]]
    stating = [*_stated(model, document, ())]
    refs = {ref for _, _, item in stating for ref in item.get("citations", [])}
    public = _to_be_public(refs, document)
    lists_works = not public.isdisjoint(document.get("citations", []))
    found = []
    for place, part, item in stating:
        ground = item.get("basis", part._meta.get_field("basis").get_default())
        cites = not public.isdisjoint(item.get("citations", []))
        on_the_case = ground == part.Basis.CASE and (cites or (bool(place) and lists_works))
        rests = on_the_case or (ground == part.Basis.CITED and cites)
        if not rests and ground not in (part.Basis.GENERAL_KNOWLEDGE, part.Basis.INFERRED):
            found.append(_lack(title(place), ground))
    return found


def _stated(
    model: Any, item: dict[str, Any], place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, dict[str, Any]]]:
    """What states something in a document, each with its place and its model."""
    if hasattr(model, "citations"):
        yield place, model, item
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            yield from _stated(part, row, (*place, name, row["key"]))


def _to_be_public(refs: set[str], document: dict[str, Any]) -> set[str]:
    """The passages that are public, or will be once this is published."""
    passages = apps.get_model("sources.Citation")
    slugs = {ref.partition("#")[0] for ref in refs}
    asked = passages.objects.filter(passages.public_once_cited_q(), work__slug__in=slugs)
    found = {f"{slug}#{key}" for slug, key in asked.values_list("work__slug", "key")}
    if document["entry"] == passages.PARENT:
        found |= {f"{document['slug']}#{row['key']}" for row in document.get("passages", [])}
    return found & refs


def count_lacking(model: Any, slugs: list[str]) -> dict[str, int]:
    """How many such statements each of these entries has, in one query; none left out."""
    counts = [
        rows.filter(**{f"{lookup}slug__in": slugs})
        .order_by()
        .values_list(f"{lookup}slug")
        .annotate(number=Count("pk"))
        for _, lookup, rows in lacking_rows(model)
    ]
    found: Counter[str] = Counter()
    for slug, number in counts[0].union(*counts[1:], all=True):
        found[slug] += number
    return found


def resting_on_passages(passages: Any) -> set[tuple[str, str]]:
    """The entries, as (kind, slug), of which something cites one of these passages."""
    found = set()
    for model in cited_models():
        kind, path = entry_path(model)
        links = model.citations.through._default_manager.filter(citation__in=passages)
        slugs = links.values_list(f"{model.citations.field.m2m_field_name()}__{path}slug")
        found |= {(kind, slug) for (slug,) in slugs.distinct()}
    return found


def resting_on_works(slugs: list[str]) -> set[tuple[str, str]]:
    """The same for the passages that are seen with these works alone."""
    through = Q(work__slug__in=slugs) | Q(attributed_work__slug__in=slugs)
    through |= Q(repeats__work__slug__in=slugs)
    return resting_on_passages(apps.get_model("sources.Citation")._default_manager.filter(through))


def _stating(model: Any) -> Iterator[tuple[Any, str]]:
    """What states something in an entry, with the lookup that leads to the entry."""
    if hasattr(model, "citations"):
        yield model, ""
    for part, lookup in cited_parts(model):
        yield part, f"{lookup}__"


def _cites(model: Any, pk: str = "pk", grounds: Sequence[str] = ()) -> Exists:
    """Whether the row of this key cites a passage that everybody may see.

    Only for rows that rest on one of these ``grounds``, where some are given. That condition stands
    within, so that a database can join what must not exist instead of looking it up row by row.
    """
    through: Any = model.citations.through
    field = model._meta.get_field("citations")
    passages = apps.get_model("sources.Citation").public_q("citation__")
    links = through._default_manager.filter(
        passages, **{field.m2m_field_name(): OuterRef(pk)}
    ).order_by()
    if grounds:
        ground = ExpressionWrapper(OuterRef("basis"), CharField())
        links = links.annotate(ground=ground).filter(ground__in=grounds)
    return Exists(links)


def _name(row: Any) -> str:
    kind = row._meta.verbose_name
    name = " ".join(str(row).split())  # one line, whatever the statement has
    return f"{kind[0].upper()}{kind[1:]} “{name}”"


def publish_passages(model: Any, entries: list[Any], carrying: Any) -> None:
    """Let the public see the passages of public works that these entries are the first to cite."""
    passages = apps.get_model("sources.Citation")
    pks = [entry.pk for entry in entries]
    cited = Q()
    for part, lookup in _stating(model):
        rows = part._default_manager.filter(**{f"{lookup}pk__in": pks})
        cited |= Q(pk__in=rows.filter(citations__pending=True).values("citations"))
    found = list(passages.objects.filter(cited, pending=True).select_related("work"))
    works = {passage.work for passage in found}
    if found:
        shown = passages.objects.filter(pk__in=[passage.pk for passage in found])
        with carrying(works):
            shown.update(pending=False)
        basis.count_again(resting_on_passages(shown))


def resting_on(work: Any) -> Supported:
    """The public statements that cite a public passage of the work, alone or for a whole case."""
    passages = work.passages.public()
    asked, grounds = [], []
    for model in cited_models():
        citing = model._default_manager.public().filter(citations__in=passages).order_by()
        grounds.append((model, model.Basis.CITED))
        asked.append(
            citing.filter(basis=model.Basis.CITED).values_list(Value(len(grounds) - 1), "pk")
        )
        if issubclass(model, Entry):
            grounds.append((model, model.Basis.CASE))
            asked.append(citing.values_list(Value(len(grounds) - 1), "pk"))
    found: dict[int, set[int]] = {}
    for place, pk in together(asked):
        found.setdefault(place, set()).add(pk)
    return [(*grounds[place], sorted(pks)) for place, pks in sorted(found.items())]


def left_without(supported: Supported) -> list[str]:
    """Those of these statements that are public still and have no public passage any more."""
    lines = []
    for model, ground, pks in supported:
        rows = model._default_manager.public().filter(pk__in=pks).exclude(_cites(model))
        if ground == model.Basis.CASE:
            lines += [line for entry in rows for line in _case_without_works(model, entry)]
            continue
        for row in rows.filter(basis=ground).with_links():
            entry = row.entry if isinstance(row, Part) else row
            lines.append(f"{entry.ref}: {_name(row)} rests on this work alone.")
    return lines


def _case_without_works(model: Any, entry: Any) -> Iterator[str]:
    """That this was the last work of an entry some of whose statements rest on all its works."""
    resting = sum(
        part._default_manager.public()
        .filter(**{f"{lookup}pk": entry.pk}, basis=part.Basis.CASE)
        .exclude(_cites(part))
        .count()
        for part, lookup in _stating(model)
    )
    if resting:
        yield (
            f"{entry.ref}: of “{entry}”, {resting} "
            f"{'statement rests' if resting == 1 else 'statements rest'} on the works of the whole "
            "entry, and this is the only one."
        )
