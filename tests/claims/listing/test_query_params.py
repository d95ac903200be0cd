"""Names and values that are nearly right: taken where they are clear, else answered with a cure."""

import pytest
from django.http import QueryDict

from claims.listing import filters
from tests.make import make_attribution, make_party, make_speaker

pytestmark = pytest.mark.django_db


def found(query: str):
    return list(filters.statements(QueryDict(query)).qs)


def problems(query: str):
    return filters.statements(QueryDict(query)).problems


def test_a_part_of_a_name_will_do_where_one_speaker_alone_has_it():
    shown = make_attribution(speaker=make_speaker("Ann Chen")).statement
    make_attribution(speaker=make_speaker("Bob Ray"))

    assert found("speaker=chen") == [shown]
    assert filters.statements(QueryDict("speaker=chen")).active[0].label == "Ann Chen"


def test_a_part_of_several_names_is_answered_with_the_names():
    for name in ("Ann Chen", "Li Chen"):
        make_attribution(speaker=make_speaker(name))

    assert problems("speaker=chen") == [
        "speaker: “chen” can be Ann Chen or Li Chen. Write the whole name."
    ]


def test_the_one_person_of_a_name_comes_before_groups_and_longer_names():
    xi = make_speaker("Xi Jinping")
    shown = make_attribution(speaker=xi).statement
    for name, kind in (("Xi Jinping and Vladimir Putin", "group"), ("Xinhua", "outlet")):
        make_attribution(speaker=make_speaker(name, kind=kind))

    assert found("speaker=xi") == [shown]


def test_a_misspelt_speaker_is_answered_with_the_one_that_was_meant():
    make_attribution(speaker=make_speaker("Zhao Lijian"))

    assert problems("speaker=Zhao+Lijan") == [
        "speaker: There is no speaker “Zhao Lijan”. Did you mean Zhao Lijian?"
    ]


@pytest.mark.parametrize("name", ["Beijing", "china", "Chinese", "cn"])
def test_a_party_goes_by_every_name_it_is_known_by(name):
    shown = make_attribution(speaker=make_speaker(party=make_party("cn", "China"))).statement

    assert found(f"party={name}") == [shown]


@pytest.mark.parametrize(
    ("query", "cure"),
    [
        ("speeker=ann&act=says", "speaker=ann&act=says"),
        ("fbclid=1&act=says", "act=says"),
        ("act=says&page=2", "act=says"),
        ("act=says", None),
    ],
)
def test_unknown_names_are_put_right_or_left_out_in_the_way_on(query, cure):
    assert filters.statements(QueryDict(query)).corrected_query == cure


@pytest.mark.parametrize("name", ["chin", "beijing", "PRC"])
def test_the_list_of_parties_knows_their_other_names(name):
    china = make_party("cn", "China")
    make_attribution(speaker=make_speaker(party=china))

    assert list(filters.parties(QueryDict(f"q={name}")).qs) == [china]


@pytest.mark.parametrize(
    ("date", "label"),
    [("2022", "2022"), ("2022-06", "June 2022"), ("2022-06-15", "15 June 2022"),
     ("undated", "undated"), ("2022-6x", "2022-6x")],
)  # fmt: skip
def test_a_date_in_force_is_written_out(date, label):
    assert filters.statements(QueryDict(f"date={date}")).active[0].label == label
