"""Works with whatever may stand in a title: braces, commands, quotes, line breaks, any script."""

from typing import Any

from hypothesis import strategies as st

from sources.models import Contribution, Contributor, Work
from tests.sources.references import line, unsaved_work
from tests.sources.test_edtf_fuzz import choices, open_spans, points

letters = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
signs = st.sampled_from("\\{}%&$#_~^@\"'`-,;:=<>|[]() \n\r\t")
hostile = st.text(
    st.characters(exclude_categories=["Cs"]) | signs,
    max_size=12,
) | st.sampled_from(
    [
        "}{", "\\", "\\\\", "{{", "a } b", "\\}", "50% of $10 & #1_x~y^z", "@book{x, title = {y}}",
        "TY  - BOOK", "a\r\nER  - \r\nTY  - GEN", 'He said "no"', "--", "---", "``a''", "?`", "$x$",
        "\\url{a%b}", "% not a comment", "a and b", "von Neumann", ", ", "and", "others", "\u2028",
        "<b>“d’Estrée”</b>", "中文：题目", "دور الدبلوماسية", "é\u0301", "\0", "\ufeff", "N1  - x",
    ]
)  # fmt: skip
texts = hostile.filter(line)
dates = points | open_spans | choices | st.builds("{}/{}".format, points, points).filter(
    lambda span: span.partition("/")[0][:4] < span.partition("/")[2][:4]
)  # fmt: skip


def names(anything: bool) -> st.SearchStrategy[Contributor]:
    text = texts.map(line).filter(bool) if anything else letters
    people = st.builds(Contributor, family=text, given=text | st.just(""))
    return people | st.builds(Contributor, literal=text)


NOTED = ("reviewed-author", "interviewer", "container-author")


@st.composite
def works(draw: Any, text: st.SearchStrategy[str] = texts) -> Work:
    """Not in the database; every field may be filled, of every type."""
    optional = text | st.just("")
    fields = dict(
        type=draw(st.sampled_from(Work.Type)).value,
        title=draw(text),
        **{
            name: draw(optional)
            for name in (
                *("title_short", "container_title", "collection_title", "collection_number"),
                *("publisher", "publisher_place", "volume", "issue", "isbn", "issn", "language"),
            )
        },
        page=draw(st.sampled_from(["", "12", "12-13", "170–202", "xi", "A12-A15"])),
        edition=draw(st.sampled_from(["", "3rd ed.", "First edition", "Arabic"])),
        url=draw(st.sampled_from(["", "https://a.b/c_d?e=%20f&g=1;h#i~j"])),
        doi=draw(st.sampled_from(["", "10.1000/(a)_b%3C1:2%3E"])),
        issued=draw(dates | st.just("")),
        accessed=draw(dates | st.just("")),
        note=draw(letters | st.just("")),
    )
    rows = []
    for role in draw(st.lists(st.sampled_from(Contribution.Role), max_size=4)):
        contributor = draw(names(anything=role.value not in NOTED))
        rows.append(Contribution(role=role.value, contributor=contributor))
    if fields["type"] == Work.Type.COLLECTION:  # what makes an edited book one
        rows = [row for row in rows if row.role != "author"]
        rows.append(Contribution(role="editor", contributor=Contributor(family="Aall")))
    elif fields["type"] == Work.Type.BOOK:
        rows.append(Contribution(role="author", contributor=Contributor(family="Aall")))
    return unsaved_work(*rows, **fields)
