"""What a database hands over to be read for a name has every text in which the name is found."""

import random

import pytest
from django.db import connection

from curation.naming import Called, Sought
from curation.narrowing import may_name
from initiatives.models import Initiative
from sources.models import Citation
from tests import factories

pytestmark = pytest.mark.django_db

CALLED = {
    "a person": Called(("Ahmed Khan", "Khan, Ahmed", "Аня Ли", "安·李"), ("Khan",), ("A", "Khan")),
    "a short family name": Called(("Ann Lee", "Lee, Ann", "Ann Lée"), ("Lee",), ("A", "Lee")),
    "a family name of two words": Called(("José O'Brien-Núñez",), (), ("J", "O'Brien Núñez")),
    "an abbreviation": Called(("US", "U.N.", "ЕС", "É_a"), ("EU",)),
    "an American spelling": Called(
        ("Theater Center for Defense Labor Programs", "Organization", "Ize Zo")
    ),
    "nothing but an American spelling": Called(("Center",)),
    "sounds": Called(
        ("Qaddafi Xenophon", "Mohammed al-Husseini", "Tchaikovsky Schwartz", "Yeltsin Dzhokhar")
    ),
    "a number": Called(("Q4217", "actor-9616", "0000-0002-1825-0097")),
    "nothing but signs": Called(("?!", "_", "…")),
}
SPELT = [
    ("center", "centre"),
    ("theater", "theatre"),
    ("defense", "defence"),
    ("labor", "labour"),
    ("program", "programme"),
    ("ization", "isation"),
    ("ae", "æ"),
    ("e", "é"),
    ("e", "e\u0301"),
    ("fi", "ﬁ"),
    ("k", "K"),
    ("s", "ſ"),
    ("i", "İ"),
    ("a", "%61"),
    (" ", "%20"),
    (" ", "\n"),
    (" ", "\u00a0"),
    (" ", "’s "),
    (" ", "'s "),
    ("-", "–"),
    ("'", "’"),
    ("q", "k"),
    ("q", "gh"),
    ("x", "ks"),
    ("ks", "x"),
    ("kh", "h"),
    ("tch", "ch"),
    ("sch", "sh"),
    ("ph", "f"),
    ("w", "v"),
    ("dd", "d"),
    ("mm", "m"),
    ("ah", "uh"),
    ("ts", "tz"),
    ("dzh", "dj"),
    ("ye", "e"),
]
SIGNS = ["-", " ", ".", "'", "'s ", "\n", "\t", "/", '"', "\\", "_", "’", ", ", "\u0301", "%"]
AROUND = ["", " ", ".", "met ", " signed", "x", "7", "s", "es", "'s", "\n", "—", "_", "A. ", " A."]


def written(name: str, chance: random.Random) -> str:
    """The name as somebody may write it, or nearly."""
    text = name
    for _ in range(chance.randrange(4)):
        old, new = chance.choice(SPELT)
        text = text.replace(old, new) if chance.random() < 0.5 else text.replace(new, old)
    text = chance.choice([text, text, text.lower(), text.upper(), text.title(), text.swapcase()])
    for _ in range(chance.choice([0, 0, 1, 1, 2, len(text)])):
        place = chance.randrange(len(text) + 1)
        sign = chance.choice(SIGNS) if chance.random() < 0.9 else "m"
        text = text[:place] + sign + text[place:]
    return f"{chance.choice(AROUND)}{text}{chance.choice(AROUND)}"


def texts_for(called: Called) -> list[str]:
    chance = random.Random(str(called))
    names = [it for it in (*called.certain, *called.perhaps) if it]
    if called.initials:
        names += [f"{called.initials[0]}. {called.initials[1]}"]
        names += [f"{called.initials[1]}, {called.initials[0]}."]
    found = [written(chance.choice(names), chance) for _ in range(600)]
    for name in (*names, *map(str.lower, names)):
        found += [name.replace(*pair) for old, new in SPELT for pair in ((old, new), (new, old))]
    return [it for it in dict.fromkeys(found) if "\x00" not in it]


@pytest.mark.parametrize("called", CALLED.values(), ids=CALLED)
@pytest.mark.parametrize("initials", [True, False])
def test_no_text_is_left_out_that_has_the_name(called, initials):
    sought, texts = Sought([called], initials=initials), texts_for(called)
    made = Initiative.objects.bulk_create(
        Initiative(slug=f"i-{n}", name="Talks", summary=text) for n, text in enumerate(texts)
    )
    named = {row.pk for row in made if sought.look(row.summary) is not None}
    asked = may_name([Initiative._meta.get_field("summary")], sought)
    found = {*Initiative.objects.filter(asked).values_list("pk", flat=True)}
    assert {row.summary for row in made if row.pk in named - found} == set()
    assert named or called is CALLED["nothing but signs"]


@pytest.mark.parametrize("called", CALLED.values(), ids=CALLED)
def test_no_json_is_left_out_that_has_the_name(called):
    work, sought = factories.make_work(), Sought([called])
    made = Citation.objects.bulk_create(
        Citation(work=work, key=f"c-{n}", terms=[before, 7, *after])
        for n, text in enumerate(texts_for(called)[:300])
        for before, _, after in [text.partition(" ")]
    )
    named = {row.pk for row in made if sought.look(" ".join(map(str, row.terms))) is not None}
    asked = may_name([Citation._meta.get_field("terms")], sought)
    assert named <= {*Citation.objects.filter(asked).values_list("pk", flat=True)}


SENTENCE = "They met in Oslo and agreed on a ceasefire, a timetable and a commission of inquiry. "


@pytest.mark.parametrize("name", ["a person", "sounds", "a number"])
def test_a_text_without_the_name_is_left_out(name):
    factories.make_initiative(summary=SENTENCE * 10)
    asked = may_name([Initiative._meta.get_field("summary")], Sought([CALLED[name]]))
    assert not Initiative.objects.filter(asked).exists()


def test_what_follows_a_null_character_is_read_too_where_one_can_be_stored():
    summary = "They met.\x00Ann Lee signed."
    if connection.vendor == "postgresql":
        with pytest.raises(ValueError, match="NUL"):
            factories.make_initiative(summary=summary)
        return
    factories.make_initiative(summary=summary)
    asked = may_name(
        [Initiative._meta.get_field("summary")], Sought([CALLED["a short family name"]])
    )
    assert Initiative.objects.filter(asked).count() == 1
