"""What connects the rooms. It comes before their addresses, some of which would take its own."""

from django.urls import path

from connections import compare_views, loom_views

urlpatterns = [
    path("frameworks/loom/", loom_views.Loom.as_view(), name="loom"),
    path("frameworks/loom/threads/", loom_views.thread_list, name="loom-threads"),
    path("compare/", compare_views.compare, name="compare"),
]
