"""Two wordings compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.wording import Kind, count_words, find, nearest

SAID = "He said: “We won’t  agree to any\u00a0talks,” and left… the host’s room."
WORDS = st.lists(st.sampled_from(["we", "We", "agree", "won’t", ",", ".", "“", "”", "-", "\n"]))


def told(quote, text):
    return [(one.kind.value, one.text) for one in nearest(quote, text).differences]


@pytest.mark.parametrize(
    "quote",
    ["We won't agree to any talks",
     "“We won’t agree to any talks,”", "«We won‘t agree to any talks»",
     "won't agree", "any talks, and left", "We … any talks", "We [...] any talks . . . room",
     "‘We won’t agree’", " We\nwon't\tagree "],
)  # fmt: skip
def test_marks_and_spaces_make_no_other_words(quote):
    assert find(quote, SAID)


@pytest.mark.parametrize(
    "quote",
    ["we won't agree", "We agree", "We wont agree", "We won't agree to all talks", "on't agree",
     "talks … agree", "any talks; and left", "the host", "t agree", "", "…", "“”", ",", "anytalks"],
)  # fmt: skip
def test_any_other_letter_sign_or_order_does(quote):
    assert find(quote, SAID) is None


def test_where_the_words_stand_is_told_in_code_points_of_the_text():
    text = "😀 “We agree.”"

    span = find("we agree".capitalize(), text)

    assert text[slice(*span)] == "We agree"


def test_a_change_is_laid_over_the_words_of_the_text():
    assert told("impose harsh penalties", "will impose consequences") == [
        ("same", "impose"),
        ("missing", "consequences"),
        ("added", "harsh penalties"),
    ]


def test_a_far_off_small_word_is_no_part_of_the_other_wording():
    text = "the one. " + "so it goes on and on for long. " * 3 + "We impose any consequences."

    near = nearest("the impose of any consequences", text)

    assert text[slice(*near.span)] == "We impose any consequences"


def test_capitals_alone_are_a_change_that_is_told():
    near = nearest("we agree", "We agree.")

    assert near.ratio == 1
    assert [one.kind for one in near.differences] == [Kind.MISSING, Kind.ADDED, Kind.SAME]


def test_nothing_in_common_is_no_likeness():
    assert nearest("agree", "no").ratio == 0
    assert nearest("agree", "").ratio == 0
    assert nearest("", "agree").ratio == 0


@given(WORDS, WORDS, WORDS)
def test_what_stands_in_the_text_is_found_and_without_difference(before, inside, after):
    text = " ".join([*before, "start", *inside, "end", *after])
    quote = " ".join(["start", *inside, "end"])

    span = find(quote, text)

    assert span
    assert text[slice(*span)] == quote
    assert nearest(quote, text).ratio == 1


@given(WORDS, WORDS)
def test_the_differences_read_as_the_quote_and_as_the_text(ours, theirs):
    quote, text = " ".join(["start", *ours, "end"]), " ".join(["start", *theirs, "end"])

    found = nearest(quote, text).differences

    read = " ".join(one.text for one in found if one.kind != Kind.MISSING)
    assert count_words(read) == count_words(quote)


@given(st.text(), st.text())
def test_no_text_is_too_odd_to_compare(quote, text):
    find(quote, text)
    near = nearest(quote, text)

    assert 0 <= near.ratio <= 1
    assert 0 <= near.span.start <= near.span.end <= len(text)
