from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, Q

from curation.collection import chosen
from curation.models import Part
from curation.querysets import PublicQuerySet
from curation.rows import part_lists

LONGEST_CHAIN = 6
"""How often a wording may be taken over in turn; beyond that no origin is looked for."""


_built: dict[tuple[str, str], Any] = {}


def built(name: str, build: Callable[[], Any]) -> Any:
    """A copy of the queryset of this name, which is built once for each chosen collection.

    Every page asks for the same evidence in the same way, and to build such a queryset takes Django
    longer than to run it. ``build`` may depend on nothing but the chosen collection.
    """
    place = name, chosen()
    if place not in _built:
        _built[place] = build()
    return _built[place].all()


def gated(lookup: str, model: str, *order: str) -> Prefetch:
    """A prefetch of the rows of ``app.Model`` that are public, with their evidence and links.

    In the ``order`` given, or else in their own.
    """

    def rows() -> Any:
        found = apps.get_model(model)._default_manager.public()
        if isinstance(found, CitedQuerySet):
            found = found.with_evidence()
        found = found.with_links()
        return found.order_by(*order) if order else found

    return Prefetch(lookup, queryset=built(" ".join(("gated", model, *order)), rows))


def cited_parts(model: Any, way_up: str = "") -> Iterator[tuple[Any, str]]:
    """What hangs on an entry and states something, at any depth, with the lookup of the entry."""
    for part in part_lists(model).values():
        lookup = f"{part.PARENT}__{way_up}" if way_up else part.PARENT
        if hasattr(part, "citations"):
            yield part, lookup
        yield from cited_parts(part, lookup)


def cited_models() -> list[Any]:
    """The models whose rows state something: those derived from ``Cited``, which needs this."""
    return [model for model in apps.get_models() if hasattr(model, "IN_ANY_COLLECTION")]


def _led_to_by_the_chosen(link: str) -> Q:
    """The rows to which something public of the chosen collection leads by its list ``link``."""
    found = Q()
    for model in cited_models():
        rows = model._default_manager.public().filter(collection=chosen())
        found |= Q(pk__in=rows.values(link))
    return found


class CitedQuerySet(PublicQuerySet):
    """Rows that say what they rest on."""

    def public(self) -> Any:
        """Of parts only those of the chosen collection; an entry is there whatever is chosen."""
        rows = super().public()
        model: Any = self.model
        is_limited = issubclass(model, Part) and not model.IN_ANY_COLLECTION
        return rows.filter(collection=chosen()) if chosen() and is_limited else rows

    def listed(self) -> Any:
        return self.in_collection(chosen()) if chosen() else self

    def with_citations(self) -> Any:
        """With the passages that the public may see."""

        def citations() -> Any:
            return apps.get_model("sources.Citation")._default_manager.public().for_notes()

        return self.prefetch_related(Prefetch("citations", queryset=built("notes", citations)))

    def for_rows(self) -> Any:
        """With what a flat list shows of a part: of the disagreements only their questions."""

        def questions() -> Any:
            return apps.get_model("sources.Disagreement")._default_manager.public()

        return (
            self.with_links()
            .with_citations()
            .prefetch_related(
                Prefetch("disagreements", queryset=built("questions", questions)),
            )
        )

    def with_evidence(self) -> Any:
        """With the passages and the disagreements that the public may see."""

        def disagreements() -> Any:
            return apps.get_model("sources.Disagreement")._default_manager.public().for_list()

        return self.with_citations().prefetch_related(
            Prefetch("disagreements", queryset=built("disagreements", disagreements))
        )

    def from_source(self, slug: str) -> Any:
        """Entries that rest, themselves or in a public part, on a passage of this work."""
        passages = apps.get_model("sources.Citation")._default_manager.public()
        return self.filter(self._leading_to("citations", passages.filter(work__slug=slug)))

    def contested(self, is_contested: bool = True) -> Any:
        """Rows with a public disagreement on themselves or on a public part; or those without."""
        questions = apps.get_model("sources.Disagreement")._default_manager.public()
        found = self.model._default_manager.filter(
            self._leading_to("disagreements", questions)
        ).values("pk")
        return self.filter(pk__in=found) if is_contested else self.exclude(pk__in=found)

    def in_collection(self, collection: str) -> Any:
        """Entries of which something public is in the collection, or which a part in it links.

        What entries link themselves says nothing: one collection may add a link to another's entry.
        """
        found = Q()
        for relation in self.model._meta.related_objects:
            other: Any = relation.related_model
            if issubclass(other, Part) and hasattr(other, "IN_ANY_COLLECTION"):
                rows = other._default_manager.public().filter(collection=collection)
                found |= Q(pk__in=rows.values(relation.field.name))
        return self.filter(found | self._in_self_or_parts(lambda model: Q(collection=collection)))

    def _leading_to(self, link: str, rows: Any) -> Q:
        """Those that, themselves or in a public part, lead to one of the rows by this list.

        The list is asked first: whoever begins with the parts reads them all.
        """

        def leading(model: Any) -> Q:
            field = model._meta.get_field(link)
            pairs = field.remote_field.through._default_manager
            leads = pairs.filter(**{f"{field.m2m_reverse_field_name()}__in": rows})
            return Q(pk__in=leads.values(field.m2m_field_name()))

        return self._in_self_or_parts(leading)

    def _in_self_or_parts(self, condition: Callable[[Any], Q]) -> Q:
        """Rows of which the condition on their model holds, or that on one of its public parts."""
        found = Q(pk__in=self.model._default_manager.filter(condition(self.model)).values("pk"))
        for part, way_up in cited_parts(self.model):
            rows = part._default_manager.public().filter(condition(part))
            found |= Q(pk__in=rows.values(way_up))
        return found


class CitationQuerySet(PublicQuerySet):
    def listed(self) -> Any:
        """Those on which something of the chosen collection rests."""
        return self.filter(_led_to_by_the_chosen("citations")) if chosen() else self

    def for_rows(self) -> Any:
        """With what a flat list shows; of a chosen collection those that something rests on."""
        return self.listed().with_links()

    def for_notes(self) -> Any:
        """With what a note beside a statement shows, and with whose voices it is."""
        return (
            self.with_voice()
            .with_origin()
            .prefetch_related(Prefetch("repeats__repeats", queryset=self._origins(2)))
            .order_by("work__slug", "position", "key")
        )

    def with_voice(self) -> Any:
        """With the work, and whom it reports."""
        return self.select_related("work", "attributed_work", "attributed_speaker")

    def with_origin(self) -> Any:
        """With the passage whose wording each takes over, its work, and whom it reports.

        Only after ``public()``: of a public passage, what that one links is public.
        """
        links = ("work", "attributed_work", "attributed_speaker")
        return self.select_related(*(f"repeats__{link}" for link in links))

    def _origins(self, link: int) -> Any:
        """Whose wording is taken over; as a rule nobody takes over what is taken over already."""
        rows = self.model._default_manager.public().with_voice()
        if link >= LONGEST_CHAIN:
            return rows.prefetch_related(Prefetch("repeats", queryset=rows.none()))
        beyond = self._origins(link + 2) if link + 1 < LONGEST_CHAIN else rows.none()
        return rows.with_origin().prefetch_related(Prefetch("repeats__repeats", queryset=beyond))


class ErratumQuerySet(CitedQuerySet):
    def for_notes(self) -> Any:
        """With the work, and the passages that it touches."""
        passages = apps.get_model("sources.Citation")._default_manager.public()
        return self.select_related("work").prefetch_related(
            Prefetch("citations", queryset=passages)
        )


class WorkQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        return self.prefetch_related(gated("contributions", "sources.Contribution"))

    def for_detail(self) -> Any:
        passages = apps.get_model("sources.Citation")._default_manager.public()
        passages = passages.prefetch_related(gated("repeated_by", "sources.Citation"))
        return self.with_evidence().prefetch_related(
            gated("contributions", "sources.Contribution"),
            gated("references", "sources.Reference"),
            gated("cited_by", "sources.Reference"),
            gated("errata", "sources.Erratum"),
            Prefetch("passages", queryset=passages.with_links()),
        )


class DisagreementQuerySet(PublicQuerySet):
    def listed(self) -> Any:
        """Those on something of the chosen collection, or of which a position is in it."""
        if not chosen():
            return self
        found = Q(positions__collection=chosen()) | _led_to_by_the_chosen("disagreements")
        return self.filter(pk__in=self.model._default_manager.filter(found).values("pk"))

    def for_list(self) -> Any:
        """With each position and its passages (a position's own disagreements are this one)."""
        positions = apps.get_model("sources.Position")._default_manager.public()
        return self.prefetch_related(Prefetch("positions", queryset=positions.with_citations()))

    for_detail = for_list

    def from_source(self, slug: str) -> Any:
        """Questions of which a position rests on a passage of this work."""
        passages = apps.get_model("sources.Citation")._default_manager.public()
        positions = apps.get_model("sources.Position")._default_manager.public()
        taken = positions.filter(citations__in=passages.filter(work__slug=slug))
        return self.filter(pk__in=taken.values("disagreement"))
