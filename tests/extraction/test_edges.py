"""No statement begins or ends at a comma, or in half a quotation."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.edges import fit, missing_marks
from claims.extraction.quotations import quotations
from claims.extraction.types import Span

ROUGH = re.compile(r"[\s,;:.!?)]|.*[\s,;:(]$", re.DOTALL)
PARTS = st.sampled_from(
    ["“", "”", '"', ",", ".", " ", "\n\n", " — ", "(", "rain", " fell", " Read more", "he said"]
)


def fitted(text, *words, others=()):
    places = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    around = tuple(Span(text.index(one), text.index(one) + len(one)) for one in others)
    return [text[start:end] for start, end in fit(text, tuple(places), quotations(text), around)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He said that it rained, and left.", "that it rained,", "that it rained"),
        ("He said: it rained — and left.", ": it rained —", "it rained"),
        ("He said it rained.\n\nRead more", "it rained.\n\nRead more", "it rained."),
        ("He said it rained. Advertisement", "it rained. Advertisement", "it rained."),
        ("Related\nIt rained, he said.", "Related\nIt rained", "It rained"),
        ("He said\n\nit rained.\n\n", "\n\nit rained.\n\n", "it rained."),
        ("He blamed “hostile forces,” again.", "forces,”", "“hostile forces,”"),
        ("He blamed “hostile forces,” again.", "“hostile", "“hostile forces,”"),
        (
            "He saw “very hostile forces” today.",
            "hostile forces” today",
            "“very hostile forces” today",
        ),
        (
            "“I met him. We ate. We ate more. He said so. We left.”",
            "He said so. We left.”",
            "He said so. We left.",
        ),
        ("“Dogs.” ” All of this is new", "” All of this is new", "All of this is new"),
        (
            "“It rains, and it will rain",
            "“It rains, and it will rain",
            "“It rains, and it will rain",
        ),
        ("It rains,” he said", "It rains,”", "It rains,”"),
        ("”It rains,” he said", "”It rains,”", "”It rains,”"),
        ("He said “It rains” and so on", "It rains", "It rains"),
        ("He left. »We wait«, he said", "»We wait«", "»We wait«"),
        ("« Nous attendons » and so on", "» and so on", "and so on"),
    ],
)
def test_content_is_trimmed_and_has_all_of_a_quotation_or_none_of_its_marks(text, words, expected):
    assert fitted(text, words) == [expected]


def test_a_quotation_is_not_widened_over_its_speaker():
    text = "“It rains, said Ann, and snows.”"

    assert fitted(text, "“It rains", "and snows.”", others=["Ann", "said"]) == [
        "“It rains",
        "and snows.”",
    ]


def test_marks_alone_are_no_statement():
    assert fitted("He said: “,” and left.", "“,”") == []


@given(st.lists(PARTS, max_size=24).map("".join), st.data())
def test_whatever_is_chosen_is_trimmed_and_stays_so(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True).map(sorted))
    content = tuple(Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False))
    quoted = quotations(text)

    pieces = fit(text, content, quoted)

    assert fit(text, pieces, quoted) == pieces
    assert list(pieces) == sorted(pieces)
    for start, end in pieces:
        assert not ROUGH.match(text[start:end])


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("“It rains”", ("", "")),
        ("“It rains", ("", "”")),
        ("It rains”", ("“", "")),
        ("“It rains. … “It snows.”", ("", "")),
        ("„It rains“", ("", "")),
        ("It »rains«", ("", "")),
        ("«It rains", ("", "»")),
        ('"It rains', ("", '"')),
        ('It rains"', ('"', "")),
        ("It rains", ("", "")),
    ],
)
def test_the_mark_that_is_missing_is_known(words, marks):
    assert missing_marks(words) == marks
