from django.urls import path

from connections.paths_views import paths

app_name = "connections"

urlpatterns = [
    # Before the pairs of tracks, whose addresses have two names as well.
    path("paths/", paths, name="paths"),
]
