"""What a work says of itself, and how much of it somebody finds in an exported reference.

``facts(work)`` is taken from the work; ``facts_of_csl``, ``facts_of_bibtex`` and ``facts_of_ris``
read the same back from what a parser made of the export. Where nothing is lost, they are equal:
a dict of texts by field, and of lists of names (“Family, Given, Jr.”) by role.
"""

import re
from typing import Any

from sources.edtf import MONTHS, parse
from sources.models import Contribution, Work

Facts = dict[str, Any]

ROLES = {
    "container-author": "Author of the containing work",
    "reviewed-author": "Author of the work summarised",
    "interviewer": "Interviewer",
}
"""Those that only notes have a place for, in one format or another."""
LABELS = {label: value for value, label in Work.Type.choices}


def unsaved_work(*contributions: Contribution, **fields: Any) -> Work:
    """A work that is not in the database, with names as if they had been loaded."""
    work: Any = Work(pk=1, **{"slug": "a-work", "type": "book", "title": "A work", **fields})
    work._prefetched_objects_cache = {"contributions": list(contributions)}
    loaded: Work = work
    return loaded


def line(text: str) -> str:
    return re.sub("[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip()


def facts(work: Any) -> Facts:
    found: Facts = {"slug": work.slug, "type": work.type}
    for name in (
        *("title", "title_short", "container_title", "collection_title", "collection_number"),
        *("publisher", "publisher_place", "volume", "issue", "page"),
        *("url", "isbn", "issn", "doi", "language", "note"),
    ):
        found[name] = line(getattr(work, name))
    found["page"] = page(work.page)
    found["edition"] = edition(work.edition)
    for name in ("issued", "accessed"):
        if text := getattr(work, name):
            found[name] = str(parse(text))
    for row in work.contributions.all():
        found.setdefault(row.role, []).append(name_of(row.contributor))
    return {name: value for name, value in found.items() if value}


def name_of(contributor: Any) -> str:
    if contributor.literal:
        return line(contributor.literal)
    family, _, suffix = contributor.family.partition(" Jr.")
    is_junior = contributor.family.endswith(" Jr.")
    if match := re.fullmatch("(.+) (III)", contributor.family):
        family, suffix, is_junior = match[1], match[2], True
    names = [family, contributor.given, suffix or "Jr."] if is_junior else []
    return line(", ".join(filter(None, names or [contributor.family, contributor.given])))


def page(text: str) -> str:
    """With one hyphen between the first and the last."""
    return re.sub(r"(?<=\w)[-–]+(?=\w)", "-", text)


def edition(text: str) -> str:
    """The words of editions that occur; a number by its figures."""
    known = {"First edition": "1", "1st ed.": "1", "3rd ed.": "3"}
    return known.get(text) or line(text)


def _type(kind: str, found: Facts) -> str:
    """A book that has editors alone is an edited one."""
    is_edited = kind == "book" and "editor" in found and "author" not in found
    return "collection" if is_edited else kind


def _notes(notes: list[str], found: Facts) -> None:
    """Put what stands in notes under a name of its own back into its field."""
    rest = []
    for note in notes:
        label, colon, text = note.partition(": ")
        fields = {label: role for role, label in ROLES.items()}
        if colon and label in fields:
            found.setdefault(fields[label], []).append(text)
        elif colon and label in ("ISBN", "ISSN"):
            found[label.lower()] = text
        elif colon and label in ("In", "Number in the series", "Pages", "Kind of work"):
            name = {"In": "container_title", "Number in the series": "collection_number"}.get(label)
            found[name or {"Pages": "page", "Kind of work": "kind"}[label]] = text
        else:
            rest.append(note)
    if rest:
        found["note"] = " ".join(rest)


# CSL-JSON


def facts_of_csl(item: Any) -> Facts:
    names = {"title-short": "", "citation-label": "title_short", "id": "slug"}
    found: Facts = {}
    for variable, value in item.items():
        if variable in Contribution.Role.values:
            found[variable] = [_csl_name(name) for name in value]
        elif isinstance(value, str):
            found[names.get(variable, variable.lower().replace("-", "_"))] = line(value)
        else:
            found[variable] = _csl_date(value)
    found["type"] = _type(item["type"], found)
    found["page"] = page(found.get("page", ""))
    return {name: value for name, value in found.items() if value}


def _csl_name(name: dict[str, str]) -> str:
    order = ("literal", "family", "given", "suffix")
    return line(", ".join(name[part] for part in order if part in name))


def _csl_date(date: dict[str, Any]) -> str:
    if "literal" in date:
        return str(date["literal"])
    if "season" in date:
        [[year]] = date["date-parts"]
        words = str(parse(f"{year:04}-{date['season'] + 20}"))
    else:
        days = [[f"{year:04}", *(f"{n:02}" for n in rest)] for year, *rest in date["date-parts"]]
        words = " to ".join(str(parse("-".join(day))) for day in days)
    about = "about " if "circa" in date else ""
    return " to ".join(f"{about}{part}" for part in words.split(" to "))


# BibTeX


def facts_of_bibtex(entry: Any, decode: Any) -> Facts:
    """From a bibtexparser entry whose names are split; ``decode`` takes TeX to text."""
    fields = {f.key: f.value for f in entry.fields}
    kind = entry.entry_type
    found: Facts = {"slug": entry.key}
    for field, role in (
        *(("author", "author"), ("editor", "editor"), ("translator", "translator")),
        ("bookauthor", "container-author"),
    ):
        if field in fields:
            found[role] = [_bibtex_name(name, decode) for name in fields.pop(field)]
    for field, name in (("url", "url"), ("doi", "doi")):
        if field in fields:
            found[name] = fields.pop(field)
    plain = {field: fields.pop(field) for field in ("date", "urldate") if field in fields}
    texts = plain | {field: line(decode(value)) for field, value in fields.items()}
    series = "type" if kind == "techreport" else "series"
    for name, field in (
        *(("title", "title"), ("title_short", "label"), ("publisher_place", "address")),
        *(("volume", "volume"), ("isbn", "isbn"), ("issn", "issn"), ("language", "language")),
        ("container_title", "journal" if kind == "article" else "booktitle"),
        ("collection_title", series),
        ("collection_number", "" if kind == "article" else "number"),
        ("issue", "number" if kind == "article" else "issue"),
        ("publisher", _publisher(kind)),
        ("edition", "edition"),
        ("page", "pages"),
    ):
        if field in texts:
            found[name] = texts.pop(field)
    if "edition" in found:
        found["edition"] = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", found["edition"])
    found["page"] = page(found.get("page", ""))
    assert texts.pop("key", found.get("title_short")) == found.get("title_short")
    found |= _bibtex_dates(texts)
    _bibtex_notes(texts.pop("annote", ""), found)
    said = texts.pop("howpublished", "") or texts.pop("entrysubtype", "")
    if kind == "phdthesis":
        assert texts.pop("type") == "Thesis"
    own = {
        "article": "article-journal",
        "book": "book",
        "incollection": "chapter",
        "inproceedings": "paper-conference",
        "techreport": "report",
        "phdthesis": "thesis",
        "online": "webpage",
        "misc": "document",
    }
    found["type"] = _type(LABELS[said] if said else own[kind], found)
    assert texts == {}, "a field that nobody reads"
    return {name: value for name, value in found.items() if value}


def _publisher(kind: str) -> str:
    if kind in ("misc", "online"):
        return "organization"
    return {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher")


def _bibtex_name(name: Any, decode: Any) -> str:
    parts = (name.von + name.last, name.first, name.jr)
    return line(", ".join(decode(" ".join(part)) for part in parts if part))


def _bibtex_dates(texts: dict[str, str]) -> Facts:
    found: Facts = {}
    year, month, day = (texts.pop(name, "") for name in ("year", "month", "date"))
    months = [name[:3].lower() for name in MONTHS]
    if day:
        found["issued"] = str(parse(day))
    elif re.fullmatch(r"\d+", year):
        number = f"-{months.index(month):02}" if month else ""
        found["issued"] = str(parse(f"{int(year):04}{number}"))
    elif year:
        found["issued"] = year
    if read := texts.pop("urldate", ""):
        is_edtf = re.fullmatch(r"[\d/~-]+", read)
        found["accessed"] = str(parse(read)) if is_edtf else read
    return found


def _bibtex_notes(note: str, found: Facts) -> None:
    while match := re.match(r"\[([\w ]+): (.*?)\] ?", note):
        note = note[match.end() :]
        if match[1] == "Number in the series":
            found["collection_number"] = match[2]
        else:
            [role] = [role for role, label in ROLES.items() if label == match[1]]
            found[role] = match[2].split("; ")
    if note:
        found["note"] = note


# RIS


def facts_of_ris(record: Any) -> Facts:
    """From what rispy reads."""
    record = dict(record)
    kind = record.pop("type_of_reference")
    found: Facts = {}
    unknown = record.pop("unknown_tag", {})
    for key, role in (
        *(("authors", "author"), ("subsidiary_authors", "translator")),
        ("tertiary_authors" if kind == "BOOK" else "secondary_authors", "editor"),
    ):
        if key in record:
            found[role] = record.pop(key)
    if "ED" in unknown:
        found["editor"] = list(unknown["ED"])
    is_series = kind in ("BOOK", "RPRT")
    for name, key in (
        *(("slug", "id"), ("title", "title"), ("title_short", "label"), ("publisher", "publisher")),
        *(("publisher_place", "place_published"), ("volume", "volume"), ("issue", "number")),
        *(("edition", "edition"), ("doi", "doi"), ("language", "language")),
        ("collection_title" if is_series else "container_title", "secondary_title"),
        ("collection_title", "tertiary_title"),
        ("collection_number", "note"),
    ):
        if key in record:
            found[name] = record.pop(key)
    if "urls" in record:
        found["url"] = ";".join(record.pop("urls"))
    pages = [record.pop(name) for name in ("start_page", "end_page") if name in record]
    if pages:
        found["page"] = "-".join(pages)
    _notes(record.pop("notes", []), found)
    if number := record.pop("issn", ""):
        own_number = {"RPRT": "collection_number", "JOUR": "issn", "NEWS": "issn"}
        found[own_number.get(kind, "isbn")] = number
    year, day = record.pop("year", ""), record.pop("date", "")
    if year or day:
        found["issued"] = _ris_date(day or f"{year}///")
    if read := record.pop("access_date", ""):
        found["accessed"] = _ris_date(read)
    own = {
        "JOUR": "article-journal",
        "NEWS": "article-newspaper",
        "BOOK": "book",
        "ADVS": "broadcast",
        "CHAP": "chapter",
        "ENCYC": "entry-encyclopedia",
        "CONF": "paper-conference",
        "BLOG": "post-weblog",
        "RPRT": "report",
        "THES": "thesis",
        "ELEC": "webpage",
        "GEN": "document",
    }
    said = record.pop("type_of_work", "") or found.pop("kind", "")
    found["type"] = _type(LABELS[said] if said else own[kind], found)
    found["page"] = page(found.get("page", ""))
    assert record == {}, "a tag that nobody reads"
    return {name: value for name, value in found.items() if value}


def _ris_date(text: str) -> str:
    year, month, day, other = text.split("/", 3)
    seasons = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
    if other in seasons:
        return str(parse(f"{year}-{seasons[other]}"))
    return other or str(parse("-".join(filter(None, (year, month, day)))))
