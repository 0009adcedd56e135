"""BibTeX as bibtexparser reads it, and TeX as pylatexenc does."""

from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

NAMES = ("author", "editor", "translator", "bookauthor")

KERNEL = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
"""Commands of LaTeX itself that pylatexenc lacks, or takes for an accent."""


def _decoder() -> Any:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=sign) for name, sign in KERNEL.items()]
    context.add_context_category("kernel", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context).latex_to_text


decode = _decoder()


def entries(written: str) -> Any:
    library = parse_string(
        written,
        append_middleware=[SeparateCoAuthors(name_fields=NAMES), SplitNameParts(name_fields=NAMES)],
    )
    assert library.failed_blocks == []
    return library.entries
