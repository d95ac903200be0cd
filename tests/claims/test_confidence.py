"""Percentages are rounded as people expect, and never contradict the word beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.confidence import LIKELY, in_a_phrase, percent
from claims.models import Attribution


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.0, "0%"),
        (0.124, "12%"),
        (0.126, "13%"),
        (0.696, "70%"),
        (0.796, "79%"),
        (0.8, "80%"),
        (0.889, "89%"),
        (0.999, "99%"),
        (1.0, "100%"),
    ],
)
def test_a_percentage_is_rounded_but_over_no_line(confidence, words):
    assert percent(confidence) == words


@given(st.floats(0, 1))
def test_a_percentage_is_on_the_same_side_of_likely_as_the_confidence(confidence):
    assert (int(percent(confidence).removesuffix("%")) >= LIKELY * 100) == (confidence >= LIKELY)


@pytest.mark.parametrize(
    ("confidence", "speaker", "phrase"),
    [
        (0.8, 1, "found by machine, not checked: 80% sure of speaker and words"),
        (0.4, 1, "doubtful, found by machine, not checked: 40% sure of speaker and words"),
        (0.4, None, "doubtful, found by machine, not checked: speaker not clear"),
    ],
)
def test_a_phrase_says_what_the_percentage_is_of(confidence, speaker, phrase):
    assert in_a_phrase(Attribution(confidence=confidence, speaker_id=speaker)) == phrase
