"""Works, passages and disagreements as a curator enters them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from curation.models import Edition
from initiatives.models import Participation
from sources.models import Citation, Contributor, Disagreement, Erratum, Reference, Work
from tests import factories
from tests.admin_forms import address, errors, filled_in, queries_to_open

pytestmark = pytest.mark.django_db


def add(client, model, new=None, button="_save", **edits):
    page = address(model, "add")
    return client.post(page, filled_in(client.get(page), new, **edits) | {button: "Yes"})


def change(client, row, new=None, **edits):
    return client.post(address(row), filled_in(client.get(address(row)), new, **edits))


def found(client, field_of, field, term):
    """What the autocomplete of a field offers."""
    where = {
        "app_label": field_of._meta.app_label,
        "model_name": field_of._meta.model_name,
        "field_name": field,
    }
    answer = client.get(reverse("admin:autocomplete"), {"term": term, **where}).json()
    return [int(result["id"]) for result in answer["results"]]


# Works


def test_a_work_is_entered_with_its_author_and_a_passage(admin_client):
    author = factories.make_contributor(slug="montville-joseph")
    response = add(
        admin_client,
        Work,
        {
            "contributions": [
                {"contributor": author.pk, "role": "author", "basis": "general-knowledge"}
            ],
            "passages": [{"locator": "p. 155"}],
        },
        "_publish",
        title="Foreign Policy According to Freud",
        slug="montville-1981",
        type="article-journal",
        issued="1981-24",
        basis="general-knowledge",
        reason="New",
    )
    assert response.status_code == 302, errors(response)
    work = Work.objects.get()
    assert work.contributions.get().key == "montville-joseph-author"
    assert work.passages.get().key == "p-155"
    assert str(work.issued_latest) == "1982-02-28"
    assert Edition.current().number == 1


def test_the_same_name_in_the_same_role_twice_is_refused(admin_client):
    row = {"contributor": factories.make_contributor().pk, "role": "author"}
    response = change(admin_client, factories.make_work(), {"contributions": [row, row]})
    assert "This name already stands on the work in this role." in errors(response)


def test_a_work_that_cites_itself_is_refused(admin_client):
    work = factories.make_work()
    response = change(admin_client, work, {"references": [{"cited_work": work.pk}]})
    assert errors(response) == ["A work cannot cite itself."]


def test_an_erratum_that_corrects_nothing_is_refused(admin_client):
    row = {"printed": "Oslo", "corrected": "Oslo", "reason": "None."}
    response = change(admin_client, factories.make_work(), {"errata": [row]})
    assert errors(response) == ["The corrected form is the same as the printed one."]


def test_the_passages_of_a_work_are_found_in_a_list_of_their_own(admin_client):
    work = factories.make_work()
    for _ in range(3):
        factories.make_citation(work=work)
    factories.make_citation()
    passages = f"{address(Citation, 'changelist')}?work__id__exact={work.pk}"
    assert f'href="{passages}"' in admin_client.get(address(Work, "changelist")).content.decode()
    assert admin_client.get(passages).context["cl"].result_count == 3


def test_paragraphs_without_statements_are_written_one_a_line(admin_client):
    work = factories.make_work(text_name="a.txt", text_sha256="0" * 64, status="draft")
    response = change(admin_client, work, without_statements="20 = navigation\n\n 3=a = b ")
    assert response.status_code == 302, errors(response)
    work.refresh_from_db()
    assert work.without_statements == {"20": "navigation", "3": "a = b"}
    assert "20 = navigation" in admin_client.get(address(work)).content.decode()


@pytest.mark.parametrize(
    "typed", ["navigation", "20", "20 =", "0 = x", "07 = x", "x = y", "2 = a\n2 = b", "1 = a\x00b"]
)
def test_paragraphs_without_statements_that_cannot_be_read_are_refused(admin_client, typed):
    work = factories.make_work(text_name="a.txt", text_sha256="0" * 64)
    assert len(errors(change(admin_client, work, without_statements=typed))) == 1


def test_only_a_source_text_has_paragraphs_without_statements(admin_client):
    response = change(admin_client, factories.make_work(), without_statements="20 = navigation")
    assert errors(response) == ["Only a source text has paragraphs without statements."]


def test_the_database_itself_refuses_them_of_another_work():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_work(without_statements={"20": "navigation"})


def test_a_contributor_is_a_person_or_a_body(admin_client):
    response = add(admin_client, Contributor, slug="a", family="Bell", literal="Bell Labs")
    assert errors(response) == ["Give a family name (a person) or a whole name (a body)."]


def test_a_work_takes_as_many_queries_for_many_passages_as_for_two(admin_client):
    short, long = factories.make_work(), factories.make_work()
    for work, rows in ((short, 2), (long, 60)):
        for _ in range(rows):
            citation = factories.make_citation(
                work=work,
                attributed_work=factories.make_work(),
                attributed_speaker=factories.make_contributor(),
                repeats=factories.make_citation(),
            )
            factories.make_contribution(work=work, citations=[citation])
            factories.make_reference(work=work, citations=[citation])
    assert queries_to_open(admin_client, address(short)) == queries_to_open(
        admin_client, address(long)
    )


@pytest.mark.parametrize("model", [Citation, Erratum, Reference])
def test_a_row_added_on_its_own_page_stands_last(admin_client, model):
    make = getattr(factories, f"make_{model._meta.model_name}")
    first = make(position=7, work=factories.make_work(status="draft"))
    new = {"printed": "a", "corrected": "b", "reason": "c", "cited_work": factories.make_work().pk}
    known = {f.name for f in model._meta.fields}
    edits = {name: value for name, value in new.items() if name in known}
    response = add(admin_client, model, work=first.work.pk, **edits)
    assert response.status_code == 302, errors(response)
    assert [row.position for row in model.objects.order_by("pk")] == [0, 1]


# Passages


def test_a_passage_is_added_in_the_window_that_pops_up_from_a_field(admin_client):
    work = factories.make_work(title_short="Krueger’s summary")
    page = f"{address(Citation, 'add')}?_to_field=id&_popup=1"
    data = filled_in(admin_client.get(page), work=work.pk, locator="¶ 20")
    response = admin_client.post(page, data | {"_popup": "1", "_to_field": "id"})
    citation = Citation.objects.get()
    assert b"popup_response" in response.content
    assert f"&quot;value&quot;: &quot;{citation.pk}&quot;" in response.content.decode()
    assert "Krueger" in response.content.decode()


def test_the_key_of_a_passage_begins_with_its_paragraph(admin_client):
    work = factories.make_work()
    new = {"work": work.pk, "locator": "¶ 20", "paragraphs": "20, 21"}
    add(admin_client, Citation, **new, terms="Dartmouth Conference\nNorman Cousins")
    add(admin_client, Citation, **new, terms="Dartmouth Conference")
    add(admin_client, Citation, work=work.pk, locator="¶ 20")
    rows = work.passages.order_by("position")
    assert [row.key for row in rows] == [
        "p20-dartmouth-conference",
        "p20-dartmouth-conference-2",
        "20",
    ]
    assert rows[0].paragraphs == [20, 21]
    assert rows[0].terms == ["Dartmouth Conference", "Norman Cousins"]


def test_a_key_that_the_work_has_already_is_refused(admin_client):
    erratum = factories.make_erratum(key="oslo")
    response = add(admin_client, Citation, work=erratum.work.pk, locator="p. 1", key="oslo")
    assert errors(response) == ["Something else in this entry already has the key “oslo”."]


def test_lists_of_a_passage_can_be_emptied(admin_client):
    citation = factories.make_citation(
        work=factories.make_work(status="draft"),
        paragraphs=[20],
        terms=["Dartmouth"],
        read_as={"the author": "John W. McDonald"},
    )
    html = admin_client.get(address(citation)).content.decode()
    assert "the author = John W. McDonald" in html
    assert change(admin_client, citation, paragraphs="", terms="", read_as="").status_code == 302
    citation.refresh_from_db()
    assert (citation.paragraphs, citation.terms, citation.read_as) == ([], [], {})


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("paragraphs", "twenty"),
        ("paragraphs", "0"),
        ("paragraphs", "9" * 400),
        ("read_as", "x ="),
        ("terms", "a\x00b"),
    ],
)
def test_lists_of_a_passage_that_cannot_be_read_are_refused(admin_client, field, typed):
    response = change(admin_client, factories.make_citation(), **{field: typed})
    assert len(errors(response)) == 1


def test_a_passage_that_repeats_itself_is_refused(admin_client):
    citation = factories.make_citation()
    response = change(admin_client, citation, repeats=citation.pk)
    assert errors(response) == ["A passage cannot repeat itself."]


def test_a_passage_stays_with_its_work(admin_client):
    citation = factories.make_citation(work=factories.make_work(status="draft"))
    other = factories.make_work()
    data = filled_in(admin_client.get(address(citation)), locator="p. 2") | {"work": other.pk}
    assert admin_client.post(address(citation), data).status_code == 302
    citation.refresh_from_db()
    assert citation.locator == "p. 2"
    assert citation.work != other


def test_a_passage_raises_the_edition_when_its_work_is_published_with_it(admin_client):
    citation = factories.make_citation(work=factories.make_work(basis="general-knowledge"))
    page = filled_in(admin_client.get(address(citation)), locator="p. 2", reason="Misread")
    admin_client.post(address(citation), page)
    citation.refresh_from_db()
    assert (citation.locator, Edition.current().number) == ("p. 1", 0)
    page = filled_in(admin_client.get(address(citation)), locator="p. 3", reason="Misread")
    admin_client.post(address(citation), page | {"_publish": "Yes"})
    citation.refresh_from_db()
    assert (citation.locator, Edition.current().number) == ("p. 3", 1)


@pytest.mark.parametrize("term", ["Freud", "Montville 1981", "¶ 20", "p20-dartmouth", "freud p20"])
def test_a_passage_is_found_by_work_short_name_locator_and_key(admin_client, term):
    work = factories.make_work(title="According to Freud", title_short="Montville 1981")
    citation = factories.make_citation(work=work, locator="¶ 20", key="p20-dartmouth")
    factories.make_citation()
    assert found(admin_client, Participation, "citations", term) == [citation.pk]


def test_choices_of_passages_take_as_many_queries_for_twenty_as_for_two(admin_client):
    page = (
        f"{reverse('admin:autocomplete')}?term=&app_label=initiatives&model_name=outcome"
        "&field_name=citations"
    )
    counts = []
    for rows in (2, 18):
        for _ in range(rows):
            factories.make_citation()
        counts.append(queries_to_open(admin_client, page))
    assert counts[0] == counts[1]


# Disagreements


def test_only_positions_of_the_disagreement_itself_can_be_preferred(admin_client):
    ours, theirs = factories.make_position(), factories.make_position()
    field = (
        admin_client.get(address(ours.disagreement)).context["adminform"].form.fields["preferred"]
    )
    assert list(field.queryset) == [ours]
    response = change(admin_client, ours.disagreement, preferred=theirs.pk, preference_reason="So.")
    assert len(errors(response)) == 1


def test_a_preferred_position_needs_the_reason(admin_client):
    position = factories.make_position()
    response = change(admin_client, position.disagreement, preferred=position.pk)
    assert errors(response) == ["A preferred position needs the reason."]


def test_a_disagreement_is_entered_with_two_positions(admin_client):
    citation = factories.make_citation()
    positions = [
        {"statement": "It was in 1980.", "citations": [citation.pk]},
        {"statement": "It was in 1981.", "citations": [citation.pk]},
    ]
    response = add(
        admin_client, Disagreement, {"positions": positions}, question="When?", slug="when"
    )
    assert response.status_code == 302, errors(response)
    keys = [row.key for row in Disagreement.objects.get().positions.order_by("position")]
    assert keys == ["it-was-in-1980", "it-was-in-1981"]
