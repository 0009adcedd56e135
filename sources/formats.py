"""The formats in which references leave: what each is called, sent as, and written by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from sources.bibtex import bibtex
from sources.csl import Item
from sources.ris import ris


class Format(NamedTuple):
    label: str
    media_type: str
    extension: str
    write: Callable[[Iterable[Item]], str]

    @property
    def content_type(self) -> str:
        """With the charset, but for JSON, which is always UTF-8."""
        return self.media_type if "json" in self.media_type else f"{self.media_type}; charset=utf-8"


def csljson(items: Iterable[Item]) -> str:
    """An array of items, as citation processors take it."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"


FORMATS = {
    "bibtex": Format("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", "ris", ris),
    "csljson": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csljson),
}
"""By what ``?format=`` says."""
