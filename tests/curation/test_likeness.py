"""How names compare: what may be the same, and what only looks so."""

import pytest

from curation.likeness import Likeness, Nature, compare, keys
from curation.spelling import doi_of, isbn_of, sound, url_of, words


def person(*names, **more):
    return Likeness(Nature.PERSON, names, **more)


def body(*names, **more):
    return Likeness(Nature.BODY, names, **more)


def description(*names, **more):
    return Likeness(Nature.DESCRIPTION, names, **more)


def title(*names, **more):
    return Likeness(Nature.TITLE, names, **more)


def reason(a, b):
    """Why two may be the same, if their keys bring them together at all."""
    match = compare(a, b)
    assert (match is None) == (compare(b, a) is None)
    return match.reason if match and keys(a) & keys(b) else None


@pytest.mark.parametrize(
    "forms",
    [
        "Mohammed Muhammad Mohamed Mokhammed محمد",
        "Qaddafi Gadhafi Kadafi Gaddafi",
        "Yasser Yasir ياسر",
        "Tchaikovsky Chaykovskiy Чайковский",
        "Hussein Husain Husayn Hossein",
        "Yeltsin Eltsin Ельцин",
        "Zelensky Zelenskyy Зеленський",
    ],
)
def test_usual_transliterations_sound_the_same(forms):
    assert len({sound(words(form)[0]) for form in forms.split()}) == 1


def test_words_are_plain_letters_without_genitives_and_points():
    assert words("The U.N. Women’s Organisation, Łódź") == (
        "the",
        "un",
        "women",
        "organization",
        "lodz",
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mohamed Abdi", "Muhammad Abdi"),
        ("Muammar Qaddafi", "Moammar Gadhafi"),
        ("Yasser Arafat", "Arafat, Yasir"),
        ("Kim Dae-jung", "Kim Daejung"),
        ("Mao Zedong", "Zedong Mao"),
        ("John W. McDonald", "John McDonald"),
        ("J. W. McDonald", "John W. McDonald"),
        ("Pyotr Tchaikovsky", "Пётр Чайковский"),
        ("Dr Louise Diamond", "Louise Diamond"),
        ("Joseph Montville", "Jospeh Montville"),
        ("Sari Nusseibeh", "Sari al-Nuseibah"),
    ],
)
def test_these_may_be_one_person(a, b):
    assert reason(person(a), person(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mohamed Abdi", "Mohamed Siad"),
        ("Gandhi", "Indira Gandhi"),
        ("John W. McDonald", "John A. McDonald"),
        ("Mohamed Abdi Hassan", "Mohamed Abdi Ali"),
        ("John McDonald", "James McDonald"),
        ("Mark Cohen", "Marco Kuhn"),
        ("Pope John Paul I", "Pope John XXIII"),
        ("Benigno Aquino II", "Benigno Aquino III"),
    ],
)
def test_these_are_two_persons(a, b):
    assert reason(person(a), person(b)) is None


def test_persons_of_one_name_are_two_if_born_in_different_years():
    elder = person("Ali Khan", years=(1930, None))
    assert reason(elder, person("Ali Khan", years=(1950, None))) is None
    assert reason(elder, person("Ali Khan"))


def test_an_alias_counts_as_much_as_the_name():
    a, b = person("Mahmoud Abbas", "Abu Mazen"), person("Abu Mazin")
    assert reason(a, b) == "“Abu Mazen” and “Abu Mazin” are spelt alike"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Centre for Humanitarian Dialogue", "Center for Humanitarian Dialogue"),
        ("Acme Ltd", "ACME"),
        ("Kingdom of Norway", "Norway"),
        ("The Institute for Multi-Track Diplomacy", "Institute of Multi-Track Diplomacy"),
        ("IMTD", "Institute for Multi-Track Diplomacy"),
        ("National Liberation Army (Colombia)", "National Liberation Army"),
    ],
)
def test_these_may_be_one_body(a, b):
    assert reason(body(a), body(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Niger", "Nigeria"),
        ("Iran", "Iraq"),
        ("Ministry of Foreign Affairs of Norway", "Ministry of Foreign Affairs of Denmark"),
        ("Irish Congress of Trade Unions", "Trades Union Congress"),
        ("United Nations", "United Nations Command"),
        ("Arab citizens of Israel", "Jewish citizens of Israel"),
    ],
)
def test_these_are_two_bodies(a, b):
    assert reason(body(a), body(b)) is None


def test_bodies_of_one_name_in_two_countries_are_two():
    facts = [{"country": frozenset({code})} for code in ("IT", "TR")]
    a, b = (body("Democratic Party", facts=it) for it in facts)
    assert reason(a, b) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Oslo channel", "The Oslo back channel"),
        ("Dartmouth Conference", "Dartmouth conferences"),
        ("Gold Fields talks at Mells Park", "Mells Park House talks of Gold Fields"),
        ("Nigerian civil war (Nigeria-Biafra war)", "Nigeria–Biafra War"),
    ],
)
def test_these_may_be_descriptions_of_one_thing(a, b):
    assert reason(description(a), description(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("First Liberian civil war", "Second Liberian civil war"),
        ("Israeli-Palestinian women’s workshop", "Israeli-Palestinian youth workshop"),
        ("United States-China estrangement", "United States-Cuba estrangement"),
        ("When did the Mindanao Trust Fund end?", "When did the Mindanao Trust Fund start?"),
        ("Peace talks", "Oslo peace talks"),
    ],
)
def test_these_describe_two_things(a, b):
    assert reason(description(a), description(b)) is None


def test_efforts_that_never_ran_at_one_time_are_two():
    earlier = description("Oslo talks", years=(1993, 1993))
    assert reason(earlier, description("Oslo talks", years=(2012, 2014))) is None


def test_a_longer_description_that_begins_in_the_same_year_may_be_the_same():
    a = description("Oslo channel", years=(1993, 1993))
    b = description("Oslo channel between Israel and the PLO", years=(1993, None))
    assert reason(a, b) == (
        "“Oslo channel between Israel and the PLO” has the words of “Oslo channel”, "
        "and both begin in 1993"
    )
    assert reason(a, description("Oslo channel between Israel and the PLO")) is None


def test_a_title_may_come_without_its_subtitle():
    assert (
        reason(
            title("Made in Havana: How Colombia and the FARC Decided to End the War"),
            title("Made in Havana"),
        )
        is None
    )
    assert reason(
        title("Getting to the Table in Havana: How Colombia Decided"),
        title("Getting to the Table in Havana"),
    )


def test_short_titles_need_something_else_in_common():
    assert reason(title("History"), title("History")) is None
    author = {"names": frozenset({"smt"})}
    assert reason(title("History", facts=author), title("History", facts=author))


def test_works_of_one_title_by_different_authors_are_two():
    a, b = (
        title("Peace in Our Own Time", facts={"names": frozenset({name})})
        for name in ("smt", "jns")
    )
    assert reason(a, b) is None


def test_an_identifier_that_both_have_is_reason_enough():
    a = title("Peace", identifiers=[("DOI", doi_of("https://doi.org/10.1000/ABC"))])
    b = title("Paix", identifiers=[("DOI", doi_of("10.1000/abc"))])
    assert reason(a, b) == "the same DOI, 10.1000/abc"
    assert compare(a, b) == (100, "the same DOI, 10.1000/abc")


def test_identifiers_compare_whatever_their_form():
    assert isbn_of("0-415-27661-6") == isbn_of("978 0415276610")
    assert url_of("http://www.Example.org/a/#part") == url_of("https://example.org/a")
    assert url_of("https://example.org/") == ""
