"""Two wordings compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quotes.comparison import DifferenceKind, count_words, find, most_similar, readings

SAID = "He said: “We won’t  agree to any\u00a0talks,” and left… the host’s room."
WORDS = st.lists(st.sampled_from(["we", "We", "agree", "won’t", ",", ".", "“", "”", "-", "\n"]))


def told(quote, text):
    return [(one.kind.value, one.text) for one in most_similar(quote, text).differences]


@pytest.mark.parametrize(
    "quote",
    ["We won't agree to any talks",
     "“We won’t agree to any talks,”", "«We won‘t agree to any talks»",
     "won't agree", "any talks, and left", "We … any talks", "We [...] any talks . . . room",
     "‘We won’t agree’", " We\nwon't\tagree ", "we won’t agree"],
)  # fmt: skip
def test_marks_and_spaces_make_no_other_words(quote):
    assert find(quote, SAID)


@pytest.mark.parametrize(
    "quote",
    ["We Won't agree", "We agree", "We wont agree", "We won't agree to all talks", "on't agree",
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

    near = most_similar("the impose of any consequences", text)

    assert text[slice(*near.span)] == "We impose any consequences"


def test_capitals_alone_are_a_change_that_is_told():
    near = most_similar("we agree", "We agree.")

    assert near.ratio == 1
    assert [one.kind for one in near.differences] == [
        DifferenceKind.MISSING,
        DifferenceKind.ADDED,
        DifferenceKind.SAME,
    ]


@pytest.mark.parametrize("quote", ["We agree", "“We agree”!", "We agree …"])
def test_signs_at_the_ends_are_no_difference(quote):
    assert told(quote.replace("agree", "argue"), "We agree.")[-1] == ("added", "argue")


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
def test_hyphens_are_one_whatever_their_shape(hyphen):
    assert find(f"a three{hyphen}week{hyphen}old war", "It is a three-week-old war.")


@pytest.mark.parametrize(
    ("quote", "read"),
    [
        ("sanc\u00adtions\u200b fell", ["sanctions fell"]),
        ("sanc-\r\n tions fell", ["sanctions fell", "sanc-tions fell"]),
        ("well-known sanctions\nfell - again", ["well-known sanctions\nfell - again"]),
    ],
)
def test_a_word_that_a_line_broke_is_read_with_and_without_its_hyphen(quote, read):
    assert readings(quote) == read


@pytest.mark.parametrize(
    "quote",
    ["We want to see where [he] stands", "[w]e want to see", "to see where [President] Xi [sic]",
     "We want [it seems] to see … Xi stands", "[They] want to see where President Xi [Jinping]"],
)  # fmt: skip
def test_a_change_in_brackets_is_declared(quote):
    assert most_similar(quote, "We want to see where President Xi stands.").declared


@pytest.mark.parametrize(
    "quote",
    ["We want to see where Xi stands", "We want [not] to be where President Xi stands",
     "We want to see where [he] sits", "[a] [b] [c] [d] [e] [f] [g] [h] [i] [j] [k] We want"],
)  # fmt: skip
def test_any_other_change_is_not(quote):
    assert not most_similar(quote, "We want to see where President Xi stands.").declared


def test_a_bracket_is_one_word_of_the_other_wording():
    text = "He left. China has declined to go."

    for words, replaced in (("[C]hina", "China"), ("[The other side]", "China")):
        found = told(f"{words} has declined", text)
        assert found == [("missing", replaced), ("added", words), ("same", "has declined")]


def test_brackets_that_the_text_has_are_its_words():
    assert find("the [second last] one", "He saw the [second\u00a0last] one.")
    assert not find("[C]hina agrees", "China agrees.")


def test_a_bracket_stands_for_no_more_than_a_few_words():
    assert not most_similar("We [all] agree", f"We {'never ' * 20}agree").declared


def test_nothing_in_common_is_no_likeness():
    assert most_similar("agree", "no").ratio == 0
    assert most_similar("agree", "").ratio == 0
    assert most_similar("", "agree").ratio == 0


def test_accents_that_stand_on_no_letter_are_no_words():
    assert count_words("\u0301 \u0301") == 0
    assert find("\u0301 agree", SAID)


@given(WORDS, WORDS, WORDS)
def test_what_stands_in_the_text_is_found_and_without_difference(before, inside, after):
    text = " ".join([*before, "start", *inside, "end", *after])
    quote = " ".join(["start", *inside, "end"])

    span = find(quote, text)

    assert span
    assert text[slice(*span)] == quote
    assert most_similar(quote, text).ratio == 1


@given(WORDS, WORDS)
def test_the_differences_read_as_the_quote_and_as_the_text(ours, theirs):
    quote, text = " ".join(["start", *ours, "end"]), " ".join(["start", *theirs, "end"])

    found = most_similar(quote, text).differences

    read = " ".join(one.text for one in found if one.kind != DifferenceKind.MISSING)
    assert count_words(read) == count_words(quote)


@given(st.text(), st.text())
def test_no_text_is_too_odd_to_compare(quote, text):
    find(quote, text)
    near = most_similar(quote, text)

    assert 0 <= near.ratio <= 1
    assert 0 <= near.span.start <= near.span.end <= len(text)
