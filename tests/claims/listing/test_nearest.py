"""What a search that finds nothing offers: the nearest in meaning and in spelling."""

import pytest

from claims.listing.search.search import Search
from claims.propositions.words import synonyms_of
from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def said(words: str, **fields):
    return make_attribution(make_statement(words), **{"confidence": 0.9, **fields}).statement


def test_words_of_the_same_meaning_are_near():
    school, _ = said("the academy will close"), said("the harbour is safe")

    assert Search("school shutdown").nearest == [school.pk]


def test_those_with_most_of_the_words_come_first():
    both, one = said("the ferry left the harbour"), said("the ferry is old")

    assert Search("ferry harbour zeppelin").nearest == [both.pk, one.pk]


def test_what_is_found_needs_nothing_near():
    said("the ferry is old")

    assert Search("ferry").nearest == []


def test_doubtful_statements_are_not_offered_as_near():
    said("the ferry is old", confidence=0.3)

    assert Search("ferry zeppelin").nearest == []


def test_nothing_near_is_offered_for_words_that_nobody_has():
    said("the ferry is old")

    assert Search("zeppelin").nearest == []


def test_a_plural_has_the_synonyms_of_its_singular():
    assert "academy" in synonyms_of("schools")
    assert synonyms_of("zeppelin") == []


def test_a_misspelt_name_is_offered_while_it_is_typed(client):
    make_attribution(make_statement(), speaker=make_speaker("Zhao Lijian"), confidence=0.9)

    offered = client.get("/search/names/?q=Zhao+Lijan").json()["names"]

    assert [speaker["name"] for speaker in offered] == ["Zhao Lijian"]
