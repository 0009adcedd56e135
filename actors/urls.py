from actors import views
from presentation.urls import pages

urlpatterns = [
    pages("actors", views.ActorList, views.ActorDetail),
]
