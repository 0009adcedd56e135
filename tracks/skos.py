"""Frameworks and themes as SKOS: each list of tracks a concept scheme, each track a concept.

Addresses of pages are the URIs, so that each leads a reader to what it names. What SKOS cannot say
is left out rather than bent: a list that ranks its tracks does not make one broader than another.
Why evidence is written as it is here: docs/decisions/0005.

Source: W3C, SKOS Simple Knowledge Organization System Reference (2009).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.urls import reverse
from rdflib import BNode, Literal, URIRef
from rdflib import Graph as Triples
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, SKOS, XSD
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rest_framework.request import Request

from presentation.renderers import Graph
from sources.models import Basis, Citation, Contributor, Work
from tracks.models import Framework, FrameworkTrack, Track, TrackMapping

Relation = TrackMapping.Relation
MATCH = {
    Relation.EXACT: SKOS.exactMatch,
    Relation.CLOSE: SKOS.closeMatch,
    Relation.BROAD: SKOS.broadMatch,
    Relation.NARROW: SKOS.narrowMatch,
    Relation.RELATED: SKOS.relatedMatch,
}
"""Both are read alike: the object of ``broadMatch`` is broader, as the theme of ``broad`` is."""

EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
W3C_DATES = {
    r"\d{4}": XSD.gYear,
    r"\d{4}-(0\d|1[0-2])": XSD.gYearMonth,
    r"\d{4}-(0\d|1[0-2])-\d\d": XSD.date,
}
NAMESPACES = {
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "owl": OWL,
    "rdf": RDF,
    "skos": SKOS,
    "xsd": XSD,
}

_TEXTS = ["skos:prefLabel", "skos:altLabel", "skos:definition", "skos:note"]
_TEXTS += ["dcterms:title", "dcterms:description"]
_LINKS = [f"skos:{match.fragment}" for match in MATCH.values()]
_LINKS += ["skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept"]
_LINKS += ["dcterms:source", "dcterms:isPartOf"]
_LINKS += ["rdf:subject", "rdf:predicate", "rdf:object"]
_PLAIN = ["skos:Concept", "skos:ConceptScheme", "skos:notation", "rdf:Statement", "foaf:Agent"]
_PLAIN += ["dcterms:BibliographicResource", "dcterms:bibliographicCitation", "dcterms:created"]
_PLAIN += ["dcterms:creator", "dcterms:issued", "foaf:name", "owl:versionInfo"]
CONTEXT: dict[str, Any] = {
    **{prefix: str(namespace) for prefix, namespace in NAMESPACES.items()},
    "id": "@id",
    "type": "@type",
    **{name.partition(":")[2]: {"@id": name, "@language": "en"} for name in _TEXTS},
    **{name.partition(":")[2]: {"@id": name, "@type": "@id"} for name in _LINKS},
    **{name.partition(":")[2]: name for name in _PLAIN},
}
"""Stands in every answer, so that nobody has to fetch it."""


def _in_order(value: Any) -> Any:
    """The same JSON-LD, always in the same order: in RDF, lists like these have none."""
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=_place)
    return value


def _place(value: Any) -> tuple[str, str]:
    return value.get("id", "") if isinstance(value, dict) else "", json.dumps(value)


class SchemesFirst(TurtleSerializer):
    """What the graph is about stands at its head, the works and passages at its end."""

    topClasses = [SKOS.ConceptScheme, SKOS.Concept, RDF.Statement]  # noqa: N815 (so rdflib calls it)


class Vocabulary(Graph):
    """A graph of frameworks and themes; ``request`` says under which host they are named."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._triples = Triples(bind_namespaces="none")
        for prefix, namespace in NAMESPACES.items():
            self._triples.bind(prefix, namespace)

    def turtle(self) -> str:
        stream = BytesIO()
        SchemesFirst(self._triples).serialize(stream)
        return stream.getvalue().decode()

    def jsonld(self) -> str:
        written = self._triples.serialize(format="json-ld", context=CONTEXT)
        return json.dumps(_in_order(json.loads(written)), ensure_ascii=False, indent=1)

    def add_frameworks(self, frameworks: Iterable[Framework]) -> None:
        """Frameworks as ``for_graph`` loads them: with their tracks, mappings and evidence."""
        for framework in frameworks:
            scheme = self._scheme(framework)
            self._text(scheme, DCTERMS.description, framework.summary)
            arrangement = f"Arrangement: {framework.get_arrangement_display().lower()}."
            self._text(scheme, SKOS.note, arrangement)
            self._date(scheme, DCTERMS.created, framework.devised)
            self._date(scheme, DCTERMS.issued, framework.published)
            for name in framework.originators.all():
                self._triples.add((scheme, DCTERMS.creator, self._agent(name)))
            self._evidence(scheme, framework)
            for it in framework.framework_tracks.all():
                concept = self._framework_track(it)
                self._text(concept, SKOS.definition, it.definition)
                self._evidence(concept, it)
                for mapping in it.mappings.all():
                    self._mapping(mapping)

    def add_themes(self, tracks: Iterable[Track]) -> None:
        """Tracks with their citations."""
        for track in tracks:
            concept = self._theme(track)
            self._text(concept, SKOS.definition, track.summary)
            self._evidence(concept, track)

    def add_mappings(self, tracks: Iterable[Track]) -> None:
        """What maps to tracks as ``for_graph`` loads them, and what it is called there."""
        for mapping in (mapping for track in tracks for mapping in track.mappings.all()):
            self._mapping(mapping)

    def _mapping(self, mapping: TrackMapping) -> None:
        """The match, and beside it the statement that it is one, which carries the evidence."""
        triple = (
            self._framework_track(mapping.framework_track),
            MATCH[Relation(mapping.relation)],
            self._theme(mapping.track),
        )
        self._triples.add(triple)
        statement = self._uri(mapping)
        self._triples.add((statement, RDF.type, RDF.Statement))
        for name, value in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
            self._triples.add((statement, name, value))
        self._evidence(statement, mapping)

    def _scheme(self, framework: Framework) -> URIRef:
        scheme = self._uri(framework)
        self._add_scheme(scheme, framework.name)
        return scheme

    def _add_scheme(self, scheme: URIRef, title: str) -> None:
        self._triples.add((scheme, RDF.type, SKOS.ConceptScheme))
        self._text(scheme, DCTERMS.title, title)
        edition = self._request.edition  # type: ignore[attr-defined]  # TakeEdition sets it
        self._triples.add((scheme, OWL.versionInfo, Literal(f"Edition {edition.number}")))

    def _framework_track(self, it: FrameworkTrack) -> URIRef:
        concept = self._uri(it)
        self._concept(concept, self._scheme(it.framework), it.label, it.plain_number)
        return concept

    def _theme(self, track: Track) -> URIRef:
        scheme = URIRef(self._request.build_absolute_uri(reverse("tracks:list")))
        self._add_scheme(scheme, "Themes that the lists of tracks share")
        concept = self._uri(track)
        self._concept(concept, scheme, track.name, track.label)
        if track.short_name != track.name:  # SKOS: no label is both preferred and alternative
            self._text(concept, SKOS.altLabel, track.short_name)
        return concept

    def _concept(self, concept: URIRef, scheme: URIRef, label: str, number: str) -> None:
        self._triples.add((concept, RDF.type, SKOS.Concept))
        self._text(concept, SKOS.prefLabel, label)
        if number:
            self._triples.add((concept, SKOS.notation, Literal(number)))
        self._triples.add((concept, SKOS.inScheme, scheme))
        self._triples.add((concept, SKOS.topConceptOf, scheme))
        self._triples.add((scheme, SKOS.hasTopConcept, concept))

    def _evidence(self, subject: URIRef, statement: Any) -> None:
        """The passages that a statement rests on, and its basis where it is no passage."""
        for citation in statement.citations.all():
            self._triples.add((subject, DCTERMS.source, self._passage(citation)))
        if statement.basis != Basis.CITED:
            reason = f": {statement.basis_note}" if statement.basis_note else "."
            self._text(subject, SKOS.note, f"{statement.get_basis_display()}{reason}")

    def _passage(self, citation: Citation) -> URIRef:
        passage = self._uri(citation)
        self._triples.add((passage, RDF.type, DCTERMS.BibliographicResource))
        self._triples.add((passage, DCTERMS.bibliographicCitation, Literal(str(citation))))
        self._triples.add((passage, DCTERMS.isPartOf, self._work(citation.work)))
        return passage

    def _work(self, work: Work) -> URIRef:
        uri = self._uri(work)
        self._triples.add((uri, RDF.type, DCTERMS.BibliographicResource))
        self._triples.add((uri, DCTERMS.title, Literal(work.title)))
        self._date(uri, DCTERMS.issued, work.issued)
        return uri

    def _agent(self, name: Contributor) -> BNode:
        """Contributors have no page, hence no URI; the node is named after the slug all the same,
        so that the same data is written in the same way."""
        agent = BNode(name.slug)
        self._triples.add((agent, RDF.type, FOAF.Agent))
        self._triples.add((agent, FOAF.name, Literal(str(name))))
        return agent

    def _date(self, subject: URIRef, name: URIRef, date: str) -> None:
        """A plain date as W3C has it, any other as EDTF."""
        if date:
            fits = (kind for form, kind in W3C_DATES.items() if re.fullmatch(form, date))
            kind = next(fits, EDTF)
            self._triples.add((subject, name, Literal(date, datatype=kind, normalize=False)))

    def _text(self, subject: URIRef, name: URIRef, text: str) -> None:
        if text:
            self._triples.add((subject, name, Literal(text, lang="en")))

    def _uri(self, row: Any) -> URIRef:
        return URIRef(self._request.build_absolute_uri(row.get_absolute_url()))
