from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from connections.paths_api import EndSerializer
from connections.search import KINDS, LONGEST, PER_KIND, find
from presentation.formats import FormatView
from presentation.parameters import refuse_unknown
from presentation.provenance import Provenance
from presentation.renderers import CSVRenderer
from presentation.tables import table


class HitSerializer(EndSerializer):
    """An entry in which the words occur."""

    kind = serializers.ChoiceField(
        source="KIND", choices=[(kind, kind) for kind in KINDS], help_text="What it is."
    )
    name = serializers.CharField(source="__str__", help_text="What it is called.")


class OfKindSerializer(serializers.Serializer):
    """How many entries of one kind there are."""

    kind = serializers.ChoiceField([(kind, kind) for kind in KINDS], help_text="The kind.")
    count = serializers.IntegerField(help_text="How many have all the words.")


class SearchSerializer(serializers.Serializer):
    """What was found."""

    count = serializers.IntegerField(help_text="How many entries have all the words.")
    kinds = OfKindSerializer(many=True, help_text="The kinds with a hit, in the order of results.")
    results = HitSerializer(
        many=True, help_text=f"At most {PER_KIND} of each kind, the best first."
    )


class HitsCSVRenderer(CSVRenderer):
    """A row for each entry."""

    def write(self, data: list[dict[str, str]], of: Provenance) -> str:
        rows = [[hit["kind"], hit["name"], hit["html_url"], hit["ref"]] for hit in data]
        return table(["Kind", "Name", "Page", "Entry"], rows, of)


class SearchView(FormatView):
    """Search over all kinds of entries."""

    renderer_classes = (JSONRenderer, HitsCSVRenderer)

    @extend_schema(
        operation_id="search_list",
        parameters=[
            OpenApiParameter(
                "q",
                str,
                description=f"Words, at most {LONGEST} characters; all must occur in an entry.",
                examples=[OpenApiExample("Two words", value="oslo norway")],
            ),
            OpenApiParameter("kind", str, enum=KINDS, description="Only entries of this kind."),
        ],
        responses=SearchSerializer,
    )
    def get(self, request: Request) -> Response:
        """Entries in which all the words occur, by kind.

        Those named just so come first, then those whose name begins so, then those with all words
        in their name. For all of one kind, ask its own list with “q”.
        """
        refuse_unknown(request, ("q", "kind"))
        q, kind = (request.query_params.get(name, "") for name in ("q", "kind"))
        errors = {}
        if len(q) > LONGEST or "\0" in q:
            errors["q"] = [f"Give at most {LONGEST} characters, none of them NUL."]
        if kind and kind not in KINDS:
            errors["kind"] = [f"Give one of {', '.join(KINDS)}."]
        if errors:
            raise ValidationError(errors)
        found = find(q, [kind] if kind else KINDS)
        answer = SearchSerializer(
            {
                "count": sum(group.count for group in found),
                "kinds": [{"kind": group.kind, "count": group.count} for group in found],
                "results": [entry for group in found for entry in group.entries],
            },
            context={"request": request},
        ).data
        return Response(answer["results"] if self.is_other_format else answer)
