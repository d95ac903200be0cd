"""A verdict says who, which act and whether denied first, and whose wording it is."""

import pytest

from claims.quotes.verdicts import Verdict
from claims.quotes.verification import verify, verify_in
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db

REPORTED = "; the wording is not the speaker’s"
WORDS = "the lake pact binds both towns"


def tell(text, words=WORDS, *, speaker="Ann Chen", quotation="indirect", mode="said", **fields):
    article = text if hasattr(text, "text") else make_article(text)
    statement = make_statement(words, article=article, quotation=quotation, mode=mode)
    who = make_speaker(speaker) if speaker else None
    make_attribution(statement, speaker=who, **fields)
    return statement


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"act": "denies"}, "reports that Ann Chen denied this."),
        ({"act": "doubts", "mode": "thought"}, "reports that Ann Chen doubted this."),
        ({"act": "declines"}, "reports that Ann Chen declined to do this."),
        ({"negated": True}, "reports that Ann Chen did not say this."),
        ({"act": "denies", "negated": True}, "reports that Ann Chen did not deny this."),
        ({}, f"reports that Ann Chen said this{REPORTED}."),
        ({"act": "warns"}, f"reports that Ann Chen warned of this{REPORTED}."),
        ({"speaker": None}, f"reports that an unknown speaker said this{REPORTED}."),
        ({"quotation": "direct"}, "quotes Ann Chen with these words."),
        ({"quotation": "direct", "act": "claims"}, "quotes Ann Chen with these words (claimed)."),
        ({"mode": "thought", "act": "fears"},
         "reports that Ann Chen feared this: a thought, not something said."),
    ],
)  # fmt: skip
def test_the_sentence_names_speaker_act_and_negation(fields, sentence):
    tell(f"On Monday {WORDS}, she said.", **fields)

    assert verify(WORDS).headline == [f"One article {sentence}"]


@pytest.mark.parametrize(
    ("quote", "speech"),
    [("binds both towns", "verbatim"), ("the lake pact", "reported"),
     ("pact binds both", "partly_verbatim")],
)  # fmt: skip
def test_of_a_mixed_statement_the_place_of_the_words_decides(quote, speech):
    words = "the lake pact “binds both towns”"
    tell(f"She said {words}.", words, quotation="mixed")

    assert verify(quote).speech == [speech]


def test_those_who_deny_come_before_those_who_assert():
    tell(f"She said: “{WORDS}”.", quotation="direct")
    tell(f"He denied that {WORDS}.", speaker="Bob Lee", act="denies")

    answer = verify(WORDS)

    assert "Bob Lee denied this" in answer.headline[0]
    assert "quotes Ann Chen" in answer.headline[1]
    assert (answer.denied, answer.is_plain) == (True, False)


def test_one_sentence_counts_the_articles_that_say_the_same():
    ann = make_speaker("Ann Chen")
    for day in ("Monday", "Sunday"):
        article = make_article(f"On {day} {WORDS}.")
        make_attribution(make_statement(WORDS, article=article), speaker=ann)

    [sentence] = verify(WORDS).headline

    assert sentence == f"2 articles report that Ann Chen said this{REPORTED}."


def test_a_negation_just_before_the_words_is_told():
    tell("She said they have not agreed to sell the mill.", "they have not agreed to sell the mill")

    answer = verify("agreed to sell the mill")

    assert answer.headline[0].endswith("Just before them the text has “not”.")
    assert answer.denied


def test_words_that_reach_beyond_a_statement_are_only_in_part_its_speakers():
    tell(f"Ann Chen denies that {WORDS}. It rained.", act="denies")

    answer = verify(f"{WORDS}. It rained")

    assert answer.verdict == Verdict.UNCHANGED
    assert answer.headline == [
        "One article reports that Ann Chen denied this. "
        "That is so for part of the words only; the rest is the writer’s own."
    ]
    assert answer.speech == ["reported", "writer"]


def test_words_in_quotation_marks_of_nobody_are_not_called_the_writers():
    make_article("A banner read “no pact with the mill” all day.")

    answer = verify("no pact with the mill")

    assert answer.headline == [
        "One article has these words in quotation marks, but we do not know whose they are."
    ]


def test_in_a_named_article_every_place_of_the_words_is_told():
    article = make_article(f"She said {WORDS}. He denied that {WORDS}.")
    tell(article)
    second = article.text.rindex(WORDS)
    denied = make_statement(WORDS, article=article, content=((second, second + len(WORDS)),),
                            start=second, end=second + len(WORDS))  # fmt: skip
    make_attribution(denied, speaker=make_speaker("Bob Lee"), act="denies")

    answer = verify_in(WORDS, article.text_sha256)

    assert len(answer.matches) == 2
    assert "Bob Lee denied this" in answer.headline[0]


def test_the_nearest_words_of_a_changed_quote_are_told_with_their_speaker():
    tell(f"He denied that {WORDS}.", speaker="Bob Lee", act="denies")

    [sentence] = verify("the lake pact binds all towns").headline

    assert sentence == "One article reports that Bob Lee denied something similar."


def test_the_nearest_words_of_a_changed_quote_are_the_speakers_where_they_stand_in_marks():
    tell(f"“{WORDS},” she said.", quotation="direct")

    answer = verify("the lake pact binds all towns")

    assert answer.headline == ["One article quotes Ann Chen with similar words."]
    assert answer.matches[0].speech == "verbatim"
