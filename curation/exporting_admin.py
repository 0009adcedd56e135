"""The page, and the actions of every list, by which entries are exported as files."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from curation.entries import entry_models
from curation.exporting import as_csv, as_json
from curation.models import Entry
from curation.revised import WRITE
from curation.rows import Natural

IN_MEMORY = 5_000_000  # bytes; a longer file waits on the disk
FORMATS = {"csv": "CSV, one sheet for a spreadsheet", "json": "JSON"}
STATUSES = {
    "public": "What is public",
    "all": "All: also drafts and what was withdrawn",
    "drafts": "Drafts alone",
}


class ExportForm(forms.Form):
    kind = forms.ChoiceField(label="Kind of entries")
    status = forms.ChoiceField(
        label="Which of them", choices=STATUSES.items(), widget=forms.RadioSelect, initial="public"
    )
    search = forms.CharField(
        required=False,
        max_length=200,
        label="With these words",
        help_text="As the search of the list; may be empty.",
    )
    slugs = forms.CharField(
        required=False,
        max_length=1_000_000,
        label="Only these slugs",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="With spaces, commas or lines between; may be empty.",
    )
    format = forms.ChoiceField(
        label="As", choices=FORMATS.items(), widget=forms.RadioSelect, initial="csv"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(kind, it._meta.verbose_name_plural) for kind, it in entry_models().items()]
        kind: Any = self.fields["kind"]
        kind.choices = [*names, ("", "All kinds (JSON only)")]
        kind.required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("kind"):
            if data.get("format") == "csv":
                self.add_error("kind", "A sheet has one kind of entries; choose it, or JSON.")
            if data.get("search") or data.get("slugs"):
                self.add_error("kind", "Choose the kind in which to search.")
        data["slugs"] = data.get("slugs", "").replace(",", " ").split()
        return data


def export_page(request: HttpRequest, site: admin.AdminSite) -> Any:
    """Choose what to export; the answer to the form is the file."""
    if not request.user.has_perm(WRITE):
        raise PermissionDenied
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data
        kinds = [chosen["kind"]] if chosen["kind"] else list(entry_models())
        rows = {kind: _rows(request, site, kind, chosen) for kind in kinds}
        known = {kind: list(found.values_list("slug", flat=True)) for kind, found in rows.items()}
        missing = [slug for slug in chosen["slugs"] if slug not in set(known[kinds[0]])]
        if missing:
            form.add_error(
                "slugs", f"There is no such entry among these: {', '.join(missing[:20])}"
            )
        elif not any(known.values()):
            form.add_error(None, "No entry is like this.")
        else:
            return file_of(chosen["format"], known)
    context = {**site.each_context(request), "title": "Export entries", "form": form}
    return TemplateResponse(request, "admin/curation/export.html", context)


def _rows(
    request: HttpRequest, site: admin.AdminSite, kind: str, chosen: dict[str, Any]
) -> QuerySet[Any]:
    model: Any = entry_models()[kind]
    of_kind = site.get_model_admin(model)
    rows = of_kind.get_queryset(request).exclude(model.unexported_q())
    if chosen["status"] == "public":
        rows = rows.filter(status=Entry.Status.PUBLISHED)
    elif chosen["status"] == "drafts":
        rows = rows.filter(status__in=[Entry.Status.DRAFT, Entry.Status.IN_REVIEW])
    if chosen["slugs"]:
        rows = rows.filter(slug__in=chosen["slugs"])
    if chosen["search"]:
        rows, repeats = of_kind.get_search_results(request, rows, chosen["search"])
        rows = rows.distinct() if repeats else rows
    return rows.order_by("slug")


def file_of(ending: str, slugs: dict[str, list[str]]) -> FileResponse:
    """A file of these entries, by kind; in CSV of the first kind."""
    naturals: Iterable[Natural] = [(kind, slug) for kind, some in slugs.items() for slug in some]
    kind = next(iter(slugs)) if len(slugs) == 1 else "base"
    pieces = as_csv(naturals, kind) if ending == "csv" else as_json(naturals)
    media = "text/csv" if ending == "csv" else "application/json"
    name = f"{kind}-{timezone.localdate().isoformat()}.{ending}"
    # Written whole before it is sent: what fails is an error, and no file that ends too early.
    whole = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    try:
        for piece in pieces:
            whole.write(piece.encode())
    except BaseException:
        whole.close()
        raise
    whole.seek(0)
    return FileResponse(
        whole, as_attachment=True, filename=name, content_type=f"{media}; charset=utf-8"
    )


if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
else:  # at run time, the class that they extend stands beside them
    ModelAdmin = object


class Exporting(ModelAdmin):
    """The actions of a list of entries, whose admin it extends."""

    model: Any

    @admin.action(description="Export the chosen ones as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | Any:
        return self._export(request, rows, "csv")

    @admin.action(description="Export the chosen ones as JSON", permissions=["view"])
    def export_json(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | Any:
        return self._export(request, rows, "json")

    def _export(self, request: HttpRequest, rows: QuerySet[Any], ending: str) -> Any:
        rows = rows.exclude(self.model.unexported_q())
        slugs = list(rows.values_list("slug", flat=True))
        if not slugs:
            text = "Nothing was exported: persons who are withheld or not reviewed are in no file."
            messages.error(request, text)
            return None
        return file_of(ending, {self.model.KIND: slugs})
