"""Where quotations begin and end, whatever marks a text has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.quotations import kind, paragraphs, quotations
from claims.extraction.types import QuotationKind, Span

MARKS = "“”\"'‘’«»„‟''`` \n\r.,ab"


def quoted(text):
    return [text[found.start : found.end] for found in quotations(text)]


@pytest.mark.parametrize(
    "text",
    ["He said “go now.” Yes", 'He said "go now." Yes', "He said ``go now.'' Yes"],
)
def test_marks_of_every_kind_open_and_close(text):
    assert [found.strip("“”\"`'") for found in quoted(text)] == ["go now."]


def test_single_marks_hold_a_quotation_but_apostrophes_do_not():
    assert quoted("It’s the boys’ view that ‘all is lost’ now.") == ["‘all is lost’"]


def test_a_nested_quotation_belongs_to_the_outer_one():
    assert quoted("“He said ‘no’ to me,” she said.") == ["“He said ‘no’ to me,”"]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    assert quoted("“It goes on.\n\nNothing quoted.") == ["“It goes on."]


def test_a_paragraph_that_opens_with_a_mark_continues_the_open_quotation():
    first, second = quotations("“It goes on.\n\n“And on,” he said.")

    assert not first.closed
    assert second.continues


def test_a_new_quotation_after_a_closed_one_continues_nothing():
    assert [found.continues for found in quotations("“One.”\n\n“Two.”")] == [False, False]


def test_a_closing_mark_without_an_opening_one_is_left_out():
    assert quoted("They go on” he said, “always.”") == ["“always.”"]


def test_a_straight_mark_after_a_number_is_an_inch():
    assert quoted('A 6" pipe and "a word" here') == ['"a word"']


def test_lines_are_paragraphs_where_no_line_is_blank():
    assert paragraphs("one\ntwo") == [Span(0, 3), Span(4, 7)]


def test_lines_of_one_paragraph_stay_together_where_some_line_is_blank():
    assert paragraphs("one\ntwo\n\nthree") == [Span(0, 7), Span(9, 14)]


@pytest.mark.parametrize(
    "text",
    ["He said: „go now.“ Yes", "He said »go now.« Yes", "He said “go now.“ Yes", "「go now.」"],
)
def test_marks_that_open_elsewhere_close_here(text):
    assert [found.strip("“„»«「」") for found in quoted(text)] == ["go now."]


def test_french_marks_with_spaces_inside_are_not_turned():
    assert quoted("« On attend ». Il a dit « non ».") == ["« On attend »", "« non »"]


def test_a_mark_before_a_second_one_that_opens_was_never_closed():
    assert quoted("“We wait, said Ann. “It turns,” she said.") == ["“It turns,”"]


def test_a_possessive_closes_no_quotation_in_single_marks():
    text = "'It isn't the drivers' fault.' said Ann. 'The boys' club is shut,' she said."

    assert quoted(text) == ["'It isn't the drivers' fault.'", "'The boys' club is shut,'"]


@given(st.text(alphabet=MARKS, max_size=200))
def test_quotations_are_in_order_and_inside_the_text(text):
    end = 0
    for found in quotations(text):
        assert end <= found.start < found.end <= len(text)
        assert found.inner.start <= found.inner.end
        end = found.end


@given(st.text())
def test_no_text_makes_quotations_fail(text):
    for found in quotations(text):
        assert text[found.start : found.end]


def test_a_statement_within_marks_is_direct():
    text = "“We will go,” he said."

    assert kind(text, (Span(1, 12),)) is QuotationKind.DIRECT


def test_an_interrupted_quotation_is_direct():
    text = "“We will go,” he said. “All of us.”"

    assert kind(text, (Span(0, 13), Span(23, 35))) is QuotationKind.DIRECT


def test_a_statement_with_marks_inside_is_mixed():
    text = "He said they “will go” soon."

    assert kind(text, (Span(8, 27),)) is QuotationKind.MIXED


def test_a_statement_with_single_marks_inside_is_mixed():
    text = "He said they 'will go' soon."

    assert kind(text, (Span(8, 27),)) is QuotationKind.MIXED


def test_a_statement_without_marks_is_indirect():
    text = "He said China's leaders will go."

    assert kind(text, (Span(8, 31),)) is QuotationKind.INDIRECT
