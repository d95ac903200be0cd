"""A statement's stance, from its cue and its words."""

import pytest

from claims.extraction import acts
from claims.propositions.stances import stance_of


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
    ],
)
def test_stance(proposition_reader, cue, text, stance):
    act = acts.act(cue, text).name

    assert stance_of(text, cue, act, proposition_reader.read(text)) == stance
