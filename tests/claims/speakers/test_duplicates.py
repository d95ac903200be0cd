"""Which speaker records are proposed as one, and why."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import curation
from claims.extraction.folding import fold_name
from claims.models import Alias, Party, Speaker
from claims.speakers.duplicates import MAX_RECORDS_PER_KEY, NamedRecord, compare, find_duplicates
from tests.make import make_article, make_party, make_speaker

pytestmark = pytest.mark.django_db


def named(*pairs):
    return [(one.first.name, one.second.name) for one in pairs]


def test_two_forms_of_a_persons_name_are_proposed_with_the_reason():
    make_speaker("Joe Brandt")
    make_speaker("Joseph R. Brandt, Jr.")

    (pair,) = find_duplicates()

    assert pair.reasons == ("“Joe” is short for “Joseph”",)


def test_a_surname_alone_is_proposed_below_a_full_name_that_fits():
    make_speaker("Brandt")
    make_speaker("Joe Brandt")
    make_speaker("Joseph Brandt")

    surest, *others = find_duplicates()

    assert named(surest) == [("Joe Brandt", "Joseph Brandt")]
    assert set(named(*others)) == {("Brandt", "Joe Brandt"), ("Brandt", "Joseph Brandt")}


def test_party_and_role_make_a_pair_surer():
    china = make_party()
    make_speaker("Ann Chen", party=china, role="envoy")
    make_speaker("Chen", party=china, role="Envoy")
    make_speaker("Bo Li")
    make_speaker("Li")

    surer, other = find_duplicates()

    assert named(surer) == [("Ann Chen", "Chen")]
    assert surer.score > other.score
    assert surer.reasons[1:] == ("both speak for China", "both are “envoy”")


def test_a_surname_of_another_party_is_not_proposed():
    make_speaker("Ann Chen", party=make_party())
    make_speaker("Chen", party=make_party("us", "United States"))

    assert find_duplicates() == []


def test_two_people_of_one_surname_and_party_are_not_proposed():
    china = make_party()
    make_speaker("Wang Yi", party=china)
    make_speaker("Wang Wenbin", party=china)

    assert find_duplicates() == []


def test_two_people_of_one_surname_and_role_are_proposed():
    make_speaker("Liz Harlan", role="mayor of Veshtin")
    make_speaker("Mary Harlan", role="Mayor of Veshtin")

    assert find_duplicates()[0].reasons == ("one surname", "both are “mayor of Veshtin”")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dmitriy Orlovskiy", "Dmytriy Orlovskiy"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Olena Zelenska", "Olena Zelenskaya"),
    ],
)
def test_a_transliterated_name_is_proposed(one, other):
    make_speaker(one)
    make_speaker(other)

    assert find_duplicates()[0].reasons == ("the names are spelt nearly alike",)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Antony Blinken", "Anthony Blinken", "the names are spelt nearly alike"),
        ("Bill Harlan", "William Harlan", "“Bill” is short for “William”"),
        ("Bill Zelensky", "William Zelenskyy", "“Bill” is short for “William”"),
        ("Kate Harlan", "Catherine Harlan", "“Kate” is short for “Catherine”"),
        ("Volodymyr Zelenskiy", "Володимир Зеленський", "the names are spelt nearly alike"),
        ("Sergei Orlovsky", "Serhiy Orlovskyi", "the names are spelt nearly alike"),
        ("Mohammed bin Salman", "Muhammad bin Salman", "the names are spelt nearly alike"),
        ("Mohammed bin Salman", "Mohammed bin Salman Al Saud", "one name begins with the other"),
        ("Muammar Gaddafi", "Muammar Qaddafi", "the names are spelt nearly alike"),
        ("Sarah Willson", "Sara Wilson", "the names are spelt nearly alike"),
        ("Mary Clarke", "Mary Clark", "the names are spelt nearly alike"),
        ("Bo Leslie", "Bo Lesley", "the names are spelt nearly alike"),
        ("Jinping Xi", "Xi Jinping", "first name and surname fit"),
        ("Xi Jinping", "习近平", "the same letters, divided or written in another script"),
        ("Kim Jongun", "Kim Jong-un", "the same letters, divided or written in another script"),
        ("Anna Müller", "Anna Mueller", "the names are spelt nearly alike"),
        ("Novak Đoković", "Novak Djokovic", "the names are spelt nearly alike"),
        ("J. Robert Harlan", "John Robert Harlan", "first name and surname fit"),
    ],
)
def test_people_whose_names_may_be_one_are_proposed_with_the_reason(one, other, reason):
    make_speaker(one)
    make_speaker(other)

    assert [pair.reasons for pair in find_duplicates()] == [(reason,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed bin Salman", "Mohammed bin Zayed"),
        ("Mohammed bin Salman", "Mohammed bin Zayed Al Nahyan"),
        ("Mohammed bin Salman Al Saud", "Mohammed bin Nayef Al Saud"),
        ("Xi Jinping", "Li Jinping"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Mohammed Hassan", "Mohammed Hussein"),
        ("Pavel Ivanov", "Pavel Ivanova"),
        ("Ali Hassan", "Eli Hassan Kim"),
        ("Wang Yi", "Wang Li"),
        ("习近平", "李克强"),
    ],
)
def test_two_people_of_nearly_one_name_are_not_proposed(one, other):
    make_speaker(one)
    make_speaker(other)

    assert find_duplicates() == []


def test_a_surname_spelt_nearly_like_anothers_needs_a_party_or_role_to_be_proposed():
    ukraine = make_party("ua", "Ukraine")
    make_speaker("Ann Harlan", party=ukraine)
    same = make_speaker("Harland")
    assert find_duplicates() == []

    Speaker.objects.filter(pk=same.pk).update(party=ukraine)

    assert named(*find_duplicates()) == [("Ann Harlan", "Harland")]


def test_a_surname_transliterated_in_another_way_is_proposed():
    make_speaker("Volodymyr Zelensky")
    make_speaker("Zelenskyy")

    assert find_duplicates()[0].reasons == ("the surnames are two spellings of one",)


def test_father_and_son_are_not_proposed():
    make_speaker("Joe Brandt Sr.")
    make_speaker("Joe Brandt Jr.")

    assert find_duplicates() == []


def test_two_who_share_another_name_are_proposed():
    one, other = make_speaker("Ann Chen"), make_speaker("Xu Anning")
    for speaker in (one, other):
        Alias.objects.create(speaker=speaker, name="Madam Secretary", folded="madam secretary")

    assert find_duplicates()[0].reasons == ("both are called “madam secretary”",)


def test_somebody_not_named_or_merged_is_not_proposed():
    ann = make_speaker("Ann Chen")
    make_speaker("Anne Chen", merged_into=ann)
    for _ in range(2):
        make_speaker("an official", kind="anonymous", article=make_article())

    assert find_duplicates() == []


def test_two_told_apart_are_not_proposed_even_after_a_merge(curator):
    ann, anne = make_speaker("Ann Chen"), make_speaker("Anne Chen")
    curation.distinguish(ann, anne, by=curator)
    assert find_duplicates() == []

    anna = make_speaker("Anna Chen")
    Speaker.objects.filter(pk=ann.pk).update(merged_into=anna)

    assert find_duplicates() == []


def make_offices_called_alike(count: int, *, start: int = 0) -> None:
    for n in range(start, start + count):
        office = make_speaker(chr(0x4E00 + n) * 5, kind="institution")
        Alias.objects.create(speaker=office, name="the office", folded="office")


def test_a_name_that_a_crowd_has_brings_nobody_together():
    make_offices_called_alike(MAX_RECORDS_PER_KEY)
    assert len(find_duplicates()) == MAX_RECORDS_PER_KEY * (MAX_RECORDS_PER_KEY - 1) / 2

    make_offices_called_alike(1, start=MAX_RECORDS_PER_KEY)

    assert find_duplicates() == []


def test_the_number_of_queries_does_not_grow_with_the_speakers():
    make_offices_called_alike(12)

    with CaptureQueriesContext(connection) as few:
        find_duplicates()
    make_offices_called_alike(12, start=12)
    with CaptureQueriesContext(connection) as many:
        find_duplicates()

    assert len(many) == len(few) == 7


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from("Ann Anne Chen Li WGA Grain Board Office".split()), min_size=1),
    st.lists(st.sampled_from("Ann Anna Chen Li World Grain Agency".split()), min_size=1),
    st.sampled_from(["person", "institution"]),
    st.sampled_from(["person", "outlet"]),
    st.sampled_from([None, Party(code="cn", name="China")]),
)
def test_a_pair_is_the_same_from_either_side(left, right, kind, other_kind, party):
    one = Speaker(pk=1, name=" ".join(left), kind=kind, party=party)
    other = Speaker(pk=2, name=" ".join(right), kind=other_kind, party=party)
    here, there = (NamedRecord(s, frozenset({fold_name(s.name)})) for s in (one, other))

    pair = compare(here, there)

    assert pair == compare(there, here)
    assert pair is None or 0 < pair.score <= 1


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("speakers", "duplicates", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_says_who_may_be_one_and_why():
    make_speaker("Ann Chen", slug="ann-chen")
    make_speaker("Anne Chen", slug="anne-chen")

    assert run() == [
        "0.80  Ann Chen (ann-chen) = Anne Chen (anne-chen)?  first name and surname fit",
        "1 pair that may be one.",
    ]


def test_the_command_gives_one_json_object_a_line():
    make_speaker("Ann Chen", slug="ann-chen", party=make_party())
    make_speaker("Anne Chen", slug="anne-chen")

    (line,) = run("--json")

    told = json.loads(line)
    assert (told["score"], told["reasons"]) == (0.8, ["first name and surname fit"])
    assert told["first"] == {
        "slug": "ann-chen", "name": "Ann Chen", "kind": "person", "party": "cn", "role": "",
    }  # fmt: skip
