from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from connections.edges import KINDS, NODE_KINDS, Asked, Key, page_of_edges
from connections.ends import REF
from connections.formats import EdgesCSVRenderer, GEXFRenderer, GraphMLRenderer
from initiatives.models import Conflict, Initiative
from presentation.formats import FormatView
from presentation.parameters import refuse_unknown

PAGE_SIZE = 10_000
MAX_PAGE_SIZE = 50_000
LISTS = {kind: f"{kind}s:list" for kind in NODE_KINDS}
"""The list page of each kind of node, under whose address its pages stand."""


class NodeSerializer(serializers.Serializer):
    """An entry; what its kind does not have is empty."""

    id = serializers.CharField(help_text="kind:slug")
    kind = serializers.ChoiceField([(kind, kind) for kind in NODE_KINDS])
    type = serializers.CharField(help_text="Kind of actor, initiative or conflict.")
    name = serializers.CharField()
    dates = serializers.CharField(help_text="EDTF.")
    country = serializers.CharField()
    region = serializers.CharField()
    number = serializers.FloatField(allow_null=True, help_text="Of a track, among the nine.")
    url = serializers.URLField(help_text="The page for people.")


class EdgeSerializer(serializers.Serializer):
    """A statement that leads from one entry to another; what its kind does not have is empty."""

    id = serializers.CharField()
    target = serializers.CharField(help_text="kind:slug")
    kind = serializers.ChoiceField([(kind, kind) for kind in KINDS])
    part = serializers.CharField(help_text="Key of the statement in its entry.")
    role = serializers.CharField()
    track = serializers.CharField(help_text="The track from which the actor took part.")
    capacity = serializers.CharField()
    function = serializers.CharField()
    type = serializers.CharField(help_text="Kind of handover or relation.")
    mechanism = serializers.CharField()
    dates = serializers.CharField(help_text="EDTF.")
    initiative = serializers.CharField(help_text="Of a handover.")
    framework = serializers.CharField(help_text="Of a stated relation.")
    basis = serializers.CharField()
    collection = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """Every field has a “source” of its own, so that none can be declared under that name."""
        fields = super().get_fields()
        source = serializers.CharField(help_text="kind:slug")
        return {"id": fields.pop("id"), "source": source, **fields}


class GraphSerializer(serializers.Serializer):
    """A page of the graph."""

    nodes = NodeSerializer(many=True, help_text="The ends of the edges of this page, each once.")
    edges = EdgeSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")


class GraphView(FormatView):
    """The base as nodes and edges."""

    renderer_classes = (JSONRenderer, EdgesCSVRenderer, GraphMLRenderer, GEXFRenderer)

    @extend_schema(
        operation_id="graph_retrieve",
        parameters=[
            OpenApiParameter(
                "node", str, description="kind:slug: only the edges that begin or end there."
            ),
            OpenApiParameter(
                "edges",
                str,
                description=f"Only these kinds of edges, with commas: {', '.join(KINDS)}.",
            ),
            OpenApiParameter(
                "conflict", str, description="Slug: only what belongs to initiatives on it."
            ),
            OpenApiParameter(
                "kind",
                str,
                enum=Initiative.Kind.values,
                description="Only what belongs to initiatives of this kind.",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
                description="Edges on a page.",
            ),
            OpenApiParameter("cursor", str, description="Where to go on: taken from “next”."),
        ],
        responses=GraphSerializer,
    )
    def get(self, request: Request) -> Response:
        """Actors, initiatives, tracks and conflicts, and what leads from one to another.

        Edges: participation (actor → initiative; an addressee did not take part), involvement
        (initiative → track), handover (track → track), relation (initiative → initiative), stated
        (track → track: what sources say of two tracks of a framework, carried to the themes that
        these are, exactly or closely) and conflict (initiative → conflict). Each page has the nodes
        of its edges, and the header Link leads to the next one. As CSV: one row an edge.
        """
        refuse_unknown(request, ("node", "edges", "conflict", "kind", "page_size", "cursor"))
        question = _Question(request)
        asked, size, after = question.asked(), question.size(), question.cursor()
        if question.errors:
            raise ValidationError(question.errors)
        addresses = {
            kind: request.build_absolute_uri(reverse(name)) for kind, name in LISTS.items()
        }
        page = page_of_edges(asked, size, after, addresses)
        following = None
        if page.last:
            cursor = base64.urlsafe_b64encode(json.dumps(page.last).encode()).decode()
            following = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
        headers = {"Link": f'<{following}>; rel="next"'} if following else None
        if self.is_other_format:
            return Response(page, headers=headers)
        found = {"nodes": page.nodes, "edges": page.edges, "next": following}
        return Response(found, headers=headers)


class _Question:
    """Reads the parameters, and collects what is wrong with them by their names."""

    def __init__(self, request: Request) -> None:
        self.errors: dict[str, list[str]] = {}
        self.given: dict[str, str] = {}
        for name, texts in request.query_params.lists():
            if len(texts) > 1 and name != "format":
                self.errors[name] = ["Give this once."]
            elif texts[0]:
                self.given[name] = texts[0]

    def asked(self) -> Asked:
        kinds = tuple(self.given.get("edges", ",".join(KINDS)).split(","))
        if not {*kinds} <= {*KINDS}:
            self.errors["edges"] = [f"Give some of {', '.join(KINDS)}, with commas."]
        kind = self.given.get("kind", "")
        if kind and kind not in Initiative.Kind.values:
            self.errors["kind"] = [f"There is no kind of initiative “{kind}”."]
        return Asked(kinds, self._node(), self._conflict(), kind)

    def _node(self) -> Any:
        if not (text := self.given.get("node")):
            return None
        match = REF.fullmatch(text)
        if not match or match[1] not in NODE_KINDS:
            some = ", ".join(NODE_KINDS)
            self.errors["node"] = [f"Give kind:slug, as in actor:norway; kinds are {some}."]
            return None
        return self._found("node", *match.groups())

    def _conflict(self) -> Any:
        slug = self.given.get("conflict")
        return self._found("conflict", Conflict.KIND, slug) if slug else None

    def _found(self, name: str, kind: str, slug: str) -> Any:
        # PostgreSQL takes no NUL in a text, and no slug has one.
        rows = NODE_KINDS[kind].objects.public()
        entry = None if "\0" in slug else rows.under(slug)
        if entry is None:
            self.errors[name] = [f"There is no {kind} “{slug}”."]
        return entry

    def size(self) -> int:
        given = self.given.get("page_size", str(PAGE_SIZE))
        is_number = given.isascii() and given.isdecimal() and len(given) < 7
        if is_number and 1 <= int(given) <= MAX_PAGE_SIZE:
            return int(given)
        self.errors["page_size"] = [f"Give a number from 1 to {MAX_PAGE_SIZE:,}."]
        return PAGE_SIZE

    def cursor(self) -> tuple[str, Key] | None:
        given = self.given.get("cursor")
        if given is None:
            return None
        try:
            kind, key = json.loads(base64.urlsafe_b64decode(given.encode("ascii")))
            is_sound = kind in KINDS and len(key) == (3 if kind == "stated" else 1)
            if is_sound and all(type(part) is int and 0 <= part < 2**63 for part in key):
                return kind, tuple(key)
        except (ValueError, TypeError, binascii.Error, RecursionError):
            pass  # said below, as for what can be read and means nothing
        self.errors["cursor"] = ["This is not a cursor of this graph."]
        return None
