"""The addresses of the site, found by walking its resolver: what is added is covered by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from curation.models import Part
from mtd_site.api import router
from presentation.parts import PartViewSet
from presentation.views import EntryDetail, EntryList


@dataclass(frozen=True)
class Route:
    """One address, or one for each row: ``name`` is what ``reverse`` takes."""

    name: str
    view: Any
    parameters: tuple[str, ...]

    def url(self, *arguments: str) -> str:
        return reverse(self.name, args=arguments)

    @property
    def model(self) -> Any:
        """The kind of row that a list, a detail page or a viewset shows."""
        return self.view.queryset.model

    @property
    def entry(self) -> Any:
        """The kind of entry to which these rows belong, or which they are."""
        model = self.model
        while issubclass(model, Part):
            model = model._meta.get_field(model.PARENT).related_model
        return model

    @property
    def filterset(self) -> Any:
        return getattr(self.view, "filterset_class", None)

    def __str__(self) -> str:
        return self.name


def _walk(
    resolver: URLResolver, namespace: str = "", outer: tuple[str, ...] = ()
) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        its = (*outer, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        parameters = tuple(dict.fromkeys(its))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, parameters)
        elif isinstance(pattern, URLPattern):
            callback: Any = pattern.callback
            view = getattr(callback, "view_class", None) or getattr(callback, "cls", callback)
            yield Route(f"{namespace}{pattern.name}", view, parameters)


ROUTES = [route for route in _walk(get_resolver()) if not route.name.startswith("admin:")]
"""Every address of the site but the desk's."""


def _is(route: Route, kind: type) -> bool:
    return isinstance(route.view, type) and issubclass(route.view, kind)


LIST_PAGES = [route for route in ROUTES if _is(route, EntryList)]
DETAIL_PAGES = [route for route in ROUTES if _is(route, EntryDetail)]
_ROUTED = [(name, viewset) for _, viewset, name in router.registry]
API_LISTS = [
    Route(f"{name}-list", view, ()) for name, view in _ROUTED if not issubclass(view, PartViewSet)
]
"""The lists of entries in the API."""
PART_LISTS = [
    Route(f"{name}-list", view, ()) for name, view in _ROUTED if issubclass(view, PartViewSet)
]
"""The flat lists of parts in the API."""
API_DETAILS = [
    Route(f"{name}-detail", view, ("slug",))
    for name, view in _ROUTED
    if not issubclass(view, PartViewSet)
]
OF_TRACKS = [route for route in ROUTES if route.parameters in (("a",), ("a", "b"))]
"""Pages and lists about one track or two, which the address names."""
LISTS = [*LIST_PAGES, *API_LISTS]
"""The lists of entries, on pages and in the API."""
DETAILS = [*DETAIL_PAGES, *API_DETAILS]


def is_api(route: Route) -> bool:
    return route in API_LISTS or route in PART_LISTS or route in API_DETAILS
