"""A verdict says who, which act and whether denied first, and whose wording it is."""

import pytest

from claims.quotes.verdicts import Verdict
from claims.quotes.verification import verify, verify_in
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db

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
        ({"act": "denies"}, "says that Ann Chen denies them."),
        ({"act": "doubts", "mode": "thought"}, "says that Ann Chen doubts them."),
        ({"act": "declines"}, "says that Ann Chen declines to do what they say."),
        ({"negated": True}, "says that Ann Chen does not say them."),
        ({"act": "denies", "negated": True}, "says that Ann Chen does not deny them."),
        ({}, "reports them, in its own words, as what Ann Chen says."),
        ({"act": "warns"}, "reports them, in its own words, as what Ann Chen warns of."),
        ({"speaker": None}, "reports them, in its own words, as what an unknown speaker says."),
        ({"quotation": "direct"}, "quotes Ann Chen with them."),
        ({"quotation": "direct", "act": "claims"}, "quotes Ann Chen with them (claims)."),
        ({"mode": "thought", "act": "fears"},
         "gives them, in its own words, as what Ann Chen fears: a thought, not something said."),
    ],
)  # fmt: skip
def test_the_sentence_names_speaker_act_and_negation(fields, sentence):
    tell(f"On Monday {WORDS}, she said.", **fields)

    assert verify(WORDS).headline == [f"These words are in one article, which {sentence}"]


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

    assert "Bob Lee denies them" in answer.headline[0]
    assert "quotes Ann Chen" in answer.headline[1]
    assert (answer.denied, answer.is_plain) == (True, False)


def test_one_sentence_counts_the_articles_that_say_the_same():
    ann = make_speaker("Ann Chen")
    for day in ("Monday", "Sunday"):
        article = make_article(f"On {day} {WORDS}.")
        make_attribution(make_statement(WORDS, article=article), speaker=ann)

    [sentence] = verify(WORDS).headline

    assert sentence.startswith("These words are in 2 articles, each of which reports them")


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
        "Part of these words is in one article, which says that Ann Chen denies them. "
        "The rest is the writer’s own."
    ]
    assert answer.speech == ["reported", "writer"]


def test_words_in_quotation_marks_of_nobody_are_not_called_the_writers():
    make_article("A banner read “no pact with the mill” all day.")

    answer = verify("no pact with the mill")

    assert answer.headline == [
        "These words are in one article in quotation marks, but we do not know whose words "
        "they are."
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
    assert "Bob Lee denies them" in answer.headline[0]


def test_the_nearest_words_of_a_changed_quote_are_told_with_their_speaker():
    tell(f"He denied that {WORDS}.", speaker="Bob Lee", act="denies")

    [sentence] = verify("the lake pact binds all towns").headline

    assert sentence == "The nearest words are in an article that says that Bob Lee denies them."


def test_the_nearest_words_of_a_changed_quote_are_the_speakers_where_they_stand_in_marks():
    tell(f"“{WORDS},” she said.", quotation="direct")

    answer = verify("the lake pact binds all towns")

    assert answer.headline == [
        "The nearest words are in an article that quotes Ann Chen with them."
    ]
    assert answer.matches[0].speech == "verbatim"
