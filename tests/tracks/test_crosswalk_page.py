"""/frameworks/crosswalk/: every track list side by side."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from curation.loading import load
from tests.factories import (
    make_citation,
    make_disagreement,
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
    make_work,
)
from tests.markup import faults, markup

pytestmark = pytest.mark.django_db

ADDRESS = "/frameworks/crosswalk/"


def text(client, **parameters):
    """What the page says, without the signs that lead to the address of a statement."""
    answer = client.get(ADDRESS, parameters)
    assert answer.status_code == 200
    assert faults(answer) == []
    return markup(answer).text.replace("#", "")


def listed(framework, number, track, relation="close", **fields):
    it = make_framework_track(framework=framework, number=number, **fields)
    make_track_mapping(framework_track=it, track=track, relation=relation)
    return it


@pytest.fixture
def business():
    """A theme that is Three in one list and Two in another."""
    track = make_track(number=3, short_name="Business", slug="business")
    nine = make_framework(name="The nine", slug="nine", order=1)
    forum = make_framework(name="The forum", slug="forum", order=2)
    listed(nine, 3, track, "exact", label="Commerce", key="three")
    listed(forum, 2, track, label="Trade", key="two")
    return track


def test_a_cell_has_number_label_and_relation_in_words(client, business):
    assert "3 Commerce = exact match" in text(client)


def test_a_number_other_than_that_of_1991_is_marked_in_words(client, business):
    shown = text(client)

    assert "2 Trade ≈ close match not 3" in shown
    assert "exact match not 3" not in shown


def test_a_row_gathers_the_numbers_that_a_theme_has_had(client, business):
    assert "Numbers it has had 2, 3 own number in 2 of 2" in text(client)


def test_a_theme_that_a_list_leaves_out_says_so(client, business):
    make_framework(order=3)
    shown = text(client)

    assert "2, 3, – own number in 2 of 3 left out by 1" in shown
    assert "not in this list" in shown


def test_a_wider_track_is_not_counted_as_a_number_of_the_theme(client, business):
    listed(make_framework(order=3), 7, business, "narrow", label="All the rest")
    shown = text(client)

    assert "7 All the rest ⊃ narrower theme" in shown
    assert "2, 3 own number in 2 of 3 within a wider track in 1" in shown
    assert "narrower theme not 3" not in shown


def test_a_label_without_a_theme_has_a_row_of_its_own(client, business):
    make_framework_track(framework=make_framework(order=3), number=9, label="Coordination")

    assert "9 Coordination" in text(client).partition("No place among the themes")[2]


def test_a_cell_leads_to_its_place_in_the_list_and_to_its_citation(client, business):
    passage = make_citation(work=make_work(slug="memoir"), key="p3", locator="¶ 3")
    listed(make_framework(slug="more", order=3), 3, business, key="three", label="More")
    listed(make_framework(order=4), 3, business).citations.set([passage])
    page = markup(client.get(ADDRESS))

    assert ("/frameworks/nine/#three", "") in page.links
    assert ("/frameworks/more/#three", "") in page.links
    assert ("#note-1", "") in page.links
    assert ("/sources/memoir/#p3", "") in page.links


def test_a_question_that_two_lists_share_stands_in_the_row(client, business):
    disagreement = make_disagreement(question="Two or Three?")
    for mapping in business.mappings.all():
        mapping.framework_track.disagreements.set([disagreement])

    assert "Business Sources differ: Two or Three?" in text(client)


def test_the_page_says_which_themes_keep_their_number(client, business):
    first = make_track(number=1, short_name="Government")
    for mapping in business.mappings.all():
        listed(mapping.framework_track.framework, 1, first)
    shown = text(client)

    assert "Only Government (1) keeps the same number in both lists." in shown
    assert "Business (2, 3) stands under different numbers." in shown


def test_the_page_says_so_if_no_theme_keeps_its_number(client, business):
    assert "No theme keeps its number in both lists." in text(client)


def test_the_page_says_so_if_every_theme_keeps_its_number(client):
    track = make_track(number=3)
    for order in (1, 2, 3):
        listed(make_framework(order=order), 3, track)

    assert "Every theme keeps its number in all 3 lists." in text(client)


def test_a_theme_with_one_number_in_some_lists_is_told_apart(client, business):
    half = make_track(number="1.5", short_name="Half")
    listed(make_framework(order=3), "1.5", half)

    assert "Half (1.5) has one number, but not in every list." in text(client)


def test_one_list_alone_keeps_and_moves_nothing(client, business):
    shown = text(client, frameworks="nine")

    assert "Commerce" in shown
    assert "keeps" not in shown


def test_an_empty_base_has_nothing_to_compare(client):
    assert "There is nothing to compare yet." in text(client)


@pytest.mark.parametrize("query", ["?frameworks=third,nine", "?frameworks=nine&frameworks=third"])
def test_lists_can_be_chosen(client, business, query):
    listed(make_framework(name="The third", slug="third", order=3), 3, business, label="Firms")
    answer = client.get(ADDRESS + query)

    assert [framework.slug for framework in answer.context["crosswalk"].frameworks] == [
        "nine",
        "third",
    ]
    assert "Trade" not in markup(answer).text


def test_the_chosen_lists_are_ticked(client, business):
    html = client.get(ADDRESS, {"frameworks": "forum"}).content.decode()
    boxes = [part for part in html.split("<") if 'type="checkbox"' in part]

    assert ["checked" in box for box in boxes] == [False, True]


@pytest.mark.parametrize("named", ["nine,no-such", "no-such", "nine\0", "NINE", ","])
def test_an_unknown_list_is_named_and_all_are_shown(client, business, named):
    shown = text(client, frameworks=named)

    assert "There is no framework “" in shown
    assert "Commerce" in shown
    assert "Trade" in shown


def test_a_draft_list_is_no_column_and_cannot_be_chosen(client, business):
    listed(make_framework(name="Hidden list", slug="hidden", status="draft"), 3, business)

    assert "Hidden list" not in text(client)
    assert "There is no framework “hidden”." in text(client, frameworks="hidden")


def test_a_draft_theme_is_no_row_and_its_labels_have_no_place(client, business):
    hidden = make_track(short_name="Hidden theme", status="draft")
    listed(make_framework(order=3), 4, hidden, label="Shown label")
    shown = text(client)

    assert "Hidden theme" not in shown
    assert "4 Shown label" in shown.partition("No place among the themes")[2]


def test_rows_and_columns_keep_their_roles_where_a_phone_shows_blocks(client, business):
    html = client.get(ADDRESS).content.decode()
    table = html.partition("<table")[2].partition("</table>")[0]

    for tag, role in [("tr", "row"), ("td", "cell"), ("thead", "rowgroup"), ("tbody", "rowgroup")]:
        assert table.count(f"<{tag} ") + table.count(f"<{tag}>") == table.count(
            f'<{tag} role="{role}"'
        ), tag
    assert table.count('<th scope="col" role="columnheader"') == 4
    assert table.count('<th scope="row" role="rowheader"') == 1


@pytest.mark.parametrize("page", ["/frameworks/", "/frameworks/nine/", "/tracks/business/"])
def test_the_pages_of_lists_and_themes_lead_to_it(client, business, page):
    links = {link.partition("#")[0] for link, _ in markup(client.get(page)).links}

    assert ADDRESS in links


def test_no_framework_can_take_its_address():
    with pytest.raises(ValidationError, match="that of the crosswalk"):
        make_framework(slug="crosswalk").full_clean()


def test_the_page_is_in_the_sitemap(client):
    assert f"<loc>http://testserver{ADDRESS}</loc>" in client.get("/sitemap.xml").content.decode()


def test_in_the_lists_of_this_base_no_track_but_the_first_keeps_its_number(client):
    load(settings.BASE_DIR / "fixtures", collection="source-texts")
    answer = client.get(ADDRESS)
    found = answer.context["crosswalk"]

    assert len(found.frameworks) >= 6
    assert len(found.rows) == 10
    assert [row.track.number for row in found.kept] == [1]
    assert f"Only Government (1) keeps the same number in all {len(found.frameworks)} lists." in (
        markup(answer).text
    )


def test_every_place_of_the_lists_of_this_base_leads_to_a_citation(client):
    load(settings.BASE_DIR / "fixtures", collection="source-texts")
    places = client.get(ADDRESS).context["crosswalk"].places
    bare = [
        str(place.framework_track)
        for place in places
        if not (place.marks_label and place.framework_track.citations.all())
        and not (place.marks_mapping and place.mapping.citations.all())
    ]

    assert len(places) > 40
    assert bare == []
