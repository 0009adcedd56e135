"""Pages on which files are brought in: upload, dry run, and the import itself; and the export."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from curation import kept_files
from curation.admin import ReadOnlyAdmin
from curation.entries import entry_models
from curation.exporting_admin import export_page
from curation.files import LoadError
from curation.import_report import SHOWN, report
from curation.importing import Outcome, bringing_in, trying
from curation.models import Batch, KeptFile
from curation.revised import WRITE
from curation.revisions import Refused, Stale, Who
from curation.sheets import template
from curation.sheets.uploads import MAX_BYTES, UploadError, too_large

IMPORT = "curation.import_entries"
AROUND = 100_000
"""Bytes of an upload beside the file itself, at most."""
READ_AWAY = 200_000_000
"""So much of what is too large is read and forgotten: a browser shows no answer before."""
HERE = "<!-- here -->"
logger = logging.getLogger(__name__)

Told = dict[str, Any]
"""What the end of a page says."""


@admin.register(KeptFile)
class ImportAdmin(ReadOnlyAdmin):
    """A file is kept between its dry run and its import; nobody but its author sees it."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(self.export), name="curation_export"),
            path("import/", wrap(self.start), name="curation_import"),
            path("import/<int:pk>/", wrap(self.file), name="curation_import_file"),
            path("import/<slug:kind>.csv", wrap(self.template), name="curation_import_template"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        may_import = request.user.has_perm(IMPORT)
        return redirect("admin:curation_import" if may_import else "admin:curation_export")

    def export(self, request: HttpRequest) -> HttpResponse:
        return export_page(request, self.admin_site)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        raise Http404

    # Upload

    @csrf_exempt  # until the size is known; then csrf_protect asks
    def start(self, request: HttpRequest) -> HttpResponse:
        """The page that asks for a file.

        The token of its form stands within the upload, so that it is looked for only when the size
        is known.
        """
        _ask(request)
        if (size := _size(request)) > MAX_BYTES + AROUND:
            left = min(size, READ_AWAY)
            while left > 0 and (piece := request.read(65_536)):
                left -= len(piece)
            return self._start_page(request, [too_large(size)], status=413)
        return csrf_protect(self._start)(request)

    def _start(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._start_page(request)
        file = request.FILES.get("file")
        if file is None:
            return self._start_page(request, ["Choose a file first."])
        try:
            kept = kept_files.keep(file, request.user)
        except UploadError as error:
            return self._start_page(request, [str(it) for it in error.problems])
        return redirect("admin:curation_import_file", kept.pk)

    def _start_page(
        self, request: HttpRequest, faults: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        context = self._context(request, "Bring in a file") | {
            "is_start": True,
            "faults": faults or [],
            "kept": kept_files.kept_by(request.user),
            "most": MAX_BYTES // 10**6,
            "kinds": [(kind, it._meta.verbose_name) for kind, it in entry_models().items()],
        }
        return TemplateResponse(request, "admin/curation/import.html", context, status=status)

    def template(self, request: HttpRequest, kind: str) -> HttpResponse:
        """A sheet with the columns of a kind and a made-up entry."""
        _ask(request)
        if kind not in entry_models():
            raise Http404
        answer = HttpResponse("".join(template(kind)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="template-{kind}.csv"'
        return answer

    # Dry run, and import

    def file(self, request: HttpRequest, pk: int) -> Any:
        """What a kept file would do; when it is posted, do it."""
        _ask(request)
        kept = kept_files.kept_by(request.user).filter(pk=pk).first()
        if kept is None:
            batch = kept_files.brought_in(pk, request.user)
            said = "was brought in already" if batch else "is not here any more: a day has passed"
            messages.error(request, f"This file {said}.")
            return redirect(_batch_address(batch) or "admin:curation_import")
        if request.method != "POST":
            context = self._context(request, f"Dry run of {kept.name}")
            return _streamed(request, context, _try(request, kept))
        reason = request.POST.get("reason", "").strip()[:300]
        if not reason:
            messages.error(request, "Nothing was brought in: say in a few words why.")
            return redirect("admin:curation_import_file", pk)
        context = self._context(request, f"Bringing in {kept.name}")
        seen = request.POST.get("seen") or "nothing"
        return _streamed(request, context, _bring_in(request, kept, reason, seen))

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title}


def _ask(request: HttpRequest) -> None:
    if not (request.user.has_perm(WRITE) and request.user.has_perm(IMPORT)):
        raise PermissionDenied


def _size(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 20 else 0


def _batch_address(batch: Batch | None) -> str:
    return reverse("admin:curation_batch", args=[batch.pk]) if batch else ""


# A page that is sent while the work is done


def _streamed(
    request: HttpRequest, context: dict[str, Any], work: Generator[str, None, Told]
) -> StreamingHttpResponse:
    """The page with a line for each step, sent as soon as it begins, and then what came of it.

    If the browser goes away, the server closes what it reads, and the work with its transaction
    ends where it stands: nothing was done.
    """
    get_token(request)  # for the form at the end, when it is too late to set a cookie
    shell = render_to_string("admin/curation/import_run.html", context, request)
    answer = StreamingHttpResponse(_pieces(request, shell, work))
    answer["X-Accel-Buffering"] = "no"  # or nginx would wait for the end
    return answer


def _pieces(request: HttpRequest, shell: str, work: Generator[str, None, Told]) -> Iterator[str]:
    before, between, after = shell.split(HERE)
    yield before
    told: Told
    try:
        while True:
            try:
                step = next(work)
            except StopIteration as end:
                told = end.value
                break
            yield format_html("<li>{} …</li>\n", step)
    except UploadError as error:
        told = {"problems": error.problems, "others": error.more, "is_cut": error.is_cut}
    except LoadError as error:
        told = {"problems": error.problems[:SHOWN], "others": len(error.problems[SHOWN:])}
    except Stale:
        told = {"is_stale": True}
    except kept_files.Gone:
        told = {"is_gone": True}
    except Refused as error:
        told = {"refused": error.reasons[:SHOWN]}
    except Exception:  # half of the page is sent: its end must say what became of the file
        logger.exception("An import failed")
        told = {"has_failed": True}
    finally:
        work.close()
    yield between
    yield render_to_string("admin/curation/_import_outcome.html", told, request)
    yield after


def _try(request: HttpRequest, kept: KeptFile) -> Generator[str, None, Told]:
    yield "Reading the file"
    outcome = yield from trying(kept_files.upload_of(kept), Who(request.user, "Dry run"))
    return {"is_dry_run": True, "kept": kept, **report(outcome, request.user)}


def _bring_in(
    request: HttpRequest, kept: KeptFile, reason: str, seen: str
) -> Generator[str, None, Told]:
    outcome: Outcome
    yield "Reading the file"
    with transaction.atomic():
        upload, who = kept_files.take(kept), Who(request.user, reason)
        outcome = yield from bringing_in(upload, who, seen=seen, kept=kept.pk, file=kept.name)
    return {"batch_address": _batch_address(outcome.batch), **report(outcome, request.user)}
