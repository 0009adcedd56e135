"""Whether the check of citations finds errors that were made on purpose, one at a time.

Errors are drawn evenly: as many of each kind, and within a kind every n-th of the parts in which it
can be made, sorted by model and text, so that each part has the same chance; a second round begins
only when every part has had its turn. The error is written into the database, the part is read from
there and checked by the very code that ``verify_citations`` runs, and the database is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import chain
from random import Random
from typing import Any

from django.db import IntegrityError, transaction

from curation.models import Named
from curation.rows import natural_of
from sources.edtf import MONTHS
from sources.matching import NUMBERS, WORD, WORDS, letters, words_of
from sources.models import Basis, Citation, Cited, Collection, Contributor, Erratum, Work
from sources.passages import sources_of
from sources.querysets import cited_models
from sources.statements import rows_of, statements_of
from sources.texts import Texts
from sources.verification import Checker, name_of
from sources.vocabulary import Vocabulary
from tests.mutations.names import Names, misspelt_names
from tests.mutations.numbers import numbers, years
from tests.mutations.paragraphs import moved_paragraphs
from tests.mutations.places import Change, Place

KINDS = ("year", "other number", "misspelt name", "swapped name", "moved paragraph")
EXHAUSTED = KINDS[:2]
"""The kinds that have few enough errors to make each of them."""
SEED = 1905
COUNT = 1000
ATTEMPTS = 60
"""How often an error is made again that would be none, or that the base would refuse to load."""


@dataclass(frozen=True)
class Trial:
    """One error, the fault that the check named, and if it named none, why it may be none."""

    kind: str
    change: Change
    fault: str
    excuse: str

    @property
    def verdict(self) -> str:
        return "found" if self.fault else "equivalent" if self.excuse else "missed"

    @property
    def part_name(self) -> str:
        return name_of(self.change.part)

    def __str__(self) -> str:
        change = self.change
        return f"{self.part_name} {change.field}: {change.before} → {change.after}"


class Trials:
    """The statements and passages that rest on the source texts, with a check of any of them."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.vocabulary = Vocabulary(texts)
        assert texts.errata  # all that is read once is read before the first error is made
        assert texts.everything
        self.parts: list[Any] = list(rows_of(Citation).filter(work__in=texts.works))
        self.citing: dict[int, set[type[Any]]] = {}
        """The models of the statements that cite each passage."""
        for model in cited_models():
            cited = rows_of(model).filter(collection=Collection.SOURCE_TEXTS, basis=Basis.CITED)
            self.parts.extend(cited)
            for row in cited:
                for passage in row.citations.all():
                    self.citing.setdefault(passage.pk, set()).add(model)
        self.parts.sort(key=natural_of)
        for fact in ("lower_case", "known", "capitalised", "names", "words_of_names"):
            assert getattr(self.vocabulary, fact)
        self.lengths = {pk: len(paragraphs) for pk, paragraphs in texts.paragraphs.items()}
        self.names = Names()

    def places(self, kind: str) -> list[list[Place]]:
        """The places of each part in which an error of this kind can be made."""
        find: dict[str, Callable[[Any], Iterator[Place]]] = {
            "year": years,
            "other number": numbers,
            "misspelt name": partial(misspelt_names, lower_case=self.vocabulary.lower_case),
            "swapped name": self.names.swapped,
            "moved paragraph": partial(moved_paragraphs, lengths=self.lengths),
        }
        found = (list(find[kind](part)) for part in self.parts)
        return [places for places in found if places]

    def run(self, seed: int, count: int) -> Iterator[Trial]:
        for number, kind in enumerate(KINDS):
            chance = Random(f"{seed} {kind}")
            share = count // len(KINDS) + (number < count % len(KINDS))
            for places in drawn(self.places(kind), share, chance):
                yield self.trial(kind, places, chance)

    def every(self, kind: str) -> Iterator[Trial]:
        """Each error of this kind that so many attempts at each place bring up, each once."""
        for place in chain.from_iterable(self.places(kind)):
            made = (place.change(Random(number)) for number in range(ATTEMPTS))
            for change in {it.after: it for it in made if it}.values():
                if (fault := self.fault(change)) is not None:
                    yield Trial(kind, change, fault, "" if fault else self.excuse(kind, change))

    def trial(self, kind: str, places: list[Place], chance: Random) -> Trial:
        for _ in range(ATTEMPTS):
            change = chance.choice(places).change(chance)
            fault = self.fault(change) if change else None
            if change and fault is not None:
                return Trial(kind, change, fault, "" if fault else self.excuse(kind, change))
        raise AssertionError(f"no {kind} could be made in {name_of(places[0].part)}")

    def fault(self, change: Change) -> str | None:
        """The first fault that the check names with this error in the base; empty if it names none.

        None if the base cannot hold such an error, since loading it would be refused.
        """
        lists = {field.name for field in change.row._meta.many_to_many} & change.values.keys()
        fields = {name: value for name, value in change.values.items() if name not in lists}
        try:
            with transaction.atomic():
                if fields:
                    type(change.row)._default_manager.filter(pk=change.row.pk).update(**fields)
                for name in lists:
                    getattr(change.row, name).set(change.values[name])
                found = next(self._faults(change), "")
                transaction.set_rollback(True)
        except IntegrityError:
            return None
        return found

    def _faults(self, change: Change) -> Iterator[str]:
        """What is wrong with the part as it now stands, and with statements that cite a passage."""
        row = change.row if isinstance(change.row, Citation) else change.part
        row = rows_of(type(row)).get(pk=row.pk)
        texts = copy(self.texts)
        if isinstance(row, Erratum):
            texts.__dict__.pop("errata", None)
            texts.__dict__.pop("everything", None)
        checker = Checker(texts, self._learned(texts, row, change))
        yield from checker.reasons(row)
        if isinstance(row, Citation):
            for model in sorted(self.citing.get(row.pk, ()), key=lambda model: model.__name__):
                for statement in rows_of(model).filter(citations=row.pk, basis=Basis.CITED):
                    yield from checker.reasons(statement)

    def _learned(self, texts: Texts, row: Any, change: Change) -> Vocabulary:
        """The vocabulary with what an error adds to it, since a check reads the base as it is."""
        learned = copy(self.vocabulary)
        learned.texts = texts
        facts = learned.__dict__
        if isinstance(row, Cited):
            words = {word for _, text in statements_of(row) for word in WORD.findall(text)}
            facts["lower_case"] = learned.lower_case.union(filter(str.islower, words))
        if isinstance(row, Erratum):
            facts["known"] = learned.known.union(words_of(row.corrected).split())
        is_name = isinstance(change.row, Contributor)
        named = Contributor.objects.get(pk=change.row.pk) if is_name else row
        if isinstance(named, Named):
            names = {words_of(name) for name in named.names()}
            facts["names"] = learned.names | names
            for fact in ("words_of_names", "known", "capitalised"):
                facts[fact] = getattr(learned, fact).union(*(name.split() for name in names))
        return learned

    # Why an error may be none

    def excuse(self, kind: str, change: Change) -> str:
        """Why the part is as well borne out with the error as it was without; empty if it is not.

        Read off the paragraphs, without the check's own rules for what stands in a text.
        """
        if kind == "moved paragraph":
            return self._excuse_of_a_move(change)
        part = change.part
        passages = [part] if isinstance(part, Citation) else list(part.citations.all())
        text = "\n".join(map(self.texts.meant, passages))
        if kind in ("year", "other number"):
            number = _number(change.after)
            forms = {change.after, str(number), WORDS.get(number, change.after)}
            forms.update({f"track {form}" for form in forms})
            if "date" in change.field and kind == "other number" and int(change.after) < 13:
                forms = {MONTHS[int(change.after)]}
            return _if(any(_stands(form, text) for form in forms), "that number stands there, too")
        if kind == "misspelt name":
            return _if(
                words_of(change.after).strip() in self.vocabulary.printed,
                "what is left is another word that the texts print",
            )
        if isinstance(part, Citation):
            text = "\n".join((text, *sources_of(part, self.texts, self.vocabulary)))
        return self._excuse_of_a_swap(change, text)

    def _excuse_of_a_swap(self, change: Change, text: str) -> str:
        if _stands(change.after, text):
            return "the other name stands there, too"
        others = (row for rows in self.names.rows.values() for row in rows)
        for other in (row for row in others if str(row) == change.after):
            if any(_stands(name, text) for name in other.names_besides(change.part)):
                if isinstance(other, Work):
                    return "an author of the other work is named there, too"
                return "the other is named there, too, in another way"
        words = words_of(change.after).split()
        if all(f" {word} " in words_of(text) for word in words):
            return "each word of the other name stands there"
        return _if(
            change.after.lower() in self.vocabulary.lower_case,
            "at the head of a sentence the other name is an ordinary word",
        )

    def _excuse_of_a_move(self, change: Change) -> str:
        passage, paragraphs = change.row, self.texts.paragraphs[change.row.work_id]
        stay = set(passage.paragraphs) & set(change.values["paragraphs"])
        left = [paragraphs[n - 1] for n in passage.paragraphs if n not in stay]
        terms = [words_of(term) for term in (*passage.terms, *passage.read_as)]
        now = words_of("\n".join(paragraphs[n - 1] for n in change.values["paragraphs"]))
        if stay and not any(term in words_of(text) for term in terms for text in left):
            return "no term stands in the paragraph that was moved, but on both sides of it"
        return _if(
            all(term in now for term in terms), "all its terms stand in the other paragraphs, too"
        )


def drawn(parts: list[list[Place]], count: int, chance: Random) -> Iterator[list[Place]]:
    """So many of the parts, spread over models and texts; each once before any comes twice."""
    in_order = list(parts)
    chance.shuffle(in_order)
    in_order.sort(key=lambda places: _stratum(places[0].part))
    rounds, rest = divmod(count, len(in_order))
    for _ in range(rounds):
        yield from in_order
    start, step = chance.random(), len(in_order) / rest if rest else 0
    yield from (in_order[int((start + number) * step)] for number in range(rest))


def _stratum(part: Any) -> tuple[str, str]:
    return type(part).__name__, text_of(part)


def text_of(part: Any) -> str:
    """The source text on which a part rests, or on which it rests first."""
    passage = part if isinstance(part, Citation) else next(iter(part.citations.all()))
    return str(passage.work.slug)


def _stands(form: str, text: str) -> bool:
    """Whether the form stands there as words, or a long one within words run together by a scan."""
    return (
        words_of(form) in words_of(text)
        or f" {letters(form)} " in words_of(text)
        or (len(form) > 7 and letters(form) in letters(text))
    )


def _number(form: str) -> int:
    """The number that a word or digits stand for; 0 for what is none."""
    word = form.casefold()
    return int(word) if word.isdecimal() else 1 if word == "one" else NUMBERS.get(word, 0)


def _if(condition: bool, reason: str) -> str:
    return reason if condition else ""
