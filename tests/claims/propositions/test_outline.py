"""What two statements can share at most is told early, and never too low."""

import json
from itertools import pairwise, product
from pathlib import Path

import pytest

from claims.propositions.decision import compare_unless_apart, weight_of
from claims.propositions.features import NAMES
from claims.propositions.outline import shared_at_most
from claims.propositions.relations import StatedReading, judge, relate
from claims.propositions.stances import StanceKind

GOLD = Path(__file__).parents[2] / "gold"
FILES = ("claim-pairs.jsonl", "claim-pairs-near.jsonl", "claim-pairs-turns.jsonl")
RISING = ("least covered", "most covered")


@pytest.fixture(scope="module")
def propositions(proposition_reader):
    """The two sides of each pair, one after the other, each with what its pronouns stand for."""
    lines = [line for name in FILES for line in (GOLD / name).read_text().splitlines()]
    sides = [json.loads(line)[side] for line in lines for side in "ab"]
    return [
        proposition_reader.read(side["text"], side.get("context", ""), None, side["speaker"])
        for side in sides
    ]


@pytest.fixture(scope="module")
def pairs(propositions):
    """Neighbours, so that each pair of the files is one, and others of all kinds."""
    shifted = zip(propositions, propositions[7:], strict=False)
    return [*pairwise(propositions), *shifted, *((one, one) for one in propositions)]


@pytest.mark.parametrize(
    ("stance", "speaker", "party"),
    list(product((StanceKind.ASSERTS, StanceKind.DENIES), (1, 2), ("cn", "ru"))),
)
def test_statements_told_apart_early_are_not_related(pairs, stance, speaker, party):
    for first, second in pairs:
        sides = (
            StatedReading(first, StanceKind.ASSERTS, 1, "cn"),
            StatedReading(second, stance, speaker, party),
        )
        comparison = compare_unless_apart(first, second)
        expected = judge(*sides, comparison) if comparison is not None else None

        assert relate(*sides) == expected, (first, second)


def test_no_pair_shares_more_than_is_told(pairs):
    for first, second in pairs:
        comparison = compare_unless_apart(first, second)
        if comparison is not None:
            shared = shared_at_most(first, second)
            assert shared.matched >= comparison.matched
            assert shared.most_covered >= comparison.most_covered


def test_most_pairs_of_other_statements_are_told_apart_early(propositions):
    others = list(zip(propositions, propositions[7:], strict=False))
    compared = sum(shared_at_most(first, second).reaches_score() for first, second in others)

    assert compared < len(others) / 50


def test_no_feature_but_those_of_the_covered_share_raises_the_score():
    assert all(weight_of(name) <= 0 for name in NAMES if name not in RISING)
