"""Pairs of statements that may say the same, decided by keys alone."""

import pytest
from playwright.sync_api import expect

from claims.models import ClaimMember, StatementLink
from tests.browser.sitting import press
from tests.make import make_attribution, make_statement

pytestmark = pytest.mark.browser

DESK = "/admin/claims-desk/"


@pytest.fixture
def pairs(transactional_db):
    """Two of them, the surer one first."""
    return [make_pair(*words, score) for *words, score in (
        ("Rain is near", "Rain will come", 0.6), ("Snow is near", "Snow will come", 0.5),
    )]  # fmt: skip


def make_pair(first, second, score):
    statements = [make_statement(words) for words in (first, second)]
    for statement in statements:
        make_attribution(statement)
    return StatementLink.objects.create(
        first=statements[0], second=statements[1], score=score, joins=False
    )


def claims_of(pair):
    members = ClaimMember.objects.filter(statement__in=(pair.first_id, pair.second_id))
    return list(members.values_list("claim", flat=True))


def test_one_key_joins_two_statements_and_one_takes_it_back(sit_down, pairs):
    page = sit_down(DESK)
    expect(page.locator(".sides")).to_contain_text("Rain is near")

    press(page, "x")
    expect(page.locator(".sides")).to_contain_text("Snow is near")
    assert len(set(claims_of(pairs[0]))) == 1
    press(page, "z")

    expect(page.locator("#told")).to_contain_text("Undone")
    assert not claims_of(pairs[0])


def test_one_key_keeps_two_statements_apart(sit_down, pairs):
    page = sit_down(DESK)

    press(page, "n")

    expect(page.locator(".sides")).to_contain_text("Snow is near")
    expect(page.locator("#focus")).to_be_focused()
    pairs[0].refresh_from_db()
    assert not claims_of(pairs[0])
    assert pairs[0].dismissed_by_id


def test_one_key_leaves_a_pair_for_later(sit_down, pairs):
    page = sit_down(DESK)

    press(page, "u", "u")
    expect(page.locator(".empty")).to_contain_text("No more pairs.")
    page.get_by_role("link", name="Start again").click()

    expect(page.locator(".sides")).to_contain_text("Rain is near")
