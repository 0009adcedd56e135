from django.urls import path

from presentation.urls import pages
from tracks import views

urlpatterns = [
    pages("tracks", views.TrackList, views.TrackDetail),
    pages(
        "frameworks",
        views.FrameworkList,
        views.FrameworkDetail,
        more=[path("crosswalk/", views.Crosswalk.as_view(), name="crosswalk")],
    ),
    pages("concepts", views.ConceptList),
    pages("principles", views.PrincipleList),
    pages("guidelines", views.GuidelineList),
]
