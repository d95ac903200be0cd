"""Statements that several articles report."""

from itertools import count

import pytest

from claims.quotes.restatements import Wording, group_restatements, make_wording

ONE = "China will face responsibility for any steps that assist aggressiveness"
OTHER = "any steps China takes to assist aggressiveness will face penalties"


ANN, BOB = 1, 2
numbers = count()


def say(words, speaker, article=None):
    number = next(numbers)
    return Wording(number, article or number, speaker, words)


def test_two_wordings_by_one_speaker_in_two_articles_are_one_group():
    first, second = say(ONE, ANN), say(OTHER, ANN)

    assert group_restatements([first, second]) == [[first, second]]


def test_the_same_words_of_two_speakers_are_two_statements():
    assert group_restatements([say(ONE, ANN), say(ONE, BOB)]) == []


def test_the_same_words_of_nobody_known_are_not_one_statement():
    assert group_restatements([say(ONE, None), say(ONE, None)]) == []


def test_a_repetition_inside_one_article_does_not_count():
    assert group_restatements([say(ONE, ANN, 7), say(OTHER, ANN, 7)]) == []


def test_different_statements_of_one_speaker_stay_apart():
    said = [say(ONE, ANN), say("the harvest this year was better than expected", ANN)]

    assert group_restatements(said) == []


@pytest.mark.parametrize(("may", "groups"), [("full", 1), ("excerpt", 1), ("metadata", 0)])
def test_words_that_may_not_be_shown_are_compared_with_nothing(may, groups):
    said = [make_wording(number, number, ANN, ONE, may) for number in (1, 2)]

    assert len(group_restatements(said)) == groups
