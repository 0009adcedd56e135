"""Frameworks and themes as SKOS, read back by an independent reader and compared with the rows."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from django.conf import settings
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, SKOS, XSD

from curation.loading import load
from tests.factories import (
    make_citation,
    make_contributor,
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
    make_work,
)
from tests.full import Full
from tests.refusals import refused
from tracks.models import Framework, FrameworkTrack, Track, TrackMapping

pytestmark = [
    pytest.mark.django_db,
    # rdflib's own reader of JSON-LD, which the site does not use
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

HOST = "http://testserver"
LISTS = ["/api/v1/frameworks/", "/api/v1/frameworks/crosswalk/", "/api/v1/tracks/"]
READERS = {"turtle": "turtle", "jsonld": "json-ld"}
MEDIA = {"turtle": "text/turtle", "jsonld": "application/ld+json"}
MATCHES = {
    "exact": SKOS.exactMatch,
    "close": SKOS.closeMatch,
    "broad": SKOS.broadMatch,
    "narrow": SKOS.narrowMatch,
    "related": SKOS.relatedMatch,
}


def graph(client: Any, address: str, kind: str = "turtle", **parameters: Any) -> Graph:
    answer = client.get(address, {"format": kind, **parameters})
    assert answer.status_code == 200, answer.content
    return Graph().parse(data=answer.content.decode(), format=READERS[kind])


def uri(row: Any) -> URIRef:
    return URIRef(HOST + row.get_absolute_url())


def en(text: str) -> Literal:
    return Literal(text, lang="en")


def mapped(relation: str = "exact", **fields: Any) -> TrackMapping:
    it = make_framework_track(**{"number": 2, "label": "Trade", **fields})
    return make_track_mapping(framework_track=it, relation=relation)


# How it is asked for


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("address", LISTS)
def test_a_format_is_chosen_by_name_or_by_the_accept_header(client, address, kind):
    mapped()
    named = client.get(address, {"format": kind})
    accepted = client.get(address, headers={"accept": f"{MEDIA[kind]}, */*;q=0.1"})

    assert named["Content-Type"].partition(";")[0] == MEDIA[kind]
    assert accepted["Content-Type"] == named["Content-Type"]
    assert accepted.content == named.content
    assert "Accept" in named["Vary"]


@pytest.mark.parametrize("address", LISTS)
def test_without_a_wish_the_answer_is_json(client, address):
    for headers in ({}, {"accept": "*/*"}, {"accept": "text/html,*/*;q=0.8"}):
        assert client.get(address, headers=headers)["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", LISTS)
def test_a_format_that_is_not_offered_is_refused_in_json(client, address):
    named = client.get(address, {"format": "rdfxml"})
    accepted = client.get(address, headers={"accept": "application/rdf+xml"})

    assert refused(named) == refused(accepted) == (406, [])


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("name", ["frameworks", "tracks"])
def test_what_is_not_there_is_said_in_json(client, name, kind):
    answer = client.get(f"/api/v1/{name}/no-such/", {"format": kind})

    assert refused(answer) == (404, [])


@pytest.mark.parametrize("address", LISTS)
def test_options_and_refused_methods_are_answered_in_json(client, address):
    asked, posted = (
        getattr(client, method)(address, headers={"accept": "text/turtle"})
        for method in ("options", "post")
    )

    assert (asked.status_code, asked["Content-Type"]) == (200, "application/json")
    assert refused(posted) == (405, [])


def test_a_list_in_pages_links_the_next_and_the_previous(client):
    for order in range(3):
        make_framework(order=order)
    first = client.get(LISTS[0], {"format": "turtle", "page_size": 2})
    address = first["Link"].partition("<")[2].partition(">")[0]
    second = client.get(address)
    schemes = [
        {*Graph().parse(data=page.content.decode()).subjects(RDF.type, SKOS.ConceptScheme)}
        for page in (first, second)
    ]

    assert first["Link"].endswith('; rel="next"')
    assert second["Link"].endswith('; rel="prev"')
    assert [len(found) for found in schemes] == [2, 1]


def test_filters_hold_for_a_graph_too(client):
    circle = make_framework(arrangement="circle")
    make_framework(arrangement="list")
    found = graph(client, LISTS[0], arrangement="circle")

    assert [*found.subjects(RDF.type, SKOS.ConceptScheme)] == [uri(circle)]


@pytest.mark.parametrize("address", LISTS)
def test_both_formats_say_the_same(client, address):
    full = Full()
    full.entries(Framework, 2)
    full.entries(Track, 2)
    turtle, jsonld = (graph(client, address, kind) for kind in READERS)

    assert len(turtle) > 100
    assert isomorphic(turtle, jsonld)


def test_the_same_rows_are_written_in_the_same_way(client):
    Full().entries(Framework, 3)
    for kind in READERS:
        first, second = (client.get(LISTS[1], {"format": kind}).content for _ in range(2))
        assert first == second


def test_the_context_of_json_ld_is_in_the_answer(client):
    mapped()
    document = client.get(LISTS[1], {"format": "jsonld"}).json()

    assert isinstance(document["@context"], dict)
    assert all(not isinstance(part, str) or part for part in document["@context"].values())
    assert [node["id"] for node in document["@graph"]] == sorted(
        node["id"] for node in document["@graph"]
    )
    assert {"Concept", "ConceptScheme", "Statement"} <= {
        node["type"] for node in document["@graph"]
    }


# What it says


def test_a_framework_is_a_concept_scheme_with_its_details(client):
    framework = make_framework(
        name="The nine",
        summary="Nine ways.",
        devised="1991",
        published="1996-10",
        arrangement="circle",
        originators=[make_contributor(given="Louise", family="Diamond")],
        citations=[make_citation()],
    )
    found = graph(client, f"/api/v1/frameworks/{framework.slug}/")
    scheme = uri(framework)
    [creator] = found.objects(scheme, DCTERMS.creator)

    assert (scheme, RDF.type, SKOS.ConceptScheme) in found
    assert (scheme, DCTERMS.title, en("The nine")) in found
    assert (scheme, DCTERMS.description, en("Nine ways.")) in found
    assert (scheme, SKOS.note, en("Arrangement: circle.")) in found
    assert (scheme, DCTERMS.source, uri(framework.citations.get())) in found
    assert (creator, FOAF.name, Literal("Louise Diamond")) in found
    assert [str(date) for date in found.objects(scheme, DCTERMS.created)] == ["1991"]
    assert (scheme, DCTERMS.issued, Literal("1996-10", datatype=XSD.gYearMonth)) in found


@pytest.mark.parametrize(
    ("date", "datatype"),
    [("1991", XSD.gYear), ("1996-10", XSD.gYearMonth), ("2018-06-07", XSD.date)]
    + [(date, URIRef("http://id.loc.gov/datatypes/edtf/EDTF")) for date in ("1981-24", "1960~")],
)
@pytest.mark.parametrize("kind", READERS)
def test_a_date_keeps_its_form_and_says_which_it_is(client, date, datatype, kind):
    framework = make_framework(published=date)
    found = graph(client, LISTS[0], kind)
    [issued] = found.objects(uri(framework), DCTERMS.issued)

    assert isinstance(issued, Literal)
    assert (str(issued), issued.datatype) == (date, datatype)


def test_the_scheme_says_which_edition_it_is_of(client):
    framework = make_framework()
    answer = client.get(LISTS[0], {"format": "turtle"})
    found = Graph().parse(data=answer.content.decode())

    assert str(found.value(uri(framework), OWL.versionInfo)) == f"Edition {answer['X-Edition']}"


def test_a_track_of_a_framework_is_a_concept_at_its_anchor(client):
    it = make_framework_track(number="1.5", label="Half", definition="In between.", key="half")
    found = graph(client, LISTS[0])
    concept = uri(it)

    assert str(concept) == f"{HOST}/frameworks/{it.framework.slug}/#half"
    assert {*found.predicate_objects(concept)} == {
        (RDF.type, SKOS.Concept),
        (SKOS.prefLabel, en("Half")),
        (SKOS.notation, Literal("1.5")),
        (SKOS.definition, en("In between.")),
        (SKOS.inScheme, uri(it.framework)),
        (SKOS.topConceptOf, uri(it.framework)),
    }
    assert (uri(it.framework), SKOS.hasTopConcept, concept) in found


def test_an_unnumbered_track_has_no_notation(client):
    it = make_framework_track(number=None)

    assert (uri(it), SKOS.notation, None) not in graph(client, LISTS[0])


@pytest.mark.parametrize("relation", MATCHES)
@pytest.mark.parametrize("address", LISTS)
def test_a_mapping_leads_from_the_track_of_the_framework_to_the_theme(client, address, relation):
    """“broad”: the theme is the broader one, as the object of skos:broadMatch is."""
    mapping = mapped(relation)
    found = graph(client, address)
    subject, theme = uri(mapping.framework_track), uri(mapping.track)

    assert [
        triple for match in MATCHES.values() for triple in found.triples((None, match, None))
    ] == [(subject, MATCHES[relation], theme)]


def test_a_mapping_says_what_it_rests_on(client):
    mapping = mapped("close")
    passage = make_citation(work=make_work(title="A memoir", title_short="Memoir"), locator="p. 3")
    mapping.citations.set([passage])
    found = graph(client, LISTS[1])
    statement = uri(mapping)

    assert {*found.predicate_objects(statement)} == {
        (RDF.type, RDF.Statement),
        (RDF.subject, uri(mapping.framework_track)),
        (RDF.predicate, SKOS.closeMatch),
        (RDF.object, uri(mapping.track)),
        (DCTERMS.source, uri(passage)),
    }
    assert (uri(passage), DCTERMS.bibliographicCitation, Literal("Memoir, p. 3")) in found
    assert (uri(passage), DCTERMS.isPartOf, uri(passage.work)) in found
    assert (uri(passage.work), DCTERMS.title, Literal("A memoir")) in found


def test_what_is_inferred_says_so_with_the_reason(client):
    mapping = mapped("broad")
    TrackMapping.objects.update(basis="inferred", basis_note="The label is narrow.")

    assert (uri(mapping), SKOS.note, en("Inferred: The label is narrow.")) in graph(
        client, LISTS[1]
    )


def test_the_themes_are_a_scheme_of_their_own(client):
    track = make_track(number=3, name="Business and peace", short_name="Business", summary="Firms.")
    found = graph(client, LISTS[2])

    assert {*found.predicate_objects(uri(track))} == {
        (RDF.type, SKOS.Concept),
        (SKOS.prefLabel, en("Business and peace")),
        (SKOS.altLabel, en("Business")),
        (SKOS.notation, Literal("3")),
        (SKOS.definition, en("Firms.")),
        (SKOS.inScheme, URIRef(f"{HOST}/tracks/")),
        (SKOS.topConceptOf, URIRef(f"{HOST}/tracks/")),
    }
    assert (URIRef(f"{HOST}/tracks/"), RDF.type, SKOS.ConceptScheme) in found


def test_a_list_that_ranks_its_tracks_makes_none_broader(client):
    framework = make_framework(arrangement="hierarchy")
    for number in (1, 2):
        make_framework_track(framework=framework, number=number)
    found = graph(client, LISTS[0])

    for predicate in (SKOS.broader, SKOS.narrower, SKOS.broaderTransitive, SKOS.related):
        assert (None, predicate, None) not in found


def test_one_framework_brings_the_names_of_the_themes_that_it_maps_to(client):
    mapping = mapped()
    make_track(name="Another theme")
    found = graph(client, f"/api/v1/frameworks/{mapping.framework_track.framework.slug}/")

    assert [*found.objects(uri(mapping.track), SKOS.prefLabel)] == [en(mapping.track.name)]
    assert (None, SKOS.prefLabel, en("Another theme")) not in found


def test_one_theme_brings_what_frameworks_call_it(client):
    mapping = mapped(label="Trade")
    found = graph(client, f"/api/v1/tracks/{mapping.track.slug}/")

    assert (uri(mapping.framework_track), SKOS.prefLabel, en("Trade")) in found


# The real content


@pytest.fixture
def real(client) -> Graph:
    load(settings.BASE_DIR / "fixtures", collection="source-texts")
    return graph(client, LISTS[1])


def test_all_rows_of_this_base_are_in_the_graph(client, real):
    jsonld = graph(client, LISTS[1], "jsonld")
    rows = [*FrameworkTrack.objects.public(), *Track.objects.public()]
    schemes = {uri(framework) for framework in Framework.objects.public()}

    assert isomorphic(real, jsonld)
    assert {*real.subjects(RDF.type, SKOS.Concept)} == {uri(row) for row in rows}
    assert {*real.subjects(RDF.type, SKOS.ConceptScheme)} == schemes | {URIRef(f"{HOST}/tracks/")}
    assert {*real.subject_objects(SKOS.prefLabel)} == {
        *((uri(it), en(it.label)) for it in FrameworkTrack.objects.public()),
        *((uri(track), en(track.name)) for track in Track.objects.public()),
    }


def test_all_mappings_of_this_base_are_in_the_graph_with_their_passages(client, real):
    mappings = TrackMapping.objects.public().select_related("framework_track__framework", "track")

    for relation, match in MATCHES.items():
        assert {*real.subject_objects(match)} == {
            (uri(m.framework_track), uri(m.track)) for m in mappings if m.relation == relation
        }
    assert len([*real.subjects(RDF.type, RDF.Statement)]) == len(mappings) > 40
    for mapping in mappings:
        assert {*real.objects(uri(mapping), DCTERMS.source)} == {
            uri(citation) for citation in mapping.citations.public()
        }


def test_every_name_in_the_graph_is_an_address_of_the_site(client, real):
    pages: dict[str, str] = {}
    for subject in {*real.subjects()}:
        if isinstance(subject, URIRef):
            path, _, anchor = str(subject).removeprefix(HOST).partition("#")
            if path not in pages:
                answer = client.get(path)
                assert answer.status_code == 200, subject
                pages[path] = answer.content.decode()
            assert not anchor or f'id="{anchor}"' in pages[path], subject
    assert len(pages) > 10


# The integrity conditions of SKOS, on the real content


def close(pairs: set[tuple[Any, Any]]) -> set[tuple[Any, Any]]:
    """Their transitive closure."""
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def both_ways(pairs: Any) -> set[tuple[Any, Any]]:
    return {pair for a, b in pairs for pair in ((a, b), (b, a))}


def broken(found: Graph) -> Iterator[str]:
    """The conditions S9, S13, S14, S27 and S46 that a graph breaks."""
    concepts, schemes = (
        {*found.subjects(RDF.type, kind)} for kind in (SKOS.Concept, SKOS.ConceptScheme)
    )
    if concepts & schemes:
        yield "S9"
    labels = [
        {*found.subject_objects(kind)} for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    ]
    if any(a & b for a, b in combinations(labels, 2)):
        yield "S13"
    tongues = [(c, label.language) for c, label in labels[0] if isinstance(label, Literal)]
    if len(tongues) > len({*tongues}):
        yield "S14"
    broader = {*found.subject_objects(SKOS.broader), *found.subject_objects(SKOS.broadMatch)}
    narrower = {*found.subject_objects(SKOS.narrower), *found.subject_objects(SKOS.narrowMatch)}
    related = both_ways(
        {*found.subject_objects(SKOS.related), *found.subject_objects(SKOS.relatedMatch)}
    )
    if related & both_ways(close(broader | {(b, a) for a, b in narrower})):
        yield "S27"
    exact = close(both_ways(found.subject_objects(SKOS.exactMatch)))
    matches = both_ways(
        {*found.subject_objects(SKOS.broadMatch), *found.subject_objects(SKOS.narrowMatch)}
    )
    if exact & (matches | both_ways(found.subject_objects(SKOS.relatedMatch))):
        yield "S46"


def test_the_graph_keeps_the_integrity_conditions_of_skos(real):
    assert [*broken(real)] == []


def test_graphs_of_any_rows_keep_labels_apart(client):
    make_track(name="Business", short_name="Business")
    Full().entries(Framework, 3)

    assert not {"S9", "S13", "S14"} & {*broken(graph(client, LISTS[1]))}


A, B, C = (URIRef(f"{HOST}/{name}") for name in "abc")


@pytest.mark.parametrize(
    ("condition", "triples"),
    [
        ("S9", [(A, RDF.type, SKOS.Concept), (A, RDF.type, SKOS.ConceptScheme)]),
        ("S13", [(A, SKOS.prefLabel, en("x")), (A, SKOS.altLabel, en("x"))]),
        ("S14", [(A, SKOS.prefLabel, en("x")), (A, SKOS.prefLabel, en("y"))]),
        ("S27", [(A, SKOS.broadMatch, B), (C, SKOS.narrowMatch, B), (A, SKOS.relatedMatch, C)]),
        ("S46", [(A, SKOS.exactMatch, B), (C, SKOS.exactMatch, B), (A, SKOS.broadMatch, C)]),
    ],
)
def test_a_graph_that_breaks_a_condition_is_found(condition, triples):
    found = Graph()
    for triple in triples:
        found.add(triple)

    assert condition in broken(found)
