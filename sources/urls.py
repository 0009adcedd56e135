from presentation.urls import pages
from sources import views

urlpatterns = [
    pages("sources", views.WorkList, views.WorkDetail),
    pages("disagreements", views.DisagreementList, views.DisagreementDetail),
]
