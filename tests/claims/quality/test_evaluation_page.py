"""Figures as readers of /methods/ meet them."""

import pytest

from claims.extraction.types import Span
from claims.quality.evaluation import calibration, extraction, page, speakers
from claims.quality.evaluation.gold import AttributedStatement, GoldArticle

ARTICLE = GoldArticle(
    id="a",
    text="Ann said we go now.",
    attributions=(AttributedStatement((Span(9, 18),), (Span(0, 3),), names=("Ann",)),),
    names_speakers=True,
)
TWO_FOUND = [
    AttributedStatement((Span(9, 18),), (Span(0, 3),), names=("Ann",), confidence=0.9),
    AttributedStatement((Span(4, 8),), confidence=0.4),
]


@pytest.fixture
def saved() -> dict:
    counts = extraction.count(ARTICLE, TWO_FOUND)
    return {
        "data": "One article",
        "date": "2022-03-18",
        "extractor version": "1/x",
        "calibration": calibration.calibration(counts.sure, likely=0.7),
    } | extraction.score([counts])


def cells(saved: dict) -> dict[str, tuple[str, str]]:
    return {row.name: row.cells[0][1:] for row in page.build_page([saved])["rows"]}


def test_of_a_hundred_shown_so_many_are_right(saved):
    assert page.build_page([saved])["sets"][0]["of_100"] == 50


def test_with_speakers_right_means_the_right_speaker(saved):
    saved["speakers"] = speakers.score([ARTICLE], [TWO_FOUND[:1]])

    (shown,) = page.build_page([saved])["sets"]

    assert shown["with_speakers"]
    assert shown["of_100"] == 100


def test_each_figure_says_on_how_many_it_was_counted(saved):
    assert cells(saved)["Precision"] == ("50.0%", "of 2")
    assert cells(saved)["Recall"] == ("100.0%", "of 1")


def test_what_was_not_measured_has_an_empty_cell(saved):
    assert cells(saved)["Recall, quoted"] == ("", "")
    assert cells(saved)["Speaker precision"] == ("", "")


def test_likely_and_doubtful_are_told_apart(saved):
    assert cells(saved)["Precision, likely"] == ("100.0%", "of 1; we say 90.0%")
    assert cells(saved)["Precision, doubtful"] == ("0.0%", "of 1; we say 40.0%")


def test_every_value_has_a_row_that_shows_it(saved):
    saved["speakers"] = speakers.score([ARTICLE], [TWO_FOUND])

    assert set(page._values(saved)) <= set(page.MEANINGS)


def test_a_missing_figure_is_an_error(saved):
    del saved["attributed"]

    with pytest.raises(KeyError, match="attributed"):
        page.build_page([saved])
