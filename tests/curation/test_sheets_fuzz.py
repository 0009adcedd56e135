"""No text whatever is lost on its way through a file, and no file whatever breaks the reading."""

import io
from contextlib import suppress
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import example, given, settings
from hypothesis import strategies as st

from curation.sheets import read, rows, write_csv, write_json
from curation.sheets.cells import plain, safe
from curation.sheets.uploads import UploadError
from presentation.tables import FORMULA

nasty = st.text(alphabet="\"'=+-@\t\r\n;,| {}[]\\a1é„\u2028\x85\x1c\ufeff\U0001f54a", max_size=40)
# Lines within a cell end in \n alone; see test_lines_of_a_cell_end_as_they_do_in_documents.
characters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
texts = (nasty | st.text(characters, max_size=60)).filter(lambda text: text and "\r\n" not in text)
slugs = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}\Z")
links = st.lists(slugs | st.builds("{}#{}".format, slugs, slugs), min_size=1, max_size=4)
values = st.recursive(
    texts | st.integers(-(10**12), 10**12) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
passages = st.fixed_dictionaries(
    {},
    optional={
        "locator": texts,
        "paragraphs": st.lists(st.integers(1, 999), min_size=1),
        "terms": st.lists(texts, min_size=1),
        "read_as": st.dictionaries(texts, values, min_size=1),
        "repeats": slugs,
    },
)
errata = st.fixed_dictionaries(
    {}, optional={"printed": texts, "reason": texts, "citations": links, "kind": slugs}
)


def keyed(parts: list[dict[str, Any]], start: str) -> list[dict[str, Any]]:
    return [{"key": f"{start}-{number}", **part} for number, part in enumerate(parts)]


def work(slug: str, fields: dict[str, Any], first: Any, second: Any) -> dict[str, Any]:
    lists = {"passages": keyed(first, "p"), "errata": keyed(second, "e")}
    filled = {name: parts for name, parts in lists.items() if parts}
    return {"entry": "work", "slug": slug, **fields, **filled}


works = st.builds(
    work,
    slugs,
    st.fixed_dictionaries({}, optional={"title": texts, "note": texts, "citations": links}),
    st.lists(passages, max_size=3),
    st.lists(errata, max_size=3),
)
documents = st.lists(works, min_size=1, max_size=3, unique_by=lambda document: document["slug"])


@given(st.text() | nasty)
@example("'=")
@example("''")
@example("'''=")
def test_any_text_is_made_safe_and_comes_back(text: str):
    assert not safe(text).startswith(FORMULA)
    assert plain(safe(text)) == text.replace("\r\n", "\n")


@settings(max_examples=60, deadline=None)
@given(documents)
def test_any_documents_come_back_from_a_sheet(given_documents: list[dict[str, Any]]):
    data = "".join(write_csv(given_documents, "work")).encode()
    assert read(io.BytesIO(data), "works.csv").documents == given_documents


@settings(max_examples=60, deadline=None)
@given(
    documents, st.dictionaries(texts.filter(lambda name: name != "documents"), values, max_size=2)
)
def test_any_documents_come_back_from_json(
    given_documents: list[dict[str, Any]], about: dict[str, Any]
):
    data = "".join(write_json(given_documents, about)).encode()
    found = read(io.BytesIO(data), "works.json")
    assert (found.documents, found.about) == (given_documents, about)


WORDS = [*"work framework a a-b passages framework_tracks key yes list é 1 =1".split()]
WORDS += ["framework_tracks/a/points", "", '"', ",", ";", "\n", "\r", "[", "{}", "\0"]
LINES = st.lists(st.sampled_from(WORDS) | texts, max_size=30)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([b"", b"entry,slug,list,key,number,terms,extends\n", b"[", b'{"documents": [']),
    st.binary(max_size=80) | st.builds(lambda it: ",".join(it).encode(), LINES),
)
@example(b"[", b"[" * 100_000)
@example(b"[", b'{"entry": "work", "slug": "a", "passages": [[], 1, {"key": 1}, {"key": null}]}]')
@example(b"[", b'{"entry": ["work"], "slug": "a"}, {"entry": "work", "slug": {}}, 1, null]')
@example(b"{", b'"documents": 1}')
@example(b"{", b'"documents": [], "documents": []}')
@example(b"entry,slug,list\n", b"framework,a,framework_tracks/\n")
@example(b"entry,slug,list\n", b"framework,a,/\nframework,a,//\n")
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes):
    with suppress(UploadError):
        rows(read(io.BytesIO(start + rest), "upload"), "curated")
