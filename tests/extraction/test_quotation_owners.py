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


def test_a_quotation_in_the_next_paragraph_is_of_who_is_named_there():
    text = (
        "The plant in Selford closed in May. “Everything was a fight,” admits Ada Krol, the head of"
        " the union. “We spent more time on grievances than on boats.”\n\n“It is not funny,” Derya"
        " Aslan said. “You want the harbour? Then pay for it.”\n\n“We want to thank all,” said Per"
        " Lund, the mayor. “There were many worthy houses, and we chose with care.” He left at"
        " noon."
    )

    assert told(text)[:2] == [
        Told("Ada Krol", "Everything was a fight … We spent more time on grievances than on boats"),
        Told("Derya Aslan", "It is not funny … You want the harbour? Then pay for it"),
    ]


def test_one_word_quotations_side_by_side_are_each_of_their_own_speaker():
    assert told("“No,” said Kofi Badu. “Yes,” said Ama Serwaa.") == [
        Told("Kofi Badu", "No"),
        Told("Ama Serwaa", "Yes"),
    ]
