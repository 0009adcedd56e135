"""Every address of the site."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from mtd_site.data import data
from mtd_site.sitemaps import SITEMAPS
from mtd_site.views import health, home, no_such_call

urlpatterns = [
    path("", home, name="home"),
    path("about/", TemplateView.as_view(template_name="about.html"), name="about"),
    path("data/", data, name="data"),
    path("", include("connections.urls")),
    path("", include("tracks.urls")),
    path("", include("actors.urls")),
    path("", include("initiatives.urls")),
    path("", include("sources.urls")),
    path("api/v1/", include("mtd_site.api")),
    re_path(r"^api/(?:.*/)?$", no_such_call, name="no-such-call"),
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

handler400 = "mtd_site.views.bad_request"
handler404 = "mtd_site.views.not_found"
handler500 = "mtd_site.views.server_error"
