"""Every file of the whole base that /data/ leads to, read by a parser that others wrote."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from rdflib import OWL, RDF, SKOS, Graph

from curation.loading import load
from tests.routes import API_LISTS, PART_LISTS

bibtexparser = pytest.importorskip("bibtexparser", reason="bibtexparser: only in requirements-dev")
networkx = pytest.importorskip("networkx", reason="networkx: only in requirements-dev.txt")
rispy = pytest.importorskip("rispy", reason="rispy: only in requirements-dev.txt")

pytestmark = pytest.mark.django_db


class Files:
    """The content of each file by its address, and how many rows each list has."""

    def __init__(self) -> None:
        load(settings.BASE_DIR / "fixtures")
        client = Client()
        html = client.get("/data/").content.decode()
        links = {unescape(it) for it in re.findall(r'href="(/api/v1/[^"]*format=[^"]*)"', html)}
        self.content = {address: _content(client.get(address)) for address in sorted(links)}
        self.counts = {
            route.url(): client.get(route.url(), {"page_size": 1}).json()["count"]
            for route in (*API_LISTS, *PART_LISTS)
        }


def _content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture(scope="module")
def base(django_db_setup: None, django_db_blocker: Any) -> Files:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Files()
        transaction.set_rollback(True)
    return found


def of_format(base: Files, name: str) -> dict[str, bytes]:
    """The whole files in one format, by the path of their list."""
    asked = {address: parse_qs(urlsplit(address).query) for address in base.content}
    return {
        urlsplit(address).path: base.content[address]
        for address, parameters in asked.items()
        if parameters["format"] == [name] and parameters.keys() <= {"format", "page_size"}
    }


def test_every_list_can_be_taken_along(base):
    assert of_format(base, "csv").keys() >= base.counts.keys()


def test_every_table_has_a_row_for_each_row_of_its_list(base):
    tables = of_format(base, "csv")
    for path, count in base.counts.items():
        text = tables[path].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        assert len(rows) == count, path
        assert {len(row) for row in rows} == {len(rows[0])}, path
        assert {row["Edition of the base"] for row in rows} == {"1"}, path


@pytest.mark.parametrize("name", ["bibtex", "ris", "csljson"])
def test_every_work_is_a_reference(base, name):
    content = of_format(base, name)["/api/v1/works/"].decode()
    if name == "bibtex":
        library = bibtexparser.parse_string(content)
        assert library.failed_blocks == []
        found = library.entries
    elif name == "ris":
        found = rispy.loads(content)
    else:
        found = json.loads(content)

    assert len(found) == base.counts["/api/v1/works/"]
    assert content.count("edition 1, http://testserver/api/v1/works/") == len(found)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("name", ["jsonld", "turtle"])
@pytest.mark.parametrize("path", ["/api/v1/frameworks/", "/api/v1/tracks/"])
def test_the_vocabulary_is_a_graph_that_says_its_edition(base, name, path):
    content = of_format(base, name)[path]
    graph = Graph().parse(data=content, format={"jsonld": "json-ld"}.get(name, name))

    schemes = {*graph.subjects(RDF.type, SKOS.ConceptScheme)}
    assert len(schemes) >= (base.counts[path] if "frameworks" in path else 1)
    assert {str(it) for it in graph.objects(None, OWL.versionInfo)} == {"Edition 1"}


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_the_network_has_all_nodes_and_edges(base, name):
    file = io.BytesIO(of_format(base, name)["/api/v1/graph/"])
    read = networkx.read_graphml if name == "graphml" else networkx.read_gexf
    network = read(file, **({"force_multigraph": True} if name == "graphml" else {}))
    edges = list(
        csv.DictReader(io.StringIO(of_format(base, "csv")["/api/v1/graph/"].decode("utf-8-sig")))
    )

    assert network.number_of_edges() == len(edges)
    assert {*network} == {edge[end] for edge in edges for end in ("From", "To")}
    assert b"edition 1, http://testserver/api/v1/graph/" in file.getvalue()
