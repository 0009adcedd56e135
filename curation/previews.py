"""An entry as the public would see it, shown to curators alone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import resolve
from django.utils.cache import patch_cache_control

from curation.documents import (
    Document,
    entry_of,
    find_entry,
    for_a_moment,
    write_documents,
)
from curation.files import LoadError
from curation.labels import Labels
from curation.models import Edition, Entry
from curation.rows import Problem
from curation.withheld import Veil


def page(request: HttpRequest, entry: Any, document: Document) -> Any:
    """The public page of the entry as its rows stand, which is as the document says.

    To be called within ``for_a_moment``.
    """
    type(entry)._default_manager.filter(pk=entry.pk).update(status=Entry.Status.PUBLISHED)
    shown: Any = HttpRequest()
    shown.method = "GET"
    shown.path = shown.path_info = entry.get_absolute_url().partition("#")[0]
    shown.META = {
        name: request.META[name]
        for name in ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "wsgi.url_scheme")
        if name in request.META
    }
    shown.user = AnonymousUser()
    shown.edition = Edition.current()
    shown.unseen = Labels([document], request.user).unseen()
    shown.is_preview = True
    match = resolve(shown.path)
    shown.resolver_match = match
    answer: Any = match.func(shown, *match.args, **match.kwargs)
    if hasattr(answer, "render") and not answer.is_rendered:
        answer.render()
    patch_cache_control(answer, no_store=True, private=True)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def of_document(request: HttpRequest, document: Document) -> Any:
    """The public page as it would be with this document; LoadError if it cannot be shown."""
    if Veil(request.user).hides_document(document):
        raise LoadError([Problem("", "", "it has what is not shown to you.")])
    with for_a_moment():
        natural = entry_of(document)
        stored = find_entry(natural)
        status = stored.status if stored else Entry.Status.DRAFT
        write_documents([document], {natural: status}, new_pks=False)
        return page(request, find_entry(natural), document)
