"""A curator's word on claims is final, and can be taken back."""

import pytest

from claims import curation
from claims.grouping.grouping import group_articles
from claims.grouping.rebuilding import rebuild
from claims.models import Claim, ClaimMember, Statement
from tests.claims.curation.claim_statements import TEXTS, make_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def statements() -> list[Statement]:
    return make_statements()


@pytest.fixture
def curator(django_user_model):
    return django_user_model.objects.create(username="alice")


def claim_of(statement: Statement) -> int | None:
    return ClaimMember.objects.filter(statement=statement).values_list("claim", flat=True).first()


def test_statements_told_apart_stay_apart(statements, curator):
    first, second, _ = statements

    curation.part_claim(first, second, by=curator)
    group_articles(second.article)

    assert claim_of(first) != claim_of(second)


def test_statements_put_together_stay_together(statements, curator):
    first, _, other = statements

    curation.join_claim(first, other, by=curator)
    group_articles(other.article)

    assert claim_of(first) == claim_of(other)


def test_a_decision_on_a_claim_is_undone(statements, curator):
    first, _, other = statements

    decision = curation.join_claim(first, other, by=curator)
    curation.undo(decision, by=curator)

    assert claim_of(other) is None


def test_what_was_told_apart_is_counted_and_can_be_undone_after_a_rebuild(statements, curator):
    first, second, _ = statements
    before = claim_of(second)

    decision = curation.part_claim(first, second, by=curator)
    assert Claim.objects.get(pk=claim_of(second)).statements == 1
    list(rebuild())
    curation.undo(decision, by=curator)

    assert claim_of(second) == before


@pytest.mark.parametrize("deed", ["join", "stance", "wording"])
def test_what_a_curator_decided_can_be_undone_after_a_rebuild(
    statements, curator, deed, django_capture_on_commit_callbacks
):
    first, _, other = statements
    before = claims_and_stances()

    decision = {
        "join": lambda: curation.join_claim(first, other, by=curator),
        "stance": lambda: curation.set_stance(first, "doubts", by=curator),
        "wording": lambda: curation.word_claim(first.membership.claim, "Broken", by=curator),
    }[deed]()
    decided = claims_and_stances()
    list(rebuild())
    assert decided == claims_and_stances() != before
    with django_capture_on_commit_callbacks(execute=True):
        curation.undo(decision, by=curator)

    assert claims_and_stances() == before
    list(rebuild())
    assert claims_and_stances() == before


def claims_and_stances() -> tuple[set[tuple], set[tuple]]:
    claims = Claim.objects.filter(statements__gt=0).values_list(
        "wording", "worded_by", "statements", "asserting", "denying"
    )
    return set(claims), set(ClaimMember.objects.values_list("claim", "statement", "stance", "by"))


def test_a_stance_that_a_curator_set_stays(statements, curator):
    first, *_ = statements

    curation.set_stance(first, "doubts", by=curator)
    group_articles(first.article)

    assert ClaimMember.objects.get(statement=first).stance == "doubts"


def test_a_wording_that_a_curator_gave_stays(statements, curator):
    claim = Claim.objects.get()

    curation.word_claim(claim, "  Windows were broken ", by=curator)
    group_articles(statements[0].article)

    claim.refresh_from_db()
    assert claim.wording == "Windows were broken"


def test_what_is_so_already_is_refused(statements, curator):
    first, second, _ = statements
    curation.join_claim(first, second, by=curator)

    with pytest.raises(curation.CurationError, match="already"):
        curation.join_claim(first, second, by=curator)


def test_a_rejected_statement_is_no_longer_counted(
    statements, curator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        curation.reject(statements[0].attributions.get(), by=curator, why="Nobody said so.")

    claim = Claim.objects.get()
    assert (claim.statements, claim.wording) == (1, TEXTS[1].rstrip("."))


def test_a_withheld_and_released_article_is_counted_again(
    statements, curator, django_capture_on_commit_callbacks
):
    article = statements[0].article

    with django_capture_on_commit_callbacks(execute=True):
        curation.withhold(article, by=curator, why="A hoax.")
    assert Claim.objects.get().statements == 1
    with django_capture_on_commit_callbacks(execute=True):
        curation.release(article, by=curator)
    assert Claim.objects.get().statements == 2


def test_a_statement_that_a_curator_accepts_counts(
    statements, curator, django_capture_on_commit_callbacks
):
    attribution = statements[0].attributions.get()
    attribution.confidence = 0.3
    attribution.save()
    group_articles(statements[0].article)
    assert Claim.objects.get().statements == 1

    with django_capture_on_commit_callbacks(execute=True):
        curation.accept(attribution, by=curator)

    assert Claim.objects.get().statements == 2
