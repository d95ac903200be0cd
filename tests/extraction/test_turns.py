"""Interviews, transcripts and records of parliaments. All people are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.links.turns import turns
from tests.extraction.reading import nlp
from tests.extraction.statements import Told, told

INTERVIEW = (
    "Q: What will you do about the dam?\n\nA: We will repair it in spring.\n\n"
    "Q. And the money?\n\nA. Parliament has promised it."
)


def test_answers_are_those_of_the_one_interviewed():
    text = "Ines Carrel runs the dam. She spoke to the Fell Tribune.\n\n" + INTERVIEW

    assert told(text) == [
        Told("Ines Carrel", "We will repair it in spring"),
        Told("Ines Carrel", "Parliament has promised it"),
    ]


def test_the_interviewer_gives_no_answers():
    text = "Bo Holm talks about the dam. Interviewed by Ida Vik.\n\n" + INTERVIEW

    assert {one.speaker for one in told(text)} == {"Bo Holm"}


def test_answers_of_nobody_named_are_unresolved():
    assert [one.speaker for one in told(INTERVIEW)] == ["", ""]


def test_an_answer_goes_on_in_the_next_paragraph():
    text = INTERVIEW.replace("\n\nQ. And", "\n\nThe engineers are hired.\n\nQ. And")

    assert told(text)[0].content == "We will repair it in spring … The engineers are hired"


def test_a_turn_of_a_transcript_is_whole_and_questions_are_none():
    text = "HOST: How long?\n\nCARREL: We will repair it in spring. The engineers are hired."

    (turn,) = told(text)

    assert turn.content == "We will repair it in spring. The engineers are hired"
    assert turn.speaker.lower() == "carrel"


def test_a_label_in_capitals_is_who_the_text_spells_out():
    text = (
        "Ines Carrel met Lars Holm on Monday.\n\nCARREL: The dam is weak.\n\n"
        "HOLM: It has stood for a hundred years."
    )

    assert [one.speaker for one in told(text)] == ["Ines Carrel", "Lars Holm"]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("The Secretary of State for Health (Helen Grove) (Con)", "Helen Grove"),
        ("Sam Okoro (Foln North) (Lab)", "Sam Okoro"),
    ],
)
def test_the_record_of_a_parliament_names_its_speakers(label, speaker):
    text = f"{label}: The waiting lists have fallen."

    assert told(text) == [Told(speaker, "The waiting lists have fallen")]


@pytest.mark.parametrize(
    "text",
    [
        "North: Abbott 12,431; Chen 11,902.\n\nSouth: Chen 14,220; Abbott 9,876.",
        "For the dough: 300g flour, 20g yeast.\n\nFor the top: a kilo of plums.",
        "BREAKING: The port is shut.\n\nRELATED: The strike goes on.",
    ],
)
def test_tables_recipes_and_headlines_are_no_turns(text):
    assert turns(nlp()(text)) == []


@given(st.text(alphabet="QA:.?\n aB“”(", max_size=120))
def test_no_text_makes_turns_fail(text):
    for link in turns(nlp().make_doc(text)):
        assert all(0 <= start < end <= len(text) for start, end in link.content)


def test_answers_below_bold_questions_are_those_of_the_one_interviewed():
    text = (
        "Ines Carrel runs the dam.\n\n**Will it hold?**\n\nWe repair it in spring.\n\n"
        "**Who will pay?**\n\nThe town has the money."
    )

    assert {one.speaker for one in told(text)} == {"Ines Carrel"}
    assert len(told(text)) == 2


def test_the_question_of_a_host_is_no_statement_of_theirs():
    text = "INTERVIEWER: Why did you leave?\n\nORTIZ: They burned the house. I had no choice."

    assert [one.content for one in told(text)] == ["They burned the house. I had no choice"]
