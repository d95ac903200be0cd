"""What reports no words is no statement. All people and places are invented."""

import json
from pathlib import Path

import pytest

from tests.extraction.statements import findings, told

GOLD = Path("tests/gold")


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday, 402 cases were reported.",
        "Further outbreaks were registered in Kessdal and Upper Foln.",
        "He was suspended after the clerk was reported by court staff for his conduct.",
        "Norway stands for peace and opposes war.",
        "One plan would see it closed.",
        "A second scheme sees no building on the east side.",
        "The two sides exchanged views on the fishing dispute.",
        "Others have imposed sanctions on Oslo.",
        "Unlike others, we choose not to lock you out with paywalls.",
        "We promise never to share your address.",
        "The widget remembers the last port.",
        "Depth and slope explain half of the variance.",
        "The Lark Choir sings Brandt’s “Tide Mass” on Sunday.",
        "Neither Kost nor Vos chose to elaborate on those concerns.",
        "Locals know it as “the Comb”.",
        "The company did not respond to requests for comment.",
        "One fan posted a picture of a snake.",
        "We believe that news should be free to all. If you can, become a member.",
    ],
)
def test_deeds_counts_things_and_the_page_itself_say_nothing(text):
    assert told(text) == []


def test_a_sign_is_not_who_spoke_before_it():
    found = told("Ines Carrel spoke of a “new era”. The sign read “No more dams”.")

    assert [one.speaker for one in found] == ["Ines Carrel"]
    assert "dams" not in found[0].content


@pytest.mark.parametrize(
    "text",
    [
        "Minister Anna Kost was also asked about the length of the strike and said it would end.",
        "Minister Anna Kost came. “It would end,” she replied when asked if Oslo would step in.",
    ],
)
def test_who_is_asked_does_not_ask(text):
    assert [(one.speaker, one.content) for one in told(text)] == [
        ("Anna Kost", "it would end" if "asked about" in text else "It would end")
    ]


def test_a_poll_shows_and_a_person_in_a_quotation_may_say_we():
    assert told("A poll showed that most voters trust the mayor.")
    assert told("“We promise to share it,” said Anna Kost.")


def test_texts_that_only_state_facts_have_at_most_three_statements_in_all():
    lines = (GOLD / "no-speech.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]

    assert len(texts) == 40
    assert sum(len(findings(text)) for text in texts) <= 3


def test_no_statement_is_found_in_the_older_collection_of_facts():
    lines = (GOLD / "no-statements.jsonl").read_text(encoding="utf-8").splitlines()

    assert [findings(json.loads(line)["text"]) for line in lines] == [[]] * 12
