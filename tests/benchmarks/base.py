"""A large base beside the real one: 100,000 initiatives with all that hangs on them.

    DATABASE_URL=… python -m tests.benchmarks.base

Migrates the database, loads the fixtures and adds rows at random, always the same. Names of places
are put together from syllables, so that each is rare, and each kind of effort frequent. It is done
once: a base that is large already stays as it is.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from actors.models import Actor, ActorAlias, ActorTrack
from curation.documents import stored_documents
from curation.models import (
    DifferentPair,
    FormerSlug,
    LikelyPair,
    LoadedDocument,
    Revision,
)
from initiatives.coding import base_of
from initiatives.models import (
    Coding,
    Conflict,
    Handover,
    Initiative,
    Involvement,
    Outcome,
    Participation,
    Venue,
)
from sources.models import Citation, Contribution, Contributor, Disagreement, Work
from tracks.models import Track

INITIATIVES, ACTORS, WORKS, CONFLICTS, DISAGREEMENTS = 100_000, 20_000, 10_000, 5_000, 3_000
HEAVIEST = 200
"""The participations of the first one made; a hundred have fifty, the others two."""
REVISED, DRAFTS, PAIRS, CODINGS, PEOPLE = 3_000, 600, 10_000, 100, 60
AT_ONCE = 20_000
SEED = 1905
SYLLABLES = "ba den fi gor hal ir ka lun mo nar os pel ra sun ti ul ve war xi yor zam".split()
PARTS = (Involvement, Participation, Handover, Outcome, Venue)


def make() -> None:
    call_command("migrate", verbosity=0)
    if Initiative.objects.count() >= INITIATIVES:
        return
    call_command("load_knowledge_base", verbosity=0)
    with transaction.atomic():
        _Base().make()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Base:
    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.next: Counter[Any] = Counter()
        self.tracks = list(Track.objects.order_by("number").values_list("pk", flat=True))

    def make(self) -> None:
        for step in (
            self.works,
            self.actors,
            self.conflicts,
            self.initiatives,
            self.parts,
            self.evidence,
            self.desk,
            self.histories,
            self.codings,
        ):
            start = time.perf_counter()
            step()
            print(f"  {step.__name__}: {time.perf_counter() - start:.0f} s")
        self._go_on_counting()

    # Names and numbers

    def place(self) -> str:
        number = self.chance.choice((2, 3, 3))
        return "".join(self.chance.choices(SYLLABLES, k=number)).capitalize()

    def dates(self) -> str:
        year = self.chance.randrange(1946, 2020)
        return self.chance.choice((f"{year}", f"{year}-05/{year + 3}", f"{year}/..", ""))

    def one(self, rows: range) -> int:
        return rows[int(len(rows) * self.chance.random())]

    def add(self, model: Any, number: int, row: Callable[[int], dict[str, Any]]) -> range:
        """So many rows, each with the values that ``row`` gives for its place; their keys."""
        return self.write(model, (row(place) for place in range(number)))

    def write(self, model: Any, rows: Iterable[dict[str, Any]]) -> range:
        if model not in self.next:
            last = model._base_manager.aggregate(last=models.Max("pk"))["last"]
            self.next[model] = 1 + (last or 0)
        start = self.next[model]
        waiting = iter(rows)
        while values := list(islice(waiting, AT_ONCE)):
            first = self.next[model]
            made = [model(pk=first + place, **it) for place, it in enumerate(values)]
            model._base_manager.bulk_create(made)
            self.next[model] += len(made)
        return range(start, self.next[model])

    def link(self, field: Any, pairs: Iterable[tuple[int, int]]) -> None:
        """Many-to-many links, each once."""
        ours, theirs = field.m2m_column_name(), field.m2m_reverse_name()
        self.write(
            field.remote_field.through, ({ours: a, theirs: b} for a, b in dict.fromkeys(pairs))
        )

    # What there is

    def works(self) -> None:
        names = self.add(
            Contributor,
            WORKS // 3,
            lambda n: {"slug": f"name-{n}", "family": self.place(), "given": self.place()},
        )
        works = self.add(Work, WORKS, self._work)
        self.add(
            Contribution,
            WORKS,
            lambda n: {
                "work_id": works[n],
                "contributor_id": self.one(names),
                "key": "author",
                "basis": "general-knowledge",
            },
        )
        passages = ((work, n) for work in works for n in range(400 if work == works[0] else 3))
        self.citations = self.write(
            Citation,
            ({"work_id": work, "key": f"p{n}", "locator": f"p. {n + 1}"} for work, n in passages),
        )
        questions = ("When did it begin", "Who took part", "Where did they meet", "Who paid")
        self.disagreements = self.add(
            Disagreement,
            DISAGREEMENTS,
            lambda n: _entry(
                "disagreement", n, f"{self.chance.choice(questions)} in {self.place()}?", "question"
            ),
        )

    def _work(self, n: int) -> dict[str, Any]:
        subjects = ("Peace in", "The road from", "Talks at", "Notes on")
        values = _entry("work", n, f"{self.chance.choice(subjects)} {self.place()}", "title")
        return {
            **values,
            "type": "book",
            "issued": f"{1950 + n % 70}",
            "basis": "general-knowledge",
        }

    def actors(self) -> None:
        kinds = {"ngo": "Peace committee of", "company": "Works of", "university": "University of"}

        def actor(n: int) -> dict[str, Any]:
            if n % 3 == 0:
                values = {"kind": "person", "publicity": "public-office"}
                return {**_entry("actor", n, f"{self.place()} {self.place()}"), **values}
            kind = self.chance.choice([*kinds])
            return {
                **_entry("actor", n, f"{kinds[kind]} {self.place()}"),
                "kind": kind,
                "country": "NO",
            }

        def named(n: int) -> dict[str, Any]:
            values = actor(n)
            return {**values, "sort_name": values["name"], "basis": "general-knowledge"}

        self.actor_pks = self.add(Actor, ACTORS, named)
        Actor.objects.filter(pk__in=self.actor_pks[::400]).update(visibility="withheld")
        other = {"basis": "general-knowledge"}
        owners = self.actor_pks
        self.add(
            ActorAlias,
            ACTORS // 2,
            lambda n: {
                "actor_id": self.actor_pks[2 * n],
                "key": "a",
                "name": self.place(),
                **other,
            },
        )
        self.add(
            ActorTrack,
            ACTORS // 4,
            lambda n: {"actor_id": owners[4 * n], "key": "t", "track_id": self.track(n), **other},
        )

    def conflicts(self) -> None:
        kinds = ("interstate", "intrastate", "other")
        self.conflict_pks = self.add(
            Conflict,
            CONFLICTS,
            lambda n: {
                **_entry("conflict", n, f"Conflict over {self.place()}"),
                "kind": kinds[n % 3],
                "dates": self.dates(),
                "basis": "general-knowledge",
            },
        )
        parties = ((pk, self.one(self.actor_pks)) for pk in self.conflict_pks for _ in range(2))
        self.link(Conflict.parties.field, parties)

    def initiatives(self) -> None:
        kinds, regions = Initiative.Kind.values, Initiative.Region.values
        statuses = ["published"] * 8 + ["draft", "in-review"]

        def initiative(n: int) -> dict[str, Any]:
            kind = self.chance.choice(kinds)
            name = f"{kind.replace('-', ' ').capitalize()} of {self.place()} and {self.place()}"
            status = "published" if n < REVISED else self.chance.choice(statuses)
            return {
                **_entry("initiative", n, name),
                "kind": kind,
                "region": self.chance.choice(regions),
                "summary": "Delegates of both towns met, and agreed to meet again. " * 4,
                "dates": self.dates(),
                "main_track_id": self.chance.choice([*self.tracks, None]),
                "status": status,
                **({} if status == "published" else {"published_at": None, "looked_at": None}),
            }

        self.initiative_pks = self.add(Initiative, INITIATIVES, initiative)
        conflicts = ((pk, self.one(self.conflict_pks)) for pk in self.initiative_pks)
        self.link(Initiative.conflicts.field, conflicts)

    def track(self, n: int) -> int:
        return int(self.tracks[n % len(self.tracks)])

    def parts(self) -> None:
        said = "They met twice and agreed."
        self.part_pks = {
            Involvement: self.write(
                Involvement,
                (
                    {**part, "track_id": self.track(n), "function": "channel", "why": said}
                    for part, n in self._each(lambda n: 2)
                ),
            ),
            Participation: self.write(
                Participation,
                (
                    {
                        **part,
                        "actor_id": self.one(self.actor_pks),
                        "track_id": self.track(n),
                        "role": Participation.Role.values[n % 20],
                        "dates": self.dates(),
                        "statement": said,
                    }
                    for part, n in self._each(_participations)
                ),
            ),
            Handover: self.write(
                Handover,
                (
                    {
                        **part,
                        "from_track_id": self.track(n),
                        "to_track_id": self.track(n + 1),
                        "kind": "transfer",
                    }
                    for part, n in self._each(lambda n: n % 5 == 0)
                ),
            ),
            Outcome: self.write(
                Outcome,
                (
                    {
                        **part,
                        "kind": "agreement",
                        "statement": said,
                        "conflict_id": self.one(self.conflict_pks),
                    }
                    for part, n in self._each(lambda n: 1)
                ),
            ),
            Venue: self.write(
                Venue,
                ({**part, "name": self.place()} for part, n in self._each(lambda n: n % 3 == 0)),
            ),
        }

    def _each(self, number: Callable[[int], int]) -> Iterator[tuple[dict[str, Any], int]]:
        """What all parts have, with their place: so many in each initiative."""
        for n, pk in enumerate(self.initiative_pks):
            for place in range(number(n)):
                yield {"initiative_id": pk, "key": f"part-{place}", "position": place}, n + place

    def evidence(self) -> None:
        for model, pks in [(Initiative, self.initiative_pks), *self.part_pks.items()]:
            self.link(model.citations.field, ((pk, self.one(self.citations)) for pk in pks))
            some = ((pk, self.one(self.disagreements)) for pk in pks[::10])
            self.link(model.disagreements.field, some)

    # What the desk did

    def desk(self) -> None:
        self.people = self.add(User, PEOPLE, lambda n: {"username": f"curator-{n}", "is_staff": 1})
        self.add(
            FormerSlug, 5_000, lambda n: {"kind": "actor", "old": f"old-{n}", "slug": f"actor-{n}"}
        )
        self.add(
            LoadedDocument,
            INITIATIVES,
            lambda n: {
                "kind": "initiative",
                "slug": f"initiative-{n}",
                "collection": "curated",
                "digest": "0" * 64,
            },
        )
        for model, number, more in (
            (LikelyPair, PAIRS, {"score": 50, "reason": "They are alike."}),
            (DifferentPair, PAIRS // 5, {}),
        ):
            pairs = (sorted((f"initiative-{n}", f"initiative-{n + 7}")) for n in range(number))
            self.write(
                model, ({"kind": "initiative", "slug": a, "other": b, **more} for a, b in pairs)
            )

    def histories(self) -> None:
        """Of some initiatives a history, and of some of these a draft beside what is public."""
        slugs = [f"initiative-{n}" for n in range(REVISED)]
        steps = []
        for start in range(0, REVISED, 500):
            found = stored_documents([("initiative", slug) for slug in slugs[start : start + 500]])
            for place, ((kind, slug), document) in enumerate(found.items()):
                head = {"kind": kind, "slug": slug, "author_id": self.one(self.people)}
                is_drafted = start + place < DRAFTS
                first = {"number": 1, "state": "published", "is_newest": not is_drafted}
                steps.append({**head, **first, "document": document})
                draft = {**document, "summary": "Another summary."}
                state = ("draft", "in-review")[place % 2]
                if is_drafted:
                    steps.append(
                        {**head, "number": 2, "state": state, "document": draft, "reason": "x"}
                    )
        self.write(Revision, steps)
        Initiative.objects.filter(slug__in=slugs[:DRAFTS]).update(version=2)

    def codings(self) -> None:
        coded = Initiative.objects.filter(pk__in=self.initiative_pks[1000 : 1000 + CODINGS])
        answers = [(it.slug, base_of(it, "curated")) for it in coded]
        shared = {"collection": "curated", "state": "submitted", "edition": 1}
        self.write(
            Coding,
            (
                {**shared, "case": slug, "coder": self.one(self.people), "answers": it, "base": it}
                for slug, it in answers
            ),
        )

    def _go_on_counting(self) -> None:
        """Let the database give its next keys after those that were given here."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [*self.next]):
                cursor.execute(statement)


def _participations(n: int) -> int:
    return HEAVIEST if n == 0 else 50 if n % 1000 == 0 else 2


def _entry(kind: str, n: int, name: str, field: str = "name") -> dict[str, Any]:
    """A public entry, saved or looked at on some day of the last two years."""
    now = timezone.now()
    looked_at = now - timedelta(days=n % 730)
    public = {"status": "published", "published_at": now, "looked_at": looked_at}
    return {"slug": f"{kind}-{n}", field: name, **public}


if __name__ == "__main__":
    start = time.perf_counter()
    make()
    print(f"{Initiative.objects.count():,} initiatives, {time.perf_counter() - start:.0f} s")
