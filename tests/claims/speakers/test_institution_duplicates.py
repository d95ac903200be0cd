"""Institutions whose names may be one are proposed; a word that tells keeps two apart."""

import pytest

from claims.speakers.duplicates import find_duplicates
from tests.make import make_speaker

pytestmark = pytest.mark.django_db


def institutions(*wanted):
    for name in wanted:
        make_speaker(name, kind="institution")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Ministry of Defence", "Defence Ministry", "the same words in the name"),
        ("Ministry of Defence", "Ministry of Defense", "the names are spelt nearly alike"),
        (
            "Chinese Foreign Ministry",
            "Chinese Ministry of Foreign Affairs",
            "the same name in other words",
        ),
        (
            "China’s Foreign Ministry",
            "Ministry of Foreign Affairs of China",
            "the same name in other words",
        ),
        (
            "U.S. State Department",
            "Department of State of the United States",
            "the same name in other words",
        ),
        ("Süddeutsche Rundschau", "Sueddeutsche Rundschau", "the names are spelt nearly alike"),
        ("Labour Organisation", "Labor Organization", "the names are spelt nearly alike"),
        ("World Grain Agency", "WGA", "one is the initials of the other"),
        ("Veshtin Grain Board", "Grain Board", "one name holds the other"),
    ],
)
def test_institutions_with_names_that_are_near_are_proposed(one, other, reason):
    institutions(one, other)

    assert [pair.reasons for pair in find_duplicates()] == [(reason,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korea", "South Korea"),
        ("Iran", "Iraq"),
        ("Sudan", "South Sudan"),
        ("Austrian Foreign Ministry", "Australian Foreign Ministry"),
        ("North Korean Foreign Ministry", "South Korea’s Ministry of Foreign Affairs"),
        ("Ministry of the Interior", "Ministry of the Exterior"),
        ("3rd Army", "2nd Army"),
        ("Northern Command", "Southern Command"),
    ],
)
def test_institutions_that_differ_in_a_word_that_tells_are_not_proposed(one, other):
    institutions(one, other)

    assert find_duplicates() == []


def test_a_person_is_never_an_institution():
    make_speaker("Ford", kind="institution")
    make_speaker("Ford")

    assert find_duplicates() == []


def test_an_institution_and_an_outlet_may_be_one():
    make_speaker("Veshtin Radio", kind="institution")
    make_speaker("The Veshtin Radio", kind="outlet")

    assert find_duplicates()[0].reasons[-1] == "but institution and outlet"
