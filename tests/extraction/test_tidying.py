"""Links made fit for reading."""

from dataclasses import replace

import pytest

from claims.extraction.links.normalize import tidy
from claims.extraction.types import Span
from tests.extraction.reading import link, parsed


def tidied(
    text: str, source: str, cue: str, content: str
) -> tuple[list[str], list[str], list[str]]:
    """Source, cue and content of the one link that is left, as words."""
    (left,) = tidy(parsed(text), [link(text, source, cue, content)])
    return tuple([text[a:b] for a, b in spans] for spans in (left.source, left.cue, left.content))


@pytest.mark.parametrize(
    ("cue", "shorter"),
    [("has refused to condemn", "has refused"), ("declined to name", "declined")],
)
def test_what_somebody_refuses_is_content_with_its_verb(cue, shorter):
    text = f"Ann Chen {cue} the attack on Lorn."

    found = tidied(text, "Ann Chen", cue, "the attack on Lorn")

    assert found == (["Ann Chen"], [shorter], [cue.split()[-1] + " the attack on Lorn"])


def test_a_promise_keeps_its_whole_cue():
    text = "Ann Chen promised to sign the treaty."

    found = tidied(text, "Ann Chen", "promised to sign", "the treaty")

    assert found[1] == ["promised to sign"]


def test_no_subject_is_taken_from_the_headline_above():
    text = "Lorn Refused to Condemn Attack\n\nLorn, a close ally, previously refused to join."

    found = tidied(text, "", "previously refused", "to join")

    assert "Lorn Refused" not in found[0]


@pytest.mark.parametrize("announced", ["Here’s What", "Here is what", "This is Everything"])
def test_what_announces_words_and_has_none_of_them_is_no_statement(announced):
    text = f"War in Lorn? {announced} Ann Chen Says!"

    assert tidy(parsed(text), [link(text, "Ann Chen", "Says", announced)]) == []


def test_words_that_begin_like_an_announcement_stay_a_statement():
    text = "This is what we want, Ann Chen said."

    assert tidied(text, "Ann Chen", "said", "This is what we want")[2] == ["This is what we want"]


def test_two_pieces_of_one_name_become_one_source():
    text = "The United States urged both sides to wait."
    cut = link(text, "The United", "urged", "both sides to wait")
    start = text.index("States")

    (left,) = tidy(parsed(text), [replace(cut, source=(*cut.source, Span(start, start + 6)))])

    assert [text[a:b] for a, b in left.source] == ["The United States"]


@pytest.mark.parametrize("cut", ["Ann Chen, the head of", "Ann Chen, the head of the"])
def test_a_source_never_ends_in_the_middle_of_an_office(cut):
    text = "Ann Chen, the head of the Harbour Board, said that the pier would close."

    found = tidied(text, cut, "said", "that the pier would close")

    assert found[0] == ["Ann Chen, the head of the Harbour Board"]
