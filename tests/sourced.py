"""A source text of a few lines, and statements that rest on it, for tests of the check."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sources.matching import numbers_in
from sources.models import Citation
from sources.texts import open_texts
from sources.verification import Outcome, verify
from tests.factories import make_citation, make_concept, make_concept_point, make_work


class Base:
    """A work whose text is at hand, and statements that rest on it."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.write(text)
        self.work = make_work(
            slug="report",
            title="Report",
            basis="general-knowledge",
            text_name="report.txt",
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        )

    def write(self, text: str) -> None:
        self.paragraphs = [line for line in text.splitlines() if line.strip()]
        (self.folder / "report.txt").write_text(text, encoding="utf-8")

    def rewrite(self, text: str) -> None:
        """Another text under the same name, and known as such."""
        self.write(text)
        self.work.text_sha256 = hashlib.sha256(text.encode()).hexdigest()
        self.work.save()

    def passage(self, *paragraphs: int, **fields: Any) -> Citation:
        """A sound passage, unless told: terms are the first words and numbers of its paragraphs."""
        texts = [self.paragraphs[n - 1] for n in paragraphs if n <= len(self.paragraphs)]
        fields = {"terms": [term for text in texts for term in terms_of(text)], **fields}
        return make_citation(work=self.work, paragraphs=list(paragraphs), **fields)

    def cited(self, make: Callable[..., Any], *paragraphs: int, **fields: Any) -> Any:
        """A part that cites these paragraphs, of entries that need no passage themselves."""
        return make(citations=[self.passage(*paragraphs)], **fields)

    def state(self, statement: str, *paragraphs: int) -> Any:
        return self.cited(make_concept_point, *paragraphs, concept=concept(), statement=statement)

    def check(self) -> Outcome:
        return verify(open_texts(self.folder), {})

    def reasons(self) -> list[str]:
        return [failure.reason for failure in self.check().failures]


def terms_of(text: str) -> list[str]:
    numbers = [word for word in re.findall(r"(?:Track )?\w+", text) if numbers_in(word)]
    return list(dict.fromkeys([text.split()[0], *numbers]))


def ours(make: Callable[..., Any], **fields: Any) -> Any:
    """An entry that rests on no passage, so that only its parts are held against the text."""
    return make(basis="general-knowledge", **fields)


def concept() -> Any:
    return ours(make_concept)
