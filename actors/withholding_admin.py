"""The page on which an actor is withheld, or shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from actors.models import Actor
from actors.withholding import places_to_clear, show_again, withhold
from curation import revisions
from curation.revisions import Refused, Stale, Who
from curation.rows import natural_of
from curation.withheld import may_see

NAME = "actors_actor_withholding"
AT_MOST = 200
"""So many texts are listed at once; when these are cleared, the rest is."""


if TYPE_CHECKING:
    from curation.admin import EntryAdmin
else:  # at run time, the class that they extend stands beside them
    EntryAdmin = object


class Withholding(EntryAdmin):
    """For the admin of actors, whose methods it extends."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.withholding)
        return [path("<slug:slug>/withholding/", view, name=NAME), *super().get_urls()]

    def more_links(self, request: HttpRequest, entry: Any) -> list[tuple[str, str]]:
        links = super().more_links(request, entry)
        if entry and may_see(request.user):
            text = "Show again" if entry.is_withheld else "Withhold"
            links.append((text, reverse(f"admin:{NAME}", args=[entry.slug])))
        return links

    def withholding(self, request: Any, slug: str) -> HttpResponse:
        if not may_see(request.user):
            raise PermissionDenied
        asked = Actor.objects.filter(slug=slug).prefetch_related("aliases")
        actor = asked.first()
        if actor is None:
            raise Http404
        if request.method == "POST":
            if self._act(request, actor):
                where = reverse("admin:curation_review", args=natural_of(actor))
                return HttpResponseRedirect(where)
            actor = asked.get()
        # To search every text takes a second or two where there are many.
        looked = not actor.is_withheld and ("look" in request.GET or request.method == "POST")
        found = places_to_clear(actor) if looked else []
        certain = [place for place in found if place.is_certain]
        perhaps = [place for place in found if not place.is_certain]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "natural": natural_of(actor),
            "entry": actor,
            "last": revisions.newest(natural_of(actor)) if actor.is_withheld else None,
            "title": f"Show “{actor}” again" if actor.is_withheld else f"Withhold “{actor}”",
            "based_on": actor.version,
            "reason": request.POST.get("reason", "")[:300],
            "looked": looked,
            "certain": certain[:AT_MOST],
            "perhaps": perhaps[:AT_MOST],
            "more_certain": max(len(certain) - AT_MOST, 0),
            "more_perhaps": max(len(perhaps) - AT_MOST, 0),
            "is_withdrawn": actor.status != Actor.Status.PUBLISHED,
        }
        return TemplateResponse(request, "admin/actors/withholding.html", context)

    def _act(self, request: Any, actor: Actor) -> bool:
        """Withhold or show again, whichever the page offered; False with a message if refused."""
        post = request.POST
        base = post.get("based_on", "")
        base = int(base) if base.isascii() and base.isdecimal() and len(base) < 10 else 0
        reason = post.get("reason", "").strip()
        if not reason:
            messages.error(request, "Nothing was done: say in a few words why.")
            return False
        shows = "_show" in post
        word = "Shown again" if shows else "Withheld"
        who = Who(request.user, f"{word}: {reason}"[:300])
        try:
            if shows:
                show_again(natural_of(actor), base, who)
                messages.success(request, "Shown again, with everything that links it.")
            else:
                withhold(natural_of(actor), base, who, looked="looked" in post)
                messages.success(request, "Withheld. From now on the public sees nothing of it.")
        except Stale:
            messages.error(request, "Nothing was done: somebody saved this entry since you looked.")
            return False
        except Refused as error:
            messages.error(request, "Nothing was done:")
            for line in error.reasons[:10]:
                messages.error(request, line)
            if len(error.reasons) > 10:
                messages.error(request, f"And {len(error.reasons) - 10} more, listed below.")
            return False
        return True
