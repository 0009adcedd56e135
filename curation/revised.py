"""How the forms of the desk save: into revisions, never straight into what the public sees.

A form is shown with the draft laid over the rows (``curation.form_rows``). It is saved for a moment
only: the draft is put into the rows, Django saves the form as it always does, the outcome is read
as a document, and everything is taken back. What is left is the document, which
``curation.revisions`` takes on as the next step, or refuses.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from curation import conflicts, form_rows, previews, revisions
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
from curation.unsaved import SAID as SAID_AGAIN
from curation.unsaved import SHOWN_AGAIN, shows_again
from curation.withheld import Veil, links_nothing_withheld, may_see

WRITE = "curation.write_drafts"
PUBLISH = "curation.publish"
ACTIONS = ("_save", "_continue", "_addanother", "_review", "_publish", "_preview")
SAID = {
    "_review": "Saved, and sent to review.",
    "_publish": "Published.",
}


if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin as ExtendedModel
    from django.contrib.admin.options import BaseModelAdmin as Extended
else:  # at run time, the class that they extend stands beside them
    Extended = object

    class ExtendedModel:
        pass


class DeskPermissions(Extended):
    """Who may do what: one permission for all that can be written, whatever its kind.

    For admins and inlines, whose methods it extends; mypy sees none of them in a mixin.
    """

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request) or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_write(request) or super().has_module_permission(request)

    def may_write(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)


class RevisedAdmin(DeskPermissions, ExtendedModel):
    """An entry, or a part on a page of its own, whose every change is a step of the entry.

    For admins of Django, whose methods it extends.
    """

    class Media:
        js: ClassVar[list[str]] = ["js/admin-rows.js"]

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

    @shows_again
    def add_view(self, request: Any, form_url: str = "", extra_context: Any = None) -> Any:
        return super().add_view(request, form_url, extra_context)

    @shows_again
    def change_view(
        self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        shown: Any = super()
        if SHOWN_AGAIN in request.POST:
            request.refused = [SAID_AGAIN]
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if obj is None and object_id:
            return shown.changeform_view(request, object_id, form_url, extra_context)
        entry: Any = self.entry_of(obj) if obj else None
        last = revisions.newest(natural_of(entry)) if entry else None
        context = (extra_context or {}) | self._state(request, entry, last)
        if obj and self.is_direct(obj):
            return shown.changeform_view(request, object_id, form_url, context)
        if request.method == "POST":
            return self._save(request, object_id, form_url, context, entry)
        if obj:
            draft = last.document if last and revisions.has_draft_beside(entry, last) else None
            if not self._load(request, obj, draft, request.GET):
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]  # the stubs lack it
            if form_rows.ROW in request.GET:
                return HttpResponseRedirect(request.path + request.loaded.row_in_form)
        return _rendered(shown.changeform_view(request, object_id, form_url, context))

    def get_object(self, request: Any, object_id: str, from_field: Any = None) -> Any:
        """The row, or that which this request has loaded with all that its form shows."""
        loaded = getattr(request, "loaded", None)
        if loaded is not None and str(loaded.pk) == object_id:
            return loaded
        return super().get_object(request, object_id, from_field)

    def _load(self, request: Any, obj: Any, draft: Document | None, query: Any) -> bool:
        """Read at once what the form shows; False if it is no more in the draft."""
        inlines = [it(self.model, self.admin_site) for it in self.get_inlines(request, obj)]
        short = request.__dict__.setdefault("short_lists", {})
        desks: list[Any] = [self, *inlines]
        for desk in desks:
            for name in desk.short_lists:
                short.setdefault(desk.model._meta.get_field(name).related_model, None)
        request.loaded = copy(obj)
        shows_all = may_see(request.user)
        return form_rows.load(
            request.loaded,
            [it.model for it in inlines],
            draft,
            short,
            (lambda row: True) if shows_all else links_nothing_withheld,
            query,
        )

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        if SHOWN_AGAIN in request.POST:  # it has come back for no error of its own
            messages.warning(request, SAID_AGAIN)
            context["errors"] = []
        return super().render_change_form(request, context, *args, **kwargs)

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
        token = _token(request.POST.get("_token", ""))
        if saved := self._saved_already(request, token):
            return saved
        base = number_in(request.POST.get("_based_on", ""))
        natural = natural_of(entry) if entry else None
        # What is shown again is refused, so that the form comes back.
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
        except (Stale, LoadError, Refused) as error:
            if saved := self._saved_already(request, token):  # by the first click of two
                return saved
            if isinstance(error, Stale):
                natural = natural or entry_of(document)
                return conflicts.page(self.admin_site, request, natural, base, document, reason)
            request.refused = Veil(request.user).lines(error)
            page, _ = self._try(request, object_id, form_url, context, entry, base)
            return page
        if asked == "_publish":
            return self._publish(request, entry_of(document), reason)
        return self._answer(request, document, SAID.get(asked, ""))

    def _saved_already(self, request: Any, token: str) -> Any:
        """Where to look if this very form was saved before: sent twice, or after going back."""
        saved = Revision.objects.filter(token=token).first() if token else None
        if saved is None:
            return None
        messages.info(request, "This form was saved already; nothing was saved twice.")
        return HttpResponseRedirect(reverse("admin:curation_review", args=saved.natural))

    def _try(self, request: Any, *form: Any) -> tuple[Any, Document | None]:
        """The page of a form that cannot be saved, or the document that the form makes."""
        try:
            return self._try_once(request, *form)
        except IntegrityError:
            # Somebody saved the like since the form was checked: now its check finds that, too.
            saved = self._saved_already(request, _token(request.POST.get("_token", "")))
            return (saved, None) if saved else self._try_once(request, *form)

    def _try_once(
        self,
        request: Any,
        object_id: Any,
        form_url: str,
        context: dict[str, Any],
        entry: Any,
        base: int,
    ) -> tuple[Any, Document | None]:
        request.saved = None
        with for_a_moment():
            if entry and (begun := _document_at(entry, base)):
                if Veil(request.user).hides_document(begun):
                    raise PermissionDenied
                write_documents([begun], {natural_of(entry): entry.status}, new_pks=False)
            request.loaded = None
            if object_id and (obj := self.get_object(request, unquote(object_id))):
                self._load(request, obj, None, None)
            page = super().changeform_view(request, object_id, form_url, context)
            if request.saved is None:
                return _rendered(page), None
            stored = self.entry_of(request.saved)
            document = stored_document(stored)
            if "_preview" in request.POST:
                return previews.page(request, stored, document), None
            return None, document

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
        """Store a new row that waits by itself; the same row once, however often it is sent."""
        request.adds_directly = True
        with transaction.atomic():
            super().changeform_view(request, None, form_url, context)
            row = request.saved
            if known := self.stored_twin(row):
                row.delete()
                row = known
        return super().response_add(request, row)

    def stored_twin(self, row: Any) -> Any:
        """A row that was there before and says the same as this new one."""
        return None

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
            if (row is None or isinstance(row, Part)) and IS_POPUP_VAR not in request.POST:
                return HttpResponseRedirect(
                    reverse("admin:curation_review", args=entry_of(document))
                )
        if request.added:
            return super().response_add(request, row)
        answer: Any = super().response_change(request, row)
        if "_continue" in request.POST and answer.url == request.path:
            return HttpResponseRedirect(request.get_full_path())  # the page of each list, too
        return answer

    def response_add(self, request: Any, obj: Any, post_url_continue: Any = None) -> Any:
        request.saved, request.added = obj, True
        return HttpResponse()

    def response_change(self, request: Any, obj: Any) -> Any:
        request.saved, request.added = obj, False
        return HttpResponse()

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing: the revisions say who did what."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing: the revisions say who did what."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.model._meta, object_id)  # type: ignore[attr-defined]  # the stubs lack it
        address = reverse("admin:curation_history", args=natural_of(self.entry_of(obj)))
        return HttpResponseRedirect(address)


def number_in(text: str) -> int:
    """The number of a revision that a form names; 0, which is none, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _token(text: str) -> str:
    """The mark of a form, by which it is saved once; empty if it is none of ours."""
    return text if re.fullmatch(r"[0-9a-f]{32}", text, re.ASCII) else ""


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
