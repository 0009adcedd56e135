"""A file that cannot be taken is refused with a clear sentence, soon, and without much memory."""

import gzip
import io
import json
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from curation.sheets import read, rows
from curation.sheets.uploads import MAX_BYTES, MAX_CELL, MAX_LINES, SHOWN, UploadError
from tests.curation.sheet_sample import ENTRY, HEADER, refusal, sheet, sheet_refusal, upload

LINE = f"{HEADER}\n{ENTRY}\n"
SAVE = "In Excel save it as “CSV UTF-8 (comma delimited)”, in LibreOffice as “Text CSV” with the "


# What it is


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, "0" * 1_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), "this is a spreadsheet file (XLSX); "),
        (archive("sheet.csv"), "this is a ZIP archive; unpack it"),
        (gzip.compress(LINE.encode()), "this is a gzip archive; unpack it"),
        (b"%PDF-1.7\n", "this is a PDF file; upload a CSV or JSON file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is a spreadsheet or text file of older Office"),
        (LINE.encode("utf-16"), f"this text is in UTF-16 or UTF-32, not in UTF-8. {SAVE}"),
        (LINE.encode("utf-32"), f"this text is in UTF-16 or UTF-32, not in UTF-8. {SAVE}"),
        (b"", "the file is empty."),
        (b"\xef\xbb\xbf", "the file is empty."),
        (b" \r\n \n", "the file is empty."),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_first_bytes(data: bytes, sentence: str):
    (line,) = refusal(data, "cases.csv")
    assert line.startswith(f"cases.csv: {sentence}")


@pytest.mark.parametrize("first", ["xl/workbook.xml", "docProps/app.xml"])
def test_a_spreadsheet_is_told_how_to_become_a_sheet(first: str):
    (line,) = refusal(archive(first), "cases.xlsx")
    assert line == (
        "cases.xlsx: this is a spreadsheet file (XLSX); save it as CSV UTF-8 and upload that."
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_text_that_is_not_utf_8_is_refused_with_the_line_and_a_way_out(mark: bytes):
    data = mark + LINE.encode() + "initiative,b,,,Café,dialogue,,,,,".encode("cp1252")
    (line,) = refusal(data)
    assert line.startswith(f"line 3: this is not UTF-8 (there is the byte E9). {SAVE}")


def test_a_nul_byte_is_refused_with_its_line():
    assert refusal(LINE + "\0")[0].startswith("line 3: there is a NUL byte, which no text has.")


# Columns


def test_an_unknown_column_is_refused_with_the_one_that_was_meant():
    assert refusal("entry,slug,rolle,xyz\n") == [
        "line 1: there is no column “rolle”; did you mean “role”?",
        "line 1: there is no column “xyz”.",
    ]


def test_a_column_that_stands_twice_is_refused():
    assert refusal("entry,slug,name,Name\n") == ["line 1: the column “name” stands twice."]


def test_a_column_without_a_name_is_refused():
    assert refusal("entry,,slug\n") == ["line 1: column 2 has no name."]


def test_a_file_without_the_columns_of_a_sheet_is_refused():
    lines = refusal("name,kind\nOslo,dialogue\n")
    assert [line[:32] for line in lines] == [
        "line 1: the column “entry” is mi",
        "line 1: the column “slug” is mis",
    ]


def test_a_header_alone_is_refused():
    assert refusal(f"{HEADER}\n,,,\n") == [
        "sheet.csv: there is a line of column names, and nothing below it."
    ]


# Lines


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",example,,,,,,,,,", "line 3: the “entry” is missing."),
        ("initiative,,,,,,,,,,", "line 3: the “slug” is missing."),
        (
            "initative,b,,,,,,,,,",
            "line 3, column entry: there is no kind of entry “initative”; did you mean "
            "“initiative”?",
        ),
        (
            "initiative,example,participation,,,,,,,,",
            "line 3, column list: an entry of the kind “initiative” has no list “participation”; "
            "did you mean “participations”?",
        ),
        (
            "framework,example,framework_tracks/one,,,,,,,,",
            "line 3, column list: “framework_tracks/one” ends in a key, not in a list.",
        ),
        (ENTRY, "line 3: initiative:example is in line 2 already."),
        (
            "initiative,other,venues,,Oslo,,,,,,",
            "line 3: there is no line of initiative:other itself, with an empty “list”.",
        ),
        (
            "initiative,example,venues,,Oslo,,,,mediator,,",
            "line 3, column role: a line of “venues” has none; leave “mediator” out.",
        ),
        (
            "initiative,b,,ann,,,,,,,",
            "line 3, column key: an entry has a slug and no key; is “ann” a part, whose “list” is "
            "missing?",
        ),
        (f"{ENTRY},x", "line 3: there are 12 cells, and 11 columns with a name."),
        (
            'initiative,b,,,"Oslo,dialogue',
            'line 3: a quotation mark (") opens a cell here, and is never closed.',
        ),
        (
            'initiative,b,,,"Oslo" talks,dialogue',
            'line 3: after the quotation mark (") that closes a cell there is more text; within a '
            "cell, write each quotation mark twice.",
        ),
        (
            f"initiative,b,,,{'x' * (MAX_CELL + 1)},dialogue",
            "line 3, column name: a cell has more than 100,000 characters.",
        ),
        (
            "initiative,b,,,Oslo,dialogue,,,,,[a",
            'line 3, column citations: this cell is JSON, as in ["a", "b"], and “[a” is none '
            "(expecting value).",
        ),
    ],
)
def test_a_line_that_cannot_be_is_refused(line: str, sentence: str):
    assert sheet_refusal(ENTRY, line) == [sentence]


def test_a_part_of_a_part_that_is_not_there_is_refused():
    line = "framework,two,framework_tracks/one/points,,,,,,,,"
    assert sheet_refusal("framework,two,,,,,,,,,", line) == [
        "line 3: there is no line “framework_tracks/one”."
    ]


def test_a_key_that_stands_twice_in_an_entry_is_refused_whatever_the_lists():
    lines = sheet_refusal(
        ENTRY, "initiative,example,venues,oslo,,,,,,,", "initiative,example,outcomes,oslo,,,,,,,"
    )
    assert lines == ["line 4: the key “oslo” is in line 3 already; an entry has each only once."]


def test_only_the_first_problems_are_shown_and_the_others_counted():
    lines = sheet_refusal(*[f"x,{number}" for number in range(SHOWN + 20)])
    assert len(lines) == SHOWN + 1
    assert lines[-1] == "And 20 more problems."


def test_a_file_with_nothing_but_problems_is_not_read_to_its_end():
    lines = sheet_refusal(*[f"x,{number}" for number in range(50_000)])
    assert lines[-1] == "And 950 more problems; the rest of the file was not read."


def test_a_message_quotes_no_control_character():
    (line,) = refusal('[{"entry": "\\ud800\\u0000\\u202e", "slug": "a"}]', "a.json")
    assert line.startswith("line 1: there is no kind of entry “\N{REPLACEMENT CHARACTER}")
    assert line.encode()


def test_no_field_may_have_what_its_model_refuses():
    with pytest.raises(UploadError) as error:
        rows(sheet("initiative,a,,,,dialog,,,,,"), "curated")
    assert [str(problem).partition(": ")[0] for problem in error.value.problems] == [
        "line 2, column name",
        "line 2, column kind",
    ]


# JSON


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{}", "line 1: this is not readable as JSON: it is neither a list of documents nor an "),
        ('{"documents": 1}', "line 1: this is not readable as JSON: [ is expected, not “1”."),
        ("[\n{]", "line 2: this is not readable as JSON: expecting property name enclosed in "),
        ("[] []", "line 1: this is not readable as JSON: something follows after its end."),
        ("[1]", "line 1: each item must be an object with an “entry” and a “slug”."),
        ('[{"a": 1, "a": 2}]', "line 1: this is not readable as JSON: “a” stands twice in one "),
        ('[{"a": NaN}]', "line 1: this is not readable as JSON: NaN is no number."),
        ('[{"a": -Infinity}]', "line 1: this is not readable as JSON: -Infinity is no number."),
        ('[{"a": 1e999}]', "line 1: this is not readable as JSON: the number 1e999 is too large"),
        (f'[{{"a": {"9" * 5000}}}]', "line 1: this is not readable as JSON: a number has more tha"),
        ("[" * 200_000, "line 1: this is not readable as JSON: it is nested more than 20 deep."),
        (f"[{'[' * 30}{']' * 30}]", "line 1: this is not readable as JSON: it is nested more tha"),
        (f'[{{"a": "{"x" * 100_001}"}}]', "line 1: this is not readable as JSON: a text has more"),
        ('["\\', "line 1: this is not readable as JSON: unterminated string."),
        ('[{"slug": "a"}]', "line 1: the “entry” is missing."),
        ('[{"entry": "work"}]', "line 1: work: the “slug” is missing."),
        ('[{"entry": "book", "slug": "a"}]', "line 1: there is no kind of entry “book”"),
    ],
)
def test_json_that_holds_no_documents_is_refused(text: str, sentence: str):
    (line,) = refusal(text, "base.json")
    assert line.startswith(sentence)


def test_text_that_is_called_json_and_is_none_is_refused():
    (line,) = refusal("hello", "base.json")
    assert line == "line 1: this is not readable as JSON: { is expected, not “h”."


def test_an_entry_that_stands_twice_in_json_is_refused():
    one = json.dumps({"entry": "work", "slug": "a"})
    assert refusal(f"[{one},\n{one}]", "base.json") == ["line 2: work:a is in line 1 already."]


def test_a_part_without_a_key_gets_one_in_json_too():
    text = '[{"entry": "initiative", "slug": "a", "venues": [{"name": "Oslo"}]}]'
    assert upload(text).documents[0]["venues"] == [{"name": "Oslo", "key": "oslo"}]


# Too much


class Endless(io.RawIOBase):
    """A stream that never ends; reading all of it would never return."""

    def read(self, size: int = -1) -> bytes:
        assert size >= 0
        return b"initiative,a,,\n" * (size // 15) + b"\n" * (size % 15)


WIDE = b"a," * 1_000_000
FULL = MAX_BYTES - len(HEADER) - 20
SHEET = f"{HEADER}\n".encode()
LONG_LINES = (b"x" * 999 + b"\n") * (FULL // 1000)
CHANCE = random.Random(1905)


def members(count: int) -> bytes:
    """An object with so many members, of which the last stands twice."""
    return b"[{" + b",".join(b'"%d":1' % number for number in range(count)) + b',"1":1}]'


TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "1,000,000 columns": lambda: WIDE,
    "1,000,000 columns of one name": lambda: b"entry," * 1_000_000,
    "3,000 unknown columns": lambda: b",".join(b"c%d" % n for n in range(3_000)),
    "200 unknown columns": lambda: b",".join(b"citation%d" % n for n in range(200)),
    "1,000,000 cells below a header": lambda: SHEET + WIDE,
    "10,000,000 lines": lambda: b"\n" * MAX_BYTES,
    "lines of nothing below a header": lambda: SHEET + b"\r" * FULL,
    "a line without end": lambda: b"x" * MAX_BYTES,
    "a line without end below a header": lambda: SHEET + b"x" * FULL,
    "a cell without end below a header": lambda: SHEET + b'"' + LONG_LINES,
    "an opened quotation mark": lambda: LINE.encode() + b'"' + LINE.encode() * 45_000,
    "quotation marks": lambda: SHEET + b'"' * FULL,
    "problems": lambda: SHEET + b"initiativ,b,,,,,,,,\n" * (MAX_LINES - 10),
    "parts without an entry": lambda: (
        SHEET + b"".join(b"initiative,a%d,venues\n" % n for n in range(50_000))
    ),
    "one entry again and again": lambda: SHEET + b"work,a\n" * (MAX_LINES - 10),
    "one key again and again": lambda: SHEET + b"work,a,errata,a\n" * (MAX_LINES - 10),
    "brackets": lambda: b"[" * MAX_BYTES,
    "nested lists": lambda: b"[" * 400_000,
    "5,000,000 lists": lambda: b"[" + b"[]," * (FULL // 3) + b"1]",
    "200,000 lists": lambda: b"[" + b"[]," * 200_000 + b"1]",
    "200,000 objects": lambda: b"[" + b"{}," * 200_000 + b"1]",
    "900,000 members": lambda: members(900_000),
    "250,000 members": lambda: members(250_000),
    "digits": lambda: b"[" + b"1" * FULL + b"]",
    "decimals": lambda: b"[1." + b"1" * FULL + b"]",
    "a text without end": lambda: b'["' + b"a" * FULL,
    "a text of 9 MB": lambda: b'["' + b"a" * (FULL - 10) + b'"]',
    "spaces": lambda: b" " * MAX_BYTES,
    "NUL bytes": lambda: bytes(MAX_BYTES),
    "chance": lambda: b"a" + CHANCE.randbytes(MAX_BYTES - 10),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_of_anything_is_refused_within_a_second(what: str):
    data = TOO_MUCH[what]()
    start = time.process_time()
    (first, *_) = refusal(data)
    assert time.process_time() - start < 1
    assert len(first) < 1000


@pytest.mark.parametrize("what", ["1,000,000 cells below a header", "250,000 members", "problems"])
def test_too_much_of_anything_takes_little_memory(what: str):
    data = TOO_MUCH[what]()
    tracemalloc.start()
    refusal(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 25 * MAX_BYTES


def test_an_upload_that_says_that_it_is_too_large_is_not_read():
    large = SimpleUploadedFile("cases.csv", LINE.encode())
    large.size = 50_000_000
    with pytest.raises(UploadError, match=r"^cases.csv: the file has 50 MB; 10 MB are the most"):
        read(large, "cases.csv")


def test_an_upload_that_never_ends_is_read_only_as_far_as_it_may_go():
    with pytest.raises(UploadError, match=r"^cases.csv: the file is too large; 10 MB are the most"):
        read(Endless(), "cases.csv")


def test_thousands_of_parts_get_their_keys_within_a_second():
    lines = ["initiative,example,participations,,,,ann,business,mediator,,"] * 10_000
    start = time.process_time()
    found = sheet(ENTRY, *lines)
    assert time.process_time() - start < 1
    assert found.documents[0]["participations"][-1]["key"] == "ann-mediator-10000"
