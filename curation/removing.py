"""The page on which a part with a page of its own is left out of its entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from curation import revisions
from curation.addresses import address_of
from curation.documents import without_part
from curation.files import LoadError
from curation.models import Part
from curation.revisions import Refused, Stale, Who
from curation.rows import natural_of
from curation.withheld import Veil


def page(desk: Any, request: Any, part: Part) -> Any:
    """Ask why; then the entry has a draft without the part."""
    entry, natural = part.entry, natural_of(part.entry)
    if not desk.has_delete_permission(request, part):
        raise PermissionDenied
    reason, faults = request.POST.get("reason", "").strip()[:300], []
    if request.method == "POST":
        based_on = request.POST.get("_based_on", "")
        if not reason:
            faults = ["Say in a few words why."]
        elif based_on != str(entry.version):
            faults = ["Somebody saved this entry since you opened this page. Look once more."]
        else:
            try:
                document = without_part(revisions.working_document(entry), natural_of(part))
                revisions.change(natural, entry.version, document, Who(request.user, reason))
            except Stale:
                faults = ["Somebody saved this entry at the same time. Look once more."]
            except (Refused, LoadError) as error:
                faults = Veil(request.user).lines(error)
            else:
                messages.success(request, f"“{part}” is left out of the draft.")
                return HttpResponseRedirect(reverse("admin:curation_review", args=natural))
        entry.refresh_from_db()
    context = {
        **desk.admin_site.each_context(request),
        "title": f"Remove “{part}”",
        "opts": desk.opts,
        "natural": natural,
        "entry": entry,
        "part": part,
        "kind_name": part._meta.verbose_name,
        "reason": reason,
        "faults": faults,
        "back": address_of(part),
    }
    return TemplateResponse(request, "admin/curation/remove.html", context)
