from django.urls import path

from initiatives import views
from presentation.urls import pages

urlpatterns = [
    pages("initiatives", views.InitiativeList, views.InitiativeDetail),
    pages("conflicts", views.ConflictList, views.ConflictDetail),
    path("codebook/", views.Codebook.as_view(), name="codebook"),
]
