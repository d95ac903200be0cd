"""A statement's stance, from its cue and its words."""

import json
from pathlib import Path

import pytest

from claims.extraction import acts
from claims.propositions.measuring import compare_lines
from claims.propositions.stances import stance_of

GOLD = Path(__file__).parents[2] / "gold/claim-stances.jsonl"


@pytest.mark.parametrize(
    ("cue", "text", "stance"),
    [
        ("said", "that the dam is safe", "asserts"),
        ("denied", "that the dam had cracked", "denies"),
        ("has refuted", "accusations that the dam had cracked", "denies"),
        ("said", "that he had “never heard” of reports that the dam had cracked", "denies"),
        ("said", "that it has no proper evidence supporting the accusations", "doubts"),
        ("asked", "Is the dam safe?", "asks"),
        ("reiterated", "claims that the dam was safe", "repeats"),
        ("reiterated", "baseless Russian claims that there were labs", "repeats"),
        ("repeated", "the false rumours that the dam had cracked", "repeats"),
        ("repeated", "that the claims were baseless", "denies"),
        ("rejected", "baseless claims that the dam had cracked", "denies"),
        ("called", "the allegations “a pack of lies”", "denies"),
        ("described", "the accusation as baseless", "denies"),
        ("said", "the accusations were false", "denies"),
        ("questioned", "whether the figures were right", "doubts"),
        ("said", "he was not convinced that the witness told the truth", "doubts"),
        ("called on", "the council to publish the report", "asks"),
        ("said", "that it was glad to publish the report", "asserts"),
        ("said", "According to the auditors, the losses were hidden.", "repeats"),
        ("said", "that experts believe that the dam is safe", "repeats"),
        ("did not deny", "that the dam had cracked", "doubts"),
        ("hit back at", "claims that the dam had cracked", "denies"),
        ("said", "That is a lie.", "denies"),
        ("said", "That is not a lie.", "asserts"),
        ("said", "None of this happened.", "denies"),
        ("said", "None of this happened by chance.", "asserts"),
        ("said", "the reports were not baseless", "asserts"),
        ("said", "he couldn't confirm that the dam had cracked", "doubts"),
        ("quoted", "an engineer as saying that the dam is safe", "repeats"),
    ],
)
def test_stance(proposition_reader, cue, text, stance):
    act = acts.act(cue, text).name

    assert stance_of(text, cue, act, proposition_reader.read(text)) == stance


def test_stances_towards_a_claim_are_those_that_were_judged(proposition_reader):
    gold = [json.loads(line) for line in GOLD.read_text().splitlines()]
    lines = [
        json.dumps({
            "id": row["id"], "a": {"text": row["claim"]},
            "b": {"text": row["text"], "cue": row["cue"]},
        })
        for row in gold
    ]  # fmt: skip

    rows = compare_lines(lines, proposition_reader, pytest.fail)

    assert {row["id"]: row["stance"] for row in rows} == {row["id"]: row["stance"] for row in gold}
