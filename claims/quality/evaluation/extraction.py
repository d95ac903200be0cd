"""Scores of the statements found: their words, their sources, and how sure the figures are.

Precision, recall and F1 are shares, 0 to 1. The overlap measure is that of Pareti et al. 2013;
the interval is a bootstrap over articles (Efron 1979), since mistakes come in clusters of one text.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from claims.extraction.types import QuotationKind
from claims.quality.evaluation.gold import ROLES, AttributedStatement, GoldArticle
from claims.quality.evaluation.matching import (
    StatementWords,
    match_pairs,
    statements_that_count,
    to_words,
)
from claims.quality.evaluation.words import NumberedWords, Numbers, quotation_kind

MEASURES = ("tokens", "exact", "overlap")
RESAMPLE_COUNT = 1000
SEED = 20


class PrecisionRecall(NamedTuple):
    """The counts behind precision and recall; additive over articles."""

    right: float = 0  # of the predicted ones
    predicted: int = 0
    recalled: float = 0  # of the gold ones
    gold: int = 0

    def plus(self, other: "PrecisionRecall") -> "PrecisionRecall":
        return PrecisionRecall(
            self.right + other.right,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.gold + other.gold,
        )

    def scores(self) -> dict[str, Any]:
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.recalled / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"p": p, "r": r, "f1": f1, "predicted": self.predicted, "gold": self.gold}


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """The counts of one article, from which every figure is summed.

    ``by_kind`` has (found, gold) for a figure's name and a kind of quotation; ``sure`` has
    (confidence, right) for each found statement that counts.
    """

    totals: dict[tuple[str, str], PrecisionRecall]
    by_kind: dict[tuple[str, QuotationKind], tuple[int, int]]
    sure: list[tuple[float, bool]] = field(default_factory=list)


def count(article: GoldArticle, statements: Sequence[AttributedStatement]) -> ArticleCounts:
    """One article's share in all figures."""
    words = NumberedWords(article.text)
    counts = ArticleCounts({}, {})
    for role in ROLES:
        _count_role(role, article.required, statements, words, counts)
    required = to_words(article.required, words)
    optional, predicted = to_words(article.optional, words), to_words(statements, words)
    predicted = statements_that_count(required, optional, predicted)
    gold_kinds = [quotation_kind(article.text, row.statement.content) for row in required]
    for name, by_source in (("attributed", True), ("content50", False)):
        matched = match_pairs(required, predicted, by_source=by_source)
        hit_count = len(matched)
        counts.totals[name, ""] = PrecisionRecall(
            hit_count, len(predicted), hit_count, len(required)
        )
        hits = [gold_kinds[g] for g, _ in matched]
        for kind in QuotationKind:
            counts.by_kind[name, kind] = (hits.count(kind), gold_kinds.count(kind))
        if by_source:
            counts.sure.extend(_sure(predicted, {f for _, f in matched}))
    return counts


def _count_role(
    role: str,
    required: Sequence[AttributedStatement],
    statements: Sequence[AttributedStatement],
    words: NumberedWords,
    counts: ArticleCounts,
) -> None:
    gold = {words.numbers_under(getattr(row, role)) for row in required} - {frozenset()}
    predicted = {words.numbers_under(getattr(row, role)) for row in statements} - {frozenset()}
    all_gold: Numbers = frozenset().union(*gold)
    all_predicted: Numbers = frozenset().union(*predicted)
    tokens, exact = len(all_gold & all_predicted), len(gold & predicted)
    right = sum(len(span & all_gold) / len(span) for span in predicted)
    recalled = sum(len(span & all_predicted) / len(span) for span in gold)
    counts.totals[role, "tokens"] = PrecisionRecall(
        tokens, len(all_predicted), tokens, len(all_gold)
    )
    counts.totals[role, "exact"] = PrecisionRecall(exact, len(predicted), exact, len(gold))
    counts.totals[role, "overlap"] = PrecisionRecall(right, len(predicted), recalled, len(gold))


def _sure(statements: Sequence[StatementWords], right: set[int]) -> list[tuple[float, bool]]:
    return [(row.statement.confidence, number in right) for number, row in enumerate(statements)]


def score(counts: Sequence[ArticleCounts]) -> dict[str, Any]:
    """All figures over the articles counted, in the shape that ``evaluate --json`` prints."""
    figures: dict[str, Any] = {"articles": len(counts)}
    for role in ROLES:
        figures[role] = {measure: _total(counts, role, measure).scores() for measure in MEASURES}
    for name in ("attributed", "content50"):
        figures[name] = _total(counts, name).scores()
        figures[name]["recall by kind"] = {
            kind.value: _recall([c.by_kind[name, kind] for c in counts]) for kind in QuotationKind
        }
    figures["attributed"]["f1 95%"] = interval([c.totals["attributed", ""] for c in counts])
    return figures


def _total(counts: Sequence[ArticleCounts], name: str, measure: str = "") -> PrecisionRecall:
    return _sum([c.totals[name, measure] for c in counts])


def _sum(totals: Sequence[PrecisionRecall]) -> PrecisionRecall:
    total = PrecisionRecall()
    for counts in totals:
        total = total.plus(counts)
    return total


def _recall(hits: Sequence[tuple[int, int]]) -> dict[str, Any]:
    hit_count, gold = sum(hit for hit, _ in hits), sum(n for _, n in hits)
    return {"r": hit_count / gold if gold else 0.0, "gold": gold}


def interval(totals: Sequence[PrecisionRecall]) -> list[float]:
    """Where F1 lies in 95 of 100 draws of as many articles with replacement; low, high."""
    generator = random.Random(SEED)
    f1s = sorted(
        _sum(generator.choices(totals, k=len(totals))).scores()["f1"] for _ in range(RESAMPLE_COUNT)
    )
    return [f1s[int(0.025 * RESAMPLE_COUNT)], f1s[int(0.975 * RESAMPLE_COUNT)]]
