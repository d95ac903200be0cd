"""Quotations signed by a dash and a name."""

import pytest

from claims.extraction.links.signed_quotations import signed_quotations, with_signed
from claims.extraction.types import Link, Span


def signed(text):
    return [
        (text[slice(*one.content[0])], text[slice(*one.source[0])])
        for one in signed_quotations(text)
    ]


@pytest.mark.parametrize("dash", ["―", "—", "–", "-", "--"])
def test_a_quotation_a_dash_and_a_name_is_a_statement(dash):
    text = f"“We are not afraid of them.” {dash} Maria Lopez"

    assert signed(text) == [("“We are not afraid of them.”", "Maria Lopez")]


def test_the_name_may_stand_on_a_line_of_its_own():
    assert signed("“We are not afraid.”\n— Maria Lopez, 41, teacher\n") == [
        ("“We are not afraid.”", "Maria Lopez")
    ]


def test_a_mark_turned_the_wrong_way_does_not_matter():
    assert signed("”Most of us are working.” ― Carla Sanchez.") == [
        ("”Most of us are working.”", "Carla Sanchez")
    ]


def test_a_sentence_that_goes_on_after_the_dash_is_no_signature():
    assert signed("“We are not afraid” — that was all they had to say.") == []


def test_a_dash_without_a_quotation_signs_nothing():
    assert signed("The town was quiet. — Maria Lopez") == []


def test_what_was_found_inside_a_signed_quotation_goes():
    text = "“I am truly afraid of them.” ― Maria Lopez"
    inner = Link((Span(17, 21),), (Span(1, 2),), (Span(3, 16),), 0.9)

    assert with_signed([inner], text) == signed_quotations(text)


def test_links_elsewhere_stay_and_all_are_in_the_order_of_the_text():
    text = "He said no.\n“We are not afraid.” ― Maria Lopez\nShe said yes."
    before = Link((Span(8, 10),), (Span(0, 2),), (Span(3, 7),), 0.9)
    after = Link((Span(56, 59),), (Span(47, 50),), (Span(51, 55),), 0.9)

    assert with_signed([before, after], text) == [before, *signed_quotations(text), after]
