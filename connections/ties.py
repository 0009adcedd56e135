"""What ties two tracks together, counted over public rows only (design §6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from initiatives.models import Handover, Involvement, Participation
from tracks.models import Track, TrackMapping, TrackRelation

SAME = (TrackMapping.Relation.EXACT, TrackMapping.Relation.CLOSE)


@dataclass
class Tie:
    """The ties of an unordered pair of tracks, ``a`` before ``b`` by number."""

    a: Track
    b: Track
    initiatives: set[int] = field(default_factory=set)
    handovers_ab: int = 0
    handovers_ba: int = 0
    stated: int = 0

    @property
    def shared_initiatives(self) -> int:
        return len(self.initiatives)

    @property
    def handovers(self) -> int:
        return self.handovers_ab + self.handovers_ba


def ties(tracks: list[Track]) -> list[Tie]:
    """Every pair of these tracks that anything ties together, by numbers of the pair.

    Shared initiatives have an involvement or a participation (other than an addressee's) on both
    tracks; stated relations are carried to tracks by exact and close mappings.
    """
    known = {track.pk: track for track in tracks}
    found: dict[tuple[int, int], Tie] = {}

    def tie(a: int, b: int) -> Tie:
        first, second = sorted((a, b), key=lambda pk: known[pk].number)
        return found.setdefault((first, second), Tie(known[first], known[second]))

    on: dict[int, set[int]] = defaultdict(set)
    taking_part = Participation.objects.public().exclude(role=Participation.Role.ADDRESSEE)
    for rows in (Involvement.objects.public(), taking_part):
        for initiative, track in rows.values_list("initiative_id", "track_id"):
            if track in known:
                on[initiative].add(track)
    for initiative, its_tracks in on.items():
        for a, b in combinations(sorted(its_tracks), 2):
            tie(a, b).initiatives.add(initiative)
    for a, b in Handover.objects.public().values_list("from_track_id", "to_track_id"):
        if a in known and b in known:
            pair = tie(a, b)
            if pair.a.pk == a:
                pair.handovers_ab += 1
            else:
                pair.handovers_ba += 1
    themes: dict[int, list[int]] = defaultdict(list)
    mappings = TrackMapping.objects.public().filter(relation__in=SAME)
    for framework_track, track in mappings.values_list("framework_track_id", "track_id"):
        if track in known:
            themes[framework_track].append(track)
    relations = TrackRelation.objects.public().filter(from_track__isnull=False)
    for a, b in relations.values_list("from_track_id", "to_track_id"):
        for first in themes[a]:
            for second in themes[b] if b else ():
                if first != second:
                    tie(first, second).stated += 1
    return sorted(found.values(), key=lambda t: (t.a.number, t.b.number))
