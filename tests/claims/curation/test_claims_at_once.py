"""Several curators decide on one claim at the same moment, each in a process of its own."""

import pytest
from django.db import transaction

from claims import curation
from claims.locks import LockKey, lock_grouping
from claims.models import Claim, ClaimMember, Decision, StatementLink
from tests import processes
from tests.claims.curation.claim_statements import make_statements
from tests.processes import wait_for_waiting

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]

DECIDE = """
from django.contrib.auth.models import User
from claims import curation
from claims.models import Claim, Decision, Statement
by = User.objects.get(username="alice")
first, second, other = Statement.objects.order_by("pk")
curation.{}
"""
DECISIONS = (
    "join_claim(first, other, by=by)",
    "part_claim(first, second, by=by)",
    'set_stance(second, "doubts", by=by)',
    'word_claim(first.membership.claim, "What happened at the school", by=by)',
)


def start_deciding(decision: str):
    return processes.start("manage.py", "shell", "-c", DECIDE.format(decision))


def claim_rows() -> list[object]:
    """All that decisions change, but for claims that were made and left empty."""
    return [
        list(Claim.objects.filter(statements__gt=0).values_list("pk", "wording", "worded_by")),
        list(ClaimMember.objects.order_by("pk").values_list("pk", "claim", "stance", "by")),
        list(StatementLink.objects.order_by("pk").values_list("first", "second", "dismissed_by")),
    ]


def decide_at_once() -> None:
    with transaction.atomic():
        lock_grouping()
        deciding = [start_deciding(decision) for decision in DECISIONS]
        wait_for_waiting(2, LockKey.GROUPING)
    results = processes.finish(*deciding)
    assert [(code, err) for code, _, err in results] == [(0, "")] * len(DECISIONS)


def test_each_decision_of_curators_who_decide_at_once_holds(django_user_model):
    django_user_model.objects.create(username="alice")
    first, second, other = make_statements()

    decide_at_once()

    members = ClaimMember.objects.in_bulk()
    assert members[first.pk].claim_id == members[other.pk].claim_id != members[second.pk].claim_id
    assert members[second.pk].stance == "doubts"
    assert members[first.pk].claim.wording == "What happened at the school"
    assert Decision.objects.count() == len(DECISIONS)


def test_decisions_made_at_once_are_undone_once_each(django_user_model):
    alice = django_user_model.objects.create(username="alice")
    make_statements()
    before = claim_rows()
    decide_at_once()
    *earlier, last = Decision.objects.order_by("pk")

    undo = f"undo(Decision.objects.get(pk={last.pk}), by=by)"
    results = processes.finish(*[start_deciding(undo) for _ in range(2)])
    for decision in reversed(earlier):
        curation.undo(decision, by=alice)

    assert sorted(code for code, _, _ in results) == [0, 1]
    assert claim_rows() == before
