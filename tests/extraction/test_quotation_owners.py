"""Quotations side by side each have their own speaker. All people are invented."""

import pytest

from tests.extraction.statements import Told, told


def test_back_to_back_quotations_are_each_of_their_own_speaker():
    text = "“We wait for the boat,” said Klara Voss. “We don’t go by road,” said Luc Morel."

    assert told(text) == [
        Told("Klara Voss", "We wait for the boat"),
        Told("Luc Morel", "We don’t go by road"),
    ]


def test_what_is_added_is_told_once():
    text = "Tom Hale said: “They need care.\n\n“They'll die,” he added."

    assert [one.content for one in told(text)] == ["They need care", "They'll die"]


@pytest.mark.parametrize("marks", ["„“", "»«", "““", "「」", "«»"])
def test_marks_of_every_kind_close_before_the_next_speaker(marks):
    text = f"Klara Voss said: {marks[0]}We wait.{marks[1]} Luc Morel said the bridge was shut."

    assert told(text) == [Told("Klara Voss", "We wait"), Told("Luc Morel", "the bridge was shut")]


def test_a_mark_that_is_never_closed_holds_no_speaker():
    text = "“We will wait, said Paula Renner, the harbour master. “The market turns,” she added."

    assert [one.content for one in told(text)] == ["We will wait", "The market turns"]
