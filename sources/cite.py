"""How to cite what stands here: a work, an entry of this base, or one statement of it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from curation.entries import entry_models
from curation.models import SLUG, Edition, Entry, Part
from sources.csl import page_item, said_by, work_item
from sources.formats import FORMATS
from sources.models import Disagreement, Work
from sources.querysets import cited_parts
from sources.reference import reference


@require_safe
def cite(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A page with the reference in words and in every format, or one format as a file.

    ``?part=`` names a statement of the entry by its key, ``?format=`` one of ``FORMATS``.
    """
    key, name = request.GET.get("part", ""), request.GET.get("format", "")
    row: Any = public_row(kind, slug, key)
    if name and name not in FORMATS:
        known = ", ".join(FORMATS)
        sentence = f"There is no such format; there are {known}.\n"
        return HttpResponse(sentence, status=406, content_type="text/plain; charset=utf-8")
    edition = getattr(request, "edition", None) or Edition.current()
    address = request.build_absolute_uri(row.get_absolute_url())
    if isinstance(row, Work):
        item = work_item(row)
    else:
        item = page_item(row, address, edition, localdate())
    written = {
        name: (form, "-".join(filter(None, (kind, slug, key))) + f".{form.extension}")
        for name, form in FORMATS.items()
    }
    if name:
        form, filename = written[name]
        return HttpResponse(
            form.write([item]),
            content_type=form.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{filename}"',
                "X-Robots-Tag": "noindex",
            },
        )
    entry, said = row.entry if isinstance(row, Part) else row, said_by(row)[1]
    context = {
        "row": row,
        "entry": entry,
        "is_work": isinstance(row, Work),
        "said": "" if said == str(entry) else said,
        "reference": reference(item),
        "address": address,
        "passages": _passages(row),
        "formats": [
            (name, form.label, filename, form.write([item]))
            for name, (form, filename) in written.items()
        ],
    }
    return render(request, "cite/page.html", context)


def public_row(kind: str, slug: str, key: str) -> Entry | Part:
    """The entry, or its statement of that key; Http404 unless it is public."""
    model: Any = entry_models().get(kind)
    if model is None:
        raise Http404
    if not key:
        row: Entry = get_object_or_404(_loaded(model.objects.public()), slug=slug)
        return row
    entry = get_object_or_404(model.objects.public(), slug=slug)
    with suppress(ValidationError):
        SLUG(key)
        for part, way_up in cited_parts(model):
            found: Part | None = (
                _loaded(part.objects.public()).filter(**{way_up: entry, "key": key}).first()
            )
            if found:
                return found
    raise Http404


def _loaded(rows: Any) -> Any:
    """With what a reference names."""
    if rows.model in (Work, Disagreement):
        return rows.for_list()
    return rows.with_citations().with_links()


def _passages(row: Entry | Part) -> list[Any]:
    """The passages that it rests on, those that read the same once."""
    if isinstance(row, Work) or not hasattr(row, "citations"):
        return []
    return list({str(passage): passage for passage in row.citations.all()}.values())
