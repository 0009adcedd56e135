"""What an entry must rest on before the public sees it, and what rests on a work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Value

from curation import basis
from curation.entries import named_models
from curation.models import Entry, Part
from curation.rows import entry_path, part_lists
from curation.together import together
from sources.querysets import cited_models, cited_parts

Supported = list[tuple[Any, str, list[int]]]
"""What rests on a work: the model, the basis, and primary keys: of the statements that are cited
to it, and of the entries that list it among the works of a whole case."""


AT_ONCE = 500
"""So many passages SQLite looks up one by one; for thousands it begins with every public work."""


class Lack(NamedTuple):
    """A statement that says not what it rests on."""

    model: Any
    slug: str  # of its entry
    pk: int


def lacking(model: Any, entries: list[Any]) -> list[str]:
    """What of these entries of one model says not what it rests on: a sentence for each statement.

    Cited needs a public passage; a statement that rests on the works of the whole case needs one
    that is listed there, or with itself where the entry lists none.
    """
    sentences: list[str] = []
    for part, rows in rows_lacking(model, entries):
        rows = rows.with_links() if issubclass(part, Part) else rows
        sentences += map(what_it_lacks, rows)
    return sentences


def rows_lacking(model: Any, entries: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The same as rows, those of each model together: (model, rows)."""
    found: dict[Any, list[int]] = {}
    for lack in _lacks(model, pk__in=[entry.pk for entry in entries]):
        found.setdefault(lack.model, []).append(lack.pk)
    for part, pks in found.items():
        yield part, part._default_manager.filter(pk__in=pks)


def count_lacking(model: Any, slugs: list[str]) -> dict[str, int]:
    """How many such statements each of these entries has; none left out."""
    return Counter(lack.slug for lack in _lacks(model, slug__in=slugs))


def _lacks(model: Any, **entries: Any) -> Iterator[Lack]:
    """Such statements of the entries of a model for which this lookup holds.

    One query for what each cites, one for what of that is public. To ask both at once, a database
    has to plan a join of every kind of statement with all on which the sight of a passage depends.
    """
    stating = [*_stating(model)]
    asked = [
        part._default_manager.filter(**{f"{lookup}{name}": it for name, it in entries.items()})
        .order_by()
        .values_list(Value(place), f"{lookup}slug", "pk", "basis", "citations")
        for place, (part, lookup) in enumerate(stating)
    ]
    cited: dict[tuple[int, str, int, str], set[int]] = {}
    for *statement, passage in together(asked):
        passages = cited.setdefault((*statement,), set())
        if passage is not None:
            passages.add(passage)
    public = _public(set().union(*cited.values()))
    listing = {
        slug
        for (place, slug, *_), passages in cited.items()
        if not stating[place][1] and not passages.isdisjoint(public)
    }
    for (place, slug, pk, ground), passages in sorted(cited.items()):
        cites = not passages.isdisjoint(public)
        if not _rests(stating[place][0], ground, cites, lists_works=slug in listing):
            yield Lack(stating[place][0], slug, pk)


def _public(passages: set[int]) -> set[int]:
    """Those of these passages that everybody may see."""
    public = apps.get_model("sources.Citation")._default_manager.public()
    asked, found = sorted(passages), set()
    for start in range(0, len(asked), AT_ONCE):
        some = public.filter(pk__in=asked[start : start + AT_ONCE]).order_by()
        found |= set(some.values_list("pk", flat=True))
    return found


def _rests(model: Any, ground: str, cites: bool, lists_works: bool) -> bool:
    """Whether a statement of a model says what it rests on.

    It says to rest on this ground, and cites a public passage or not, as its entry does.
    """
    kinds = model.Basis
    if ground in (kinds.GENERAL_KNOWLEDGE, kinds.INFERRED):
        return True
    return (ground == kinds.CITED and cites) or (ground == kinds.CASE and (cites or lists_works))


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
        if not _rests(part, ground, cites, lists_works):
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
    """What states something in an entry, with the lookup that leads to the entry, if any."""
    if hasattr(model, "citations"):
        yield model, ""
    for part, lookup in cited_parts(model):
        yield part, f"{lookup}__"


def _cites(model: Any) -> Exists:
    """Whether a row cites a passage that everybody may see."""
    through: Any = model.citations.through
    field = model._meta.get_field("citations")
    passages = apps.get_model("sources.Citation").public_q("citation__")
    links = through._default_manager.filter(
        passages, **{field.m2m_field_name(): OuterRef("pk")}
    ).order_by()
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
