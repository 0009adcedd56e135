"""What is not public leaves no trace: not in a page, a list, a count, an order or an error.

A small public world is crawled: every address of the resolver, every filter with every value, every
page of every list. Then drafts, withdrawn entries and withheld actors of every kind are added, with
parts of every kind that tie them to the public world, each carrying a word of its own (a canary).
The second crawl must be the same to the byte, and hold no canary. At the end they are published,
and the third crawl must find them all: had the gate been open, the second would have shown them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any
from urllib.parse import unquote

import django_filters as filters
import pytest
from django.contrib.auth.models import User
from django.db import models, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.entries import entry_models, part_models
from curation.models import Batch, DifferentPair, Entry, FormerSlug, KeptFile, Named, Revision
from curation.revisions import Who
from initiatives.models import Coding, Conflict, Initiative
from presentation.filters import Slug
from sources.fields import EDTFField
from sources.models import Citation, Cited, Contributor
from sources.querysets import cited_parts
from tests.full import MAKERS, Full, links
from tests.routes import (
    API_LISTS,
    DETAILS,
    LISTS,
    OF_TRACKS,
    PART_LISTS,
    ROUTES,
    Route,
    is_api,
)
from tracks.models import Track

pytestmark = pytest.mark.django_db

Answers = dict[str, tuple[int, str]]
"""What each address answered: status and text."""

BEGINNING = "Qanary"
YEAR = "1717"
CANARY = re.compile(rf"{BEGINNING}\d+|{YEAR}", re.IGNORECASE)
HIDDEN = [status for status in Entry.Status.values if status != Entry.Status.PUBLISHED]
KINDS: list[Any] = [*entry_models().values(), *part_models()]
WITHOUT_PARAMETERS = [route for route in ROUTES if not route.parameters]
VISITED = {"cite", *(route.name for route in (*DETAILS, *WITHOUT_PARAMETERS, *OF_TRACKS))}


# The two worlds


class Shown:
    """The public world: rows of every kind with all that hangs on them, and bare ones to tie to."""

    def __init__(self) -> None:
        self.full = Full()
        for model in entry_models().values():
            self.full.entries(model, 1, parts=1)
        self.bare = {parent: MAKERS[parent]() for parent in {*map(parent_of, part_models())}}

    def links_of(self, part: Any) -> dict[str, Any]:
        """Public rows for the links of a part, each another one."""
        others = [link for link in links(part) if link.name != part.PARENT]
        return {
            link.name: self.full.some(link.related_model, place)
            for place, link in enumerate(others)
            if link.related_model is not part
        }


def parent_of(part: Any) -> Any:
    return part._meta.get_field(part.PARENT).related_model


class Hidden:
    """Rows that are not public, and rows that tie them to the public ones; each with a canary."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.entries: list[Any] = []
        self.canaries: dict[str, str] = {}
        """What each canary stands on."""
        for model in entry_models().values():
            for values in self._ways_to_hide(model):
                entry = self._make(model, **values)
                self.entries.append(entry)
                self._tie_down(entry)
        self._tie_up()
        for entry in self.entries:
            FormerSlug.objects.create(kind=entry.KIND, old=former(entry), slug=entry.slug)
        Unpublished(shown)

    def _ways_to_hide(self, model: Any) -> list[dict[str, str]]:
        statuses = HIDDEN[:2] if model is Track else HIDDEN  # there is no hue for a third track
        ways = [{"status": status} for status in statuses]
        return [*ways, {"visibility": "withheld"}] if model is Actor else ways

    def _make(self, model: Any, **values: Any) -> Any:
        """A row with a canary in every text, and the canaries' year in every date."""
        canary = f"{BEGINNING}{len(self.canaries)}"
        for field in model._meta.concrete_fields:
            if isinstance(field, EDTFField):
                values.setdefault(field.name, YEAR)
            elif is_free_text(field):
                values.setdefault(field.name, f"{canary} in {field.name}")
        values["slug" if issubclass(model, Named) else "key"] = canary.lower()
        self.canaries[canary.lower()] = f"{model.__name__}: {values}"
        if issubclass(model, Cited):
            values["citations"] = [self.shown.full.some(Citation, 0)]
        return MAKERS[model](**values)

    def _tie_down(self, parent: Any) -> None:
        """The parts of what is hidden, which link what is public."""
        for part in part_models():
            if parent_of(part) is type(parent):
                values = {**self.shown.links_of(part), part.PARENT: parent}
                self._tie_down(self._make(part, **values))

    def _tie_up(self) -> None:
        """Parts of what is public, and links of what is public, that lead to what is hidden."""
        for part in part_models():
            parent = self.shown.bare[parent_of(part)]
            for link in links(part):
                for target in self._hidden(part, link.name) if link.name != part.PARENT else ():
                    values = {**self.shown.links_of(part), part.PARENT: parent, link.name: target}
                    self._make(part, **values)
        for model in KINDS:
            row = model.objects.public().order_by("pk").first()
            for field in model._meta.many_to_many:
                getattr(row, field.name).add(*self._hidden(model, field.name))
            for link in links(model) if issubclass(model, Entry) else ():
                if issubclass(link.related_model, Entry):
                    target = self._hidden(model, link.name)[0]
                    model.objects.filter(pk=row.pk).update(**{link.name: target})

    def _hidden(self, model: Any, name: str) -> list[Any]:
        """What is not public and a link could lead to: of actors a draft and one withheld."""
        target: Any = model._meta.get_field(name).related_model
        rows = target._default_manager.all()
        hidden = rows.exclude(pk__in=rows.public()).order_by("pk")
        return [hidden[0], hidden.last()] if target is Actor else [*hidden[:1]]

    def publish(self) -> None:
        for model in entry_models().values():
            model.objects.update(status=Entry.Status.PUBLISHED)
        Actor.objects.update(visibility=Actor.Visibility.SHOWN)


BESIDE = f"{BEGINNING}99999"
"""What stands in drafts beside public entries, in rejected edits, in histories, notes and files."""
GONE = f"{BESIDE}-gone".lower()
"""An entry that was public once."""


class Unpublished:
    """What lies at the desk: drafts beside public entries, edits that were rejected, the past."""

    def __init__(self, shown: Shown) -> None:
        self.writer = User.objects.create_user(BESIDE.lower(), is_staff=True)
        self.who = Who(self.writer, BESIDE)
        for model in entry_models().values():
            for entry in model.objects.public().order_by("pk")[:1]:
                self._draft(entry)
        initiatives = Initiative.objects.public().order_by("pk")
        self._reject(initiatives[1])
        self._discard(initiatives[2])
        self._withdrawn_and_merged()
        self._other_rows(initiatives[0])

    def _draft(self, entry: Any) -> int:
        """A draft beside what everybody sees, with the canary in each of its own texts."""
        document = stored_document(entry)
        for field in entry._meta.concrete_fields:
            if is_free_text(field) and not field.validators[1:]:
                document[field.name] = f"{BESIDE} {field.name}"[: field.max_length]
        step = revisions.change(natural(entry), entry.version, document, self.who, "in-review")
        assert step
        return step.number

    def _reject(self, entry: Any) -> None:
        revisions.send_back(natural(entry), self._draft(entry), self.who)

    def _discard(self, entry: Any) -> None:
        revisions.discard(natural(entry), self._draft(entry), self.who)

    def _withdrawn_and_merged(self) -> None:
        """Of entries that are gone, or out of sight, there is a history; of one a draft as well."""
        for slug, state in ((f"{BESIDE}-w", "withdrawn"), (f"{BESIDE}-m", "merged")):
            document = {"entry": "initiative", "slug": slug.lower(), "name": BESIDE}
            Revision.objects.create(
                kind="initiative", slug=slug.lower(), number=1, state=state, document=document
            )
        gone = {"status": "withdrawn", "published_at": timezone.now()}
        self._draft(MAKERS[Initiative](name=BESIDE, slug=GONE, **gone))

    def _other_rows(self, initiative: Any) -> None:
        Batch.objects.create(kind="import", author=self.writer, reason=BESIDE)
        KeptFile.objects.create(name=BESIDE, content=BESIDE.encode(), author=self.writer)
        DifferentPair.objects.create(kind="actor", slug="a", other="b", why=BESIDE)
        Coding.objects.create(
            case=initiative.slug, collection="curated", coder=self.writer.pk, note=BESIDE
        )


def natural(entry: Any) -> tuple[str, str]:
    return entry.KIND, entry.slug


def former(entry: Any) -> str:
    """The slug that an entry had before, under which others may have cited it."""
    return f"former-{entry.pk}"


def routes_of(entry: Any) -> list[Route]:
    return [route for route in DETAILS if route.model is type(entry)]


def is_free_text(field: Any) -> bool:
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, EDTFField)
        and field.name not in ("slug", "key", "text_name", "text_sha256")
        and (field.max_length or 99) > 20
    )


# The crawl


class Known:
    """What somebody may know who tries addresses: every slug, and which choices occur."""

    def __init__(self) -> None:
        self.slugs: dict[Any, list[str]] = {}
        self.choices: set[str] = set()
        for model in (*KINDS, Contributor):
            if issubclass(model, Named):
                self.slugs[model] = [*model.objects.order_by("pk").values_list("slug", flat=True)]
            for field in model._meta.concrete_fields:
                if field.choices:
                    self.choices |= {*model.objects.values_list(field.name, flat=True)}

    def values(self, name: str, kind: filters.Filter) -> list[str]:
        """What to ask a filter for: some of the oldest rows, which are public, and the newest."""
        if choices := kind.extra.get("choices"):
            values = [str(value) for value, _ in getattr(choices, "choices", choices)]
            if name == "contested":
                return values
            return [value for value in values if value in self.choices][:2]
        if isinstance(kind, filters.NumberFilter):
            return [YEAR, "1994"]
        if isinstance(kind, Slug | filters.ModelChoiceFilter):
            is_slug = isinstance(kind, Slug)
            slugs = self.slugs[kind.extra["rows"]().model if is_slug else Track]
            return [*slugs[:1], *slugs[-1:]]
        tracks = [*self.slugs[Track][:2], *self.slugs[Track][-1:]]
        both = [",".join(tracks[:2]), ",".join(tracks[1:])]
        return {"q": ["e", BEGINNING], "country": ["NO"], "tracks": both}[name]

    def addresses(self) -> Iterator[str]:
        yield from (route.url() for route in WITHOUT_PARAMETERS)
        yield from (f"/search/?q={word}" for word in (BEGINNING, "e", "said", YEAR))
        for route in DETAILS:
            yield from (route.url(slug) for slug in self.slugs[route.model])
        for route in (*LISTS, *PART_LISTS):
            yield f"{route.url()}?q={BEGINNING}"
            yield f"{route.url()}?collection=curated"
        yield from self.of_tracks()
        yield from self.cited()
        yield from self.connected()

    def connected(self) -> Iterator[str]:
        """What connects each actor, initiative and conflict with others."""
        end = f"actor:{self.slugs[Actor][0]}"
        for model in (Actor, Initiative):
            for slug in self.slugs[model]:
                ends = f"?from={model.KIND}:{slug}&to={end}"
                yield from (f"/connections/paths/{ends}", f"/api/v1/paths/{ends}")
                yield f"/api/v1/graph/?node={model.KIND}:{slug}"
        for slug in self.slugs[Actor]:
            yield from (f"/connections/{page}/?actor={slug}" for page in ("neighbours", "bridging"))
            yield f"/api/v1/connections/neighbours/?actor={slug}"
            yield f"/api/v1/connections/initiatives/?actor={slug}"
        for slug in self.slugs[Conflict]:
            yield f"/connections/bridging/?conflict={slug}"
            yield f"/api/v1/connections/bridging/?conflict={slug}"
            yield f"/api/v1/graph/?conflict={slug}&format=csv"
        for word in (BEGINNING, "e", YEAR):
            yield f"/api/v1/paths/suggest/?q={word}"
            yield f"/connections/paths/?from={word}"

    def of_tracks(self) -> Iterator[str]:
        """Each of the oldest tracks, which are public, with each other one, and with the newest."""
        slugs = [*self.slugs[Track][:3], *self.slugs[Track][-1:]]
        for route in OF_TRACKS:
            for found in combinations(slugs, len(route.parameters)):
                yield route.url(*found)
                yield f"{route.url(*found)}?conflict={self.slugs[Conflict][0]}"

    def cited(self) -> Iterator[str]:
        """How to cite each entry, and each statement that somebody knows to be there."""
        for kind, model in entry_models().items():
            yield from (reverse("cite", args=[kind, slug]) for slug in self.slugs[model])
            for part, way_up in cited_parts(model):
                for slug, key in part.objects.values_list(f"{way_up}__slug", "key"):
                    yield f"{reverse('cite', args=[kind, slug])}?part={key}&format=csljson"

    def filtered(self) -> Iterator[str]:
        """The same lists with every filter; the pages share theirs with the API."""
        for route in (*LISTS, *PART_LISTS):
            filterset = route.filterset.base_filters if route.filterset else {}
            for name, kind in filterset.items():
                values = self.values(name, kind) if is_api(route) else self.values(name, kind)[-1:]
                yield from (f"{route.url()}?{name}={value}" for value in values)
            if is_api(route):
                for ordering in route.view.ordering_fields:
                    yield f"{route.url()}?ordering=-{ordering}&page_size=7"
            else:
                yield f"{route.url()}?page=2"


def crawl(addresses: Iterable[str]) -> Answers:
    """Ask for all of them, and for the pages that follow."""
    handler = ClientHandler(enforce_csrf_checks=False)
    factory = RequestFactory()
    answers: Answers = {}
    waiting = list(addresses)
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        answer: Any = handler(factory.get(address).environ)
        text = answer.content.decode()
        answers[address] = (answer.status_code, text)
        if text.startswith('{"count"') and (following := json.loads(text).get("next")):
            waiting.append(following.removeprefix("http://testserver"))
    return answers


def otherwise(addresses: Iterable[str]) -> Answers:
    """What they answer to other methods, to other formats, and where there is no page."""
    handler = ClientHandler(enforce_csrf_checks=False)
    factory = RequestFactory()
    answers: Answers = {}
    for address in addresses:
        ways: list[tuple[str, Any]] = [
            (method, getattr(factory, method)(address)) for method in ("post", "head", "options")
        ]
        ways += [(accept, factory.get(address, headers={"accept": accept})) for accept in ACCEPTED]
        ways += [("no page", factory.get(f"{address.partition('?')[0]}{BESIDE}/"))]
        for way, request in ways:
            answer: Any = handler(request.environ)
            headers = "".join(f"\n{name}: {value}" for name, value in answer.items())
            body = b"".join(answer) if answer.streaming else answer.content
            text = body.decode(errors="replace") + headers
            answers[f"{address} ({way})"] = (answer.status_code, text.replace(f"{BESIDE}/", ""))
    return answers


ACCEPTED = ["application/ld+json", "application/problem+json"]


class Crawls:
    def __init__(self) -> None:
        shown, known = Shown(), Known()
        self.before = crawl([*known.addresses(), *known.filtered()])
        hidden, known = Hidden(shown), Known()
        self.entries, self.canaries = hidden.entries, hidden.canaries
        formerly = [route.url(former(e)) for e in hidden.entries for route in routes_of(e)]
        self.after = crawl([*self.before, *known.addresses(), *known.filtered(), *formerly])
        routes = [*WITHOUT_PARAMETERS, *LISTS, *PART_LISTS]
        entries = [r.url(m.objects.order_by("pk")[0].slug) for r in DETAILS for m in [r.model]]
        desk = [
            "/admin/",
            "/admin/login/",
            "/admin/jsi18n/",
            f"/admin/autocomplete/?term={BEGINNING}",
        ]
        self.otherwise = otherwise(dict.fromkeys([*(r.url() for r in routes), *entries, *desk]))
        said = Revision.objects.filter(document__icontains=BESIDE)
        self.unpublished = {*said.values_list("state", flat=True)}
        hidden.publish()
        self.published = crawl(a for a in known.addresses() if not a.startswith("/api/"))


@pytest.fixture(scope="module")
def crawls(django_db_setup: None, django_db_blocker: Any) -> Crawls:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Crawls()
        transaction.set_rollback(True)
    return found


def canaries(address: str, text: str) -> set[str]:
    """Those that a text sings of its own accord, not as an echo of the address."""
    return {*map(str.lower, CANARY.findall(text))} - {
        *map(str.lower, CANARY.findall(unquote(address)))
    }


# What must hold


def test_the_crawl_knows_how_to_visit_every_address_of_the_site():
    assert {route.name for route in ROUTES} - VISITED == set()


def test_the_crawl_meets_public_rows_of_every_kind(crawls):
    for route in (*API_LISTS, *PART_LISTS):
        status, text = crawls.before[route.url()]
        assert (status, '"results":[{' in text) == (200, True), route.name


def test_no_answer_is_an_error_of_the_site(crawls):
    answers = {**crawls.before, **crawls.after, **crawls.published}

    assert [address for address, (status, _) in answers.items() if status >= 500] == []


def test_nothing_that_is_not_public_is_shown_anywhere(crawls):
    singing = {
        address: sorted(crawls.canaries.get(canary, "a date") for canary in found)
        for address, (_, text) in crawls.after.items()
        if (found := canaries(address, text))
    }

    assert singing == {}


def test_no_other_method_format_or_missing_page_shows_more(crawls):
    singing = {
        address: found
        for address, (_, text) in crawls.otherwise.items()
        if (found := canaries(address, text))
    }

    assert singing == {}


def test_drafts_rejected_edits_and_histories_were_there_to_be_found(crawls):
    assert crawls.unpublished == {"in-review", "sent-back", "withdrawn", "merged"}


def test_what_is_not_public_changes_no_answer_by_a_single_byte(crawls):
    """Neither a count nor an order nor a number on a page, nor what a filter finds."""
    changed = [
        address for address in crawls.before if crawls.before[address] != crawls.after[address]
    ]

    assert changed == []


def test_everything_would_have_been_shown_had_the_gate_been_open(crawls):
    """Of every hidden row, and of every row that ties it to the public, something is shown."""
    sung = {
        canary
        for address, (_, text) in crawls.published.items()
        for canary in canaries(address, text)
    }
    silent = {what for canary, what in crawls.canaries.items() if canary not in sung}

    assert silent == set()


@pytest.mark.parametrize("slug_of", [lambda entry: entry.slug, former], ids=["present", "former"])
def test_an_address_of_what_is_not_public_answers_as_an_unknown_one(crawls, client, slug_of):
    """With the same status and the same words, but for the address itself."""
    for entry in crawls.entries:
        for route in routes_of(entry):
            status, text = crawls.after[route.url(slug_of(entry))]
            unknown = answered(client, route.url("no-such-slug"))
            assert (status, text.replace(slug_of(entry), "no-such-slug")) == unknown, entry.ref


ON_PAGES = ["source", "actor", "conflict", "broader", "track"]
IN_API_ALONE = ["initiative", "work", "attributed_work", "from", "to"]


@pytest.mark.parametrize("name", [*ON_PAGES, *IN_API_ALONE])
def test_a_filter_answers_a_hidden_slug_as_an_unknown_one(crawls, client, name):
    hidden = {GONE, *(entry.slug for entry in crawls.entries)}
    asked = [
        (address, slug)
        for address in crawls.after
        if (slug := address.partition(f"?{name}=")[2]) in hidden
    ]

    is_on_pages = {True, False} if name in ON_PAGES else {True}
    assert {address.startswith("/api/") for address, _ in asked} == is_on_pages
    for address, slug in asked:
        status, text = crawls.after[address]
        unknown, reason = answered(client, address.replace(slug, "no-such-slug"))
        assert status == unknown, address
        if status == 400:
            assert text.replace(slug, "no-such-slug") == reason, address
        else:  # the rows of the crawl are gone again
            assert filters_of(text).replace(slug, "no-such-slug") == filters_of(reason), address


def filters_of(html: str) -> str:
    """The form over a list, without the tracks and frameworks that it offers."""
    form = html.partition('<form class="filters"')[2].partition("</form>")[0]
    return re.sub(r'\s*<option value="[^"]*">(?:Track|Framework) \d+</option>', "", form)


def answered(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_a_canary_would_be_heard():
    assert canaries("/actors/?q=x", f"a {BEGINNING}12 b") == {f"{BEGINNING}12".lower()}
    assert canaries(f"/actors/{BEGINNING}12/", f"a {BEGINNING}12 b") == set()
