# What is Track Two elsewhere? The frameworks as linked data.
#
# Frameworks and their tracks are SKOS concepts that match our ten tracks exactly, closely, broadly,
# narrowly or just as related. With rdflib (pip install rdflib) one question in SPARQL finds every
# track that somebody calls number two, and what it matches.

import os
import urllib.request

import rdflib

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

with urllib.request.urlopen(f"{MTD}/api/v1/frameworks/?format=turtle") as answer:
    graph = rdflib.Graph().parse(data=answer.read(), format="turtle")

question = """
    SELECT ?framework ?label ?match ?track WHERE {
        ?it skos:inScheme/dcterms:title ?framework ; skos:notation "2" ; skos:prefLabel ?label ;
            ?match ?track .
        FILTER (?match IN (skos:exactMatch, skos:closeMatch, skos:broadMatch, skos:narrowMatch,
                           skos:relatedMatch))
    } ORDER BY ?framework ?track"""
for framework, label, match, track in graph.query(question):
    print(f"{framework}: {label} · {match.fragment} · {track}")
