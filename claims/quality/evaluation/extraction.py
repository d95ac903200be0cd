"""Scores of the statements found: their words, their sources, and how sure the figures are.

Precision, recall and F1 are shares, 0 to 1. The overlap measure is that of Pareti et al. 2013;
the interval is a bootstrap over articles (Efron 1979), since mistakes come in clusters of one text.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from claims.extraction.types import Quotation
from claims.quality.evaluation.gold import ROLES, Attributed, GoldArticle
from claims.quality.evaluation.matching import Marked, judged, marked, pairs
from claims.quality.evaluation.words import Numbers, Words, kind

MEASURES = ("tokens", "exact", "overlap")
RESAMPLES = 1000
SEED = 20


class Tally(NamedTuple):
    """What precision and recall are made of; additive over articles."""

    right: float = 0  # of the predicted ones
    predicted: int = 0
    recalled: float = 0  # of the gold ones
    gold: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(
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
class Counts:
    """What one article adds to each figure.

    ``by_kind`` has (found, gold) for a figure's name and a kind of quotation; ``sure`` has
    (confidence, right) for each found statement that counts.
    """

    tallies: dict[tuple[str, str], Tally]
    by_kind: dict[tuple[str, Quotation], tuple[int, int]]
    sure: list[tuple[float, bool]] = field(default_factory=list)


def count(article: GoldArticle, found: Sequence[Attributed]) -> Counts:
    """One article's share in all figures."""
    words = Words(article.text)
    counts = Counts({}, {})
    for role in ROLES:
        _count_role(role, article.wanted, found, words, counts)
    wanted = marked(article.wanted, words)
    counted = judged(wanted, marked(article.optional, words), marked(found, words))
    kinds = [kind(article.text, row.statement.content) for row in wanted]
    for name, by_source in (("attributed", True), ("content50", False)):
        chosen = pairs(wanted, counted, by_source=by_source)
        counts.tallies[name, ""] = Tally(len(chosen), len(counted), len(chosen), len(wanted))
        hits = [kinds[g] for g, _ in chosen]
        for one in Quotation:
            counts.by_kind[name, one] = (hits.count(one), kinds.count(one))
        if by_source:
            counts.sure.extend(_sure(counted, {f for _, f in chosen}))
    return counts


def _count_role(
    role: str,
    wanted: Sequence[Attributed],
    found: Sequence[Attributed],
    words: Words,
    counts: Counts,
) -> None:
    gold = {words.under(getattr(row, role)) for row in wanted} - {frozenset()}
    predicted = {words.under(getattr(row, role)) for row in found} - {frozenset()}
    all_gold: Numbers = frozenset().union(*gold)
    all_predicted: Numbers = frozenset().union(*predicted)
    tokens, exact = len(all_gold & all_predicted), len(gold & predicted)
    right = sum(len(span & all_gold) / len(span) for span in predicted)
    recalled = sum(len(span & all_predicted) / len(span) for span in gold)
    counts.tallies[role, "tokens"] = Tally(tokens, len(all_predicted), tokens, len(all_gold))
    counts.tallies[role, "exact"] = Tally(exact, len(predicted), exact, len(gold))
    counts.tallies[role, "overlap"] = Tally(right, len(predicted), recalled, len(gold))


def _sure(counted: Sequence[Marked], right: set[int]) -> list[tuple[float, bool]]:
    return [(row.statement.confidence, number in right) for number, row in enumerate(counted)]


def score(counts: Sequence[Counts]) -> dict[str, Any]:
    """All figures over the articles counted, in the shape that ``evaluate --json`` prints."""
    figures: dict[str, Any] = {"articles": len(counts)}
    for role in ROLES:
        figures[role] = {measure: _total(counts, role, measure).scores() for measure in MEASURES}
    for name in ("attributed", "content50"):
        figures[name] = _total(counts, name).scores()
        figures[name]["recall by kind"] = {
            one.value: _recall([c.by_kind[name, one] for c in counts]) for one in Quotation
        }
    figures["attributed"]["f1 95%"] = interval([c.tallies["attributed", ""] for c in counts])
    return figures


def _total(counts: Sequence[Counts], name: str, measure: str = "") -> Tally:
    return _sum([c.tallies[name, measure] for c in counts])


def _sum(tallies: Sequence[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def _recall(hits: Sequence[tuple[int, int]]) -> dict[str, Any]:
    found, gold = sum(hit for hit, _ in hits), sum(n for _, n in hits)
    return {"r": found / gold if gold else 0.0, "gold": gold}


def interval(tallies: Sequence[Tally]) -> list[float]:
    """Where F1 lies in 95 of 100 draws of as many articles with replacement; low, high."""
    chance = random.Random(SEED)
    f1s = sorted(
        _sum(chance.choices(tallies, k=len(tallies))).scores()["f1"] for _ in range(RESAMPLES)
    )
    return [f1s[int(0.025 * RESAMPLES)], f1s[int(0.975 * RESAMPLES)]]
