"""How the forms of the desk save: into revisions, never straight into what the public sees.

A form is worked on for a moment only: the draft is put into the rows, Django shows or saves the
form as it always does, the outcome is read as a document, and everything is taken back. What is
left is the document, which ``curation.revisions`` takes on as the next step, or refuses.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from curation import conflicts, previews, revisions
from curation.differences import same
from curation.documents import (
    Document,
    entry_of,
    find_entry,
    for_a_moment,
    stored_document,
    write_documents,
)
from curation.files import LoadError
from curation.models import Entry, Part, Revision
from curation.revisions import Refused, Stale, Who
from curation.rows import Natural, keys_of, natural_of
from curation.withheld import Veil

WRITE = "curation.write_drafts"
PUBLISH = "curation.publish"
ACTIONS = ("_save", "_continue", "_addanother", "_review", "_publish", "_preview")
SAID = {
    "_review": "Saved, and sent to review.",
    "_publish": "Published.",
}


class DeskPermissions:
    """Who may do what: one permission for all that can be written, whatever its kind.

    For admins and inlines, whose methods it extends; mypy sees none of them in a mixin.
    """

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request) or super().has_view_permission(request, obj)  # type: ignore[misc]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_write(request) or super().has_module_permission(request)  # type: ignore[misc]

    def may_write(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)


class RevisedAdmin(DeskPermissions):
    """An entry, or a part on a page of its own, whose every change is a step of the entry.

    For admins of Django, whose methods it extends.
    """

    change_form_template = "admin/entry_form.html"
    model: Any
    admin_site: Any

    def entry_of(self, obj: Any) -> Any:
        return obj.entry if isinstance(obj, Part) else obj

    def is_direct(self, obj: Any) -> bool:
        """Whether a row is no matter of its entry's document."""
        return False

    def adds_directly(self, obj: Any) -> bool:
        """Whether a new row waits by itself for its first statement, beside its entry."""
        return False

    def more_links(self, request: HttpRequest, entry: Any) -> list[tuple[str, str]]:
        """Pages of an entry that only its kind has: the text and the address of each."""
        return []

    # Showing

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        shown = super()
        obj = self.get_object(request, unquote(object_id)) if object_id else None  # type: ignore[attr-defined]
        if obj is None and object_id:
            return shown.changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        entry = self.entry_of(obj) if obj else None
        last = revisions.newest(natural_of(entry)) if entry else None
        context = (extra_context or {}) | self._state(request, entry, last)
        if obj and self.is_direct(obj):
            return shown.changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        if request.method == "POST":
            return self._save(request, object_id, form_url, context, entry)
        beside = entry is not None and revisions.has_draft_beside(entry, last)
        with for_a_moment() if beside else nullcontext():
            if beside and entry and last:
                write_documents([last.document], {last.natural: entry.status}, new_pks=False)
            page = shown.changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
            return _rendered(page)

    def _state(self, request: Any, entry: Any, last: Revision | None) -> dict[str, Any]:
        """What the form says of the state of its entry, and what may be done."""
        natural = natural_of(entry) if entry else None
        Veil(request.user).steps([last])
        return {
            "more_links": self.more_links(request, entry),
            "entry": entry,
            "revision": last,
            "based_on": request.POST.get("_based_on") or (entry.version if entry else 0),
            "token": request.POST.get("_token") or revisions.new_token(),
            "draft_beside": entry is not None and revisions.has_draft_beside(entry, last),
            "may_publish": request.user.has_perm(PUBLISH),
            "review_address": reverse("admin:curation_review", args=natural) if natural else "",
            "history_address": reverse("admin:curation_history", args=natural) if natural else "",
        }

    # Saving

    def _save(
        self, request: Any, object_id: Any, form_url: str, context: dict[str, Any], entry: Any
    ) -> Any:
        token = request.POST.get("_token", "")
        if token and (saved := Revision.objects.filter(token=token).first()):
            messages.info(request, "This form was saved already; nothing was saved twice.")
            return HttpResponseRedirect(reverse("admin:curation_review", args=saved.natural))
        base = _number(request.POST.get("_based_on", ""))
        natural = natural_of(entry) if entry else None
        page, document = self._try(request, object_id, form_url, context, entry, base)
        if page or document is None:
            return page
        if entry is None and isinstance(request.saved, Part):
            # A new part on a page of its own: only now is it known to which entry it goes.
            entry = find_entry(natural_of(self.entry_of(request.saved)))
            if self.adds_directly(request.saved):
                return self._add_directly(request, form_url, context)
            natural, base = natural_of(entry), entry.version
            _, document = self._try(request, object_id, form_url, context, entry, base)
            assert document
        reason = request.POST.get("reason", "").strip()
        asked = next((name for name in ACTIONS if name in request.POST), "_save")
        if self._needs_reason(asked, entry, reason, document):
            request.reason_is_missing = True
            page, _ = self._try(request, object_id, form_url, context, entry, base)
            return page
        who = Who(request.user, reason, token=token)
        try:
            if natural:
                revisions.change(natural, base, document, who, self._new_state(asked, entry))
            else:
                revisions.begin(document, who, self._new_state(asked, None))
        except Stale:
            return conflicts.page(self.admin_site, request, natural, base, document, reason)
        except (LoadError, Refused) as error:
            request.refused = Veil(request.user).lines(error)
            page, _ = self._try(request, object_id, form_url, context, entry, base)
            return page
        if asked == "_publish":
            return self._publish(request, entry_of(document), reason)
        return self._answer(request, document, SAID.get(asked, ""))

    def _try(
        self,
        request: Any,
        object_id: Any,
        form_url: str,
        context: dict[str, Any],
        entry: Any,
        base: int,
    ) -> tuple[Any, Document | None]:
        """The page of a form that cannot be saved, or the document that the form makes."""
        request.saved = None
        with for_a_moment():
            if entry and (begun := _document_at(entry, base)):
                if Veil(request.user).hides_document(begun):
                    raise PermissionDenied
                write_documents([begun], {natural_of(entry): entry.status}, new_pks=False)
            page = super().changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
            if request.saved is None:
                return _rendered(page), None
            stored = self.entry_of(request.saved)
            if "_preview" in request.POST:
                return previews.page(request, stored), None
            return None, stored_document(stored)

    def _needs_reason(self, asked: str, entry: Any, reason: str, document: Document) -> bool:
        if reason:
            return False
        if asked in ("_review", "_publish"):
            return True
        return bool(entry and entry.published_at) and not _is_as_it_was(entry, document)

    def _new_state(self, asked: str, entry: Any) -> str:
        last = revisions.newest(natural_of(entry)) if entry else None
        if asked == "_review" or (last and last.state == Revision.State.IN_REVIEW):
            return Revision.State.IN_REVIEW
        return Revision.State.DRAFT

    def _publish(self, request: Any, natural: Natural, reason: str) -> Any:
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        address = reverse("admin:curation_review", args=natural)
        try:
            entry = find_entry(natural)
            revisions.publish(natural, entry.version, Who(request.user, reason))
        except Stale:
            messages.error(request, "Saved, but not published: somebody saved it at the same time.")
        except (Refused, LoadError) as error:
            messages.error(request, "Saved as a draft, but not published:")
            for line in Veil(request.user).lines(error):
                messages.error(request, line)
        else:
            messages.success(request, SAID["_publish"])
        return HttpResponseRedirect(address)

    def _add_directly(self, request: Any, form_url: str, context: dict[str, Any]) -> Any:
        request.adds_directly = True
        with transaction.atomic():
            super().changeform_view(request, None, form_url, context)  # type: ignore[misc]
        return super().response_add(request, request.saved)  # type: ignore[misc]

    def _answer(self, request: Any, document: Document, said: str) -> Any:
        """Django's own answer, for the row as it is stored now."""
        entry = find_entry(entry_of(document))
        row = entry
        if said:
            messages.success(request, said)
        if isinstance(request.saved, Part):
            model = type(request.saved)
            ref = f"{entry.slug}#{request.saved.key}"
            row = model._default_manager.filter(pk__in=keys_of(model, [ref]).values()).first()
        if entry.status == Entry.Status.PUBLISHED:
            text = "Saved as a draft. The public sees the entry as it was until it is published."
            messages.success(request, text)
            if row is None or isinstance(row, Part):
                return HttpResponseRedirect(
                    reverse("admin:curation_review", args=entry_of(document))
                )
        if request.added:
            return super().response_add(request, row)  # type: ignore[misc]
        return super().response_change(request, row)  # type: ignore[misc]

    def response_add(self, request: Any, obj: Any, post_url_continue: Any = None) -> Any:
        request.saved, request.added = obj, True
        return HttpResponse()

    def response_change(self, request: Any, obj: Any) -> Any:
        request.saved, request.added = obj, False
        return HttpResponse()

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the revisions say who did what."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the revisions say who did what."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        obj = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.model._meta, object_id)  # type: ignore[attr-defined]
        address = reverse("admin:curation_history", args=natural_of(self.entry_of(obj)))
        return HttpResponseRedirect(address)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _document_at(entry: Any, base: int) -> Document | None:
    """How the entry stood when the form was opened, if it does not stand so in its rows now."""
    last = revisions.newest(natural_of(entry))
    if base == entry.version and not revisions.has_draft_beside(entry, last):
        return None
    then = revisions.step(natural_of(entry), base)
    document: Document | None = then.document if then else None
    return document


def _is_as_it_was(entry: Any, document: Document) -> bool:
    return same(revisions.working_document(entry), document)


def _rendered(page: Any) -> Any:
    return page.render() if hasattr(page, "render") and not page.is_rendered else page
