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
        ("said", "that experts believe that the dam is safe", "repeats"),
    ],
)
def test_stance(proposition_reader, cue, text, stance):
    act = acts.act(cue, text).name

    assert stance_of(text, cue, act, proposition_reader.read(text)) == stance
