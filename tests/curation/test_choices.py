"""What a link may lead to: offered with what tells rows apart, and never what one may not see."""

import pytest
from django.urls import reverse

from actors.models import Actor
from initiatives.models import Conflict, Initiative, InitiativeRelation, Participation
from sources.models import Citation
from tests import factories
from tests.admin_forms import address, errors, filled_in
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor(client):
    client.force_login(person(CONTRIBUTOR))
    return client


def offered(client, term, model=Participation, field="actor"):
    options = model._meta
    asked = {"app_label": options.app_label, "model_name": options.model_name, "field_name": field}
    answer = client.get(reverse("admin:autocomplete"), {"term": term, **asked})
    return [row["text"] for row in answer.json()["results"]]


def test_an_actor_is_offered_with_kind_country_and_dates(contributor):
    factories.make_actor(name="Fafo", kind="think-tank", country="NO", dates="1982/..")
    assert offered(contributor, "fafo") == [
        "Fafo (research institute or think tank, NO, since 1982)"
    ]


def test_what_is_not_public_says_so(contributor):
    factories.make_actor(name="Fafo", kind="ngo", status="draft")
    assert offered(contributor, "fafo") == ["Fafo (non-governmental organisation, draft)"]


def test_initiatives_conflicts_and_works_have_their_dates(contributor):
    factories.make_initiative(name="Oslo", kind="negotiation", dates="1993")
    factories.make_conflict(name="Biafra", dates="1967/1970")
    factories.make_work(title="Memoir", type="book", issued="1994", status="withdrawn")
    found = offered(contributor, "oslo", InitiativeRelation, "other")
    assert found == ["Oslo (negotiation, 1993)"]
    assert offered(contributor, "biafra", Initiative, "conflicts") == ["Biafra (1967 to 1970)"]
    assert offered(contributor, "memoir", Citation, "work") == ["Memoir (book, 1994, withdrawn)"]


def test_a_passage_of_a_draft_work_says_so(contributor):
    work = factories.make_work(title="Memoir", status="draft")
    factories.make_citation(work=work, locator="p. 1")
    assert offered(contributor, "memoir", Initiative, "citations") == ["Memoir, p. 1 (draft)"]


def test_what_is_called_as_typed_comes_first(contributor):
    for name in ["Church of Norway", "Norwegian Red Cross", "Norway"]:
        factories.make_actor(name=name, kind="ngo")
    found = [text.partition(" (")[0] for text in offered(contributor, "norw")]
    assert found == ["Norway", "Norwegian Red Cross", "Church of Norway"]
    assert offered(contributor, "norway")[0].startswith("Norway (")


# Withheld


def test_a_withheld_actor_is_offered_only_to_those_with_the_right(client):
    factories.make_actor(name="Hidden name", kind="person", publicity="named-by-press",
                         visibility="withheld")  # fmt: skip
    client.force_login(person(CONTRIBUTOR))
    assert offered(client, "hidden") == []
    client.force_login(person(ADMINISTRATOR))
    assert offered(client, "hidden") == ["Hidden name (person, withheld)"]


def test_a_withheld_actor_is_not_named_by_a_form_that_is_sent_with_its_number(contributor):
    hidden = factories.make_actor(name="Hidden name", visibility="withheld")
    part = {"actor": hidden.pk, "track": factories.make_track().pk, "role": "host"}
    page = address(Initiative, "add")
    new = {"name": "Oslo", "slug": "oslo", "kind": "dialogue"}
    answer = contributor.post(
        page, filled_in(contributor.get(page), {"participations": [part]}, **new)
    )
    assert any("not one of the available choices" in error for error in errors(answer))
    assert "Hidden name" not in answer.content.decode()


def test_a_withheld_party_is_not_shown_and_stays_a_party(contributor):
    hidden = factories.make_actor(name="Hidden name", visibility="withheld")
    shown = factories.make_actor(name="Norway")
    row = factories.make_conflict(status="draft", parties=[hidden, shown])
    page = contributor.get(address(row))
    assert "Hidden name" not in page.content.decode()
    data = filled_in(page, summary="Words.", parties=[])
    assert contributor.post(address(row), data).status_code == 302
    assert list(Conflict.objects.get().parties.all()) == [hidden]
    assert Conflict.objects.get().summary == "Words."


# Texts and errors


def test_a_text_of_several_lines_can_be_saved(contributor):
    page = address(Actor, "add")
    new = {"name": "Fafo", "slug": "fafo", "kind": "ngo", "summary": "One.\r\nTwo."}
    assert contributor.post(page, filled_in(contributor.get(page), **new)).status_code == 302
    assert Actor.objects.get().summary == "One.\nTwo."


def test_every_error_is_listed_with_a_link_to_its_field(contributor):
    page = address(Initiative, "add")
    rows = [{"name": "Oslo"}, {"country": "NO"}]
    answer = contributor.post(page, filled_in(contributor.get(page), {"venues": rows}, slug="x"))
    html = answer.content.decode()
    assert '<a href="#id_name">Name</a>: This field is required.' in html
    assert '<a href="#id_venues-1-name">Venue 2, name</a>: This field is required.' in html


def test_the_form_of_a_public_entry_says_that_it_is_public(contributor):
    html = contributor.get(address(factories.make_actor())).content.decode()
    assert "<strong>Published.</strong>" in html


def test_a_window_that_adds_a_passage_to_a_public_work_hands_it_over(contributor):
    work = factories.make_work()
    page = f"{address(Citation, 'add')}?_popup=1&_to_field=id"
    data = filled_in(contributor.get(page), work=work.pk, locator="p. 1") | {"_popup": "1"}
    answer = contributor.post(page, data)
    assert "data-popup-response" in answer.content.decode()
    assert Citation.objects.get().pending


def test_a_window_that_changes_a_public_entry_closes(contributor):
    row = factories.make_actor(name="Norge")
    page = f"{address(row)}?_popup=1&_to_field=id"
    data = filled_in(contributor.get(page), name="Norway", reason="In English") | {"_popup": "1"}
    answer = contributor.post(page, data)
    assert "data-popup-response" in answer.content.decode()


def test_the_same_passage_is_not_added_twice(contributor):
    work = factories.make_work()
    page = f"{address(Citation, 'add')}?_popup=1&_to_field=id"
    for _ in range(2):
        data = filled_in(contributor.get(page), work=work.pk, locator="p. 1") | {"_popup": "1"}
        answer = contributor.post(page, data)
    assert f"&quot;value&quot;: &quot;{Citation.objects.get().pk}&quot;" in answer.content.decode()
