"""The API's router: registrations, no logic."""

from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from connections import loom_api, neighbours_api, ties_api
from connections.graph_api import GraphView
from connections.paths_api import PathsView, SuggestView
from connections.search_api import SearchView
from initiatives.api import ConflictViewSet, InitiativeViewSet
from initiatives.codebook_api import CodebookView
from initiatives.parts_api import (
    ActorWithPartsViewSet,
    HandoverViewSet,
    InitiativeRelationViewSet,
    InvolvementViewSet,
    OutcomeViewSet,
    ParticipationViewSet,
)
from mtd_site import filter_schemas  # noqa: F401 (drf-spectacular finds what has been imported)
from mtd_site.root import RootView, SchemaView
from sources.api import DisagreementViewSet, WorkViewSet
from sources.parts_api import CitationViewSet
from tracks.api import (
    ConceptViewSet,
    FrameworkViewSet,
    GuidelinePhaseViewSet,
    PrincipleViewSet,
    TrackViewSet,
)
from tracks.parts_api import TrackPointViewSet, TrackRelationViewSet

router = SimpleRouter()
router.register("frameworks", FrameworkViewSet, "framework")
router.register("tracks", TrackViewSet, "track")
router.register("concepts", ConceptViewSet, "concept")
router.register("principles", PrincipleViewSet, "principle")
router.register("guidelines", GuidelinePhaseViewSet, "guideline-phase")
router.register("actors", ActorWithPartsViewSet, "actor")
router.register("initiatives", InitiativeViewSet, "initiative")
router.register("conflicts", ConflictViewSet, "conflict")
router.register("works", WorkViewSet, "work")
router.register("disagreements", DisagreementViewSet, "disagreement")
router.register("participations", ParticipationViewSet, "participation")
router.register("involvements", InvolvementViewSet, "involvement")
router.register("handovers", HandoverViewSet, "handover")
router.register("outcomes", OutcomeViewSet, "outcome")
router.register("initiative-relations", InitiativeRelationViewSet, "initiative-relation")
router.register("track-points", TrackPointViewSet, "track-point")
router.register("track-relations", TrackRelationViewSet, "track-relation")
router.register("citations", CitationViewSet, "citation")

pair = [
    path("", ties_api.ConnectionPair.as_view(), name="connection-pair"),
    path("statements/", ties_api.PairStatements.as_view(), name="connection-statements"),
    path("initiatives/", ties_api.PairInitiatives.as_view(), name="connection-initiatives"),
    path("actors/", ties_api.PairActors.as_view(), name="connection-actors"),
    path("handovers/", ties_api.PairHandovers.as_view(), name="connection-handovers"),
]

urlpatterns = [
    path("", RootView.as_view(), name="api-root"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("connections/", ties_api.ConnectionList.as_view(), name="connection-list"),
    path("connections/bridging/", neighbours_api.BridgeList.as_view(), name="connection-bridging"),
    path(
        "connections/neighbours/",
        neighbours_api.NeighbourList.as_view(),
        name="connection-neighbours",
    ),
    path(
        "connections/initiatives/",
        neighbours_api.TakenPartList.as_view(),
        name="connection-taken-part",
    ),
    path(
        "connections/<slug:a>/initiatives/",
        ties_api.TrackInitiatives.as_view(),
        name="connection-on",
    ),
    path("connections/<slug:a>/<slug:b>/", include(pair)),
    path("frameworks/loom/", loom_api.LoomView.as_view(), name="api-loom"),
    path("frameworks/loom/threads/", loom_api.ThreadList.as_view(), name="api-loom-threads"),
    path("codebook/", CodebookView.as_view(), name="codebook-list"),
    path("graph/", GraphView.as_view(), name="graph"),
    path("paths/", PathsView.as_view(), name="paths"),
    path("paths/suggest/", SuggestView.as_view(), name="paths-suggest"),
    path("search/", SearchView.as_view(), name="search-list"),
    *router.urls,
]
