"""Figures of the extraction, against figures worked out by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.types import Span, Spans
from claims.quality.evaluation import calibration, extraction
from claims.quality.evaluation.gold import AttributedStatement, GoldArticle
from claims.quality.evaluation.words import NumberedWords, quotation_kind


def at(*pieces: tuple[int, int]) -> Spans:
    return tuple(Span(*piece) for piece in pieces)


#       0   4    9  12 15  19   24   29    34
TEXT = "Ann said we go now. “Rest well,” she added."
ANN = AttributedStatement(content=at((9, 18)), source=at((0, 3)), cue=at((4, 8)))  # we go now | Ann
SHE = AttributedStatement(
    content=at((20, 32)), source=at((33, 36)), cue=at((37, 42))
)  # “Rest well,” | she


def figures(
    gold: list[AttributedStatement], found: list[AttributedStatement], text: str = TEXT
) -> dict:
    article = GoldArticle("a", text, tuple(gold), names_speakers=False)
    return extraction.score([extraction.count(article, found)])


def prf(row: dict) -> tuple[float, float, float]:
    return pytest.approx((row["p"], row["r"], row["f1"]))


def test_what_equals_gold_scores_one_everywhere():
    scores = figures([ANN, SHE], [ANN, SHE])

    assert scores["content"]["tokens"]["f1"] == 1
    assert scores["source"]["exact"]["f1"] == 1
    assert scores["attributed"]["f1"] == 1
    assert scores["attributed"]["f1 95%"] == [1, 1]


def test_nothing_found_scores_nothing_and_is_no_error():
    scores = figures([ANN, SHE], [])

    assert prf(scores["attributed"]) == (0, 0, 0)
    assert scores["attributed"]["gold"] == 2


def test_a_text_without_statements_has_only_false_ones():
    scores = figures([], [ANN])

    assert scores["attributed"]["predicted"] == 1
    assert scores["attributed"]["p"] == 0


def test_marks_and_spaces_never_count():
    bare = AttributedStatement(content=at((21, 30)), source=at((33, 36)))  # Rest well

    assert figures([SHE], [bare])["content"]["exact"]["f1"] == 1


def test_tokens_exact_and_overlap_of_a_span_one_word_short():
    short = AttributedStatement(content=at((12, 18)))  # go now: two of three words

    scores = figures([ANN], [short])["content"]

    assert prf(scores["tokens"]) == (1, 2 / 3, 0.8)
    assert prf(scores["exact"]) == (0, 0, 0)
    assert prf(scores["overlap"]) == (1, 2 / 3, 0.8)


def test_two_pieces_are_one_span():
    whole, parted = (
        AttributedStatement(content=at((9, 18))),
        AttributedStatement(content=at((9, 14), (15, 18))),
    )

    assert figures([whole], [parted])["content"]["exact"]["f1"] == 1


def test_half_of_the_words_in_common_is_enough():
    half = AttributedStatement(content=at((9, 18), (21, 30)), source=at((0, 3)))  # 3 of 5 in common
    less = AttributedStatement(content=at((15, 30)), source=at((0, 3)))  # 1 of 5 in common

    assert figures([ANN], [half])["attributed"]["f1"] == 1
    assert figures([ANN], [less])["attributed"]["f1"] == 0


def test_another_source_spoils_the_attribution_but_not_the_content():
    other = AttributedStatement(content=ANN.content, source=at((33, 36)))

    scores = figures([ANN], [other])

    assert scores["attributed"]["f1"] == 0
    assert scores["content50"]["f1"] == 1


def test_an_article_in_common_makes_no_same_source():
    text = "The envoy or the mayor said we go now."
    envoy = AttributedStatement(content=at((28, 37)), source=at((0, 9)))
    mayor = AttributedStatement(content=at((28, 37)), source=at((10, 22)))
    both = AttributedStatement(content=at((28, 37)), source=at((0, 22)))

    assert figures([envoy], [mayor], text)["attributed"]["f1"] == 0
    assert figures([envoy], [both], text)["attributed"]["f1"] == 1


def test_no_source_wants_no_source():
    without = AttributedStatement(content=ANN.content)

    assert figures([without], [ANN])["attributed"]["f1"] == 0
    assert figures([without], [without])["attributed"]["f1"] == 1


def test_one_gold_statement_explains_one_found_the_most_alike():
    short = AttributedStatement(content=at((12, 18)), source=at((0, 3)))

    scores = figures([ANN], [short, ANN])

    assert prf(scores["attributed"]) == (0.5, 1, 2 / 3)


def test_what_only_an_optional_statement_explains_counts_neither_way():
    optional = AttributedStatement(content=SHE.content, optional=True)

    scores = figures([ANN, optional], [ANN, SHE])["attributed"]

    assert (scores["predicted"], scores["gold"], scores["f1"]) == (1, 1, 1)


def test_an_optional_statement_that_is_not_found_costs_nothing():
    optional = AttributedStatement(content=SHE.content, optional=True)

    assert figures([ANN, optional], [ANN])["attributed"]["f1"] == 1


def test_recall_is_told_by_kind_of_quotation():
    by_kind = figures([ANN, SHE], [SHE])["attributed"]["recall by kind"]

    assert by_kind["direct"] == {"r": 1, "gold": 1}
    assert by_kind["indirect"] == {"r": 0, "gold": 1}
    assert by_kind["mixed"] == {"r": 0, "gold": 0}


@pytest.mark.parametrize(
    ("text", "piece", "wanted"),
    [
        ("“Go now,” she said.", (0, 9), "direct"),
        ("“Go now,” she said.", (1, 7), "direct"),  # the marks stand just outside
        ("She wants “no more” of it.", (4, 25), "mixed"),
        ("She wants 'no more' of it.", (4, 25), "mixed"),
        ("She said it isn't so.", (9, 20), "indirect"),
        ("“Go now.\n\n“And rest.”", (0, 8), "direct"),  # never closed in its paragraph
    ],
)
def test_kinds_of_quotation(text, piece, wanted):
    assert quotation_kind(text, (Span(*piece),)) == wanted


def test_the_interval_widens_with_what_differs_between_articles():
    right, wrong = extraction.PrecisionRecall(1, 1, 1, 1), extraction.PrecisionRecall(0, 1, 0, 1)

    assert extraction.interval([right] * 4) == [1, 1]
    assert extraction.interval([right, wrong] * 2) == [0, 1]


def test_calibration_parts_the_statements_at_likely():
    sure = [(0.9, True), (0.9, False), (0.2, False), (0.4, True)]

    bands = calibration.calibration(sure, likely=0.7)["bands"]

    assert bands["likely"] == pytest.approx({"found": 2, "confidence": 0.9, "right": 0.5})
    assert bands["doubtful"] == pytest.approx({"found": 2, "confidence": 0.3, "right": 0.5})


def test_calibration_error_is_the_mean_gap_over_the_bins():
    sure = [(0.95, True), (0.95, True), (0.15, False), (0.15, True)]  # gaps 0.05 and 0.35

    assert calibration.calibration(sure, likely=0.7)["error"] == pytest.approx(0.2)


def test_calibration_of_nothing_is_no_error():
    assert calibration.calibration([], likely=0.7)["error"] == 0


spans = st.tuples(st.integers(0, 42), st.integers(1, 43)).filter(lambda s: s[0] < s[1]).map(at)
statements = st.builds(AttributedStatement, content=spans, source=st.just(()) | spans)


@given(st.lists(statements, max_size=5), st.lists(statements, max_size=5))
def test_shares_stay_between_nothing_and_one(gold, found):
    scores = figures(gold, found)

    assert 0 <= scores["content"]["overlap"]["p"] <= 1
    # Not one below the other: pairs are taken best first, and fewer choices can pair more.
    assert 0 <= scores["attributed"]["f1"] <= 1
    assert 0 <= scores["content50"]["f1"] <= 1


@given(st.lists(statements, max_size=5))
def test_gold_held_against_itself_is_never_wrong(gold):
    scores = figures(gold, gold)

    assert scores["content50"]["p"] in (0, 1)
    assert scores["content"]["exact"]["f1"] in (0, 1)


@given(st.text())
def test_every_word_of_a_text_is_under_the_whole_text(text):
    whole = NumberedWords(text).numbers_under(at((0, len(text) + 1)))

    assert len(whole) == len(re.findall(r"\w+", text))
