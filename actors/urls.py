from presentation.urls import pages
from actors import views

urlpatterns = [
    pages("actors", views.ActorList, views.ActorDetail),
]
