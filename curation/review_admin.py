"""The pages on which drafts are reviewed, published and sent back, and where history is read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from curation import basis_page, conflicts, previews, queue_page, revisions
from curation.changelists import CountsSoFar, KindFilter, LongLists
from curation.differences import same
from curation.documents import find_entry, stored_document
from curation.entries import entry_models
from curation.faults import faults
from curation.files import LoadError
from curation.labels import Labels, Unseen
from curation.models import Entry, Revision
from curation.reading import differences
from curation.revised import PUBLISH, WRITE, DeskPermissions, number_in
from curation.revisions import Refused, Stale, Who
from curation.rows import Natural
from curation.unsaved import SHOWN_AGAIN, shows_again
from curation.withheld import Veil, may_see, visible

State = Revision.State

STEPS = {
    "review": (WRITE, revisions.send_to_review, "Sent to review."),
    "discard": (WRITE, revisions.discard, "The draft is discarded; its history is kept."),
    "publish": (PUBLISH, revisions.publish, "Published."),
    "send-back": (PUBLISH, revisions.send_back, "Sent back."),
    "withdraw": (PUBLISH, revisions.withdraw, "Withdrawn: the public does not see it any more."),
}
"""What can be asked for: who may, what does it, and what is said then."""
MOST = 100  # drafts that are published together
OTHER_STEPS = {"revert", "looked-at", "publish-together"}


@admin.register(Revision)
class RevisionAdmin(DeskPermissions, LongLists, admin.ModelAdmin):
    """What waits, and every step that was ever taken; nothing here is edited."""

    list_display = ["__str__", "state", "author", "created"]
    list_filter = ["state", KindFilter]
    search_fields = ["slug", "reason", "author__username"]
    list_select_related = ["author"]
    ordering = ["-id"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible(super().get_queryset(request).defer("document"), request.user)

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Not the reasons, where not all of them are shown."""
        names = super().get_search_fields(request)
        return [name for name in names if name != "reason" or may_see(request.user)]

    def get_list_display(self, request: HttpRequest) -> Any:
        veil = Veil(request.user)

        @admin.display(description="why", ordering="reason")
        def why(step: Revision) -> str:
            return veil.text(step.reason)

        return [*super().get_list_display(request), why]

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        here = "<str:kind>/<slug:slug>"
        return [
            path(f"{here}/review/", wrap(self.review), name="curation_review"),
            path(f"{here}/history/", wrap(self.history), name="curation_history"),
            path(f"{here}/history/<int:number>/", wrap(self.one), name="curation_revision"),
            path(f"{here}/preview/", wrap(self.preview), name="curation_preview"),
            path(f"{here}/preview/<int:number>/", wrap(self.preview), name="curation_preview_of"),
            path(f"{here}/step/<slug:name>/", wrap(self.step), name="curation_step"),
            path(f"{here}/without-basis/", wrap(self.without_basis), name="curation_without_basis"),
            path("queue/<slug:name>/", wrap(self.queue), name="curation_queue"),
            path(f"{here}/resolve/", wrap(self.resolve), name="curation_resolve"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """A step is looked at on its own page, which knows what the user may see."""
        step = self.get_object(request, object_id)
        if step is None:
            raise Http404
        address = reverse("admin:curation_revision", args=[step.kind, step.slug, step.number])
        return HttpResponseRedirect(address)

    # Pages

    def review(self, request: Any, kind: str, slug: str) -> Any:
        """The state of an entry: its draft beside what is public, and what can be done."""
        natural, entry, last = self._find(request, kind, slug, 5)
        stored = stored_document(entry) if entry else None
        live = stored if entry and entry.published_at else None
        beside = entry is not None and revisions.has_draft_beside(entry, last)
        document = last.document if beside or stored is None else stored
        empty = {"entry": kind, "slug": slug}
        before = live if live is not None and entry.status == Entry.Status.PUBLISHED else empty
        labels = Labels([before, document], request.user)
        is_open = last is not None and last.is_open
        can_be_published = entry is not None and (beside or before is empty)
        context = self._context(request, natural, entry, last) | {
            "title": f"Review of “{entry or slug}”",
            "groups": differences(labels, before, document) if is_open or live is None else [],
            "is_open": is_open,
            "beside": beside,
            "faults": faults(document, labels, request.user) if can_be_published else [],
            "hidden": (hidden := labels.unseen()),
            "together": self._together(hidden, entry, is_open),
            "may_publish": request.user.has_perm(PUBLISH),
            "steps": self._steps(request, entry, last),
            "history": request.steps,
        }
        return TemplateResponse(request, "admin/curation/review.html", context)

    def history(self, request: Any, kind: str, slug: str) -> Any:
        natural, entry, last = self._find(request, kind, slug)
        pages = CountsSoFar(self._history(request, natural).defer("document"), 50)
        page = pages.get_page(request.GET.get("p"))
        page.object_list = Veil(request.user).steps(page.object_list)
        context = self._context(request, natural, entry, last) | {
            "title": f"History of “{entry or slug}”",
            "page": page,
        }
        return TemplateResponse(request, "admin/curation/history.html", context)

    def one(self, request: Any, kind: str, slug: str, number: int) -> Any:
        """One step: what it changed, and a way back to it."""
        natural, entry, last = self._find(request, kind, slug)
        step = revisions.step(natural, number)
        if step is None:
            raise Http404
        Veil(request.user).steps([step])
        before = revisions.step(natural, number - 1)
        if before and before.is_open and not same(before.document, step.document):
            before = revisions.as_it_was(step) or before
        empty = {"entry": kind, "slug": slug}
        documents = [before.document if before else empty, step.document]
        context = self._context(request, natural, entry, last) | {
            "title": f"Revision {number} of “{entry or slug}”",
            "step": step,
            "groups": differences(Labels(documents, request.user), *documents),
            "before": before,
        }
        return TemplateResponse(request, "admin/curation/revision.html", context)

    def preview(self, request: Any, kind: str, slug: str, number: int = 0) -> Any:
        natural, entry, last = self._find(request, kind, slug)
        step = revisions.step(natural, number) if number else last
        if number and step is None:
            raise Http404
        is_gone = entry is None
        document = (
            step.document
            if step and (number or step.is_open or is_gone)
            else stored_document(entry)
        )
        try:
            return previews.of_document(request, document)
        except LoadError as error:
            messages.error(request, f"It cannot be shown: {error}")
            return HttpResponseRedirect(reverse("admin:curation_review", args=natural))

    def queue(self, request: Any, name: str) -> Any:
        return queue_page.page(self.admin_site, request, name)

    def without_basis(self, request: Any, kind: str, slug: str) -> Any:
        natural, entry, last = self._find(request, kind, slug)
        if entry is None:
            raise Http404
        context = self._context(request, natural, entry, last)
        return basis_page.page(self.admin_site, request, entry, context)

    # Steps

    def step(self, request: Any, kind: str, slug: str, name: str) -> Any:
        """Take one step, if the page that asked for it shows the newest."""
        natural, _, last = self._find(request, kind, slug)
        back = HttpResponseRedirect(_way_back(request, natural))
        if request.method != "POST" or name not in OTHER_STEPS | STEPS.keys():
            raise Http404
        base = number_in(request.POST.get("based_on", ""))
        who = Who(request.user, request.POST.get("reason", "").strip()[:300])
        if not who.reason:
            messages.error(request, "Nothing was done: say in a few words why.")
            return back
        try:
            if name == "revert":
                self._ask(request, WRITE)
                number = number_in(request.POST.get("to", ""))
                changed = revisions.revert(natural, base, number, who)
                said = f"Revision {number} is the draft now." if changed else "Nothing differs."
            elif name == "publish-together":
                self._ask(request, PUBLISH)
                others = self._others(request)
                revisions.publish_together({natural: base, **others}, who)
                said = f"Published, together with {len(others)} of what it links."
            elif name == "looked-at":
                self._ask(request, PUBLISH)
                revisions.look_at(natural, base, who)
                said = "Noted."
            else:
                permission, do, said = STEPS[name]
                self._ask(request, permission)
                if name == "discard" and last and last.author != request.user:
                    self._ask(request, PUBLISH)
                do(natural, base, who)
        except Stale:
            messages.error(request, "Nothing was done: somebody saved this entry since you looked.")
        except (Refused, LoadError) as error:
            messages.error(request, "Nothing was done:")
            for line in Veil(request.user).lines(error)[:50]:
                messages.error(request, line)
        else:
            messages.success(request, said)
        return back

    def _others(self, request: Any) -> dict[Natural, int]:
        """The drafts that were shown beside the entry, each with the step that was shown."""
        found = {}
        for text in request.POST.getlist("together")[:MOST]:
            kind, slug, number = [*text.split(":"), "", ""][:3]
            natural, entry, _ = self._find(request, kind, slug)
            if entry is None:
                raise Stale
            found[natural] = int(number) if number.isascii() and number.isdecimal() else 0
        return found

    @shows_again
    def resolve(self, request: Any, kind: str, slug: str) -> Any:
        """Save both changes in one, after the choice between them."""
        natural, entry, _ = self._find(request, kind, slug)
        self._ask(request, WRITE)
        if request.method != "POST" or entry is None:
            raise Http404
        post = request.POST
        mine, reason = conflicts.unpack(post.get("mine", "")), post.get("reason", "").strip()[:300]
        base, shown = number_in(post.get("base", "")), number_in(post.get("newest", ""))
        choices = {name[7:]: value for name, value in post.items() if name.startswith("choice:")}
        document = conflicts.resolved(natural, base, mine, choices, request.user)
        if entry.version != shown or document is None or SHOWN_AGAIN in post:
            if document is None:
                messages.error(request, "Choose one side for each value that both changed.")
            return conflicts.page(self.admin_site, request, natural, base, mine, reason)
        try:
            revisions.change(natural, shown, document, Who(request.user, reason or "Two edits"))
        except Stale:
            return conflicts.page(self.admin_site, request, natural, base, mine, reason)
        except (Refused, LoadError) as error:
            for line in Veil(request.user).lines(error)[:50]:
                messages.error(request, f"It cannot be saved so: {line}")
            return conflicts.page(self.admin_site, request, natural, base, mine, reason)
        messages.success(request, "Both changes are in the draft.")
        return HttpResponseRedirect(reverse("admin:curation_review", args=natural))

    # What pages share

    def _find(self, request: Any, kind: str, slug: str, steps: int = 1) -> tuple[Natural, Any, Any]:
        """The entry, if there is one now, and its newest step; so many ``steps`` are shown."""
        if not request.user.has_perm(WRITE):
            raise PermissionDenied
        if kind not in entry_models():
            raise Http404
        natural = kind, slug
        entry = find_entry(natural)
        request.steps = [*self._history(request, natural)[:steps]]
        last = request.steps[0] if request.steps else None
        if entry is None and last is None:
            raise Http404
        veil = Veil(request.user)
        if veil.hides_entry(natural, entry):
            raise Http404
        veil.steps(request.steps)
        return natural, entry, last

    def _ask(self, request: Any, permission: str) -> None:
        if not request.user.has_perm(permission):
            raise PermissionDenied

    def _context(self, request: Any, natural: Natural, entry: Any, last: Any) -> dict[str, Any]:
        options = entry_models()[natural[0]]._meta
        edit = f"admin:{options.app_label}_{options.model_name}_change"
        desk: Any = self.admin_site.get_model_admin(entry_models()[natural[0]])
        return {
            "more_links": desk.more_links(request, entry),
            **self.admin_site.each_context(request),
            "opts": options,
            "natural": natural,
            "kind_name": options.verbose_name,
            "entry": entry,
            "last": last,
            "based_on": entry.version if entry else last.number,
            "edit_address": reverse(edit, args=[entry.pk]) if entry else "",
            "public_address": entry.get_absolute_url() if entry and entry.is_public else "",
        }

    def _steps(self, request: Any, entry: Any, last: Any) -> list[dict[str, str]]:
        """The steps that can be taken now, by this user; each is a button."""
        state = revisions.state_of(entry, last) if entry else last.state
        is_published = entry is not None and entry.status == Entry.Status.PUBLISHED
        is_open = last is not None and last.is_open
        found = []
        if entry is not None and state in (State.DRAFT, State.SENT_BACK):
            found.append(("review", "Send to review"))
        if entry is not None and (is_open or not is_published):
            found.append(("publish", "Publish"))
        if state == State.IN_REVIEW:
            found.append(("send-back", "Send back"))
        if is_open and (is_published or not entry or not entry.published_at):
            found.append(("discard", "Discard the draft"))
        if is_published:
            found.append(("withdraw", "Withdraw"))
            if not is_open:
                found.append(("looked-at", "Looked at, nothing to change"))
        return [
            {"name": name, "label": label}
            for name, label in found
            if request.user.has_perm(STEPS[name][0] if name in STEPS else PUBLISH)
        ]

    def _together(self, hidden: list[Unseen], entry: Any, is_open: bool) -> list[Entry]:
        """The drafts that can be published along with this one."""
        if entry is None or (entry.is_public and not is_open):
            return []
        return [it.entry for it in hidden if it.can_be_published and not it.entry.is_withheld]

    def _history(self, request: Any, natural: Natural) -> Any:
        rows = Revision.objects.filter(kind=natural[0], slug=natural[1])
        return rows.select_related("author", "batch").order_by("-number")


def _way_back(request: Any, natural: Natural) -> str:
    """The queue from which a step was taken, or else the review page."""
    back: str = request.POST.get("back", "")
    queue = reverse("admin:curation_revision_changelist") + "queue/"
    if back.startswith(queue) and url_has_allowed_host_and_scheme(back, None):
        return back
    return reverse("admin:curation_review", args=natural)
