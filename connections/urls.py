from django.urls import path

from connections.neighbours_views import bridging, neighbours
from connections.paths_views import paths

app_name = "connections"

urlpatterns = [
    # Before the pairs of tracks, whose addresses have two names as well.
    path("paths/", paths, name="paths"),
    path("neighbours/", neighbours, name="neighbours"),
    path("bridging/", bridging, name="bridging"),
]
