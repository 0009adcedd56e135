from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from connections.ends import ENDS, UnusableEndError, by_ref, one_text, suggested
from connections.paths import LONGEST
from connections.routes import WITHOUT, routes
from initiatives.serializers import ParticipationSerializer
from presentation.parameters import refuse_unknown
from presentation.schema import EntrySchema


class EndSerializer(serializers.Serializer):
    """An actor or an initiative in brief."""

    ref = serializers.CharField(help_text="The entry as kind:slug.")
    kind = serializers.ChoiceField(source="KIND", choices=[(kind, kind) for kind in ENDS])
    name = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="This entry in the API.")
    html_url = serializers.SerializerMethodField(help_text="The page for people.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, entry: Any) -> str:
        address = reverse(f"{entry.KIND}-detail", args=[entry.slug])
        return self.context["request"].build_absolute_uri(address)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_html_url(self, entry: Any) -> str:
        return self.context["request"].build_absolute_uri(entry.get_absolute_url())


class StopSerializer(serializers.Serializer):
    """An entry on the way."""

    entry = EndSerializer()
    connections = serializers.IntegerField(
        help_text="In how many initiatives the actor took part; how many actors it had."
    )


class StepSerializer(serializers.Serializer):
    """What joins an actor and an initiative on the way."""

    actor = serializers.CharField(source="actor.ref")
    initiative = serializers.CharField(source="initiative.ref")
    participations = ParticipationSerializer(many=True)


class PathSerializer(serializers.Serializer):
    """One way, stop by stop."""

    length = serializers.IntegerField(help_text="In steps.")
    product = serializers.IntegerField(
        help_text="Of the connections of all stops but the ends: of equally long ways that with "
        "the smaller product comes first."
    )
    stops = StopSerializer(many=True)
    steps = StepSerializer(many=True)


class PathsSerializer(serializers.Serializer):
    """The ways between two entries."""

    to = EndSerializer()
    without = serializers.ListField(child=serializers.ChoiceField([(WITHOUT, WITHOUT)]))
    longest = serializers.IntegerField(help_text="No way of more steps is looked for.")
    paths = PathSerializer(many=True, help_text="Best first; empty if there is none so short.")

    def get_fields(self) -> dict[str, Any]:
        """“from” is a word of Python's, so that no attribute can have that name."""
        return {"from": EndSerializer(source="start"), **super().get_fields()}


class SuggestionsSerializer(serializers.Serializer):
    """Entries that may be meant."""

    results = EndSerializer(many=True)


def _end(name: str, what: str) -> OpenApiParameter:
    return OpenApiParameter(
        name, str, required=True, description=f"{what}: actor:slug or initiative:slug."
    )


class PathsView(APIView):
    """Ways between two actors or initiatives."""

    schema = EntrySchema()

    @extend_schema(
        operation_id="paths_retrieve",
        parameters=[
            _end("from", "Where the ways start"),
            _end("to", "Where they end"),
            OpenApiParameter(
                "without",
                str,
                enum=[WITHOUT],
                description="“states” leaves out actors that are states, except at the ends.",
            ),
        ],
        responses=PathsSerializer,
    )
    def get(self, request: Request) -> Response:
        """The shortest way between two entries and up to two others, with the evidence.

        An actor and an initiative are joined when the actor took part, which addressees and
        observers did not. Of equally long ways those through entries with fewer connections come
        first, then by slugs. Others are at most two steps longer than the shortest.
        """
        refuse_unknown(request, ("from", "to", "without"))
        errors: dict[str, list[str]] = {}
        ends = []
        for name in ("from", "to"):
            try:
                text = one_text(request.query_params.getlist(name))
                ends.append(by_ref(text))
            except UnusableEndError as error:
                errors[name] = [str(error)]
        without = request.query_params.getlist("without")
        if without not in ([], [WITHOUT]):
            errors["without"] = [f"Only “{WITHOUT}” can be left out, once."]
        if len(ends) == 2 and ends[0] == ends[1]:
            errors["to"] = ["A way leads from one entry to another; these are the same."]
        if errors:
            raise ValidationError(errors)
        found = {
            "start": ends[0],
            "to": ends[1],
            "without": without,
            "longest": LONGEST,
            "paths": routes(ends[0], ends[1], without_states=bool(without)),
        }
        return Response(PathsSerializer(found, context={"request": request}).data)


class SuggestView(APIView):
    """What a form offers while somebody types the end of a way."""

    schema = EntrySchema()

    @extend_schema(
        operation_id="paths_suggest",
        parameters=[OpenApiParameter("q", str, required=True, description="Words of a name.")],
        responses=SuggestionsSerializer,
    )
    def get(self, request: Request) -> Response:
        """At most ten actors and initiatives in which all these words occur, best first."""
        refuse_unknown(request, ("q",))
        try:
            text = one_text(request.query_params.getlist("q"))
        except UnusableEndError as error:
            raise ValidationError({"q": [str(error)]}) from None
        found = SuggestionsSerializer({"results": suggested(text)}, context={"request": request})
        return Response(found.data)
