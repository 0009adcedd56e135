from django.urls import path

from presentation.urls import pages
from sources import views
from sources.cite import cite

urlpatterns = [
    path("cite/<slug:kind>:<slug:slug>/", cite, name="cite"),
    pages("sources", views.WorkList, views.WorkDetail),
    pages("disagreements", views.DisagreementList, views.DisagreementDetail),
]
