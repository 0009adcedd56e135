"""The graph as files: GraphML, GEXF 1.3 and a table of edges."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from connections.edges import EDGE_FIELDS, NODE_FIELDS, Page
from connections.ties import Tie
from presentation.provenance import Provenance
from presentation.renderers import CSVRenderer, FormatRenderer
from presentation.tables import table

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have."""
FIELDS: dict[str, Mapping[str, str]] = {"node": NODE_FIELDS, "edge": EDGE_FIELDS}
TYPES = {"number": "double"}


class Writer:
    """Elements with attributes, nested by ``with``; what is empty has no attribute."""

    def __init__(self) -> None:
        self._stream = io.StringIO()
        self._to = XMLGenerator(self._stream, "utf-8", short_empty_elements=True)
        self._to.startDocument()

    @contextmanager
    def element(self, tag: str, **attributes: str) -> Iterator[None]:
        sound = {name: NO_XML.sub("\ufffd", value) for name, value in attributes.items()}
        self._to.startElement(tag, AttributesImpl(sound))
        yield
        self._to.endElement(tag)

    def empty(self, tag: str, **attributes: str) -> None:
        with self.element(tag, **attributes):
            pass

    def text(self, tag: str, text: str, **attributes: str) -> None:
        with self.element(tag, **attributes):
            self._to.characters(NO_XML.sub("\ufffd", text))

    def __str__(self) -> str:
        return self._stream.getvalue()


def _said(kind: str, row: dict[str, Any]) -> list[tuple[str, str]]:
    """(field, value) of what a node or an edge says of itself."""
    return [(name, str(row[name])) for name in FIELDS[kind] if row[name] not in ("", None)]


class GraphMLRenderer(FormatRenderer):
    media_type = "application/graphml+xml"
    format = "graphml"
    extension = "graphml"

    def write(self, data: Page, of: Provenance) -> str:
        to = Writer()
        with to.element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"):
            to.text("desc", str(of))
            for kind, fields in FIELDS.items():
                for name in fields:
                    what = {"for": kind, "attr.name": name, "attr.type": TYPES.get(name, "string")}
                    to.empty("key", id=f"{kind}-{name}", **what)
            with to.element("graph", id="multi-track-diplomacy", edgedefault="directed"):
                for node in data.nodes:
                    with to.element("node", id=node["id"]):
                        self._write_data(to, "node", node)
                for edge in data.edges:
                    ends = {"source": edge["source"], "target": edge["target"]}
                    with to.element("edge", id=edge["id"], **ends):
                        self._write_data(to, "edge", edge)
        return str(to)

    def _write_data(self, to: Writer, kind: str, row: dict[str, Any]) -> None:
        for name, value in _said(kind, row):
            to.text("data", value, key=f"{kind}-{name}")


class GEXFRenderer(FormatRenderer):
    media_type = "application/gexf+xml"
    format = "gexf"
    extension = "gexf"

    def write(self, data: Page, of: Provenance) -> str:
        to = Writer()
        with to.element("gexf", xmlns="http://gexf.net/1.3", version="1.3"):
            with to.element("meta"):
                to.text("description", str(of))
            self._write_graph(to, data)
        return str(to)

    def _write_graph(self, to: Writer, data: Page) -> None:
        with to.element("graph", mode="static", defaultedgetype="directed"):
            for kind, fields in FIELDS.items():
                with to.element("attributes", **{"class": kind}):
                    for name in fields:
                        title = {"title": name, "type": TYPES.get(name, "string")}
                        to.empty("attribute", id=f"{kind}-{name}", **title)
            with to.element("nodes"):
                for node in data.nodes:
                    with to.element("node", id=node["id"], label=node["name"]):
                        self._write_values(to, "node", node)
            with to.element("edges"):
                for edge in data.edges:
                    ends = {"source": edge["source"], "target": edge["target"]}
                    with to.element("edge", id=edge["id"], **ends):
                        self._write_values(to, "edge", edge)

    def _write_values(self, to: Writer, kind: str, row: dict[str, Any]) -> None:
        with to.element("attvalues"):
            for name, value in _said(kind, row):
                to.empty("attvalue", value=value, **{"for": f"{kind}-{name}"})


class EdgesCSVRenderer(CSVRenderer):
    """A row for each edge, with the names of its ends."""

    def write(self, data: Page, of: Provenance) -> str:
        names = {node["id"]: node["name"] for node in data.nodes}
        headings = ["ID", "From", "From (name)", "To", "To (name)", *EDGE_FIELDS.values()]
        rows = []
        for edge in data.edges:
            source, target = edge["source"], edge["target"]
            ends = [edge["id"], source, names[source], target, names[target]]
            rows.append([*ends, *(edge[name] for name in EDGE_FIELDS)])
        return table(headings, rows, of)


class TiesCSVRenderer(CSVRenderer):
    """A row for each pair of tracks."""

    def write(self, data: Sequence[Tie], of: Provenance) -> str:
        headings = [
            *("Track A", "Track A (name)", "Track B", "Track B (name)", "Stated relations"),
            *("Shared initiatives", "Shared actors", "Handovers from A to B"),
            *("Handovers from B to A", "Strength (Salton’s cosine)"),
        ]
        rows = []
        for tie in data:
            a, b, strength = tie.a, tie.b, tie.strength
            counts = [tie.stated, tie.shared_initiatives, tie.shared_actors]
            counts += [tie.handovers_ab, tie.handovers_ba]
            shown = "" if strength is None else str(strength)
            rows.append([a.slug, a.short_name, b.slug, b.short_name, *map(str, counts), shown])
        return table(headings, rows, of)
