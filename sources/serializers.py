"""How works and evidence look in the API. Every statement nests its citations in brief form."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.models import (
    Basis,
    Citation,
    Contribution,
    Contributor,
    Disagreement,
    Erratum,
    Position,
    Reference,
    Work,
)
from sources.support import Statement

STATEMENT_FIELDS = (
    "basis",
    "basis_note",
    "collection",
    "citations",
    "independent_sources",
    "disagreements",
)
"""What every statement carries: what it rests on, and where sources differ on it."""
ENTRY_FIELDS = ("slug", "url", "html_url")
ROW_FIELDS = ("ref", "html_url")


class OfModel(serializers.ModelSerializer):
    """Described in the API as its model is, unless it says itself what it shows."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        shown = getattr(cls, "Meta", None)
        if shown and not cls.__doc__:
            cls.__doc__ = (shown.model.__doc__ or "").partition("\n\n")[0]


class EntrySerializer(OfModel):
    """The base of every entry: its addresses in the API and on the site."""

    html_url = serializers.SerializerMethodField(help_text="The page for people.")

    def get_html_url(self, entry: Any) -> str:
        path: str = entry.get_absolute_url()
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path


class RowSerializer(serializers.Serializer):
    """What every row of a flat list of parts begins with: where it is found."""

    ref = serializers.CharField(
        help_text="The part by the slug of its entry and its key: slug#key."
    )
    html_url = serializers.SerializerMethodField(
        help_text="The page for people, at the anchor of the part."
    )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_html_url(self, part: Any) -> str:
        path: str = part.get_absolute_url()
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path


def api_url(view: str) -> Any:
    return serializers.HyperlinkedIdentityField(
        view_name=view, lookup_field="slug", help_text="This entry in the API."
    )


class ContributorSerializer(OfModel):
    name = serializers.CharField(source="__str__", help_text="The whole name.")

    class Meta:
        model = Contributor
        fields = ("slug", "name", "family", "given", "literal")


class WorkBriefSerializer(EntrySerializer):
    url = api_url("work-detail")

    class Meta:
        model = Work
        fields = (*ENTRY_FIELDS, "title", "title_short", "issued")


class CitationSerializer(serializers.ModelSerializer):
    """One passage of one work."""

    work = WorkBriefSerializer()
    attributed_work = WorkBriefSerializer(allow_null=True)
    attributed_speaker = ContributorSerializer(allow_null=True)
    repeats = serializers.SerializerMethodField(
        help_text="The passage whose wording this one takes over, as work#key; null if none."
    )

    class Meta:
        model = Citation
        fields: tuple[str, ...] = (
            "work",
            "key",
            "locator",
            "paragraphs",
            "stance",
            "attributed_work",
            "attributed_speaker",
            "read_as",
            "repeats",
        )

    @extend_schema_field({"type": ["string", "null"]})
    def get_repeats(self, citation: Citation) -> str | None:
        return citation.repeats.ref if citation.repeats else None


class CitationRowSerializer(RowSerializer, CitationSerializer):
    class Meta(CitationSerializer.Meta):
        fields = (*ROW_FIELDS, *CitationSerializer.Meta.fields)


class DisagreementBriefSerializer(EntrySerializer):
    url = api_url("disagreement-detail")

    class Meta:
        model = Disagreement
        fields = (*ENTRY_FIELDS, "question", "kind")


class StatementSerializer(OfModel):
    """The base of every part that states something."""

    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)


class ContributionSerializer(StatementSerializer):
    contributor = ContributorSerializer()

    class Meta:
        model = Contribution
        fields = ("key", "contributor", "role", *STATEMENT_FIELDS)


class ReferenceSerializer(StatementSerializer):
    cited_work = WorkBriefSerializer()

    class Meta:
        model = Reference
        fields = ("key", "cited_work", "note", "page", *STATEMENT_FIELDS)


class CitedBySerializer(StatementSerializer):
    """Another work cites this one."""

    work = WorkBriefSerializer()

    class Meta:
        model = Reference
        fields = ("key", "work", "note", "page", *STATEMENT_FIELDS)


class ErratumSerializer(StatementSerializer):
    class Meta:
        model = Erratum
        fields = ("key", "kind", "printed", "corrected", "reason", *STATEMENT_FIELDS)


class RestingSerializer(serializers.Serializer):
    """A statement that rests on a passage, in brief."""

    ref = serializers.CharField(help_text="kind:slug of an entry, kind:slug#key of a part of one.")
    url = serializers.SerializerMethodField(help_text="The page for people, at its anchor.")
    statement = serializers.CharField(source="words", help_text="What it says, in short.")
    basis = serializers.ChoiceField(source="row.basis", choices=Basis.choices)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, statement: Statement) -> str:
        request = self.context.get("request")
        return request.build_absolute_uri(statement.url) if request else statement.url


class PassageSerializer(CitationSerializer):
    """A passage within its own work, with what rests on it."""

    statement_count = serializers.IntegerField(
        source="resting.count", help_text="How many statements rest on it in all."
    )
    statements = RestingSerializer(
        source="resting.statements",
        many=True,
        help_text="Those of them that are on this page of the answer: see “next”.",
    )

    class Meta(CitationSerializer.Meta):
        fields = (
            *(name for name in CitationSerializer.Meta.fields if name != "work"),
            "statement_count",
            "statements",
        )


class ReportSerializer(CitationSerializer):
    """A passage of another work that reports this one, with what rests on it."""

    statements = RestingSerializer(source="resting.statements", many=True)

    class Meta(CitationSerializer.Meta):
        fields = (*CitationSerializer.Meta.fields, "statements")


class WorkSerializer(EntrySerializer):
    url = api_url("work-detail")
    contributions = ContributionSerializer(many=True)

    class Meta:
        model = Work
        fields: tuple[str, ...] = (
            *ENTRY_FIELDS,
            "type",
            "title",
            "title_short",
            "contributions",
            "container_title",
            "collection_title",
            "collection_number",
            "publisher",
            "publisher_place",
            "issued",
            "issued_earliest",
            "issued_latest",
            "volume",
            "issue",
            "edition",
            "page",
            "accessed",
            "isbn",
            "issn",
            "doi",
            "work_url",
            "language",
            "independence",
            "note",
        )

    work_url = serializers.CharField(
        source="url", help_text="Address of the work itself; empty if it has none on the web."
    )


class WorkDetailSerializer(WorkSerializer):
    references = ReferenceSerializer(many=True)
    cited_by = CitedBySerializer(many=True)
    errata = ErratumSerializer(many=True)
    passages = PassageSerializer(many=True)
    without_statements = serializers.DictField(
        child=serializers.CharField(),
        help_text="Paragraphs of a source text on which nothing rests, each with the reason.",
    )
    reported_in = ReportSerializer(
        source="support.reporting",
        many=True,
        help_text="Passages of other works that report this one, on this page of the answer.",
    )
    statement_count = serializers.IntegerField(
        source="support.count", help_text="How many statements rest on passages of this work."
    )
    next = serializers.SerializerMethodField(
        help_text="Address of the same work with the statements that follow; null if none do."
    )
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta(WorkSerializer.Meta):
        fields = (
            *WorkSerializer.Meta.fields,
            "references",
            "cited_by",
            "errata",
            "passages",
            "without_statements",
            "reported_in",
            "statement_count",
            "next",
            *STATEMENT_FIELDS,
        )

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_next(self, work: Any) -> str | None:
        page, request = work.support.page, self.context.get("request")
        if not page.has_next():
            return None
        query = f"?page={page.next_page_number()}"
        return request.build_absolute_uri(query) if request else query


class PositionSerializer(OfModel):
    citations = CitationSerializer(many=True)

    class Meta:
        model = Position
        fields = (
            "key",
            "statement",
            "basis",
            "basis_note",
            "collection",
            "citations",
            "independent_sources",
        )


class DisagreementSerializer(EntrySerializer):
    url = api_url("disagreement-detail")
    positions = PositionSerializer(many=True)
    preferred = serializers.SerializerMethodField(
        help_text="The key of the position that this base follows; null if none."
    )

    class Meta:
        model = Disagreement
        fields = (
            *ENTRY_FIELDS,
            "kind",
            "question",
            "statement",
            "positions",
            "preferred",
            "preference_reason",
        )

    @extend_schema_field({"type": ["string", "null"]})
    def get_preferred(self, disagreement: Disagreement) -> str | None:
        keys = {position.pk: position.key for position in disagreement.positions.all()}
        return keys.get(disagreement.preferred_id or 0)
