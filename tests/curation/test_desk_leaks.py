"""Whoever may not see withheld names finds none at the desk, by any address.

Every address of the desk, from the resolver, is asked for as a contributor, a reviewer and an
administrator. A withheld actor is tied to everything there is, and her canary stands in all that
can hold it still: her own entry, what links her, old revisions of others, reasons, notes, logs.
"""

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.duplicates import refresh
from curation.models import (
    Batch,
    DifferentPair,
    FormerSlug,
    LoadedDocument,
    Revision,
)
from curation.revisions import Who
from initiatives.models import Coding
from tests import factories
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db

CANARY = "Qanary"
NAME = f"{CANARY} Birdsong"
SLUG = "qanary-birdsong"
HEARD = re.compile("qanary", re.IGNORECASE)
BLIND = [CONTRIBUTOR, REVIEWER]


# A desk on which somebody is withheld


class Desk:
    def __init__(self) -> None:
        self.people = {role: person(role) for role in (*BLIND, ADMINISTRATOR)}
        general = {"basis": "general-knowledge"}
        human = {"kind": "person", "publicity": "named-by-press"}
        self.ann = factories.make_actor(
            name=NAME, sort_name=f"Birdsong, {CANARY}", slug=SLUG, summary=NAME, **human, **general
        )
        track = factories.make_track()
        factories.make_alias(actor=self.ann, name=f"{CANARY} Alias", key="qanary-alias", **general)
        factories.make_actor_point(actor=self.ann, statement=NAME, key="qanary-point", **general)
        factories.make_actor_track(actor=self.ann, statement=NAME, key="qanary-t", **general)
        self.other = factories.make_actor(name="Norway", slug="norway", kind="state", **general)
        self.twin = factories.make_actor(name="Birdsong", slug="birdsong", **human, **general)
        for actor, other in ((self.ann, self.other), (self.other, self.ann)):
            factories.make_relationship(
                actor=actor, other=other, statement=NAME, key="qanary-knows", **general
            )
        self.talks = factories.make_initiative(
            name="Talks", slug="talks", summary=f"{NAME} led it.", **general
        )
        factories.make_participation(
            initiative=self.talks,
            actor=self.ann,
            track=track,
            key=f"{SLUG}-mediator",
            statement=NAME,
            **general,
        )
        factories.make_participation(initiative=self.talks, actor=self.other, **general)
        factories.make_outcome(initiative=self.talks, key=f"{SLUG}-signs", **general)
        self.war = factories.make_conflict(name="War", slug="war", **general)
        self.war.parties.add(self.ann, self.other)
        self.passage = factories.make_citation(key="p1")
        self._history()
        self._other_rows()
        Actor.objects.filter(pk=self.ann.pk).update(visibility="withheld")
        refresh()

    def _history(self) -> None:
        """Two entries once said the name; it was taken out, and lives in their past and reasons."""
        writer = self.people[CONTRIBUTOR]
        for row, drop in ((self.talks, "outcomes"), (self.war, "")):
            natural = (row.KIND, row.slug)
            document = stored_document(row) | {"summary": NAME}
            revisions.change(natural, 1, document, Who(writer, f"{NAME} asked"), "in-review")
            last = revisions.newest(natural)
            assert last
            number = last.number
            revisions.publish(natural, number, Who(writer, f"As {NAME} asked"))
            document = stored_document(row) | {"summary": "Somebody led it."}
            document.pop(drop, None)
            revisions.change(natural, number + 1, document, Who(writer, f"Without {NAME}"))
            revisions.publish(natural, number + 2, Who(writer, f"Without {NAME}"))
            document = stored_document(row) | {"summary": "It was led."}
            revisions.change(natural, number + 3, document, Who(writer, f"Draft for {NAME}"))
        natural = ("actor", SLUG)
        document = stored_document(self.ann) | {"summary": f"{NAME} again"}
        revisions.change(natural, 1, document, Who(writer, "Draft"), "in-review")
        Revision.objects.create(  # she was once entered twice, and merged
            kind="actor", slug="qanary-two", number=1, state="merged", author=writer,
            document={"entry": "actor", "slug": "qanary-two", "name": NAME, "kind": "person"},
        )  # fmt: skip
        FormerSlug.objects.create(kind="actor", old="qanary-two", slug=SLUG)

    def _other_rows(self) -> None:
        writer = self.people[REVIEWER]
        FormerSlug.objects.create(kind="actor", old="norge", slug="norway")
        for slug in (SLUG, "norway"):
            LoadedDocument.objects.create(
                kind="actor", slug=slug, collection="casebook", digest="0"
            )
        DifferentPair.objects.create(kind="actor", slug="birdsong", other=SLUG, why=NAME)
        DifferentPair.objects.create(kind="actor", slug="norge", other="norway", why=NAME)
        Batch.objects.create(kind="import", author=writer, reason=f"From {NAME}")
        LogEntry.objects.create(
            user=writer, object_repr="(withheld)", action_flag=1, object_id="1",
            content_type=ContentType.objects.get_for_model(Actor),
        )  # fmt: skip
        answers: Any = {
            "tracks": [], "main_track": "-", "functions": {}, "handovers": [],
            "actors": {SLUG: [["host", "none"]], "norway": [["host", "none"]]}, "untold": [],
        }  # fmt: skip
        for state, role in (("submitted", REVIEWER), ("draft", CONTRIBUTOR)):
            is_done = state == "submitted"
            Coding.objects.create(
                case="talks", collection="curated", coder=self.people[role].pk, state=state,
                answers=answers, base=answers if is_done else {},
                note=f"Ask {NAME}" if is_done else "",  # what is typed is no secret to who types
                edition=1 if is_done else None,
            )  # fmt: skip


# The crawl

OF_A_ROW = ("object_id", "id", "pk")
"""What a route calls the number of a row; of the model it is about, every row is asked for."""
OF_KIND = {
    "actor": [SLUG, "qanary-two", "norway", "no-such-slug"],
    "initiative": ["talks"],
    "conflict": ["war"],
}
VALUES: dict[str, Any] = {
    "kind": lambda desk: [*OF_KIND],
    "slug": lambda desk: [*dict.fromkeys(slug for slugs in OF_KIND.values() for slug in slugs)],
    "number": lambda desk: [1, 2, 4, 5],
    "name": lambda desk: ["publish", "discard", "withdraw", "no-such-step"],
    "content_type_id": lambda desk: [ContentType.objects.get_for_model(Actor).pk],
    "app_label": lambda desk: ["curation", "actors", "initiatives", "sources", "tracks", "auth"],
    "url": lambda desk: ["no-such-page"],
}
"""By the name of a parameter in the address, what it is filled with. A new name needs a line here:
what must be asked for, so that a page on the withheld actor or on an entry tied to her is met."""
QUERIES = ["", f"?q={CANARY}", "?q=birdsong", "?q=norway", "?e=1", "?p=1", "?all="]
"""What lists are asked for besides."""


def routes(resolver: Any = None, outer: tuple[str, ...] = (), inside: bool = False) -> Iterator:
    """(name, names of the parameters, pattern) of each address of the desk."""
    for pattern in (resolver or get_resolver()).url_patterns:
        its = (*outer, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        here = inside or getattr(pattern, "namespace", None) == "admin"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, tuple(dict.fromkeys(its)), here)
        elif here and isinstance(pattern, URLPattern):
            yield pattern.name, tuple(dict.fromkeys(its)), pattern


ROUTES = [*routes()]


def model_of(pattern: URLPattern) -> Any:
    """The model that a page of the desk is about."""
    view: Any = pattern.callback
    desk = getattr(view, "model_admin", None)
    while desk is None and (view := getattr(view, "__wrapped__", None)):
        desk = getattr(view, "__self__", None) or getattr(view, "model_admin", None)
    return getattr(desk, "model", None)


def values(desk: Desk, name: str, pattern: URLPattern) -> list[Any]:
    if name in VALUES:
        return [*VALUES[name](desk)]
    assert name in OF_A_ROW, (
        f"The desk has an address with a parameter “{name}” ({pattern.pattern}), which this crawl "
        "cannot fill: add a line to VALUES with what must be asked for."
    )
    model = model_of(pattern) or Actor
    return [*islice(model._default_manager.values_list("pk", flat=True), 12)] or [1]


def address(name: str | None, pattern: URLPattern, filled: dict[str, Any]) -> str:
    if name:
        return reverse(f"admin:{name}", kwargs=filled)
    return f"/admin/{filled.get('url', filled.get('object_id', ''))}"


def addresses(desk: Desk) -> Iterator[str]:
    for name, parameters, pattern in ROUTES:
        if name in ("logout", "login"):
            continue
        ways = product(*(values(desk, parameter, pattern) for parameter in parameters))
        for way in ways:
            filled = dict(zip(parameters, way, strict=True))
            if filled.get("slug") not in OF_KIND.get(filled.get("kind", ""), [filled.get("slug")]):
                continue
            found = address(name, pattern, filled)
            yield found
            if not parameters and (name or "").endswith("changelist"):
                yield from (f"{found}{query}" for query in QUERIES[1:])
    yield from chosen(desk)


def chosen(desk: Desk) -> Iterator[str]:
    """What the lists of choices offer, forms that are filled by the address, and comparisons."""
    for model in Actor._meta.apps.get_models():
        for field in model._meta.get_fields():
            if not field.concrete or not field.is_relation or not field.related_model:
                continue
            options = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
            for term in ("", "q"):
                yield f"/admin/autocomplete/?{options}&field_name={field.name}&term={term}"
    for link in ("parties", "contributor", "actor"):
        for where in ("initiatives_conflict", "initiatives_initiative", "actors_actor"):
            yield f"{reverse(f'admin:{where}_add')}?{link}={desk.ann.pk}"
    yield f"{reverse('admin:initiatives_conflict_changelist')}?parties__id__exact={desk.ann.pk}"
    for other in ("norway", "birdsong", "qanary-two"):
        yield f"{reverse('admin:curation_compare')}?a=actor:{other}&b=actor:{SLUG}"
    yield f"{reverse('admin:curation_compare')}?a=actor:norway&b=actor:birdsong"
    yield f"{reverse('admin:curation_likely_duplicates')}?kind=actor"


def crawl(desk: Desk, role: str) -> dict[str, tuple[int, str]]:
    client = Client(raise_request_exception=False)
    client.force_login(desk.people[role])
    answers = {}
    for where in dict.fromkeys(addresses(desk)):
        if where in answers:
            continue
        answer: Any = client.get(where)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content])
        heard = text.decode(errors="replace") + answer.get("Location", "")
        answers[where] = (answer.status_code, heard)
    return answers


class Crawls:
    def __init__(self) -> None:
        desk = Desk()
        self.answers = {role: crawl(desk, role) for role in desk.people}


@pytest.fixture(scope="module")
def crawls(django_db_setup: None, django_db_blocker: Any) -> Crawls:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Crawls()
        transaction.set_rollback(True)
    return found


def sings(where: str, text: str) -> bool:
    """Whether a text has the canary of its own accord, not as an echo of what was asked."""
    text = re.sub(r'name="q" value="[^"]*"|[?&;]q=[^"&]*|slug=[^"&]*', "", text)
    for asked in re.findall(r"(?i)qanary[a-z-]*", where):
        text = text.replace(asked, "")
    return bool(HEARD.search(text))


@pytest.mark.parametrize("role", BLIND)
def test_nobody_without_the_right_finds_a_withheld_name(crawls, role):
    answers = crawls.answers[role]
    singing = [where for where, (_, text) in answers.items() if sings(where, text)]
    assert not singing, "\n".join(singing)


@pytest.mark.parametrize("role", [*BLIND, ADMINISTRATOR])
def test_no_page_of_the_desk_is_an_error_of_the_site(crawls, role):
    answers = crawls.answers[role]
    assert [where for where, (status, _) in answers.items() if status >= 500] == []


def test_who_has_the_right_finds_it_in_all_these_places(crawls):
    """Had the veil been missing, the others would have found it there."""
    answers = crawls.answers[ADMINISTRATOR]
    singing = [where for where, (_, text) in answers.items() if sings(where, text)]
    for place in (
        "/admin/actors/actor/",
        "/admin/autocomplete/",
        "/admin/curation/differentpair/",
        "/admin/curation/formerslug/",
        "/admin/curation/loadeddocument/",
        "/admin/curation/revision/",
        "/admin/curation/revision/initiative/talks/history/",
        "/admin/curation/revision/initiative/talks/history/2/",
        "/admin/curation/revision/initiative/talks/preview/2/",
        "/admin/curation/revision/actor/qanary-two/history/",
        "/admin/initiatives/coding/",
        "/admin/initiatives/conflict/",
        "/admin/initiatives/initiative/",
    ):
        assert any(where.startswith(place) for where in singing), place


@pytest.mark.parametrize("role", BLIND)
def test_the_pages_themselves_are_met(crawls, role):
    """The crawl would find nothing either if it were sent away everywhere."""
    answers = crawls.answers[role]
    for place in ("change/", "history/", "preview/", "/compare/", "autocomplete"):
        assert any(place in where and status == 200 for where, (status, _) in answers.items())


ANONYMOUS_MAY = {"login", "logout", "jsi18n"}
"""The catalogue of words for scripts, which is the same everywhere, and the way in and out."""


def test_whoever_is_not_logged_in_is_sent_to_the_login(client):
    shown = []
    for name, parameters, pattern in ROUTES:
        if name in ANONYMOUS_MAY:
            continue
        filled = {
            it: "actor" if it == "kind" else "x" if it in ("slug", "name", "url") else 1
            for it in parameters
        }
        if "app_label" in filled:
            filled["app_label"] = "actors"
        where = address(name, pattern, filled)
        for ask in (client.get, client.post, client.head, client.options):
            answer = ask(where)
            is_login = b'id="login-form"' in answer.content and ask == client.post
            sent_there = answer.get("Location", "").startswith("/admin/login/")
            if not (is_login or (answer.status_code == 302 and sent_there)):
                shown.append((where, answer.status_code))
    assert shown == []
