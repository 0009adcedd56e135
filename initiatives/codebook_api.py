"""The codebook as data: what its page says, section by section, and as one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from initiatives.codebook import sections
from presentation.formats import FormatView
from presentation.parameters import refuse_unknown
from presentation.provenance import Provenance
from presentation.renderers import CSVRenderer
from presentation.tables import table
from sources.serializers import DisagreementBriefSerializer
from tracks.serializers import TrackBriefSerializer


class AnchoredSerializer(serializers.Serializer):
    """What has an anchor on the page."""

    html_url = serializers.SerializerMethodField(help_text="The page for people, at this place.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_html_url(self, item: Any) -> str:
        path = f"{reverse('codebook')}#{item.id}"
        address: str = self.context["request"].build_absolute_uri(path)
        return address


class CodebookPointSerializer(serializers.Serializer):
    """Something that is said under a heading of its own."""

    name = serializers.CharField(help_text="The heading.")
    text = serializers.CharField(help_text="What is said.")


class CodedTrackSerializer(serializers.Serializer):
    """A track as it is coded."""

    track = TrackBriefSerializer(help_text="The track.")
    meaning = serializers.CharField(help_text="What is coded on it.")


class CodingRuleSerializer(AnchoredSerializer):
    """How a doubtful case is decided."""

    id = serializers.CharField(help_text="Its anchor on the page.")
    about = serializers.CharField(help_text="What it decides.")
    text = serializers.CharField(help_text="The rule.")
    disagreements = DisagreementBriefSerializer(
        source="questions", many=True, help_text="Questions to which others give another answer."
    )


class CodedValueSerializer(AnchoredSerializer):
    """A value, and what it means."""

    code = serializers.CharField(help_text="As it stands in the API and its filters.")
    name = serializers.CharField(source="label", help_text="As it stands on pages.")
    meaning = serializers.CharField(help_text="What it means.")


class VocabularySerializer(AnchoredSerializer):
    """The values of a coded field."""

    id = serializers.CharField(help_text="Its anchor on the page.")
    field = serializers.CharField(
        source="code",
        help_text="The field that has these values, as in Handover.kind; without a dot one that "
        "every statement has.",
    )
    name = serializers.CharField(help_text="What the values are.")
    text = serializers.CharField(help_text="What is said of all of them; empty if nothing is.")
    values = CodedValueSerializer(many=True, help_text="The values, in their order.")


class CodedFieldSerializer(AnchoredSerializer):
    """A field, and what stands in it."""

    code = serializers.CharField(help_text="What it is called in the API.")
    name = serializers.CharField(source="label", help_text="What it is called on pages.")
    form = serializers.CharField(help_text="What stands there: a text, a date, one of a list, …")
    vocabulary = serializers.CharField(
        source="leads_to",
        help_text="The id of the vocabulary of its values, “dates” for a date, else empty.",
    )
    meaning = serializers.SerializerMethodField(help_text="What it says.")

    def get_meaning(self, field: Any) -> str:
        return " ".join(filter(None, (field.meaning, field.help)))


class CodedFieldsSerializer(serializers.Serializer):
    """The fields of one sort of row."""

    code = serializers.CharField(
        help_text="The sort, as in Handover; empty for what every statement has."
    )
    name = serializers.CharField(help_text="The same in words.")

    def get_fields(self) -> dict[str, Any]:
        """Serializers have “fields” of their own, so that none can be declared under that name."""
        fields = CodedFieldSerializer(many=True, help_text="The fields, in their order.")
        return {**super().get_fields(), "fields": fields}


class CodebookSectionSerializer(AnchoredSerializer):
    """A section of the codebook."""

    id = serializers.CharField(help_text="Its anchor on the page.")
    name = serializers.CharField(help_text="Its heading.")
    text = serializers.ListField(child=serializers.CharField(), help_text="Its paragraphs.")
    points = CodebookPointSerializer(many=True, help_text="What it says point by point.")
    tracks = CodedTrackSerializer(many=True, help_text="The tracks, and what is coded on each.")
    rules = CodingRuleSerializer(many=True, help_text="How doubtful cases are decided.")
    vocabularies = VocabularySerializer(many=True, help_text="The values of its coded fields.")
    dates = CodedValueSerializer(many=True, help_text="The forms of dates (EDTF).")
    tables = CodedFieldsSerializer(
        source="fields", many=True, help_text="The fields of what is coded, sort by sort."
    )


class CodebookSerializer(serializers.Serializer):
    """The whole codebook."""

    count = serializers.IntegerField(help_text="How many sections there are.")
    results = CodebookSectionSerializer(many=True, help_text="The sections, in their order.")


class CodebookCSVRenderer(CSVRenderer):
    """A row for each track, rule, value, form of dates and field."""

    def write(self, data: list[dict[str, Any]], of: Provenance) -> str:
        headings = ["Section", "Sort", "Of", "Code", "Name", "Meaning"]
        rows = ([it["name"], *row] for it in data for row in self._rows(it))
        return table(headings, rows, of)

    def _rows(self, section: dict[str, Any]) -> Iterator[list[str]]:
        for it in section["tracks"]:
            yield ["Track", "", it["track"]["slug"], it["track"]["name"], it["meaning"]]
        for it in section["rules"]:
            yield ["Rule", "", it["id"], it["about"], it["text"]]
        for vocabulary in section["vocabularies"]:
            yield from self._said("Value", vocabulary["field"], vocabulary["values"])
        yield from self._said("Form of dates", "", section["dates"])
        for fields in section["tables"]:
            yield from self._said("Field", fields["code"], fields["fields"])

    def _said(self, sort: str, of: str, items: list[dict[str, str]]) -> Iterator[list[str]]:
        for it in items:
            yield [sort, of, it["code"], it["name"], it["meaning"]]


class CodebookView(FormatView):
    """How initiatives, actors and conflicts are coded."""

    renderer_classes = (JSONRenderer, CodebookCSVRenderer)

    @extend_schema(operation_id="codebook_list", responses=CodebookSerializer)
    def get(self, request: Request) -> Response:
        """What each field and value means, and the rules by which doubtful cases were decided.

        JSON has the whole codebook by sections. CSV has a row for each track, rule, value, form of
        dates and field.
        """
        refuse_unknown(request, ())
        found = sections()
        answer = CodebookSerializer(
            {"count": len(found), "results": found}, context={"request": request}
        ).data
        return Response(answer["results"] if self.is_other_format else answer)
