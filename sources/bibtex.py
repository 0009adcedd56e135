"""Items of CSL as BibTeX, for LaTeX and for reference managers.

Entry types and fields are those of BibTeX; what it has none for goes into fields of BibLaTeX, which
BibTeX skips and managers read. The file is UTF-8. Which field becomes which stands in
docs/citation-formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sources.csl import (
    Item,
    edition_ordinal,
    edtf_of,
    one_line,
    plain_name,
    points_of,
    year_of,
)
from sources.models import Work

TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "post-weblog": "online",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
}
"""All others are misc."""

NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
NOTED = {
    "reviewed-author": "Author of the work summarised",
    "interviewer": "Interviewer",
}
FIELDS = {
    "citation-label": "label",
    "publisher-place": "address",
    "volume": "volume",
    "version": "version",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "language",
    "abstract": "abstract",
    "source": "source",
}
PUBLISHERS = {
    "techreport": "institution",
    "phdthesis": "school",
    "online": "organization",
    "misc": "organization",
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

ESCAPES = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": r"{\textbackslash}",
    "{": r"\{",
    "}": r"\}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
LONE_BRACES = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
"""BibTeX counts braces even behind a backslash, so that those without a partner need a name."""
LIGATURES = re.compile("(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[!?])(?=`)")
"""Between signs that TeX would join into another one."""


def bibtex(items: Iterable[Item]) -> str:
    """One entry an item, with an empty line between them."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    kind = TYPES.get(item["type"], "misc")
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(item, kind))
    return f"@{kind}{{{key(item)},\n{lines}}}\n"


def key(item: Item) -> str:
    """The slug; where kinds mix, kind:slug:key."""
    return str(item["id"]).replace("#", ":")


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    for variable, name in NAMES.items():
        if variable in item:
            yield name, _braced(" and ".join(map(_name, item[variable])))
    # Twice in braces: styles would put the capitals of names into lower case.
    yield "title", _braced(_braced(escape(item["title"])))
    if "container-title" in item:
        name = "journal" if kind == "article" else "booktitle"
        yield name, _braced(escape(item["container-title"]))
    for name, text in _series_and_number(item, kind):
        yield name, _braced(escape(text))
    if "publisher" in item:
        yield PUBLISHERS.get(kind, "publisher"), _braced(escape(item["publisher"]))
    for variable, name in FIELDS.items():
        if variable in item:
            yield name, _braced(escape(item[variable]))
    if "citation-label" in item and not {"author", "editor"} & item.keys():
        yield "key", _braced(escape(item["citation-label"]))  # what BibTeX sorts by
    if "edition" in item:
        yield "edition", _braced(escape(edition_ordinal(item["edition"])))
    if "page" in item:
        yield "pages", _braced(re.sub(r"(?<=\w)[-–]+(?=\w)", "--", escape(item["page"])))
    yield from _dates(item)
    for variable, name in (("URL", "url"), ("DOI", "doi")):
        if variable in item:
            yield name, _braced(verbatim(item[variable]))
    yield from _kind(item, kind)
    if notes := _notes(item, kind).strip():
        yield "annote", _braced(escape(notes))


def _series_and_number(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    series, number, issue = (
        item.get(variable, "") for variable in ("collection-title", "collection-number", "issue")
    )
    if series:
        yield ("type" if kind == "techreport" else "series"), series
    if number and kind != "article":
        yield "number", number
    if issue:
        yield ("number" if kind == "article" else "issue"), issue


def _kind(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """What the entry type does not say of the type."""
    label = escape(str(Work.Type(item["type"]).label))
    if kind == "misc" and item["type"] != "document":
        yield "howpublished", _braced(label)
    elif kind == "phdthesis":
        yield "type", _braced(label)  # or styles would print “PhD thesis”
    elif item["type"] in ("article-newspaper", "entry-encyclopedia", "post-weblog"):
        yield "entrysubtype", _braced(label)


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    """Year and month as BibTeX has them, and where they do not hold it all, the date as EDTF."""
    if issued := item.get("issued"):
        yield "year", _braced(escape(year_of(issued)))
        points = points_of(issued)
        if len(points) == 1 and 0 < (points[0].month or 0) <= 12:
            yield "month", MONTHS[(points[0].month or 0) - 1]
        edtf = edtf_of(issued)
        if not re.fullmatch(r"\d{4}(-\d\d)?|", edtf) or "season" in issued:
            yield "date", _braced(edtf)
    if accessed := item.get("accessed"):
        yield "urldate", _braced(edtf_of(accessed) or escape(accessed["literal"]))


def _notes(item: Item, kind: str) -> str:
    """What no field is for, in square brackets, and the note."""
    notes = []
    for variable, label in NOTED.items():
        if variable in item:
            notes.append(f"[{label}: {'; '.join(map(plain_name, item[variable]))}]")
    if kind == "article" and "collection-number" in item:
        notes.append(f"[Number in the series: {one_line(item['collection-number'])}]")
    return " ".join([*notes, item.get("note", "")])


def _name(name: dict[str, str]) -> str:
    """“Family, Jr., Given”; in braces what BibTeX would take apart."""
    if "literal" in name:
        return _braced(escape(name["literal"]))
    family, suffix, given = (_whole(name.get(p, "")) for p in ("family", "suffix", "given"))
    if not given and not suffix:
        return family if family.startswith("{") else _braced(family)
    return ", ".join(filter(None, (family, suffix, given)))


def _whole(name: str) -> str:
    escaped = escape(name)
    is_safe = "\\" not in escaped and not re.search(r",|\band\b", name, re.IGNORECASE)
    return escaped if is_safe else _braced(escaped)


def escape(text: str) -> str:
    """The text on one line, with every sign of TeX's as a command."""
    text = one_line(text)
    escapes = ESCAPES if _is_balanced(text) else ESCAPES | LONE_BRACES
    return LIGATURES.sub("{}", "".join(escapes.get(sign, sign) for sign in text))


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def verbatim(text: str) -> str:
    """An address, which is not escaped: only what would end the field is percent-encoded."""
    coded = {"{": "%7B", "}": "%7D", "\\": "%5C"}
    return "".join(coded.get(sign, sign) for sign in "".join(one_line(text).split()))


def _braced(text: Any) -> str:
    return f"{{{text}}}"
