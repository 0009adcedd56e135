from presentation.urls import pages
from initiatives import views

urlpatterns = [
    pages("initiatives", views.InitiativeList, views.InitiativeDetail),
    pages("conflicts", views.ConflictList, views.ConflictDetail),
]
