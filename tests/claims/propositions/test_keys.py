"""Which keys are enough to look up, and how many two statements must share."""

from itertools import combinations

import pytest

from claims.propositions.keys import (
    MAX_TERMS,
    candidate_keys,
    key_terms,
    least_shared_keys,
    pair_key,
    selective_keys,
)
from claims.propositions.types import Proposition, Term

WORDS = "harbour crane pilot tanker oil spill gull beach crew inquiry fine owner".split()


def statement(count: int) -> Proposition:
    return Proposition(tuple(Term(word, "n") for word in WORDS[:count]), ())


@pytest.mark.parametrize("count", range(3, MAX_TERMS + 1))
def test_whatever_shares_three_terms_has_one_of_the_keys_that_are_looked_up(count):
    proposition = statement(count)
    keys = candidate_keys(proposition)

    chosen = set(selective_keys(proposition, keys, {key: 90 for key in keys if key % 7 == 0}))

    assert chosen <= set(keys)
    for three in combinations(key_terms(proposition), 3):
        assert chosen & {pair_key(a, b) for a, b in combinations(three, 2)}


@pytest.mark.parametrize("count", range(4, MAX_TERMS + 1))
def test_what_shares_half_the_terms_of_the_shorter_has_one_of_its_keys(count):
    proposition = statement(count)
    keys = candidate_keys(proposition)

    chosen = set(selective_keys(proposition, keys, {}, among_longer=True))

    assert len(chosen) <= len(keys) / 2
    for shared in combinations(key_terms(proposition), max(3, count // 2)):
        assert chosen & {pair_key(a, b) for a, b in combinations(shared, 2)}


def test_beside_a_common_key_the_other_keys_of_its_terms_are_looked_up():
    proposition = statement(5)
    keys = candidate_keys(proposition)
    common = dict.fromkeys(keys[:-1], 90)

    assert keys[-1] in selective_keys(proposition, keys, common, among_longer=True)


def test_of_many_terms_half_the_keys_or_fewer_are_looked_up():
    proposition = statement(MAX_TERMS)
    keys = candidate_keys(proposition)

    assert len(selective_keys(proposition, keys, {})) <= len(keys) / 2


def test_pairs_that_find_many_are_left_out():
    proposition = statement(MAX_TERMS)
    common = {pair_key("oil", word) for word in WORDS[:6] if word != "oil"}

    chosen = selective_keys(proposition, candidate_keys(proposition), dict.fromkeys(common, 900))

    assert not common & set(chosen)


def test_keys_that_are_not_those_of_its_terms_are_all_looked_up():
    assert selective_keys(statement(MAX_TERMS), [1, 2, 3], {}) == [1, 2, 3]


@pytest.mark.parametrize(
    ("terms", "others", "least"),
    [(2, 3, 2), (2, 8, 2), (3, 9, 3), (4, 12, 3), (8, 12, 4), (12, 12, 6)],
)  # fmt: skip
def test_two_statements_share_half_the_terms_of_the_shorter(terms, others, least):
    count, other = (n * (n - 1) // 2 for n in (terms, others))

    assert least_shared_keys(count, other) == least_shared_keys(other, count)
    assert least_shared_keys(count, other) == least * (least - 1) // 2
