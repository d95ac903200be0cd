"""Figures as readers of /methods/ meet them."""

import pytest

from claims.evaluation import calibration, extraction, plain, speakers
from claims.evaluation.gold import Attributed, GoldArticle
from claims.extraction.findings import Span

ARTICLE = GoldArticle(
    id="a",
    text="Ann said we go now.",
    attributions=(Attributed((Span(9, 18),), (Span(0, 3),), names=("Ann",)),),
    names_speakers=True,
)
TWO_FOUND = [
    Attributed((Span(9, 18),), (Span(0, 3),), names=("Ann",), confidence=0.9),
    Attributed((Span(4, 8),), confidence=0.4),
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


def rows(saved: dict) -> dict[str, plain.Row]:
    return {row.name: row for row in plain.measured(saved)["rows"]}


def test_of_a_hundred_shown_so_many_are_right(saved):
    assert plain.measured(saved)["of_100"] == 50


def test_with_speakers_right_means_the_right_speaker(saved):
    saved["speakers"] = speakers.score([ARTICLE], [TWO_FOUND[:1]])

    shown = plain.measured(saved)

    assert shown["with_speakers"]
    assert shown["of_100"] == 100
    assert rows(saved)["End to end"].value == "100.0 %"


def test_each_figure_says_on_how_many_it_was_counted(saved):
    assert rows(saved)["Right"] == plain.Row(
        "Right", "of those found: words and source right", "50.0 %", "2 found"
    )
    assert rows(saved)["Not missed"].of == "1 in the texts"


def test_a_kind_of_quotation_that_is_not_there_has_no_row(saved):
    assert "Not missed, indirect" in rows(saved)
    assert "Not missed, direct" not in rows(saved)


def test_likely_and_doubtful_are_told_apart(saved):
    assert rows(saved)["Right, likely"].value == "100.0 %"
    assert rows(saved)["Right, doubtful"].value == "0.0 %"


def test_a_missing_figure_is_an_error(saved):
    del saved["attributed"]

    with pytest.raises(KeyError, match="attributed"):
        plain.measured(saved)
