"""Whether two statements say the same: contradictions first, then a score learned from features."""

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from claims.propositions.alignment import Alignment, align, is_piece
from claims.propositions.contradictions import (
    NEGATION,
    contradictions,
    differ_in_kind,
    is_apart,
    narrows,
    negations_differ,
)
from claims.propositions.features import NAMES, features
from claims.propositions.types import Proposition
from claims.propositions.vectors import Floats
from claims.propositions.words import DATA

WEIGHTS = DATA / "decision.json"  # made by training/claim_weights.py
MAX_CACHED_PAIRS = 2_048  # of propositions: agency copy is printed, and compared, many times
MAX_EXPONENT = 80  # beyond it a float overflows; the probability is 0 to thirty digits


@dataclass(frozen=True, slots=True)
class Comparison:
    """``score`` is 0..1, how surely one proposition; ``opposite`` when one denies the other.

    ``reasons`` names what keeps them apart, none if nothing does. ``most_covered`` is the share of
    the shorter one's words that the other has, ``matched`` the weight of terms in pairs,
    ``restriction`` that of words such as "the northern half of" which only one side has,
    ``predicate_matched`` whether the main predicate of a side is one of the other, ``narrowed``
    whether only one side says which: "rural schools", "schools". ``is_piece``: one side is pieces
    in quotation marks that stand word for word in the other.
    """

    score: float
    reasons: tuple[str, ...] = ()
    opposite: bool = False
    most_covered: float = 0.0
    matched: float = 0.0
    restriction: float = 0.0
    predicate_matched: bool = False
    narrowed: bool = False
    is_piece: bool = False

    @property
    def is_same(self) -> bool:
        apart = self.reasons or self.opposite or self.narrowed
        return not apart and self.score >= thresholds().join

    def is_whole(self, share: float) -> bool:
        """Is the shorter one in the longer, with nothing in the longer to narrow it?"""
        return self.most_covered >= share and self.restriction == 0


@dataclass(frozen=True, slots=True)
class Thresholds:
    join: float
    propose: float


def compare(first: Proposition, second: Proposition) -> Comparison:
    """Two statements by what they say; who says it is for the caller to compare."""
    alignment = align(first, second)
    return _comparison(first, second, alignment, contradictions(first, second, alignment))


@lru_cache(maxsize=MAX_CACHED_PAIRS)
def compare_unless_apart(first: Proposition, second: Proposition) -> Comparison | None:
    """The same; none, and much sooner, where anything but a denial keeps them apart."""
    if differ_in_kind(first, second):
        return None
    alignment = align(first, second)
    if is_apart(first, second, alignment):
        return None
    denied = negations_differ(first, second, alignment)
    return _comparison(first, second, alignment, [NEGATION] if denied else [])


def _comparison(
    first: Proposition, second: Proposition, alignment: Alignment, reasons: list[str]
) -> Comparison:
    row = features(first, second, alignment)
    opposite = reasons == [NEGATION]
    return Comparison(
        score=probability(row),
        reasons=() if opposite else tuple(reasons),
        opposite=opposite,
        most_covered=float(row[NAMES.index("most covered")]),
        restriction=float(row[NAMES.index("restriction missing")]),
        predicate_matched=_predicates_match(first, second, alignment),
        narrowed=narrows(first, second, alignment),
        is_piece=is_piece(first, second, alignment),
        matched=sum(first.terms[pair.first].weight for pair in alignment.pairs),
    )


def _predicates_match(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Is the main predicate of one side one of the other? "Make it clear" has none that counts."""
    if any(all(t.weight == 0 for t in side.terms if t.head < 0) for side in (first, second)):
        return True
    predicates = [{clause.predicate for clause in side.clauses} for side in (first, second)]
    return any(
        pair.first in predicates[0]
        and pair.second in predicates[1]
        and first.terms[pair.first].weight > 0
        and (first.terms[pair.first].head < 0 or second.terms[pair.second].head < 0)
        for pair in alignment.pairs
    )


def probability(row: Floats) -> float:
    """Of one pair's features."""
    weights, bias = _weights()
    return float(1 / (1 + np.exp(np.minimum(-(row @ weights + bias), MAX_EXPONENT))))


@cache
def thresholds() -> Thresholds:
    data = _decision()
    return Thresholds(data["join"], data["propose"])


@cache
def weight_of(feature: str) -> float:
    weights, _ = _weights()
    return float(weights[NAMES.index(feature)])


@cache
def least_logit() -> float:
    """What the weighed features must add up to for a pair to be proposed."""
    propose = thresholds().propose
    return math.log(propose / (1 - propose)) - _weights()[1]


@cache
def _weights() -> tuple[Floats, float]:
    data = _decision()
    return np.array([data["weights"][name] for name in NAMES], np.float32), data["bias"]


@cache
def _decision() -> dict:  # type: ignore[type-arg]
    data: dict = json.loads(WEIGHTS.read_text())  # type: ignore[type-arg]
    return data
