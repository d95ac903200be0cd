"""Is a quote unchanged, changed or not found; of whom, where; and what is not told."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Outlet
from claims.models import Statement
from claims.quotes import verification
from claims.quotes.verdicts import Verdict
from claims.quotes.verification import InvalidQuestion, verify, verify_in
from tests.claims.quotes.sayings import SAID, TOLD, make_said
from tests.make import (
    make_outlet,
)
from tests.world import make_rejected

pytestmark = pytest.mark.django_db


def found(answer):
    return [(match.statement, match.verdict) for match in answer.matches]


def test_the_very_words_are_unchanged_and_the_statement_is_named():
    said = make_said()

    answer = verify(f"“{SAID}.”")

    assert answer.verdict == Verdict.UNCHANGED
    assert found(answer) == [(said, Verdict.UNCHANGED)]
    assert answer.complete


def test_words_left_out_with_an_ellipsis_are_no_change():
    make_said()

    assert verify("China will face … any steps").verdict == Verdict.UNCHANGED


def test_other_words_are_a_change_shown_word_by_word():
    said = make_said()

    answer = verify(TOLD)

    assert found(answer) == [(said, Verdict.CHANGED)]
    laid = [(d.kind, d.text) for d in answer.matches[0].similarity.differences if d.kind != "same"]
    assert laid == [
        ("missing", "responsibility"), ("added", "penalties"),
        ("missing", "assist"), ("added", "encourage"),
    ]  # fmt: skip


def test_near_wordings_stand_below_the_unchanged_one():
    told, said = make_said(TOLD), make_said(SAID)

    answer = verify(TOLD)

    assert answer.verdict == Verdict.UNCHANGED
    assert found(answer) == [(told, Verdict.UNCHANGED), (said, Verdict.CHANGED)]


def test_words_that_nobody_has_are_not_found():
    make_said()

    answer = verify("The harbour opens again on Tuesday")

    assert (answer.verdict, answer.matches, [one.article for one in answer.texts]) == (
        Verdict.NOT_FOUND,
        [],
        [],
    )


def test_words_of_a_text_that_are_no_statement_are_found_in_the_text():
    said = make_said()

    answer = verify("It rained on Monday")

    assert answer.verdict == Verdict.UNCHANGED
    assert (answer.matches, [one.article for one in answer.texts]) == ([], [said.article])


def test_a_changed_order_of_common_words_is_still_a_change():
    make_said("it is what it is and that is that")

    assert verify("that is that and it is what it is").verdict != Verdict.UNCHANGED


@pytest.mark.parametrize("gone", ["withdrawn", "rejected", "article"])
def test_what_readers_do_not_see_is_not_found(gone):
    said = make_said()
    if gone == "withdrawn":
        Statement.objects.update(withdrawn_at=timezone.now())
    elif gone == "rejected":
        said.attributions.all().delete()
        make_rejected(said.article, "she said")
    else:
        Article.objects.update(withdrawn_at=timezone.now())

    answer = verify(SAID)

    assert answer.matches == []
    assert bool([one.article for one in answer.texts]) == (gone != "article")


def test_words_that_an_outlet_does_not_show_are_neither_found_nor_told():
    make_said(outlet=make_outlet("Shut"))
    Outlet.objects.update(rights="metadata")

    for quote in (SAID, TOLD):
        answer = verify(quote)
        assert (answer.verdict, answer.matches, [one.article for one in answer.texts]) == (
            Verdict.NOT_FOUND,
            [],
            [],
        )


def test_in_a_named_article_the_words_are_unchanged_where_they_stand():
    said = make_said()
    make_said(SAID)

    answer = verify_in("any steps it takes", said.article.text_sha256.upper())

    assert (answer.verdict, answer.article) == (Verdict.UNCHANGED, said.article)
    assert found(answer) == [(said, Verdict.UNCHANGED)]


def test_in_a_named_article_the_nearest_words_are_laid_beside_the_quote():
    said = make_said()

    answer = verify_in("any steps China takes to assist Russia", said.article.text_sha256)

    assert answer.verdict == Verdict.CHANGED
    assert (
        said.article.text[slice(*answer.similarity.span)] == "any steps it takes to assist Russia"
    )


def test_an_outlet_that_shows_excerpts_has_no_text_laid_open():
    said = make_said(outlet=make_outlet("Half"))
    Outlet.objects.update(rights="excerpt", excerpt_length=5)

    answer = verify_in("It rained on Sunday, Monday and Tuesday", said.article.text_sha256)

    assert (answer.verdict, answer.similarity) == (Verdict.NOT_FOUND, None)


def test_the_newer_text_of_an_article_answers_too():
    said, newer = make_said(), make_said(TOLD)
    Article.objects.filter(pk=said.article_id).update(superseded_by=newer.article)

    answer = verify_in(SAID, said.article.text_sha256)

    assert answer.verdict == Verdict.UNCHANGED
    assert (answer.newer.verdict, answer.newer.article) == (Verdict.CHANGED, newer.article)


def test_a_withdrawn_article_says_nothing_of_its_words():
    said = make_said()
    Article.objects.update(withdrawn_at=timezone.now())

    answer = verify_in(SAID, said.article.text_sha256)

    assert answer.verdict == Verdict.WITHDRAWN
    assert (answer.matches, answer.similarity) == ([], None)


@pytest.mark.parametrize(
    ("quote", "why"),
    [("x " * 600, "1000 is the most"), ("“…”", "no word"), ("\0", "no word"), ("war", "2 words")],
)
def test_a_quote_that_cannot_be_looked_for_is_refused_with_why(quote, why):
    with pytest.raises(InvalidQuestion, match=why):
        verify(quote)


@pytest.mark.parametrize("sha256", ["xyz", "", "a" * 63, hashlib.sha256(b"").hexdigest()])
def test_a_hash_of_no_text_is_refused(sha256):
    with pytest.raises(InvalidQuestion, match="SHA-256"):
        verify_in(SAID, sha256)


@pytest.mark.parametrize(
    "quote", ["' | !) <->", "a & b:* \\ '", "%_ ((", "it's -not or \"", "9 10 11"]
)
def test_signs_of_a_query_language_are_plain_words(quote):
    make_said()

    assert verify(f"{quote} of steps").complete


def test_very_common_words_are_said_to_be_too_common(monkeypatch):
    monkeypatch.setattr(verification, "MAX_CANDIDATES", 3)
    for _ in range(6):
        make_said()

    answer = verify(SAID)

    assert answer.verdict == Verdict.UNCHANGED
    assert not answer.complete


def test_the_number_of_questions_to_the_database_is_the_same_for_any_number_of_matches():
    make_said()
    with CaptureQueriesContext(connection) as one:
        verify(TOLD)
    for _ in range(5):
        make_said()
    with CaptureQueriesContext(connection) as six:
        verify(TOLD)

    assert len(six) == len(one)


def test_a_word_broken_at_the_end_of_a_line_is_no_change():
    make_said("We want a three-week-old agreement to hold")

    for quote in ("three-\nweek-old agreement to hold", "three-week-old agree-\r\nment to hold"):
        assert verify(quote).verdict == Verdict.UNCHANGED


def test_a_change_that_the_quote_puts_in_brackets_is_a_change_that_is_declared():
    make_said("We want President Xi to hold to the agreement")

    answer = verify("We want [him] to hold to the agreement")

    assert answer.verdict == Verdict.CHANGED
    assert answer.matches[0].similarity.declared
