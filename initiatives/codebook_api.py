"""The codebook as data: what its page says, section by section, and as one table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from initiatives.codebook import sections
from initiatives.reliability import Agreement, agreement
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


class AgreementFigureSerializer(AnchoredSerializer):
    """How far coders agree on one variable."""

    id = serializers.CharField(help_text="Its anchor on the page.")
    name = serializers.CharField(help_text="The variable.")
    unit = serializers.CharField(help_text="What one unit is, and what can be said of it.")
    units = serializers.IntegerField(
        help_text="How many units two coders or more said something of."
    )
    values = serializers.IntegerField(help_text="How many values there are on these units.")
    observed = serializers.FloatField(
        allow_null=True,
        help_text="The share of pairs of values that agree, from 0 to 1. Null without a pair.",
    )
    alpha = serializers.FloatField(
        allow_null=True,
        help_text="Krippendorff’s alpha for nominal data: 1 is perfect agreement, 0 that of "
        "chance. Null where it is undefined, because there is no pair or no variation.",
    )
    low = serializers.FloatField(
        source="interval.low",
        default=None,
        allow_null=True,
        help_text="The lower end of its 95% interval. Null where there are too few cases for one.",
    )
    high = serializers.FloatField(
        source="interval.high",
        default=None,
        allow_null=True,
        help_text="The upper end of its 95% interval. Null where there are too few cases for one.",
    )


class AgreementSerializer(AnchoredSerializer):
    """How far people who code the same cases agree."""

    id = serializers.CharField(help_text="Its anchor on the page.")
    status = serializers.CharField(help_text="How much was coded a second time, in words.")
    cases = serializers.IntegerField(help_text="How many cases were coded a second time.")
    codings = serializers.IntegerField(help_text="How often: a case may be coded by several.")
    coders = serializers.IntegerField(
        help_text="How many people coded a second time; the base itself is one coder more."
    )
    set_aside = serializers.IntegerField(
        help_text="How often a case was drawn and given up, mostly for want of its works."
    )
    figures = AgreementFigureSerializer(
        many=True, help_text="Variable by variable; empty as long as there are too few cases."
    )


class CodebookSerializer(serializers.Serializer):
    """The whole codebook."""

    count = serializers.IntegerField(help_text="How many sections there are.")
    results = CodebookSectionSerializer(many=True, help_text="The sections, in their order.")
    agreement = AgreementSerializer(help_text="How far people who code the same cases agree.")


class CodebookCSVRenderer(CSVRenderer):
    """A row for each track, rule, value, form of dates, field and figure of agreement."""

    def write(self, data: tuple[dict[str, Any], Agreement], of: Provenance) -> str:
        headings = ["Section", "Sort", "Of", "Code", "Name", "Meaning"]
        answer, agreed = data
        rows = ([it["name"], *row] for it in answer["results"] for row in self._rows(it))
        figures = (["Figure", "", it.id, it.name, it.in_words] for it in agreed.figures)
        return table(headings, chain(rows, (["Agreement", *it] for it in figures)), of)

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

        JSON has the whole codebook by sections, and how far people who coded the same cases agree.
        CSV has a row for each track, rule, value, form of dates, field and figure of agreement.
        """
        refuse_unknown(request, ())
        found, agreed = sections(), agreement()
        answer = CodebookSerializer(
            {"count": len(found), "results": found, "agreement": agreed},
            context={"request": request},
        ).data
        return Response((answer, agreed) if self.is_other_format else answer)
