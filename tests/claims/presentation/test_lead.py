"""The verb that leads from a speaker to the words reads as English, whatever words follow."""

import pytest

from articles.models import Outlet
from claims.extraction.types import Span
from claims.models import Statement
from claims.presentation.lead import colon, leading_verb
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db


def statement_in(sentence, words, cue, act="says", *, source="Ann", negated=False, **fields):
    """As a list fetches it: without the article's text."""
    article = make_article(sentence)
    statement = make_statement(words, article=article, **fields)

    def spot(text):
        start = article.text.index(text)
        return [Span(start, start + len(text))]

    make_attribution(statement, source=spot(source), cue=spot(cue), act=act, negated=negated)
    return Statement.objects.for_list().get(pk=statement.pk)


@pytest.mark.parametrize(
    ("sentence", "words", "cue", "act", "lead"),
    [
        ("Ann has declined to comment on it", "comment on it", "has declined", "declines",
         "declined to"),
        ("Ann refuses to condemn the war", "the war", "refuses to condemn", "declines",
         "refused to condemn"),
        ("Ann Refused to Condemn War", "War", "Refused to Condemn", "declines",
         "refused to condemn"),
        ("Ann rejected the plan", "the plan", "rejected", "denies", "rejected"),
        ("Ann has also condemned the war", "the war", "has also condemned", "criticises",
         "condemned"),
        ("Ann stated her opposition to it", "her opposition to it", "stated", "opposes", "stated"),
        ("Ann describes it as tough", "it as tough", "describes", "says", "described"),
        ("Ann asked Bob to leave", "to leave", "asked", "asks", "asked Bob"),
        ("Ann met Bob for talks about the war", "the war", "met Bob for talks about", "says",
         "spoke about"),
        ("Ann will speak to Bob soon to discuss the war", "the war",
         "will speak to Bob soon to discuss", "says", "planned to discuss"),
    ],
)  # fmt: skip
def test_after_the_articles_own_verb_its_words_read_on(sentence, words, cue, act, lead):
    statement = statement_in(sentence, words, cue, act)

    assert leading_verb(statement) == lead
    assert colon(statement) == ""


@pytest.mark.parametrize(
    ("sentence", "words", "cue", "act", "lead"),
    [
        ("Ann dismissed reports that Bob left", "that Bob left", "dismissed reports", "denies",
         "denied"),
        ("Ann told Bob that it was late", "that it was late", "told", "says", "said"),
        ("Ann was criticised by some, it was late", "it was late", "was criticised", "criticises",
         "criticised"),
    ],
)  # fmt: skip
def test_a_clause_is_led_in_by_the_act(sentence, words, cue, act, lead):
    assert leading_verb(statement_in(sentence, words, cue, act)) == lead


def test_what_was_not_done_is_led_in_as_not_done():
    sentence = "Ann did not rule out talks and has not condemned the war"
    statement = statement_in(sentence, "the war", "has not condemned", "criticises", negated=True)

    assert leading_verb(statement) == "did not condemn"


def test_a_speaker_between_verb_and_words_is_not_told_twice():
    statement = statement_in("So said Ann it was late", "it was late", "said")

    assert leading_verb(statement) == "said"


def test_words_that_stand_before_their_verb_follow_a_colon():
    assert colon(statement_in("It was late, said Ann", "It was late", "said")) == ":"


def test_a_quotation_follows_its_act_and_a_colon():
    statement = statement_in("Ann quipped “No” then", "“No”", "quipped", quotation="direct")

    assert f"{leading_verb(statement)}{colon(statement)}" == "said:"


def test_what_a_curator_says_was_done_goes_before_the_articles_verb():
    statement = statement_in("Ann rejected the plan", "the plan", "rejected", "denies")
    statement.attributions.update(act="opposes")

    statement = Statement.objects.for_list().get()

    assert leading_verb(statement) == "opposed"


def test_of_a_text_that_is_not_shown_the_verb_is_not_shown_either():
    statement = statement_in("Ann rejected the plan", "the plan", "rejected", "denies")
    statement.article.outlet = Outlet.objects.named("Shut")
    statement.article.save()
    Outlet.objects.update(rights="metadata")

    assert leading_verb(Statement.objects.for_list().get()) == "denied"
