"""The five source texts, which stay outside the repository, and what their passages say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from sources.matching import letters
from sources.models import Citation, Erratum, Work


class SourceTextError(Exception):
    """A source text is missing, or is not the one that the base was written from."""


def open_texts(folder: Path | None, *, changed_texts: bool = False) -> Texts:
    """The source texts in ``folder``, for whatever reads them.

    SourceTextError names each file that is missing, and each whose SHA-256 differs with both
    hashes; with ``changed_texts`` a difference is taken as it is.
    """
    if folder is None:
        raise SourceTextError("Say where the source texts are: --texts DIR or MTD_SOURCE_TEXTS.")
    texts = Texts(folder)
    if texts.missing:
        raise SourceTextError(f"Missing in {folder}: {', '.join(texts.missing)}.")
    if texts.changed and not changed_texts:
        raise SourceTextError(
            "\n".join(
                (
                    *texts.changed,
                    "A source text has changed; look at it, or go on with --changed-texts.",
                )
            )
        )
    return texts


class Texts:
    """The source texts, as lists of paragraphs by the primary key of their work."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.works = {work.pk: work for work in Work.objects.exclude(text_sha256="")}
        self.missing: list[str] = []
        self.changed: list[str] = []
        self.paragraphs: dict[int, list[str]] = {}
        for pk, work in self.works.items():
            path = folder / work.text_name
            if not path.is_file():
                self.missing.append(work.text_name)
                continue
            content = path.read_bytes()
            found = hashlib.sha256(content).hexdigest()
            if found != work.text_sha256:
                self.changed.append(f"{work.text_name}: expected {work.text_sha256}, found {found}")
            lines = content.decode("utf-8").splitlines()
            self.paragraphs[pk] = [line for line in lines if line.strip()]

    @cached_property
    def errata(self) -> dict[int, list[tuple[Erratum, set[int]]]]:
        """The errata of each source text, with the paragraphs for which they hold."""
        found: dict[int, list[tuple[Erratum, set[int]]]] = {}
        for erratum in Erratum.objects.prefetch_related("citations"):
            places = {n for passage in erratum.citations.all() for n in passage.paragraphs}
            found.setdefault(erratum.work_id, []).append((erratum, places))
        return found

    def printed(self, passage: Citation) -> str:
        """The cited paragraphs joined, as they are printed; without those that do not exist."""
        paragraphs = self.paragraphs[passage.work_id]
        return "\n".join(paragraphs[n - 1] for n in passage.paragraphs if n <= len(paragraphs))

    def corrected(self, passage: Citation) -> str:
        """The same without its misprints."""
        return self._corrected(self.printed(passage), passage.work_id, passage.paragraphs)

    def meant(self, passage: Citation) -> str:
        """The same without its misprints, and then what its expressions mean."""
        return "\n".join((self.corrected(passage), *passage.read_as.values()))

    @cached_property
    def everything(self) -> str:
        """All the texts without their misprints."""
        return "\n".join(
            self._corrected(paragraph, pk, [number])
            for pk, paragraphs in self.paragraphs.items()
            for number, paragraph in enumerate(paragraphs, start=1)
        )

    def _corrected(self, text: str, work: int, paragraphs: Sequence[int]) -> str:
        for erratum, places in self.errata.get(work, []):
            if places.intersection(paragraphs):
                if erratum.printed in text:
                    text = text.replace(erratum.printed, f" {erratum.corrected} ")
                elif letters(erratum.printed) in letters(text):
                    text += f"\n{erratum.corrected}"
        return text
