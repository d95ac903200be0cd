"""Statements that several articles report."""

import pytest

from claims.models import Statement
from claims.retold import retold
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db

ONE = "China will face responsibility for any steps that assist aggressiveness"
OTHER = "any steps China takes to assist aggressiveness will face penalties"


def say(words, speaker, article=None):
    statement = make_statement(words, article=article or make_article(f"{words}, said {speaker}"))
    return make_attribution(statement, speaker=speaker).statement


def test_two_wordings_by_one_speaker_in_two_articles_are_one_group():
    ann = make_speaker()
    first, second = say(ONE, ann), say(OTHER, ann)

    (found,) = retold(Statement.objects.with_attribution().order_by("pk"))

    assert found.wordings == (first, second)


def test_the_same_words_of_two_speakers_are_two_statements():
    say(ONE, make_speaker())
    say(ONE, make_speaker())

    assert retold(Statement.objects.with_attribution()) == []


def test_a_repetition_inside_one_article_does_not_count():
    ann = make_speaker()
    article = make_article(f"{ONE}. {OTHER}.")
    say(ONE, ann, article)
    say(OTHER, ann, article)

    assert retold(Statement.objects.with_attribution()) == []


def test_different_statements_of_one_speaker_stay_apart():
    ann = make_speaker()
    say(ONE, ann)
    say("the harvest this year was better than expected", ann)

    assert retold(Statement.objects.with_attribution()) == []
