"""Which entries may be the same: worked out when they change, stored, and read from there.

Keys and pairs are two tables that follow from the entries. Whoever changes entries calls
``refresh`` with them. What was withdrawn or withheld since, or said to be different, is left out
when the pairs are read, so that it vanishes at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from curation.entries import entry_models, part_models
from curation.inserting import insert_values
from curation.likeness import Likeness, Match, compare, keys
from curation.models import DifferentPair, Entry, LikelyPair, NameKey, Part
from curation.withheld import without_withheld

COMMON = 10
"""A key that more entries have says nothing: they are not compared for it."""
AT_ONCE = 2000
"""So many rows are asked for or written by one query."""

Slugs = tuple[str, str]
"""Two entries of a kind, in the order of their slugs."""


def refresh(entries: Iterable[tuple[str, ...]] | None = None) -> None:
    """Work out anew the keys and pairs of these entries, each (kind, slug), or of all.

    Entries may be gone. Only differences are written. Those with which the entries share a key are
    read as well, no others.
    """
    if entries is None:
        asked: dict[str, set[str] | None] = dict.fromkeys(entry_models())
    else:
        by_kind = defaultdict(set)
        for kind, slug in entries:
            by_kind[kind].add(slug)
        asked = {**by_kind}
    with transaction.atomic():
        for kind, slugs in asked.items():
            _Refresh(kind).of(slugs)


def likely(kind: str = "", *, with_withheld: bool = False) -> models.QuerySet[LikelyPair]:
    """The pairs that somebody should look at, the likeliest first."""
    pairs = LikelyPair.objects.filter(kind=kind) if kind else LikelyPair.objects.all()
    pairs = pairs.exclude(_with_one_withdrawn(kind))
    if not with_withheld:
        pairs = without_withheld(pairs, "slug", "other")
    same = {name: OuterRef(name) for name in ("kind", "slug", "other")}
    return pairs.exclude(Exists(DifferentPair.objects.filter(**same)))


def _with_one_withdrawn(kind: str) -> Q:
    """That one of a pair's entries, of this kind or any, is withdrawn."""
    found = Q(pk__in=[])
    for name, model in entry_models().items():
        if kind in ("", name):
            slugs = model.objects.filter(status=Entry.Status.WITHDRAWN).values("slug")
            found |= Q(kind=name) & (Q(slug__in=slugs) | Q(other__in=slugs))
    return found


def how_many(pairs: models.QuerySet[LikelyPair], at_most: int = 100) -> int:
    """The number of pairs, without counting on where there are many."""
    return pairs.order_by()[:at_most].count()


def are_different(kind: str, slugs: Iterable[str], *, by: Any, why: str = "") -> DifferentPair:
    """Store that two entries are not the same; whoever said so first is kept."""
    slug, other = sorted(slugs)
    pair, _ = DifferentPair.objects.get_or_create(
        kind=kind, slug=slug, other=other, defaults={"by": by, "why": why}
    )
    return pair


def lead_on(kind: str, gone: str, kept: str) -> list[Any]:
    """Let what was said to differ from an entry that goes into another differ from that one.

    What is returned, as JSON, is what ``lead_back`` needs.
    """
    noted = []
    mine = DifferentPair.objects.filter(Q(slug=gone) | Q(other=gone), kind=kind)
    for pair in mine.order_by("pk"):
        third = pair.other if pair.slug == gone else pair.slug
        created = False
        if third != kept:
            slug, other = sorted((third, kept))
            values = {"by": pair.by, "when": pair.when, "why": pair.why}
            _, created = DifferentPair.objects.get_or_create(
                kind=kind, slug=slug, other=other, defaults=values
            )
        noted.append([third, pair.by_id, pair.when.isoformat(), pair.why, created])
        pair.delete()
    return noted


def lead_back(kind: str, gone: str, kept: str, noted: list[Any]) -> None:
    """Take ``lead_on`` back."""
    users = get_user_model()._default_manager
    for third, by, when, why, created in noted:
        slug, other = sorted((third, kept))
        if created:
            DifferentPair.objects.filter(kind=kind, slug=slug, other=other).delete()
        slug, other = sorted((third, gone))
        values = {"by": users.filter(pk=by).first(), "when": parse_datetime(when), "why": why}
        DifferentPair.objects.get_or_create(kind=kind, slug=slug, other=other, defaults=values)


class _Refresh:
    """Keys and pairs of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.model = entry_models().get(kind)
        self.likenesses: dict[str, Likeness] = {}
        self.keys: dict[str, set[str]] = {}

    def of(self, slugs: set[str] | None) -> None:
        self._read(slugs)
        self._make_keys()
        changes = self._write_keys(slugs)
        if slugs is None:
            blocks = defaultdict(list)
            for slug, found in self.keys.items():
                for key in found:
                    blocks[key].append(slug)
            candidates = {pair for block in blocks.values() for pair in _pairs_within(block)}
        else:
            slugs |= self._those_whose_keys_became_common_or_rare(changes)
            self._read(slugs - self.likenesses.keys())
            self._make_keys()
            members = self._members({key for slug in slugs for key in self.keys.get(slug, ())})
            candidates = {
                pair
                for block in members
                for pair in _pairs_within(block)
                if not slugs.isdisjoint(pair)
            }
            self._read({slug for pair in candidates for slug in pair} - self.likenesses.keys())
        self._write_pairs(slugs, self._matches(candidates))

    def _read(self, slugs: set[str] | None) -> None:
        """The likeness of each entry that is not withdrawn."""
        if self.model:
            rows = self.model.objects.exclude(status=Entry.Status.WITHDRAWN)
            rows = rows.order_by().prefetch_related(*self.model.NEEDED_FOR_LIKENESS)
            rows = rows.defer(*(f.name for f in self.model._meta.concrete_fields if _is_long(f)))
            for some in _asked(rows, slug=slugs):
                for row in some.iterator(AT_ONCE):
                    self.likenesses[row.slug] = row.likeness()

    def _make_keys(self) -> None:
        for slug, likeness in self.likenesses.items():
            if slug not in self.keys:
                self.keys[slug] = keys(likeness)

    def _write_keys(self, slugs: set[str] | None) -> Counter[str]:
        """By how many entries more, or less, each key is now shared."""
        mine = NameKey.objects.filter(kind=self.kind)
        stored = {
            (slug, key): pk
            for some in _asked(mine, slug=slugs)
            for pk, slug, key in some.values_list("pk", "slug", "key")
        }
        wanted = {(slug, key) for slug, found in self.keys.items() for key in found}
        new, old = wanted - stored.keys(), stored.keys() - wanted
        _delete(NameKey, [stored[it] for it in old])
        values = ((self.kind, slug, key) for slug, key in sorted(new))
        insert_values(NameKey, ["kind", "slug", "key"], values)
        changes = Counter(key for _, key in new)
        changes.subtract(key for _, key in old)
        return changes

    def _members(self, asked: Iterable[str]) -> list[list[str]]:
        """Who shares each of these keys, as far as it says something."""
        mine = NameKey.objects.filter(kind=self.kind)
        told = [key for key, number in self._numbers(asked).items() if 1 < number <= COMMON]
        blocks = defaultdict(list)
        for some in _asked(mine, key=told):
            for key, slug in some.values_list("key", "slug"):
                blocks[key].append(slug)
        return [*blocks.values()]

    def _numbers(self, asked: Iterable[str]) -> dict[str, int]:
        mine = NameKey.objects.filter(kind=self.kind)
        return {
            key: number
            for some in _asked(mine, key=asked)
            for key, number in some.values_list("key").annotate(number=Count("pk"))
        }

    def _those_whose_keys_became_common_or_rare(self, changes: Counter[str]) -> set[str]:
        """Entries that were not asked for, but have other pairs since others came or went."""
        numbers = self._numbers(changes)
        crossing = [
            key
            for key, more in changes.items()
            if (numbers.get(key, 0) > COMMON) != (numbers.get(key, 0) - more > COMMON)
        ]
        mine = NameKey.objects.filter(kind=self.kind)
        return {
            slug
            for some in _asked(mine, key=crossing)
            for slug in some.values_list("slug", flat=True)
        }

    def _matches(self, candidates: set[Slugs]) -> dict[Slugs, Match]:
        linked = self._linked({slug for pair in candidates for slug in pair})
        found = {}
        for slug, other in candidates - linked:
            # An entry that somebody else has just withdrawn has keys, but no likeness.
            a, b = self.likenesses.get(slug), self.likenesses.get(other)
            if a and b and (match := compare(a, b)):
                found[slug, other] = match
        return found

    def _linked(self, slugs: set[str]) -> set[Slugs]:
        """Those of which one links the other: whoever wrote that holds them for two."""
        found = set()
        for model, path in _ways_to_entries(self.model):
            for link in model._meta.concrete_fields:
                if link.related_model is self.model and link.name != path:
                    mine, target = f"{path}__slug" if path else "slug", f"{link.name}__slug"
                    for some in _asked(model._default_manager.order_by(), **{mine: slugs}):
                        for pair in some.values_list(mine, target):
                            if None not in pair:
                                found.add((min(pair), max(pair)))
        return found

    def _write_pairs(self, slugs: set[str] | None, matches: dict[Slugs, Match]) -> None:
        mine = LikelyPair.objects.filter(kind=self.kind)
        stored = {
            pair.pk: pair
            for name in ("slug", "other")
            for some in _asked(mine, **{name: slugs})
            for pair in some
        }
        kept = set()
        old = []
        for pk, pair in stored.items():
            names = (pair.slug, pair.other)
            if matches.get(names) == (pair.score, pair.reason):
                kept.add(names)
            else:
                old.append(pk)
        _delete(LikelyPair, old)
        LikelyPair.objects.bulk_create(
            (
                LikelyPair(kind=self.kind, slug=slug, other=other, score=score, reason=reason)
                for (slug, other), (score, reason) in sorted(matches.items())
                if (slug, other) not in kept
            ),
            batch_size=AT_ONCE,
            update_conflicts=True,  # somebody else may just have saved the other of the two
            unique_fields=["kind", "slug", "other"],
            update_fields=["score", "reason"],
        )


def _is_long(f: models.Field[Any, Any]) -> bool:
    """Whether a field takes long to read, and tells nothing of what an entry is called."""
    return isinstance(f, models.TextField | models.JSONField | models.DateTimeField)


def _pairs_within(block: list[str]) -> Iterator[Slugs]:
    return combinations(sorted(block), 2) if len(block) <= COMMON else iter(())


def _asked(rows: Any, **condition: Iterable[Any] | None) -> Iterator[Any]:
    """The rows in which the field has one of these values, some at a time; all of them for None."""
    ((name, values),) = condition.items()
    if values is None:
        yield rows
        return
    waiting = iter(values)
    while some := [*islice(waiting, AT_ONCE)]:
        yield rows.filter(**{f"{name}__in": some})


def _delete(model: type[models.Model], pks: Iterable[int]) -> None:
    for some in _asked(model._default_manager.all(), pk=pks):
        some._raw_delete(some.db)  # nothing hangs on these rows


def _ways_to_entries(kind: type[Entry] | None) -> Iterator[tuple[type[models.Model], str]]:
    """The model itself and those of its parts, each with the path to the entry."""
    if kind is None:
        return
    yield kind, ""
    for part in part_models():
        path, model = part.PARENT, _parent(part)
        while issubclass(model, Part):
            path, model = f"{path}__{model.PARENT}", _parent(model)
        if model is kind:
            yield part, path


def _parent(part: type[Part]) -> Any:
    return part._meta.get_field(part.PARENT).related_model
