from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, Window
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from connections import behind, pairs
from connections.formats import TiesCSVRenderer
from connections.scope import ConnectionFilter, Scope, connection_filter
from connections.ties import ties
from connections.ties_serializers import (
    MovedSerializer,
    PairSerializer,
    SharedActorSerializer,
    SharedInitiativeSerializer,
    StatedRelationSerializer,
    TiesSerializer,
)
from initiatives.models import Initiative
from presentation.formats import FormatView
from presentation.lists import ListView
from presentation.pagination import KeysetPagination
from presentation.parameters import refuse_unknown
from presentation.schema import EntrySchema, PageSchema
from tracks.models import Track


class ScopedView(GenericAPIView):
    """Something about the connections that the filters leave."""

    schema = EntrySchema()
    queryset = Initiative.objects.public()
    filterset_class = ConnectionFilter
    pagination_class: Any = None
    parameters: frozenset[str] = frozenset()
    """What it may be asked for besides the filters."""

    @property
    def known_parameters(self) -> set[str]:
        of_lists = {*KeysetPagination.parameters, "fields"} if self.pagination_class else set()
        return {*ConnectionFilter.base_filters, *self.parameters} | of_lists

    @cached_property
    def scope(self) -> Scope:
        refuse_unknown(self.request, self.known_parameters)
        filterset = connection_filter(self.request.query_params)
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        return filterset.scope


class ConnectionList(FormatView, ScopedView):
    """All pairs of tracks, and what ties each together."""

    renderer_classes = (JSONRenderer, TiesCSVRenderer)
    serializer_class = TiesSerializer

    @extend_schema(filters=True, operation_id="connections_list")
    def get(self, request: Request) -> Response:
        found = ties(self.scope).pairs
        if self.is_other_format:
            return Response(found)
        return Response(self.get_serializer({"count": len(found), "results": found}).data)


class PairView(ScopedView):
    """Something about two tracks, named in either order."""

    @cached_property
    def tracks(self) -> tuple[Track, Track]:
        slugs = {self.kwargs["a"], self.kwargs["b"]}
        found = [] if "\0" in "".join(slugs) else Track.objects.public().filter(slug__in=slugs)
        if len(slugs) == 1 and found:
            raise NotFound("A track has no connection with itself.")
        if len(slugs) != len(found):
            raise NotFound("There is no such pair of tracks.")
        a, b = sorted(found, key=lambda track: track.number)
        return a, b


class ConnectionPair(PairView):
    """What ties two tracks together, and where it is listed."""

    serializer_class = PairSerializer

    @extend_schema(filters=True)
    def get(self, request: Request, a: str, b: str) -> Response:
        found = ties(self.scope).between(*self.tracks)
        return Response(self.get_serializer(found).data)


class ScopedList(ScopedView, ListView):
    """The rows behind one number."""

    schema = PageSchema()
    pagination_class = KeysetPagination

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset  # the scope has left out what the filters do not want

    def counted(self, queryset: Any) -> Any:
        """Rows that know how many there are, so that a page need not ask once more."""
        if self.is_other_format:
            return queryset  # all rows are wanted, and nobody asks
        return queryset.annotate(in_all=Window(Count("pk")))


class PairList(PairView, ScopedList):
    """The rows behind one number of a pair."""

    ordering_fields: ClassVar[Any] = {"id": "id"}

    def get_queryset(self) -> Any:
        is_described = getattr(self, "swagger_fake_view", False)  # then nobody asks for anything
        return self.queryset.none() if is_described else self.rows(self.scope, *self.tracks)

    def get(self, request: Request, a: str, b: str) -> Any:
        return self.list(request)

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return self.behind(self.scope, rows, *self.tracks)

    def rows(self, scope: Scope, a: Track, b: Track) -> Any:
        raise NotImplementedError

    def behind(self, scope: Scope, found: Sequence[Any], a: Track, b: Track) -> Sequence[Any]:
        """The rows with what puts each on the two tracks, where they do not say it themselves."""
        return found


class PairStatements(PairList):
    """What sources say of how two tracks relate."""

    serializer_class = StatedRelationSerializer

    def rows(self, scope: Scope, a: Track, b: Track) -> Any:
        return pairs.statements(scope, a, b).with_links().with_evidence()


class PairInitiatives(PairList):
    """The initiatives that ran on both tracks, with what puts each there."""

    serializer_class = SharedInitiativeSerializer
    ordering_fields: ClassVar[Any] = {"name": "name"}

    def rows(self, scope: Scope, a: Track, b: Track) -> Any:
        return self.counted(pairs.initiatives(scope, a, b))

    def behind(self, scope: Scope, found: Sequence[Any], a: Track, b: Track) -> Sequence[Any]:
        return behind.initiatives(scope, found, a, b)


class PairActors(PairList):
    """The actors that took part on both tracks, with the parts that they took."""

    serializer_class = SharedActorSerializer
    ordering_fields: ClassVar[Any] = {"name": "sort_name"}

    def rows(self, scope: Scope, a: Track, b: Track) -> Any:
        return pairs.actors(scope, a, b)

    def behind(self, scope: Scope, found: Sequence[Any], a: Track, b: Track) -> Sequence[Any]:
        return behind.actors(scope, found, a, b)


class PairHandovers(PairList):
    """The efforts that moved from one of the two tracks to the other."""

    serializer_class = MovedSerializer
    parameters = frozenset({"from"})

    @extend_schema(
        parameters=[
            OpenApiParameter("from", str, description="Slug of one of the two: only from there.")
        ],
    )
    def get(self, request: Request, a: str, b: str) -> Response:
        return super().get(request, a, b)

    def rows(self, scope: Scope, a: Track, b: Track) -> Any:
        asked = self.request.query_params.get("from")
        origin = next((track for track in (a, b) if track.slug == asked), None)
        if asked is not None and origin is None:
            raise ValidationError({"from": ["Give the slug of one of the two tracks."]})
        return pairs.handovers(scope, a, b, origin).with_links().with_evidence()


class TrackInitiatives(ScopedList):
    """The initiatives that ran on one track: what the strength of its pairs is measured by."""

    serializer_class = SharedInitiativeSerializer
    ordering_fields: ClassVar[Any] = {"date": ("by_date", "name", "id"), "name": "name"}

    @extend_schema(operation_id="connections_on_track_list")
    def get(self, request: Request, a: str) -> Any:
        return self.list(request)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()
        return self.counted(pairs.initiatives(self.scope, self.track))

    @cached_property
    def track(self) -> Track:
        slug = self.kwargs["a"]
        found = None if "\0" in slug else Track.objects.public().filter(slug=slug).first()
        if found is None:
            raise NotFound("There is no such track.")
        return found

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return behind.initiatives(self.scope, rows, self.track)
