"""Pages of the desk: what may be the same, two entries side by side, and what differs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from curation.addresses import address_of
from curation.admin import ReadOnlyAdmin
from curation.changelists import KindFilter
from curation.comparison import links_to, side_by_side
from curation.duplicates import are_different, how_many, likely
from curation.entries import entry_models
from curation.models import DifferentPair, Entry
from curation.withheld import Veil, may_see, visible

PAGE = 50
COUNTED = 100


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Reason",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What tells them apart. May be empty.",
    )


@admin.register(DifferentPair)
class DifferentPairAdmin(ReadOnlyAdmin):
    """Deleting a row takes it back: the two come to the list of likely duplicates again."""

    list_display = ["__str__", "by", "when"]
    list_filter = [KindFilter]
    list_select_related = ["by"]
    search_fields = ["slug", "other", "why"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("likely/", view(self.likely_duplicates), name="curation_likely_duplicates"),
            path("compare/", view(self.compare), name="curation_compare"),
            *super().get_urls(),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_look(request) or super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_look(request) or super().has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_look(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible(super().get_queryset(request), request.user, "slug", "other")

    def get_list_display(self, request: HttpRequest) -> Any:
        veil = Veil(request.user)

        @admin.display(description="reason")
        def why(pair: DifferentPair) -> str:
            return veil.text(pair.why)

        return [*super().get_list_display(request), why]

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Not the reasons, where not all of them are shown."""
        names = super().get_search_fields(request)
        return [name for name in names if name != "why" or may_see(request.user)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = super().get_fields(request, obj)
        hidden = obj is not None and Veil(request.user).hides(obj.why)
        return [name for name in names if name != "why" or not hidden]

    def likely_duplicates(self, request: HttpRequest) -> HttpResponse:
        if not may_look(request):
            raise PermissionDenied
        kind = request.GET.get("kind", "")
        kind = kind if kind in entry_models() else ""
        given = request.GET.get("page", "")
        page = int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else 1
        page = max(page, 1)
        pairs = likely(kind, with_withheld=may_see(request.user))
        number = how_many(pairs, COUNTED + 1)
        found = [*pairs[(page - 1) * PAGE : page * PAGE + 1]]
        query: dict[str, str | int] = {"kind": kind} if kind else {}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Likely duplicates",
            "rows": _rows(found[:PAGE]),
            "number": f"more than {COUNTED}" if number > COUNTED else number,
            "is_one": number == 1,
            "kind": kind,
            "kinds": [(name, str(it._meta.verbose_name)) for name, it in entry_models().items()],
            "page": page,
            "previous": urlencode({**query, "page": page - 1}) if page > 1 else "",
            "next": urlencode({**query, "page": page + 1}) if len(found) > PAGE else "",
        }
        return TemplateResponse(request, "admin/curation/likely_duplicates.html", context)

    def compare(self, request: HttpRequest) -> HttpResponse:
        if not may_look(request):
            raise PermissionDenied
        a, b = asked_for(request, "a", "b")
        slug, other = sorted((a.slug, b.slug))
        form = WhyForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            are_different(a.KIND, (slug, other), by=request.user, why=form.cleaned_data["why"])
            text = f"“{a}” and “{b}” are kept as two. They are no longer among the likely ones."
            self.message_user(request, text, messages.SUCCESS)
            return redirect("admin:curation_likely_duplicates")
        links = links_to(a, b, with_withheld=may_see(request.user))
        different = (
            DifferentPair.objects.select_related("by")
            .filter(kind=a.KIND, slug=slug, other=other)
            .first()
        )
        if different:
            different.why = Veil(request.user).text(different.why)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Compare two {a._meta.verbose_name_plural}",
            "sides": [
                {"entry": entry, "address": address_of(entry), "links": counts}
                for entry, counts in zip((a, b), links, strict=True)
            ],
            "sections": side_by_side(a, b, with_withheld=may_see(request.user)),
            "pair": likely(a.KIND, with_withheld=True).filter(slug=slug, other=other).first(),
            "different": different,
            "form": form,
            "merges": _merges(request, a, b),
        }
        return TemplateResponse(request, "admin/curation/compare.html", context)


def may_look(request: HttpRequest) -> bool:
    return request.user.has_perm("curation.write_drafts")


def _merges(request: HttpRequest, a: Any, b: Any) -> list[dict[str, Any]]:
    """The ways in which the curator may merge the two: which one is kept, and the page."""
    if not (a.CAN_MERGE and request.user.has_perm("curation.merge")):
        return []
    page = reverse("admin:curation_merge")
    return [
        {"kept": kept, "address": f"{page}?{urlencode({'kept': kept.ref, 'gone': gone.ref})}"}
        for kept, gone in ((a, b), (b, a))
        if kept.status == Entry.Status.PUBLISHED or gone.status != Entry.Status.PUBLISHED
    ]


def asked_for(request: HttpRequest, *names: str) -> tuple[Any, Any]:
    """The two entries of ``?a=actor:norway&b=actor:norge``, if the curator may see both."""
    found = []
    refs = [request.GET.get(name, "") for name in names]
    kinds, slugs = zip(*(ref.partition(":")[::2] for ref in refs), strict=True)
    model = entry_models().get(kinds[0])
    if model is None or kinds[0] != kinds[1] or slugs[0] == slugs[1] or "\x00" in "".join(slugs):
        example = f"?{names[0]}=actor:norway&{names[1]}=actor:norge"
        raise Http404(f"Give two entries of one kind, as in {example}.")
    links = [f.name for f in model._meta.concrete_fields if f.is_relation]
    rows = {row.slug: row for row in model.objects.filter(slug__in=slugs).select_related(*links)}
    for slug in slugs:
        entry = rows.get(slug)
        if entry is None or (entry.is_withheld and not may_see(request.user)):
            raise Http404(f"There is no {model._meta.verbose_name} of this name.")
        found.append(entry)
    return found[0], found[1]


def _rows(pairs: list[Any]) -> list[dict[str, Any]]:
    """The pairs with their entries, one query a kind; without a pair whose entry is gone."""
    entries: dict[tuple[str, str], Entry] = {}
    for kind in sorted({pair.kind for pair in pairs}):
        slugs = {slug for pair in pairs if pair.kind == kind for slug in (pair.slug, pair.other)}
        for entry in entry_models()[kind].objects.filter(slug__in=slugs):
            entries[kind, entry.slug] = entry
    return [
        {
            "pair": pair,
            "kind": a._meta.verbose_name,
            "a": a,
            "b": b,
            "query": urlencode({"a": a.ref, "b": b.ref}),
        }
        for pair in pairs
        if (a := entries.get((pair.kind, pair.slug)))
        and (b := entries.get((pair.kind, pair.other)))
    ]
