"""/api/v1/graph/: the base as nodes and edges, in pages and in formats."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from connections.edges import EDGE_FIELDS, NODE_FIELDS
from curation.loading import load
from initiatives.models import (
    Handover,
    Initiative,
    InitiativeRelation,
    Involvement,
    Participation,
)
from tests.api.test_schema_page import schema  # noqa: F401 (a fixture)
from tests.factories import (
    make_actor,
    make_conflict,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_initiative_relation,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
    make_track_relation,
)
from tests.refusals import refused
from tests.schema import faults
from tests.tables import rows_of
from tracks.models import TrackMapping

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/graph/"


def graph(client, **parameters) -> Any:
    answer = client.get(ADDRESS, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def all_pages(client, **parameters):
    """The nodes and edges of all pages by their ids, and how many pages there were."""
    page = graph(client, **parameters)
    nodes: dict[str, Any] = {}
    edges, count = [], 1
    while True:
        nodes |= {node["id"]: node for node in page["nodes"]}
        edges += page["edges"]
        if page["next"] is None:
            return nodes, {edge["id"]: edge for edge in edges}, len(edges), count
        page, count = client.get(page["next"]).json(), count + 1


def lines(client, **parameters):
    return [(e["kind"], e["source"], e["target"]) for e in graph(client, **parameters)["edges"]]


@pytest.fixture
def oslo():
    """One initiative with an edge of each kind, and one that is not connected with it."""
    two = make_track(slug="two", number=2)
    one = make_track(slug="one", number=1)
    conflict = make_conflict(slug="conflict")
    oslo = make_initiative(slug="oslo", kind="dialogue", conflicts=[conflict])
    madrid = make_initiative(slug="madrid", kind="negotiation")
    norway = make_actor(slug="norway", kind="state", country="NO")
    make_participation(
        key="host", initiative=oslo, actor=norway, track=two, role="host", dates="1993",
        capacity="official", basis="case", collection="casebook",
    )  # fmt: skip
    make_participation(key="plo", initiative=madrid, actor=make_actor(slug="plo"), track=one)
    make_involvement(key="channel", initiative=oslo, track=two)
    make_handover(key="over", initiative=oslo, from_track=two, to_track=one, date="1993")
    make_initiative_relation(key="next", initiative=oslo, other=madrid, kind="successor-of")
    framework = make_framework(slug="nine")
    tracks = [make_framework_track(framework=framework, number=number) for number in (1, 2)]
    for framework_track, track in zip(tracks, (one, two), strict=True):
        make_track_mapping(framework_track=framework_track, track=track)
    make_track_relation(
        key="helps", framework=framework, from_track=tracks[1], to_track=tracks[0], kind="prepares"
    )
    return oslo


EDGES = [
    ("participation", "actor:norway", "initiative:oslo"),
    ("participation", "actor:plo", "initiative:madrid"),
    ("involvement", "initiative:oslo", "track:two"),
    ("handover", "track:two", "track:one"),
    ("relation", "initiative:oslo", "initiative:madrid"),
    ("stated", "track:two", "track:one"),
    ("conflict", "initiative:oslo", "conflict:conflict"),
]


# What it holds


def test_there_is_an_edge_for_every_statement_that_joins_two_entries(client, oslo):
    assert lines(client) == EDGES


def test_an_edge_says_what_it_is_and_what_it_rests_on(client, oslo):
    edges = {edge["kind"]: edge for edge in graph(client, node="initiative:oslo")["edges"]}

    said = {name: value for name, value in edges["participation"].items() if value}
    assert said == {
        "id": "participation:oslo#host",
        "source": "actor:norway",
        "target": "initiative:oslo",
        "kind": "participation",
        "part": "host",
        "role": "host",
        "track": "two",
        "capacity": "official",
        "dates": "1993",
        "basis": "case",
        "collection": "casebook",
    }


def test_the_nodes_are_the_ends_of_the_edges_each_once(client, oslo):
    found = graph(client)

    ids = [node["id"] for node in found["nodes"]]
    assert len(ids) == len({*ids})
    assert {*ids} == {end for _, source, target in EDGES for end in (source, target)}
    norway = next(node for node in found["nodes"] if node["id"] == "actor:norway")
    assert (norway["kind"], norway["type"], norway["country"]) == ("actor", "state", "NO")
    assert norway["url"] == "http://testserver/actors/norway/"


def test_it_is_as_the_schema_says(client, oslo, schema):  # noqa: F811 (the fixture)
    assert faults(schema, ADDRESS, graph(client, page_size=3)) == []
    assert faults(schema, ADDRESS, graph(client, conflict="conflict")) == []


def test_an_addressee_is_there_with_its_role(client):
    make_participation(role="addressee")

    assert [edge["role"] for edge in graph(client)["edges"]] == ["addressee"]


@pytest.mark.parametrize("relation", ["broad", "narrow", "related"])
def test_what_is_said_of_a_track_that_is_not_quite_the_theme_is_no_edge(client, oslo, relation):
    TrackMapping.objects.filter(track__slug="one").update(relation=relation)

    assert lines(client, edges="stated") == []


# Filters


@pytest.mark.parametrize(
    ("parameters", "places"),
    [
        ({"node": "actor:norway"}, [0]),
        ({"node": "initiative:oslo"}, [0, 2, 4, 6]),
        ({"node": "initiative:madrid"}, [1, 4]),
        ({"node": "track:two"}, [2, 3, 5]),
        ({"node": "conflict:conflict"}, [6]),
        ({"edges": "handover,stated"}, [3, 5]),
        ({"conflict": "conflict"}, [0, 2, 3, 4, 6]),
        ({"kind": "negotiation"}, [1]),
        ({"kind": "dialogue", "edges": "relation"}, [4]),
        ({"collection": "casebook"}, [0]),
    ],
)
def test_a_filter_leaves_just_the_edges_asked_for(client, oslo, parameters, places):
    found = lines(client, **parameters)

    # The link to a conflict is the entry's own, and says nothing of a collection.
    if "collection" in parameters:
        found = [edge for edge in found if edge[0] != "conflict"]
    assert found == [EDGES[place] for place in places]


# Pages


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_together_hold_every_edge_once(client, oslo, size):
    nodes, edges, count, pages = all_pages(client, page_size=size)

    assert [(e["kind"], e["source"], e["target"]) for e in edges.values()] == EDGES
    assert (count, pages) == (7, -(-7 // size))
    assert {*nodes} == {node["id"] for node in graph(client)["nodes"]}


def test_the_edges_of_a_hub_come_in_pages_in_every_format(client, oslo):
    hub = make_actor(slug="hub")
    track = make_track()
    for _ in range(5):
        make_participation(actor=hub, track=track)
    for format_ in ("json", "csv", "graphml", "gexf"):
        answer = client.get(ADDRESS, {"node": "actor:hub", "page_size": 2, "format": format_})
        pages = 1
        while link := answer.headers.get("Link"):
            assert link.endswith('>; rel="next"')
            answer = client.get(link[1:].partition(">")[0])
            pages += 1
        assert pages == 3, format_


def test_the_number_of_queries_does_not_grow_with_the_edges(client, oslo):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            graph(client)
        counts.append(len(queries))
        for _ in range(5):
            make_participation(track=oslo.participations.first().track)
    assert counts[0] == counts[1]


# What is not public


@pytest.mark.parametrize("hidden", [{"visibility": "withheld"}, {"status": "draft"}])
def test_what_is_not_public_is_no_node_and_ends_no_edge(client, hidden):
    part = make_participation(actor=make_actor(**hidden))
    make_initiative(conflicts=[make_conflict(status="draft")])
    make_initiative(conflicts=[make_conflict()], status="draft")

    assert graph(client) == {"nodes": [], "edges": [], "next": None}
    assert part.actor.slug not in client.get(ADDRESS, {"format": "csv"}).content.decode()


@pytest.mark.parametrize("parameter", ["node", "conflict"])
def test_what_is_not_public_answers_as_what_is_unknown_to_the_byte(client, parameter):
    make_actor(slug="hidden-one", visibility="withheld")
    make_conflict(slug="hidden-one", status="draft")
    prefix = "actor:" if parameter == "node" else ""
    of_hidden, of_unknown = (
        client.get(ADDRESS, {parameter: f"{prefix}{slug}"}) for slug in ("hidden-one", "unknownone")
    )

    assert of_hidden.status_code == of_unknown.status_code == 400
    assert of_hidden.content.decode().replace("hidden-one", "unknownone") == (
        of_unknown.content.decode()
    )


# What cannot be asked


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("node=norway", "node"),
        ("node=work:x", "node"),
        ("node=actor:nobody", "node"),
        ("node=actor:%00", "node"),
        ("edges=friendship", "edges"),
        ("edges=handover,", "edges"),
        ("conflict=none", "conflict"),
        ("conflict=%00", "conflict"),
        ("kind=state", "kind"),
        ("collection=mine", "collection"),
        ("page_size=0", "page_size"),
        ("page_size=50001", "page_size"),
        ("page_size=²", "page_size"),
        ("page_size=9999999999999999999999", "page_size"),
        ("cursor=x", "cursor"),
        ("cursor=W10=", "cursor"),
        ("cursor=W1tdLCBbMV1d", "cursor"),
        ("cursor=WyJzdGF0ZWQiLCBbMV1d", "cursor"),
        ("cursor=é", "cursor"),
        ("depth=2", "depth"),
        ("kind=dialogue&kind=treaty", "kind"),
    ],
)
@pytest.mark.parametrize("format_", ["json", "gexf"])
def test_a_value_that_cannot_be_used_is_refused_by_name(client, query, name, format_):
    answer = client.get(f"{ADDRESS}?{query}&format={format_}")

    assert refused(answer) == (400, [name])


def test_an_unknown_format_is_answered_as_everywhere(client):
    assert refused(client.get(ADDRESS, {"format": "xlsx"})) == (406, [])


# Files


def test_the_table_has_a_row_for_each_edge_with_headings_for_people(client, oslo):
    rows = rows_of(client.get(ADDRESS, {"format": "csv"}))

    assert len(rows) == len(EDGES)
    assert rows[0]["From (name)"] == Participation.objects.get(key="host").actor.name
    assert (rows[0]["From"], rows[0]["Role"]) == ("actor:norway", "host")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_a_formula_to_a_spreadsheet(client, first):
    make_participation(actor=make_actor(slug="evil", name=f"{first}1+1"))
    [row] = rows_of(client.get(ADDRESS, {"format": "csv"}))

    assert row["From (name)"] == f"'{first}1+1"


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_a_file_is_sound_whatever_the_names_are(client, format_):
    networkx = pytest.importorskip("networkx", reason="networkx: only in requirements-dev.txt")
    make_participation(actor=make_actor(slug="evil", name="<b>&\"'\x0b\x1f ]]> ü 🕊"))
    loaded = read(networkx, client, format_)

    assert loaded.nodes["actor:evil"]["name"] == "<b>&\"'\ufffd\ufffd ]]> ü 🕊"


def read(networkx, client, format_):
    file = io.BytesIO(client.get(ADDRESS, {"format": format_, "page_size": 50_000}).content)
    if format_ == "graphml":
        return networkx.read_graphml(file, force_multigraph=True)
    return networkx.read_gexf(file, version="1.3")


@pytest.fixture(scope="module")
def whole_base(django_db_setup, django_db_blocker):
    """What the fixtures say, for this file's last tests alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.BASE_DIR / "fixtures")
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_networkx_reads_the_whole_base_and_nothing_is_lost(whole_base, client, format_):
    networkx = pytest.importorskip("networkx", reason="networkx: only in requirements-dev.txt")
    nodes, edges, count, _ = all_pages(client, page_size=500)

    loaded = read(networkx, client, format_)

    assert count == len(edges)
    assert {name: said(NODE_FIELDS, loaded.nodes[name]) for name in loaded.nodes} == {
        name: said(NODE_FIELDS, node) for name, node in nodes.items()
    }
    assert {
        key: (source, target, said(EDGE_FIELDS, data))
        for source, target, key, data in loaded.edges(keys=True, data=True)
    } == {
        key: (edge["source"], edge["target"], said(EDGE_FIELDS, edge))
        for key, edge in edges.items()
    }


def said(fields, row):
    return {name: row[name] for name in fields if row.get(name) not in ("", None)}


def test_the_whole_base_has_an_edge_for_each_public_row(whole_base, client):
    _, edges, *_ = all_pages(client)
    kinds = [edge["kind"] for edge in edges.values()]

    for kind, model in (
        ("participation", Participation),
        ("involvement", Involvement),
        ("handover", Handover),
        ("relation", InitiativeRelation),
    ):
        assert kinds.count(kind) == model.objects.public().count() > 0
    links = sum(row.conflicts.public().count() for row in Initiative.objects.public())
    assert kinds.count("conflict") == links > 0
    assert kinds.count("stated") > 0
