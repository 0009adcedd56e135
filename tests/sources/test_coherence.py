"""A statement all of which stands in its paragraphs may still be wrong in itself."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import (
    make_actor,
    make_alias,
    make_erratum,
    make_initiative,
    make_outcome,
    make_track,
    make_track_mapping,
    make_work,
)
from tests.sourced import Base, ours

pytestmark = pytest.mark.django_db

TEXT = """\
The talks began in 1981 and ended in 1993.
A treaty was signed in 1993 by Johan Hulst, and the books of 1994 tell of it.
The European Union sent Secretary Holst. The EU paid.
Track Three: Merchants and others
"""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path, TEXT)


def outcome(base: Base, statement: str, date: str, *terms: str) -> None:
    initiative = ours(make_initiative)
    passage = base.passage(1, terms=terms)
    make_outcome(initiative=initiative, statement=statement, date=date, citations=[passage])


# Its years


def test_dates_and_text_that_name_the_same_years_pass(base):
    outcome(base, "The talks ended in 1993.", "1993", "1993")
    assert base.reasons() == []


def test_a_text_that_names_no_year_passes(base):
    outcome(base, "The talks ended.", "1993", "1993")
    assert base.reasons() == []


def test_dates_that_the_text_contradicts_are_found(base):
    outcome(base, "The talks ended in 1993.", "1981", "1981", "1993")
    assert base.reasons() == ["its dates say 1981, and its text names other years alone."]


def test_of_several_years_printed_a_term_must_name_the_one_that_is_meant(base):
    outcome(base, "The talks ended in 1981.", "", "ended in 1993")
    assert base.reasons() == [
        "1981 is one of several numbers in its paragraphs, and stands in no term."
    ]


def test_the_short_name_of_a_work_names_its_year(base):
    passage = base.passage(2, terms=["1993", "1994"])
    fields = {"title": "Books", "title_short": "Hulst (1993)", "issued": "1994"}
    make_work(**fields, citations=[passage])
    assert "its dates say 1994, and its text names other years alone." in base.reasons()


# Its name


def actor(base: Base, name: str, slug: str, **fields: Any) -> Any:
    return base.cited(make_actor, 3, name=name, slug=slug, **fields)


def test_a_name_and_its_address_have_a_word_in_common(base):
    actor(base, "European Union", "african-union")
    assert base.reasons() == []
    actor(base, "EU", "africa")
    assert base.reasons() == ["its name, “EU”, and its address have no word in common."]


def test_a_name_that_only_an_alias_bears_out_is_spelt_as_the_address(base):
    person = {"kind": "person", "publicity": "public-office"}
    for given in ("Johan", "Johann"):
        row = actor(base, f"{given} Holst", f"johan-holst{'' if given == 'Johan' else '-2'}",
                    sort_name=f"Holst, {given}", **person)  # fmt: skip
        make_alias(actor=row, name="Secretary Holst", citations=[base.passage(3)])
    assert base.reasons() == [
        "“johann” of its name stands neither in the texts nor in its address.",
        "“2” of its address stands neither in its name nor in the texts.",
    ]


def test_a_name_that_stands_elsewhere_in_the_texts_must_be_cited_from_there(base):
    row = actor(base, "Johan Hulst", "johan-hulst")
    make_alias(actor=row, name="Secretary Holst", citations=[base.passage(3)])
    assert base.reasons() == [
        "its name “Johan Hulst” stands elsewhere in the texts, and not in what it cites."
    ]


def test_an_entry_is_sorted_by_its_own_name(base):
    actor(base, "European Union", "european-union", sort_name="Onion, European")
    assert base.reasons() == ["it is sorted as “Onion, European”, which is not its name."]


# Its corrections


def corrects(base: Base, printed: str, corrected: str, **fields: Any) -> list[str]:
    fields = {"kind": "name", "reason": "We know.", **fields}
    base.cited(make_erratum, 2, work=base.work, printed=printed, corrected=corrected, **fields)
    return base.reasons()


def test_a_correction_to_a_known_name_passes(base):
    assert corrects(base, "Johan Hulst", "Johan Holst") == []


def test_a_correction_to_a_name_that_nobody_knows_is_found(base):
    assert corrects(base, "Johan Hulst", "Johan Helst") == [
        "“Helst”, as it corrects, is no name in the texts, the base or its reason."
    ]


def test_the_reason_may_vouch_for_it(base):
    assert corrects(base, "Johan Hulst", "Johan Helst", reason="His name is Helst.") == []


def test_another_name_is_no_correction(base):
    assert corrects(base, "Johan Hulst", "Johan Union") == [
        "“Johan Union” has little in common with what it corrects."
    ]


def test_a_corrected_number_needs_the_misprint_or_the_reason(base):
    fields = {"kind": "date"}
    assert corrects(base, "signed in 1993", "signed in 1992", **fields) == [
        "“1992”, as it corrects, stands neither in the misprint nor in its reason."
    ]


def test_who_corrects_a_misprint_does_not_print_it(base):
    corrects(base, "Johan Hulst", "Johan Holst")
    base.state("Hulst signed the treaty.", 2)
    assert base.reasons() == ["statement: “Hulst” does not stand in Report ¶ 2."]


# What would vouch for itself


def test_a_mapping_does_not_bear_itself_out(base):
    business = ours(make_track, name="Business", short_name="Business", number=3)
    mapping = base.cited(make_track_mapping, 4, track=business, relation="exact")
    mapping.framework_track.label = "Merchants and others"
    mapping.framework_track.basis = "general-knowledge"
    mapping.framework_track.save()
    mapping.framework_track.framework.basis = "general-knowledge"
    mapping.framework_track.framework.save()
    assert base.reasons() == ["the name of “Business” does not stand in Report ¶ 4."]
