"""Stylesheets are whole: after a brace that is missing, browsers leave out what follows."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "static" / "css"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.css")), ids=lambda file: file.name)
def test_every_rule_ends_where_it_began(file):
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", file.read_text(), flags=re.S)
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        assert not (depth and line[:1] not in ("", " ", "}", ")")), f"line {number}: {line}"
        depth += line.count("{") - line.count("}")
        assert depth >= 0, f"line {number}: {line}"
    assert depth == 0
