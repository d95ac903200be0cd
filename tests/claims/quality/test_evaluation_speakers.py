"""Figures of who said it and through whom, against figures worked out by hand."""

import pytest

from claims.extraction.types import Span
from claims.quality.evaluation import speakers
from claims.quality.evaluation.gold import AttributedStatement, GoldArticle

TEXT = "Ann said we go now. Bob said it rains here."
WE_GO, IT_RAINS = (Span(9, 18),), (Span(29, 42),)


def score(gold: list[AttributedStatement], found: list[AttributedStatement]) -> dict:
    return speakers.score([GoldArticle("a", TEXT, tuple(gold), names_speakers=True)], [found])


def by(*names: str, content=WE_GO, via=()) -> AttributedStatement:
    return AttributedStatement(content=content, names=names, via=tuple((name,) for name in via))


def test_found_speaker_and_end_to_end_count_each_from_their_own_whole():
    gold = [by("Ann"), by("Bob", content=IT_RAINS)]

    figures = score(gold, [by("Ann")])

    assert (figures["found"], figures["speaker"], figures["end to end"]) == (0.5, 1, 0.5)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("White House", "the White House"),
        ("Joe Biden", "President Joe Biden"),
        ("U.S. officials", "US officials"),
        ("Xi’s spokesman", "Mr. Xi's spokesman"),
    ],
)
def test_case_articles_and_honorifics_make_no_other_name(gold, found):
    assert speakers.same_name([gold], [found])


def test_a_part_of_the_name_is_another_name():
    assert not speakers.same_name(["Jen Psaki"], ["Psaki"])


def test_nobody_is_not_the_same_as_somebody():
    assert not speakers.same_name(["Ann"], [])
    assert not speakers.same_name([], ["Ann"])


def test_an_alias_of_the_record_is_right_but_told_apart():
    figures = score([by("Ann")], [by("Ann Chen", "Ann")])

    assert figures["speaker"] == 1
    assert figures["speaker by display name"] == 0


def test_hops_are_counted_whatever_their_order():
    gold, found = by("Ann", via=("Wire", "Post")), by("Ann", via=("Post", "Times", "Wire"))

    figures = score([gold], [found])

    assert figures["via p"] == pytest.approx(2 / 3)
    assert figures["via r"] == 1
    assert figures["via f1"] == pytest.approx(0.8)


def test_statements_without_a_partner_are_false():
    figures = score([by("Ann")], [by("Ann"), by("Bob", content=IT_RAINS)])

    assert figures["false"] == 1
    assert figures["false in articles with no statement"] == 0


def test_false_statements_where_there_is_none_are_counted_apart():
    assert score([], [by("Ann")])["false in articles with no statement"] == 1


def test_of_the_statements_shown_those_with_right_words_and_speaker():
    optional = AttributedStatement(content=IT_RAINS, names=("Bob",), optional=True)

    assert (
        score([by("Ann"), optional], [by("Ann"), by("Bob", content=IT_RAINS)])["shown right"] == 1
    )
    assert score([by("Ann")], [by("Ann"), by("Bob", content=IT_RAINS)])["shown right"] == 0.5
