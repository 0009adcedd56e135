"""Acts on several entries at once: merging two, what each merge and import did, and undoing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode

from curation import importing, merge_page, merging, revisions
from curation.addresses import address_of
from curation.admin import ReadOnlyAdmin
from curation.changelists import CountsSoFar
from curation.documents import find_entries
from curation.files import LoadError
from curation.likeness_admin import asked_for
from curation.models import Batch, Revision
from curation.revised import WRITE, number_in
from curation.revisions import Refused, Stale, Who
from curation.rows import natural_of, slugs_by_kind
from curation.withheld import Veil, visible

MERGE = "curation.merge"
UNDO = {
    Batch.Kind.MERGE: (MERGE, merging.undo),
    Batch.Kind.IMPORT: ("curation.import_entries", importing.undo),
}
"""Who may take an act back, and what does it; what took one back is not taken back itself."""
STEPS = 50
AT_ONCE = "Nothing was done: somebody saved one of the entries just now. Look again, then decide."


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why (for the history)",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": "Say in a few words why."},
    )


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    """Merges, imports, and what took them back; who did it, when and why."""

    list_display = ["what", "author", "created", "is_undone"]
    list_filter = ["kind"]
    list_select_related = ["author", "undoes", "undone_by"]
    ordering = ["-id"]
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("merge/", wrap(self.merge), name="curation_merge"),
            path("<int:pk>/", wrap(self.one), name="curation_batch"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without merges of what the curator may not see, and what took them back."""
        hidden = slugs_by_kind(Veil(request.user).naturals)
        condition = Q(pk__in=[])
        for way in ("", "undoes__"):
            for side in ("kept", "gone"):
                for kind, slugs in hidden.items():
                    of_kind = Q(**{f"{way}details__{side}__0": kind})
                    condition |= of_kind & Q(**{f"{way}details__{side}__1__in": slugs})
        rows = super().get_queryset(request)
        hides = rows.filter(condition).values("pk")
        return rows.exclude(pk__in=hides) if hidden else rows

    @admin.display(description="What")
    def what(self, batch: Batch) -> str:
        return _what(batch)

    def get_list_display(self, request: HttpRequest) -> Any:
        veil = Veil(request.user)

        @admin.display(description="Why")
        def why(batch: Batch) -> str:
            return veil.text(batch.reason)

        return [*super().get_list_display(request), why]

    @admin.display(description="Undone", empty_value="no")
    def is_undone(self, batch: Batch) -> str | None:
        return "undone" if hasattr(batch, "undone_by") else None

    def change_view(
        self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if not object_id.isdecimal():
            raise Http404
        return redirect("admin:curation_batch", int(object_id))

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        return self.change_view(request, object_id)

    # Merging

    def merge(self, request: Any) -> HttpResponse:
        """What merging two entries would do; when it was asked for, it is done."""
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        if request.method == "POST" and (done := _done(request)):
            messages.info(request, "These two were merged already; nothing was merged twice.")
            return redirect("admin:curation_batch", done.pk)
        ours, theirs = asked_for(request, "kept", "gone")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                batch = merging.merge_entries(
                    natural_of(ours),
                    natural_of(theirs),
                    {natural_of(ours): number_in(request.POST.get("ours", "")),
                     natural_of(theirs): number_in(request.POST.get("theirs", ""))},
                    Who(request.user, form.cleaned_data["reason"], token=_token(request)),
                )  # fmt: skip
            except Stale:
                if done := _done(request):
                    return redirect("admin:curation_batch", done.pk)
                messages.error(request, AT_ONCE)
                status = 409
                ours, theirs = asked_for(request, "kept", "gone")
            except (Refused, LoadError):
                status = 409  # the page says why
            else:
                messages.success(request, f"“{theirs}” is now part of “{ours}”.")
                return redirect("admin:curation_batch", batch.pk)
        context = self._context(request, f"Merge “{theirs}” into “{ours}”") | {
            "kept": ours,
            "gone": theirs,
            "addresses": [address_of(entry) for entry in (ours, theirs)],
            "other_way": urlencode({"kept": theirs.ref, "gone": ours.ref}),
            "compare": urlencode({"a": ours.ref, "b": theirs.ref}),
            "form": form,
            "token": request.POST.get("token") or revisions.new_token(),
        }
        return TemplateResponse(
            request, "admin/curation/merge.html", context | self._foreseen(request, ours, theirs),
            status=status,
        )  # fmt: skip

    def _foreseen(self, request: Any, ours: Any, theirs: Any) -> dict[str, Any]:
        kept, gone = natural_of(ours), natural_of(theirs)
        numbers = {kept: ours.version, gone: theirs.version}
        try:
            joined = merging.foreseen(kept, gone, numbers, Who(request.user))
        except Stale:
            return {"refused": [AT_ONCE]}
        except (Refused, LoadError) as error:
            return {"refused": Veil(request.user).lines(error)[:50]}
        return merge_page.shown(joined, request.user)

    # What was done

    def one(self, request: Any, pk: int) -> HttpResponse:
        """An act with the revisions that it made; when that was asked for, it is undone."""
        batch = self._find(request, pk)
        undone = getattr(batch, "undone_by", None)
        permission, undo = UNDO.get(Batch.Kind(batch.kind), ("", None))
        may_undo = bool(permission) and request.user.has_perm(permission)
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            if undo is None or not may_undo:
                raise PermissionDenied
            if undone:
                messages.info(request, "It was undone already; nothing was undone twice.")
                return redirect("admin:curation_batch", undone.pk)
            if form.is_valid():
                who = Who(request.user, form.cleaned_data["reason"])
                return self._undo(request, batch, undo, who)
        rows = batch.revisions.select_related("author").order_by("kind", "slug", "number")
        rows = visible(rows, request.user)
        page = CountsSoFar(rows, STEPS).get_page(request.GET.get("p"))
        steps = merging.difference(page.object_list)
        entries = find_entries(step.natural for step, _ in steps)
        context = self._context(request, _what(batch)) | {
            "batch": batch,
            "why": Veil(request.user).text(batch.reason),
            "page": page,
            "steps": [
                {"step": step, "number": number, "name": entries.get(step.natural, step.slug)}
                for step, number in steps
            ],
            "undone": undone,
            "can_be_undone": undo is not None,
            "may_undo": may_undo and not undone,
            "form": form,
        }
        return TemplateResponse(request, "admin/curation/batch.html", context)

    def _undo(self, request: Any, batch: Batch, undo: Any, who: Who) -> HttpResponse:
        try:
            undoing = undo(batch, who)
        except Stale:
            messages.error(request, AT_ONCE)
        except (Refused, LoadError) as error:
            messages.error(request, "Nothing was undone:")
            for line in Veil(request.user).lines(error)[:50]:
                messages.error(request, line)
        else:
            messages.success(request, "It is undone.")
            return redirect("admin:curation_batch", undoing.pk)
        return redirect("admin:curation_batch", batch.pk)

    def _find(self, request: Any, pk: int) -> Batch:
        if not request.user.has_perm(WRITE):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("author", "undoes", "undone_by")
        batch: Batch | None = rows.filter(pk=pk).first()
        if batch is None:
            raise Http404
        return batch

    def _context(self, request: Any, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}


def _what(batch: Batch) -> str:
    """An act in a few words."""
    if batch.kind == Batch.Kind.UNDO and batch.undoes:
        what = _what(batch.undoes)
        return f"Undone: {what[0].lower()}{what[1:]}"
    if batch.kind == Batch.Kind.MERGE:
        return f"Merge of {':'.join(batch.details['gone'])} into {batch.details['kept'][1]}"
    return f"{batch.get_kind_display()} {batch.pk}"


def _done(request: Any) -> Batch | None:
    """The merge that this very form has led to."""
    token = _token(request)
    step = Revision.objects.filter(token=token).select_related("batch").first() if token else None
    return step.batch if step else None


def _token(request: Any) -> str:
    token = str(request.POST.get("token", ""))[:32]
    return token if token.isalnum() else ""
