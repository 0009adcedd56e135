"""The addresses of this room. They come before those of the others, which would take some."""

from django.urls import include, path

from connections import compare_views, loom_views, views
from connections.neighbours_views import bridging, neighbours
from connections.paths_views import paths

connections = [
    path("", views.Circle.as_view(), name="circle"),
    path("paths/", paths, name="paths"),
    path("neighbours/", neighbours, name="neighbours"),
    path("bridging/", bridging, name="bridging"),
    path("<slug:a>/initiatives/", views.OnTrack.as_view(), name="on"),
    path("<slug:a>/<slug:b>/", views.Pair.as_view(), name="pair"),
    path("<slug:a>/<slug:b>/initiatives/", views.Initiatives.as_view(), name="initiatives"),
    path("<slug:a>/<slug:b>/actors/", views.Actors.as_view(), name="actors"),
    path("<slug:a>/<slug:b>/handovers/", views.Handovers.as_view(), name="handovers"),
    path("<slug:a>/<slug:b>/statements/", views.Statements.as_view(), name="statements"),
]

urlpatterns = [
    path("search/", views.search, name="search"),
    path("connections/", include((connections, "connections"))),
    path("frameworks/loom/", loom_views.Loom.as_view(), name="loom"),
    path("frameworks/loom/threads/", loom_views.thread_list, name="loom-threads"),
    path("compare/", compare_views.compare, name="compare"),
]
