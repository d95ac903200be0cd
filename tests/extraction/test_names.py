import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.noun_phrases.person_names import Likeness, likeness, parse

WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Dravec", "Ilko Dravec"),
        ("Joram Adeyo", "Joram K. Adeyo, Jr."),
        ("J. Adeyo", "Joram Adeyo"),
        ("Requiao", "Otávio Requião"),
        ("Wei", "Wei Tianlu"),
        ("Tianlu Wei", "Wei Tianlu"),
        ("Jen Marsh", "Jennifer Marsh"),
        ("Mbeki", "Saoirse Delahunty-Mbeki"),
    ],
)
def test_forms_of_one_name_are_alike(short, full):
    assert likeness(parse(short), parse(full)) >= Likeness.FAMILY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peter Harlan", "Odessa Harlan"),
        ("Wei Tianlu", "Wei Shanhong"),
        ("Dravec", "Anneke Rosvall"),
        ("Joram Adeyo Sr.", "Joram Adeyo Jr."),
    ],
)
def test_two_people_with_one_surname_stay_two(one, other):
    assert likeness(parse(one), parse(other)) in (Likeness.NONE, Likeness.FAMILY)


def test_a_possessive_is_no_part_of_a_name():
    assert parse("Ilko Dravec’s").display == "Ilko Dravec"


def test_a_suffix_is_kept_without_its_comma():
    assert parse("Joram K. Adeyo, Jr.").display == "Joram K. Adeyo Jr."


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_likeness_is_symmetric(one, other):
    first, second = parse(" ".join(one)), parse(" ".join(other))

    assert likeness(first, second) == likeness(second, first)
