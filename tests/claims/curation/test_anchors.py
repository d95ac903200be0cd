"""The words of a decision are found in another text exactly, nearly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.curation.anchors import find_anchor

TEXT = "She said “we agree” on Friday. He said “we agree” on Monday."


def anchor(text, start, end, around=12):
    return {
        "exact": text[start:end],
        "prefix": text[max(0, start - around) : start],
        "suffix": text[end : end + around],
    }


@given(
    text=st.text(alphabet="ab “”.", min_size=1, max_size=60),
    before=st.text(alphabet="ab “”.", max_size=20),
    data=st.data(),
)
def test_an_exact_place_holds_the_same_words_in_the_same_context(text, before, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sought, other = anchor(text, start, end), before + text

    place = find_anchor(other, sought)

    if place and place.exact:
        assert other[place.start : place.end] == sought["exact"]
        assert other[: place.start].endswith(sought["prefix"])
        assert other[place.end :].startswith(sought["suffix"])


def test_context_tells_repeated_words_apart():
    second = TEXT.rindex("we agree")

    place = find_anchor(f"Updated. {TEXT}", anchor(TEXT, second, second + 8))

    assert (place.exact, place.start) == (True, second + 9)


def test_words_that_stand_twice_in_one_context_are_not_exact():
    place = find_anchor(f"{TEXT} {TEXT}", anchor(TEXT, 10, 18, around=3))

    assert not place.exact


@pytest.mark.parametrize(
    ("text", "likeness"),
    [("They said “we agree” on Friday.", 0.9), ("She said “we agreed” on Friday.", 0.75)],
)
def test_the_same_words_elsewhere_are_nearer_than_other_words(text, likeness):
    place = find_anchor(text, anchor(TEXT, 10, 18))

    assert not place.exact
    assert likeness <= place.likeness < likeness + 0.15


def test_words_that_are_nowhere_have_no_place():
    assert find_anchor("It rained all day long.", anchor(TEXT, 10, 18)) is None
