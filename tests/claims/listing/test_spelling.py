"""Misspelt words are answered with words that the texts on record have."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from articles.models import CorpusWord, Outlet
from claims.listing.search.search import Search
from claims.listing.search.spelling import nearest_words, one_edit_variants
from tests.make import make_article, make_attribution, make_outlet, make_statement

pytestmark = pytest.mark.django_db


def said(words, **fields):
    article = make_article(f"{words}.", **fields)
    return make_attribution(make_statement(words, article=article)).statement


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sanctons", "sanctions"), ("snactions", "sanctions"), ("Sanctionns", "sanctions"),
        ("agricultrul", "agricultural"), ("agriculturral", "agricultural"), ("wrold", "world"),
        ("militray", "military"), ("sactins", "sanctions"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_answered_with_the_one_that_was_meant(typed, meant):
    said("Military sanctions hurt the agricultural world")

    assert Search(typed).respelt == [meant]


def test_the_other_words_of_the_search_stay_as_they_were_typed():
    said("Military sanctions hurt the world")

    assert Search('"militray sanctions" wrold -oil').respelt == ['"military sanctions" world -oil']


def test_nothing_is_offered_for_what_is_there():
    said("Military sanctions")
    said("Military sanction")

    assert Search("sanctions").respelt == []
    assert Search("sanctions oil").respelt == []


def test_a_word_that_is_near_to_none_is_left_alone():
    said("Military sanctions")

    assert Search("xylophone").respelt == []


def test_an_article_that_has_the_word_is_enough():
    make_article("The harvest was poor.")

    assert Search("harvset").respelt == ["harvest"]


def test_a_word_that_may_not_be_shown_is_not_offered():
    said("Military sanctions", outlet=make_outlet("Closed"))
    Outlet.objects.update(rights="metadata")

    assert Search("sanctons").respelt == []


def test_each_word_of_the_texts_is_kept_once():
    make_article("Wałęsa’s well-known plan, plan 9 of F-16 jets.", title="Plans")
    make_article("A well-known plan.", title="Plans")

    words = list(CorpusWord.objects.order_by("word").values_list("word", flat=True))
    assert words == ["jets", "known", "plan", "plans", "walesa", "well"]


def test_a_rebuild_drops_the_words_of_articles_that_are_gone():
    make_article("A well-known plan.", title="Plans")
    make_article("Harvest.", title="Plans").delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT corpus_words_rebuild()")

    assert set(CorpusWord.objects.values_list("word", flat=True)) == {
        "known", "plan", "plans", "well"
    }  # fmt: skip


def test_the_page_asks_whether_that_was_meant(client):
    said("Military sanctions")

    html = client.get("/search/?q=sanctons").content.decode()

    assert 'Did you mean <a href="/search/?q=sanctions">sanctions</a>?' in html


def test_words_are_looked_up_by_their_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    equal = CorpusWord.objects.filter(word__in=["sanctions"]).explain()
    alike = CorpusWord.objects.filter(word__trigram_similar="sanctons").explain()
    assert "corpus_word" in equal
    assert "corpus_word_like" in alike


@given(st.text("abc", min_size=1, max_size=5), st.text("abc", min_size=1, max_size=6))
def test_the_variants_of_a_word_are_all_that_are_one_edit_away(word, other):
    assert (other in one_edit_variants(word)) == (OSA.distance(word, other) == 1 or word == other)


def test_common_words_come_first():
    for number in range(40):
        said(f"Trade and war, day {number}")
    said("They trace it")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_statement")

    assert nearest_words("trave")[:2] == ["trade", "trace"]
