"""Every answer says which edition it shows, and never claims to be newer than its data."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory

from curation.middleware import TakeEdition
from curation.models import Edition
from curation.release import release
from sources.models import Work
from tests.factories import make_work

pytestmark = pytest.mark.django_db


def ask(view: Callable[[HttpRequest], HttpResponse], path: str = "/tracks/") -> HttpResponse:
    return TakeEdition(view)(RequestFactory().get(path))


def count_works(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{Work.objects.count()} works")


def page(request: HttpRequest) -> HttpResponse:
    """A page that reads its data, and shows the edition as the site's footer does."""
    template = engines["django"].from_string("{{ edition.number }}")
    return HttpResponse(template.render({"works": Work.objects.count()}, request))


@pytest.fixture
def edition_7() -> Edition:
    return Edition.objects.create(pk=1, number=7)


def test_an_answer_names_the_edition(edition_7):
    assert ask(count_works)["X-Edition"] == "7"


def test_before_anything_is_released_an_answer_names_edition_nought():
    assert ask(count_works)["X-Edition"] == "0"


def test_the_edition_is_taken_before_the_data(edition_7):
    def slow(request: HttpRequest) -> HttpResponse:
        with release():  # somebody publishes after the request began, before it reads
            make_work()
        return count_works(request)

    answer = ask(slow)
    assert (answer["X-Edition"], answer.content) == ("7", b"1 works")


def test_a_page_shows_the_edition_that_was_taken(edition_7):
    def slow(request: HttpRequest) -> HttpResponse:
        with release():
            make_work()
        return page(request)

    assert ask(slow).content == b"7"


def test_a_page_outside_the_middleware_shows_the_present_edition(edition_7):
    assert page(RequestFactory().get("/")).content == b"7"


def test_the_next_answer_names_the_next_edition(edition_7):
    with release():
        make_work()
    assert ask(count_works)["X-Edition"] == "8"


@pytest.mark.parametrize("path", ["/healthz", "/admin/", "/admin/login/", "/static/css/site.css"])
def test_what_shows_no_content_costs_no_query_for_the_edition(path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = ask(lambda request: HttpResponse("ok"), path)
    assert not answer.has_header("X-Edition")


def test_the_edition_costs_one_query(edition_7, django_assert_num_queries):
    with django_assert_num_queries(1):  # the edition
        ask(lambda request: HttpResponse("ok"))


def test_the_site_says_the_edition_even_where_nothing_is_found(client, edition_7):
    assert client.get("/no-such-page/")["X-Edition"] == "7"
