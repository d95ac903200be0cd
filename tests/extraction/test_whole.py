"""Quotations made whole."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.links.complete_quotations import whole_quotations, word_starts
from claims.extraction.quotations import quotations
from claims.extraction.types import Link, Span


def completed(text, *content, source=()):
    link = Link(tuple(Span(*piece) for piece in content), source)
    whole = whole_quotations(link, word_starts(text), quotations(text))
    return [text[start:end] for start, end in whole.content]


def test_a_quotation_that_lacks_its_first_word_gets_it():
    assert completed("“Nobody wants to go there now,” he said.", (8, 30)) == [
        "“Nobody wants to go there now,”"
    ]


def test_a_quotation_of_which_little_is_content_stays_as_it_is():
    assert completed("“Nobody wants to go there now,” he said.", (26, 30)) == ["now,"]


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "He said: “It is late.\n\n“We go home now.” They went."

    assert completed(text, (9, 21)) == ["“It is late.", "“We go home now.”"]


def test_an_open_quotation_ends_where_the_next_paragraph_has_none():
    assert completed("He said: “It is late.\n\nThey went.", (9, 21)) == ["“It is late."]


def test_a_source_inside_the_marks_is_no_content():
    text = "“It is very late, he said, and cold.”"

    assert completed(text, (1, 17), (27, 36), source=(Span(18, 20),)) == [
        "It is very late,",
        "and cold.",
    ]


@given(
    st.text(alphabet='“”" a,.\n', min_size=2, max_size=80),
    st.lists(st.integers(0, 80), min_size=2, max_size=6, unique=True),
)
def test_pieces_only_grow_and_stay_in_order(text, edges):
    edges = sorted({min(edge, len(text)) for edge in edges})
    content = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    if not content:
        return
    whole = whole_quotations(Link(content), word_starts(text), quotations(text)).content

    assert all(any(w.start <= p.start and p.end <= w.end for w in whole) for p in content)
    assert all(a.end < b.start for a, b in zip(whole, whole[1:], strict=False))
