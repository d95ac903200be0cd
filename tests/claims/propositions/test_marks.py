"""Most pairs of words and statements are passed over early; none that counts is."""

import random
from itertools import combinations, product

import pytest

from claims.propositions.alignment import MIN_LIKENESS
from claims.propositions.decision import compare, compare_unless_apart
from claims.propositions.words import comparison_keys, is_opposite, likeness, word_lists

STATEMENTS = [
    "The ministry has sent 40 tanks to the border.",
    "The ministry has not sent 40 tanks to the border.",
    "Critics say the ministry has sent 40 tanks to the border.",
    "Will the ministry send tanks to the border?",
    "The border was closed by the ministry on 5 May.",
    "Forty tanks were sent to the border by the ministry.",
]
RELATED = [
    ("deny", "v", "denial", "n"), ("agree", "v", "disagree", "v"),
    ("electoral", "a", "electorate", "n"),
    ("rise", "v", "increase", "v"), ("war", "n", "peace", "n"), ("fair", "a", "unfair", "a"),
]  # fmt: skip


def words() -> list[str]:
    groups = " ".join((*word_lists()["synonyms"], *word_lists()["contrasts"]))
    related = " ".join(f"{a} {b}" for a, _, b, _ in RELATED)
    return sorted({*groups.split(), *related.split()})


def test_words_without_a_common_mark_are_neither_alike_nor_opposites():
    sample = random.Random(1).sample(list(combinations(words(), 2)), 5_000)
    for (first, second), pos, other in product(sample, "nv", "nva"):
        if comparison_keys(first, pos).isdisjoint(comparison_keys(second, other)):
            assert likeness(first, pos, second, other) < MIN_LIKENESS, (first, second)
            assert not is_opposite(first, second), (first, second)


@pytest.mark.parametrize(("first", "pos", "second", "other"), RELATED)
def test_words_of_one_root_and_opposites_have_a_common_mark(first, pos, second, other):
    assert comparison_keys(first, pos) & comparison_keys(second, other)


@pytest.mark.parametrize(("first", "second"), list(combinations(STATEMENTS, 2)))
def test_statements_that_are_apart_are_told_so_early(proposition_reader, first, second):
    sides = proposition_reader.read(first), proposition_reader.read(second)
    comparison = compare(*sides)

    assert compare_unless_apart(*sides) == (None if comparison.reasons else comparison)
