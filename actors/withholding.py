"""Withholding a person, or anybody else, from the public: everywhere at once, or not at all.

That an actor is withheld stands in no document, so that no draft, import, load or undoing shows
again what was withheld since it was written. The history says who withheld it, when and why.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry

from actors.models import Actor
from curation.documents import for_a_moment
from curation.mentions import Place, places_of
from curation.models import Edition, Revision
from curation.naming import Sought
from curation.release import release
from curation.revisions import Refused, Stale, Who, mark
from curation.rows import Natural
from curation.withheld import told_by
from sources.models import Contributor

SHOWN, WITHHELD = Actor.Visibility.SHOWN, Actor.Visibility.WITHHELD


def withhold(natural: Natural, base: int, who: Who, *, looked: bool = False) -> Revision:
    """Withhold an actor who stands in no text but their own; Stale or Refused change nothing.

    ``looked`` says that somebody looked at each text that may name somebody else.
    """
    with release() as change:
        step = mark(natural, base, who)
        # Whoever publishes looks at who is withheld after this, and we at what they published.
        Edition.objects.select_for_update().filter(pk=1).first()
        actor = _actor(natural)
        if actor.is_withheld:
            raise Refused(["It is withheld already."])
        if not actor.is_public:
            change.unchanged()
        _set(actor, WITHHELD)
        found = _places(actor)
        certain = [place for place in found if place.is_certain]
        if certain:
            raise Refused(f"{it.entry}: {it.where} still has the name." for it in certain)
        if found and not looked:
            raise Refused(["Some texts may mean this person. Look at each, and say that you did."])
        _forget_in_the_log(actor)
        return step


def show_again(natural: Natural, base: int, who: Who) -> Revision:
    """Show an actor again, and with them all that links them."""
    with release() as change:
        step = mark(natural, base, who)
        actor = _actor(natural)
        if not actor.is_withheld:
            raise Refused(["It is not withheld."])
        _set(actor, SHOWN)
        if not _actor(natural).is_public:
            change.unchanged()
        elif told := told_by([actor], who.author):
            raise Refused(told)
        return step


def places_to_clear(actor: Actor) -> list[Place]:
    """Where the name stands in texts outside of what vanishes with the actor."""
    with for_a_moment():
        _set(actor, WITHHELD)
        return _places(actor)


def _places(actor: Actor) -> list[Place]:
    return places_of(actor, Sought([actor.called()], initials=not _shares_initials(actor)))


def _actor(natural: Natural) -> Actor:
    kind, slug = natural
    found = Actor.objects.filter(slug=slug).prefetch_related("aliases").first()
    if kind != Actor.KIND or found is None:
        raise Stale
    return found


def _set(actor: Actor, visibility: str) -> None:
    Actor.objects.filter(pk=actor.pk).update(visibility=visibility)


def _shares_initials(actor: Actor) -> bool:
    """Whether “A. Lee” may be somebody else of whom the base knows."""
    initials = actor.called().initials
    if initials is None:
        return False
    letter, family = initials
    actors = Actor.objects.filter(sort_name__istartswith=f"{family}, {letter}")
    names = Contributor.objects.filter(family__iexact=family, given__istartswith=letter)
    if actor.contributor:
        names = names.exclude(pk=actor.contributor.pk)
    others = actors.exclude(pk=actor.pk).order_by().values_list("pk")
    return others.union(names.order_by().values_list("pk")).exists()


def _forget_in_the_log(actor: Actor) -> None:
    """Django's own log shows everybody what they did last, under the names of that time."""
    sought = Sought([actor.called()])
    rows: Any = LogEntry.objects.values_list("pk", "object_repr", "change_message")
    told = [pk for pk, *texts in rows.iterator() if any(map(sought.is_in, texts))]
    LogEntry.objects.filter(pk__in=told).update(object_repr="(withheld)", change_message="")
