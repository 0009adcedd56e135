# Who appears in most initiatives, and who bridges groups that do not meet otherwise?
#
# The base as a network for networkx (pip install networkx): actors and initiatives, joined where an
# actor took part. Two actors of one initiative appear in it together; that they worked with each
# other is not said. The numbers describe a chosen sample.

import io
import os
import urllib.request

import networkx

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")
ASKED = f"{MTD}/api/v1/graph/?edges=participation&page_size=50000&format=graphml"

with urllib.request.urlopen(ASKED) as answer:
    found = networkx.read_graphml(io.BytesIO(answer.read()), force_multigraph=True)

graph = networkx.Graph()  # each actor and initiative joined once, in however many roles
for actor, initiative, part in found.edges(data=True):
    if part["role"] not in ("addressee", "observer"):  # who took no part meets nobody
        graph.add_edge(actor, initiative)
actors = [node for node in graph if node.startswith("actor:")]
between = networkx.betweenness_centrality(graph)


def show(title, measure):
    print(title)
    for actor in sorted(actors, key=lambda actor: (-measure[actor], actor))[:5]:
        print(f"- {found.nodes[actor]['name']}: {measure[actor]:.3g}")


print(len(actors), "actors in", len(graph) - len(actors), "initiatives")
show("Most initiatives", dict(graph.degree()))
show("Bridging (betweenness)", between)
