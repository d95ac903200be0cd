"""What stands in the input twice is counted once: pasted twice, or pulled out of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.cleaning import clean

TITLE = "Minister leaves the long talks"
BODY = (
    "Minister Ann Chen left the talks on the lake at noon on Sunday.",
    "“We will not go back to that table, not in this life,” she told reporters at the gate.",
    "It rained.",
    "“No comment,” said her host.",
    "Nobody followed her, said an aide who had held the door.",
)
ARTICLE = "\n\n".join([TITLE, *BODY])


def reasons(text: str) -> list[str]:
    return [part.reason for part in clean(text).removed]


@pytest.mark.parametrize(
    "between", ["\n\n", "\n\n\n\n", "\n\nAdvertisement\n\n", "\n\nHome News World\n\n", "\n"]
)
def test_an_article_pasted_twice_is_there_once(between):
    assert clean(f"{ARTICLE}{between}{ARTICLE}").text == ARTICLE
    assert clean(f"{ARTICLE}{between}{ARTICLE}{between}{ARTICLE}").text == ARTICLE


def test_it_is_there_once_though_its_quotation_marks_and_spaces_differ():
    other = ARTICLE.replace("“", '"').replace("”", '"').replace(" ", "\u00a0")

    assert clean(f"{ARTICLE}\n\n{other}").text == ARTICLE


def test_a_paragraph_that_stood_above_goes_with_the_reason():
    assert reasons(f"{ARTICLE}\n\n{BODY[1]}\n\nThe end.") == ["repeated paragraph"]


def test_short_lines_may_stand_twice():
    text = f"{ARTICLE}\n\nIt rained.\n\n“No comment,” said her host.\n\nThe end."

    assert clean(text).text == text


@pytest.mark.parametrize(
    "quote",
    [
        "“We will not go back to that table”",
        '"We will not go back to that table"',
        "‘We will not go back to that table’",
        "“We will not go back to that table.”",
        "“We will not go back to that table, not in this life,”",
        "“We will not go back to that table” – Ann Chen",
        "“We will not go back to that table.” — Ann Chen, minister",
        "“We will not go back to that table” Ann Chen, minister",
        "“We will not go back to that table”\n\n— Ann Chen",
        "“We will not go back to that table”\n\nAnn Chen, minister",
        "“We will not go back to that table",
        "We will not go back to that table, not in this life",
        "Minister Ann Chen left the talks on the lake at noon",
    ],
)
def test_a_pull_quote_goes_with_whoever_signed_it_wherever_it_stands(quote):
    for place in (2, 3, 4, 6):
        parts = [TITLE, *BODY]
        text = "\n\n".join([*parts[:place], quote, *parts[place:]])

        assert clean(text).text == ARTICLE
        assert set(reasons(text)) == {"pull quote"}


@pytest.mark.parametrize(
    "line",
    [
        "“We will not go back to that house”",  # other words
        "“In this life”",  # a subhead
        "• We will not go back to that table, not in this life",  # a bullet
        "“We will not go back to that table,” she had said in March as well.",
    ],
)
def test_what_only_resembles_a_pull_quote_stays(line):
    text = f"{ARTICLE}\n\n{line}\n\nThe end."

    assert line in clean(text).text


def test_of_two_lines_that_are_alike_one_stays():
    line = "“Nobody is to blame,” Eva Lind, the deputy minister, wrote on Thursday."
    text = clean(f"{ARTICLE}\n\n{line}\n\n{BODY[4]}\n\nIt rained again.\n\n{line}").text

    assert text.count(line) == 1


def test_a_title_that_quotes_the_text_stays():
    title = "“We will not go back to that table”"
    text = "\n\n".join([title, *BODY])

    assert clean(text).title == title


@given(st.lists(st.sampled_from(BODY), max_size=12))
def test_every_paragraph_is_there_still_and_long_ones_once(parts):
    lines = clean("\n\n".join([TITLE, *parts])).text.split("\n\n")

    assert set(lines) == {TITLE, *parts}
    assert all(lines.count(part) <= 1 for part in parts if len(part.split()) >= 8)
