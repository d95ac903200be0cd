"""An address that opens the outlet's page at the words, as a browser would read it."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.types import Span
from claims.presentation.text_fragments import WORD, at_words, directive

TEXT = "Talks began.\n\n“We agree,” said Ann. “We agree,” said Bob - and left, at last & for good."


def of(text, words, place=0, within=None):
    start = [found.start() for found in re.finditer(re.escape(words), text)][place]
    return directive(text, (Span(start, start + len(words)),), within or Span(0, len(text)))


def test_words_that_stand_once_are_given_alone():
    assert of(TEXT, "Talks began") == ":~:text=Talks%20began"


def test_marks_around_the_words_are_left_out():
    assert of(TEXT, "“We agree,”", 0) == ":~:text=We%20agree"


def test_words_that_stood_before_are_told_by_those_before_them():
    assert of(TEXT, "We agree", 1) == ":~:text=Ann.%20%E2%80%9C-,We%20agree"


def test_words_at_the_start_of_a_paragraph_are_told_by_those_after_them():
    text = "We left today.\nWe left yesterday."

    assert of(text, "We left", 1) == ":~:text=We%20left,-yesterday"


def test_dashes_commas_and_ampersands_are_encoded():
    found = of(TEXT, "Bob - and left, at last & for")

    assert found == ":~:text=Bob%20%2D%20and%20left%2C%20at%20last%20%26%20for"


def test_of_many_words_the_first_and_the_last_are_given():
    text = " ".join(f"w{number}" for number in range(30))

    assert of(text, text) == ":~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"


def test_words_over_two_paragraphs_are_given_by_their_ends():
    assert of("We do agree.\n\nOf course.", "We do agree.\n\nOf course") == (
        ":~:text=We%20do%20agree,Of%20course"
    )


def test_words_outside_what_may_be_shown_are_not_given():
    assert of(TEXT, "We agree", 1, within=Span(0, 0)) == ""
    place = TEXT.rindex("We agree")
    assert of(TEXT, "We agree", 1, within=Span(place, place + 8)) == ":~:text=We%20agree"


def test_content_without_a_word_gives_no_directive():
    assert of("He said “…” again", "“…”") == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/a", "https://x.example/a#:~:text=Talks"),
        ("https://x.example/a#b", "https://x.example/a#b:~:text=Talks"),
        ("https://x.example/a#:~:text=old", "https://x.example/a#:~:text=Talks"),
        ("", ""),
    ],
)
def test_the_directive_joins_the_address(address, expected):
    assert at_words(address, TEXT, (Span(0, 5),), Span(0, len(TEXT))) == expected


PIECES = ["we", "Agree", "no", "a-b", "x,y", "&", "“", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.data())
def test_a_browser_finds_the_words_and_these_if_they_stand_once(pieces, data):
    text = " ".join(pieces)
    words = [Span(*found.span()) for found in WORD.finditer(text)]
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    content = Span(words[first].start, words[last].end)

    start, part = where_it_opens(text, directive(text, (content,), Span(0, len(text))))

    assert text[content.start :].casefold().startswith(part.casefold().split()[0])
    if len(re.findall(rf"(?<!\w){loose(part)}(?!\w)", text, re.IGNORECASE)) == 1:
        assert start == content.start


def where_it_opens(text, found):
    """Where a browser that reads the directive lands, and the words it looked for there."""
    parts = [unquote(part) for part in found.removeprefix(":~:text=").split(",")]
    raw = found.removeprefix(":~:text=").split(",")
    before = parts.pop(0)[:-1] if raw[0].endswith("-") else ""
    after = parts.pop()[1:] if raw[-1].startswith("-") else ""
    start = rf"(?<!\w){loose(before)}\s*(?P<start>{loose(parts[0])})\s*{loose(after)}(?!\w)"
    end = rf".*?(?<!\w){loose(parts[1])}(?!\w)" if len(parts) > 1 else ""
    match = re.search(start + end, text, re.IGNORECASE | re.DOTALL)
    assert match, f"a browser finds nothing for {found!r} in {text!r}"
    return match.start("start"), parts[0]


def loose(words):
    return r"\s+".join(map(re.escape, words.split()))
