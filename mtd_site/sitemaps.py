"""Every public page, for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actors.models import Actor
from initiatives.models import Conflict, Initiative
from sources.models import Disagreement, Work
from tracks.models import Framework, Track


class EntrySitemap(Sitemap):
    """The pages of one kind of entry."""

    limit = 5000

    def __init__(self, model: Any) -> None:
        self.model = model

    def items(self) -> Any:
        return self.model.objects.public().order_by("pk")

    def lastmod(self, item: Any) -> Any:
        return item.modified


class PageSitemap(Sitemap):
    """The home page, the lists and the pages that stand alone."""

    def items(self) -> Iterable[str]:
        return [
            "home",
            "about",
            "data",
            "tracks:list",
            "frameworks:list",
            "frameworks:crosswalk",
            "loom",
            "concepts:list",
            "principles:list",
            "guidelines:list",
            "actors:list",
            "initiatives:list",
            "conflicts:list",
            "connections:circle",
            "connections:paths",
            "connections:bridging",
            "codebook",
            "sources:list",
            "disagreements:list",
            "compare",
            "search",
            "docs",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS: dict[str, Sitemap] = {
    "pages": PageSitemap(),
    **{
        model.KIND: EntrySitemap(model)
        for model in (Track, Framework, Actor, Initiative, Conflict, Work, Disagreement)
    },
}
