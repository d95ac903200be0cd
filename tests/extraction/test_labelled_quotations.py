"""Quotations without a cue. All people are invented."""

import pytest

from claims.confidence import LIKELY
from tests.extraction.statements import findings, told


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Piet Vandermeer, fisherman\n\n“It must go.”", "Piet Vandermeer", "It must go"),
        ("Captain Joris Aken: “It's a blow. We go on.”", "Joris Aken", "It's a blow. We go on"),
        (
            "For Alice Moreno, the answer is simple. “The roof will not hold. We must leave.”",
            "Alice Moreno",
            "The roof will not hold. We must leave",
        ),
    ],
)
def test_a_quotation_is_of_whom_the_words_before_it_name(text, speaker, content):
    assert [(one.speaker, one.content) for one in told(text)] == [(speaker, content)]


def test_a_quotation_after_another_paragraph_is_still_of_who_spoke_and_doubtful():
    text = (
        "“We have never closed,” Alice Moreno said.\n\nHer father opened the shop in 1950.\n\n"
        "“He slept upstairs. He never took a holiday.”"
    )
    first, second = findings(text)

    assert first.speaker.name == second.speaker.name == "Alice Moreno"
    assert second.confidence < LIKELY


def test_a_topic_before_a_colon_does_not_speak():
    text = (
        "Coach Maria Dahl said: “We were slow.”\n\nOn Lena Orsk: “She trained well.”\n\n"
        "On the board: “They will wait. So will I.”"
    )

    assert {one.speaker for one in told(text)} == {"Maria Dahl"}
    assert len(told(text)) == 3


def test_a_title_is_no_free_quotation():
    assert told("Alice Moreno wrote a book. “The Long Roof” came out in May.") == []
