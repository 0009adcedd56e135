"""The desk of those who code a case a second time: a case is drawn, coded blind, then compared."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

from curation.admin import ReadOnlyAdmin
from curation.changelists import CountsSoFar
from curation.unsaved import SAID, SHOWN_AGAIN, shows_again
from curation.withheld import Veil
from initiatives.codebook import sections
from initiatives.coding import (
    Case,
    NotPublic,
    Stale,
    case_of,
    collections_to_code,
    draw,
    initiative_of,
    save,
    set_aside,
    submit,
)
from initiatives.coding_comparison import Comparison
from initiatives.coding_forms import CodingForm
from initiatives.coding_models import Coding
from initiatives.models import Initiative
from sources.models import Collection

LIST = "admin:initiatives_coding_changelist"
CODE = "admin:initiatives_coding_code"
COMPARE = "admin:initiatives_coding_compare"

STALE = (
    "This coding was saved in another window since you opened this one. What you see here is what "
    "you entered; saving it again replaces what was saved there."
)
NOT_PUBLIC = (
    "This case cannot be seen by the public at the moment, so that there is no first coding of it. "
    "Your draft is kept as it was last saved."
)


def may_code(request: Any) -> bool:
    return bool(request.user.has_perm("curation.write_drafts"))


def may_see_all(request: Any) -> bool:
    return bool(request.user.has_perm("curation.publish"))


@admin.register(Coding)
class CodingAdmin(ReadOnlyAdmin):
    """Nobody edits a coding but its coder, and nobody once it is submitted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_code(request) or may_see_all(request)

    def get_urls(self) -> list[Any]:
        """All there are: Django's own pages would show what is not for everybody."""
        pages: list[tuple[str, Any, str]] = [
            ("", self.codings, "changelist"),
            ("draw/", require_POST(self.draw), "draw"),
            ("<int:pk>/", self.code, "code"),
            ("<int:pk>/compare/", self.compare, "compare"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=f"initiatives_coding_{name}")
            for route, view, name in pages
        ]

    def page(self, request: Any, template: str, title: str, **context: Any) -> TemplateResponse:
        site = self.admin_site.each_context(request)
        shared = {**site, "title": title, "opts": self.opts, "has_view_permission": True}
        return TemplateResponse(request, f"admin/coding/{template}.html", {**shared, **context})

    def codings(self, request: Any) -> HttpResponse:
        """What this person has coded, and the button that draws a case."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        own = list(Coding.objects.filter(coder=request.user.pk))
        others = Coding.objects.exclude(coder=request.user.pk).filter(state="submitted")
        found = CountsSoFar(others if may_see_all(request) else Coding.objects.none(), 50)
        page = found.get_page(request.GET.get("page"))
        people = dict(
            get_user_model()
            .objects.filter(pk__in={coding.coder for coding in page})
            .values_list("pk", "username")
        )
        names = dict(
            Initiative.objects.filter(slug__in={it.case for it in [*own, *page]}).values_list(
                "slug", "name"
            )
        )
        return self.page(
            request,
            "list",
            "Cases coded twice",
            own=[(it, names.get(it.case, it.case)) for it in own],
            others=[
                (it, names.get(it.case, it.case), people.get(it.coder, "an account that is gone"))
                for it in page
            ],
            others_page=page,
            may_code=may_code(request),
            may_see_all=may_see_all(request),
            collections=[Collection(it) for it in collections_to_code()],
        )

    def draw(self, request: Any) -> HttpResponse:
        """A case at random; while one is open that one, so that nobody goes through them."""
        if not may_code(request):
            raise PermissionDenied
        for coding in Coding.objects.filter(coder=request.user.pk, state=Coding.State.DRAFT):
            if _is_public(coding):
                messages.info(request, "This case is still open. Submit it, or set it aside.")
                return redirect(CODE, coding.pk)
        collection = request.POST.get("collection")
        drawn = draw(request.user.pk, collection) if collection in collections_to_code() else None
        if drawn is None:
            messages.warning(request, "There is no case here that you have not had already.")
            return redirect(LIST)
        return redirect(CODE, drawn.pk)

    @shows_again
    def code(self, request: Any, pk: int) -> HttpResponse:
        """The blind form; it is for the coder alone."""
        coding = get_object_or_404(Coding, pk=pk)
        if coding.coder != request.user.pk or not may_code(request):
            raise PermissionDenied
        if not coding.is_draft:
            return redirect(COMPARE if coding.is_submitted else LIST, *[pk] * coding.is_submitted)
        try:
            case = case_of(coding)
            form = CodingForm(request.POST or None, coding, case)
            if SHOWN_AGAIN in request.POST:
                messages.warning(request, SAID)
            elif request.method == "POST":
                answer = self._keep(request, coding, form)
                if answer is not None:
                    return answer
        except NotPublic:
            messages.warning(request, NOT_PUBLIC)
            return redirect(LIST)
        return self._form(request, coding, case, form)

    def _form(self, request: Any, coding: Coding, case: Case, form: CodingForm) -> HttpResponse:
        said = sections(case.tracks)
        meanings = {it.code: it for section in said for it in section.vocabularies}
        return self.page(
            request,
            "form",
            f"Code a case: {case.name}",
            coding=coding,
            case=case,
            form=form,
            functions=meanings["Involvement.function"],
            kinds=meanings["Handover.kind"],
            roles=meanings["Participation.role"],
            coded_on={it.track.slug: it.meaning for section in said for it in section.tracks},
        )

    def _keep(self, request: Any, coding: Coding, form: CodingForm) -> HttpResponse | None:
        """Save, submit or set aside what was sent; None where the form is to be shown again."""
        if not form.is_valid():
            return None
        version, note = form.cleaned_data["version"], form.cleaned_data["note"]
        answers = form.answers()
        try:
            if "_set_aside" in request.POST:
                set_aside(coding, version)
                messages.success(request, "The case was set aside.")
                return redirect(LIST)
            if "_submit" in request.POST and form.is_complete():
                submit(coding, version, answers, note)
                messages.success(request, "The coding was submitted.")
                return redirect(COMPARE, coding.pk)
            save(coding, version, answers, note)
        except Stale:
            coding.refresh_from_db()
            if not coding.is_draft:
                messages.warning(request, "This coding is no draft any more; nothing was changed.")
                return redirect(LIST)
            form.take_version_of(coding)
            messages.warning(request, STALE)
            return None
        if "_submit" in request.POST:
            form.take_version_of(coding)
            messages.warning(request, "The draft was saved. It can be submitted once it is whole.")
            return None
        messages.success(request, "The draft was saved.")
        return redirect(CODE, coding.pk)

    def compare(self, request: Any, pk: int) -> HttpResponse:
        """A submitted coding beside the base."""
        coding = get_object_or_404(Coding, pk=pk)
        if not (may_see_all(request) or (may_code(request) and coding.coder == request.user.pk)):
            raise PermissionDenied
        if not coding.is_submitted:
            raise PermissionDenied
        comparison = Comparison(coding)
        groups = comparison.groups()
        try:
            initiative = initiative_of(coding)
        except NotPublic:
            initiative = None
        items = [item for group in groups for item in group.items]
        return self.page(
            request,
            "compare",
            f"Compared: {initiative.name if initiative else coding.case}",
            coding=coding,
            note=Veil(request.user).text(coding.note),
            initiative=initiative,
            groups=groups,
            hidden=comparison.hidden,
            alike=sum(item.agrees for item in items),
            items=len(items),
        )


def _is_public(coding: Coding) -> bool:
    try:
        initiative_of(coding)
    except NotPublic:
        return False
    return True
