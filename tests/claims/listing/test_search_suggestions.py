"""What else a search is read as: a title and a name, a party, a date; a speaker on something."""

from datetime import date

import pytest

from claims.listing.search.dates import find_date
from claims.listing.search.search import Search
from claims.models import About
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


def said(words: str, **fields):
    return make_attribution(make_statement(words), **fields).statement


def total(words: str) -> int:
    return Search(words).total


@pytest.mark.parametrize(
    "words", ["US pressure", "us pressure", "U.S. pressure", '"U.S. pressure"']
)
def test_initials_count_with_and_without_full_stops(words):
    said("U.S. pressure grows")
    said("the US pressure grows")
    said("pressure grows")

    assert total(words) == 2


def test_signs_that_are_not_seen_count_for_nothing():
    said("China agrees")

    assert total("\u202eChi\u00adna\u200b") == 1


@pytest.mark.parametrize("words", ["-", "- -", "\U0001f600", "%", '""', "…"])
def test_without_a_letter_or_digit_nothing_is_sought(words):
    said("It rained.")
    found = Search(words)

    assert not found.sayable
    assert (found.total, found.articles, found.speakers) == (0, [], [])


@pytest.mark.parametrize(
    "words",
    ["Blinken", "Mr Blinken", "Mr. Blinken’s", "Secretary of State Antony Blinken",
     "US Secretary Blinken"],
)  # fmt: skip
def test_titles_and_role_before_a_name_leave_the_speaker(words):
    party = make_party("us", "United States")
    blinken = make_speaker(
        "Antony Blinken", family="blinken", role="Secretary of State", party=party
    )
    said("We agree", speaker=blinken)

    assert Search(words).voice == blinken


def test_a_title_after_the_name_is_a_subject():
    xi = make_speaker("Xi Jinping", family="xi", role="President")
    about = said("The president of the court resigned", speaker=xi)

    [found] = Search("Xi president").narrower
    assert (found.reading.words, found.ids) == ("president", [about.pk])


def test_part_of_the_name_of_an_institution_is_not_its_voice():
    said("We agree", speaker=make_speaker("US authorities", kind="institution"))

    assert Search("US").voice is None
    assert Search("US authorities").voice is not None


def test_a_speaker_is_offered_only_on_what_they_spoke_of():
    xi, bob = make_speaker("Xi Jinping", family="xi"), make_speaker("Bob Xi", family="xi")
    on_trade = said("Trade matters", speaker=xi)
    said("It rained", speaker=bob)

    assert [(str(one), one.ids) for one in Search("Xi trade").narrower] == [
        ("Xi Jinping on “trade”", [on_trade.pk])
    ]


def test_a_speaker_on_a_party_is_what_they_say_of_it_in_whatever_words():
    china = make_party("cn", "China")
    psaki = make_speaker("Jen Psaki", family="psaki")
    about = said("Beijing should act", speaker=psaki)
    About.objects.create(statement=about, party=china, spans=[(0, 7)])

    [found] = Search("Psaki China").narrower
    assert (str(found), found.ids) == ("Jen Psaki on China", [about.pk])
    assert found.filters == {"speaker": [psaki.slug], "about": "cn"}


@pytest.mark.parametrize(
    "words", ["White House denies", "White House denied", "White House denies aid"]
)
def test_a_verb_after_the_speaker_is_what_they_do(words):
    house = make_speaker("White House", kind="institution", identity="white house")
    denied = said("It gives aid", speaker=house, act="denies")
    said("It gives aid", speaker=house, act="says")

    [found] = Search(words).narrower
    assert found.filters["act"] == "denies"
    assert found.ids == [denied.pk]


@pytest.mark.parametrize(
    "words", ["US accuses China", "Washington accuses Beijing", "United States accuses China"]
)
def test_a_state_speaks_through_all_who_speak_for_it(words):
    us, china = make_party("us", "United States"), make_party("cn", "China")
    itself = make_speaker("United States", kind="institution", identity="united states", party=us)
    accused = said("Beijing lies", speaker=itself, act="accuses")
    said("Beijing lies", speaker=make_speaker(), act="accuses")
    About.objects.create(statement=accused, party=china, spans=[(0, 7)])

    [found] = Search(words).narrower
    assert str(found) == "United States, its speakers: accused, on China"
    assert found.filters == {"party": "us", "act": "accuses", "about": "cn"}
    assert found.ids == [accused.pk]


def test_a_verb_that_is_no_act_of_theirs_is_a_word():
    xi = make_speaker("Xi Jinping", family="xi")
    about = said("The plans are ready", speaker=xi)

    [found] = Search("Xi plans").narrower
    assert (found.reading.words, found.ids) == ("plans", [about.pk])


@pytest.mark.parametrize("words", ["China", "(China)", "Beijing", "chinese", "the PRC"])
def test_a_party_is_found_by_every_name_it_is_known_by(words):
    said("We agree", speaker=make_speaker(party=make_party("cn", "China")))

    assert Search(words).party.by == 1


@pytest.mark.parametrize(
    ("words", "code", "label", "rest"),
    [
        ("15 June 2022", "2022-06-15", "15 June 2022", ""),
        ("June 15, 2022", "2022-06-15", "15 June 2022", ""),
        ("2022-06-15", "2022-06-15", "15 June 2022", ""),
        ("Psaki in March 2022", "2022-03", "March 2022", "Psaki"),
        ("Xi Sept. 1st, 2022 oil", "2022-09-01", "1 September 2022", "Xi oil"),
        ("1999", "1999", "1999", ""),
    ],
)
def test_a_date_is_read_in_the_forms_that_people_write(words, code, label, rest):
    assert find_date(words) == (code, label, rest)


@pytest.mark.parametrize(
    "words", ["31 June 2022", "March 18", "2022-13", "12022", '"2022"', "x-2022"]
)
def test_what_is_no_date_of_a_calendar_is_none(words):
    assert find_date(words) is None


def test_a_date_is_offered_only_where_something_was_published():
    article = make_article(published_on=date(2022, 6, 15), published_basis="given")
    make_attribution(make_statement("We agree", article=article))

    assert Search("15 June 2022").moment.code == "2022-06-15"
    assert Search("agree 2022").moment.rest == "agree"
    assert Search("refuse 2022").moment is None
    assert Search("2021").moment is None


def test_words_that_may_not_be_shown_tell_nothing_of_their_speaker():
    outlet = make_outlet("Closed")
    type(outlet).objects.update(rights="metadata")
    day = {"published_on": date(2022, 6, 15), "published_basis": "given"}
    article = make_article("Trade matters", outlet=outlet, **day)
    xi = make_speaker("Xi Jinping", family="xi")
    make_attribution(make_statement("Trade matters", article=article), speaker=xi)

    assert Search("Xi trade").narrower == []
    assert Search("trade 2022").moment is None


def test_joined_words_are_offered_apart():
    said("Russia and Ukraine")

    assert Search("Russia-Ukraine").fewer == ["Russia Ukraine"]


@pytest.mark.parametrize(("query", "cure"), [("query=xi", "q=xi"), ("q=xi&sort=date", "q=xi")])
def test_a_parameter_that_search_does_not_know_is_refused_with_a_way_on(client, query, cure):
    response = client.get(f"/search/?{query}")

    assert response.status_code == 400
    assert f'href="/search/?{cure}"' in response.content.decode()


def test_what_is_found_can_be_narrowed_by_facets_that_open_the_list(client):
    ann = make_speaker("Ann Chen", slug="ann")
    for words in ("Oil flows", "Oil is dear"):
        said(words, speaker=ann)

    html = client.get("/search/?q=oil").content.decode()

    assert 'href="/statements/?q=oil&amp;speaker=ann"' in html


def test_what_a_speaker_says_on_something_stands_first(client):
    said("Trade matters", speaker=make_speaker("Xi Jinping", slug="xi", family="xi"))

    html = client.get("/search/?q=Xi+trade").content.decode()

    assert "<h2>Xi Jinping on “trade”</h2>" in html
    assert 'href="/statements/?speaker=xi&amp;q=trade"' in html
