"""The site of the desk: Django's admin, with three things that only a site can say."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse


class DeskConfig(AdminConfig):
    default_site = "curation.site.Desk"


class Autocomplete(AutocompleteJsonView):
    """Offers rows with what tells them apart; those first that are called or begin as typed."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        name = self.model_admin.get_search_fields(self.request)[0]
        if not self.term or "__" in name:
            return rows
        is_called = When(**{f"{name}__iexact": self.term}, then=0)
        begins = When(**{f"{name}__istartswith": self.term}, then=1)
        nearest = Case(is_called, begins, default=2)
        then = self.model_admin.get_ordering(self.request) or rows.model._meta.ordering
        return rows.order_by(nearest, *then, "pk")

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        tell = getattr(self.model_admin, "told_apart", None)
        return found | {"text": tell(obj)} if tell else found


class Desk(AdminSite):
    """What was typed into a long form is kept while its user logs in again."""

    def get_urls(self) -> list[Any]:
        """Without the one that leads from the number of any row to its address, whoever asks."""
        return [page for page in super().get_urls() if getattr(page, "name", "") != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Autocomplete.as_view(admin_site=self)(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        from curation import unsaved

        inner = super().admin_view(view, cacheable)
        if not getattr(view, "shows_again", False):
            return inner

        def asked(request: Any, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST" and not self.has_permission(request):
                return unsaved.login_page(self, request, unsaved.pack(request))
            return inner(request, *args, **kwargs)

        return update_wrapper(asked, inner)

    def login(self, request: Any, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from curation import unsaved

        packed = request.POST.get(unsaved.FIELD, "")
        kept = unsaved.unpack(packed) if packed else None
        context = {**(extra_context or {}), "unsaved": packed if kept else ""}
        answer: HttpResponse = super().login(request, context)
        if kept and answer.status_code == 302 and self.has_permission(request):
            return unsaved.page(self, request, kept)
        return answer
