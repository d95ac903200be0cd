"""Statements that may say the same are found by rare keys, however many share the common ones."""

import pytest

from claims.grouping import candidates
from claims.grouping.grouping import group_articles
from claims.grouping.meanings import load_readings
from claims.models import CommonKey, StatementMeaning
from tests.claims.grouping.test_grouping import make_claims

pytestmark = pytest.mark.django_db


def make_meanings(*keys_of_each: list[int]) -> list[int]:
    """Statements with meanings of these keys; their ids."""
    statements = make_claims(*(f"Report {n} came." for n in range(len(keys_of_each))))
    for statement, keys in zip(statements, keys_of_each, strict=True):
        group_articles(statement.article)
        StatementMeaning.objects.filter(pk=statement.pk).update(keys=keys)
    return [statement.pk for statement in statements]


def pairs_of(statement: int) -> list[tuple[int, int]]:
    return candidates.candidate_pairs(load_readings([statement]).values())


def test_a_common_key_alone_finds_nothing():
    first, _, third = make_meanings([1, 2, 7, 8, 9], [1, 2, 5, 6], [3, 7, 8, 9])
    CommonKey.objects.bulk_create(CommonKey(key=key, statements=900) for key in (1, 2))
    StatementMeaning.objects.filter(pk=first + 1).update(keys=[1, 3, 5, 6])

    assert pairs_of(first) == [(first, third)]


def test_a_statement_of_few_keys_is_found_by_one_key_whichever_asks():
    few, many = make_meanings([1], [1, 2, 3, 4, 5])

    assert pairs_of(few) == pairs_of(many) == [(few, many)]


def test_among_longer_ones_the_shorter_finds_the_longer():
    few, many, like = make_meanings([1, 2, 3], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])

    def found(statement: int) -> list[tuple[int, int]]:
        return candidates.candidate_pairs(load_readings([statement]).values(), among_longer=True)

    assert found(few) == [(few, many), (few, like)]
    assert found(many) == [(many, like)]


def test_statements_of_the_same_keys_find_each_other_and_what_else_has_them():
    ids = make_meanings([1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 9])

    pairs = candidates.candidate_pairs(load_readings(ids[:2]).values())

    assert pairs == [(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])]


def test_two_that_share_less_than_half_of_the_shorter_ones_terms_are_not_compared():
    half, less, whole = range(15), range(10), range(66)  # pairs of six, of five, of twelve terms
    asking, _, near = make_meanings([*whole], [*less, *range(100, 156)], [*half, *range(200, 251)])

    assert pairs_of(asking) == [(asking, near)]


def test_two_common_keys_together_find_what_has_no_rare_one():
    first, second = make_meanings([1, 2, 3, 4], [1, 2, 3, 4])
    CommonKey.objects.bulk_create(CommonKey(key=key, statements=900) for key in (1, 2, 3, 4))

    assert pairs_of(first) == [(first, second)]


def test_a_key_becomes_common_when_a_statement_finds_too_many(monkeypatch):
    monkeypatch.setattr(candidates, "MAX_ROWS", 3)
    monkeypatch.setattr(candidates, "MAX_STATEMENTS_OF_RARE_KEY", 3)
    first, *_ = make_meanings(*([1, 2, 3, n + 10] for n in range(5)))

    pairs_of(first)

    assert dict(CommonKey.objects.values_list("key", "statements")) == {1: 5, 2: 5, 3: 5}
