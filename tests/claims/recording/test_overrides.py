"""A later run of the extractor does not bring up again what a curator has answered."""

import pytest

from claims import curation
from claims.models import Attribution, Decision, Statement
from claims.recording import reconcile
from tests.claims.recording.findings import LI, TEXT, finding
from tests.make import make_article, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(TEXT, extraction="pending")


def dispute():
    return Statement.objects.values_list("disagreement", flat=True).get()


def test_the_speaker_that_a_curator_replaced_is_no_news(article, curator):
    reconcile.record(article, [finding()], "v1")
    curation.reassign(Attribution.objects.get(), make_speaker("Cai"), by=curator)

    reconcile.record(article, [finding()], "v2")

    assert dispute() is None


def test_another_speaker_than_the_replaced_one_is_news(article, curator):
    reconcile.record(article, [finding()], "v1")
    curation.reassign(Attribution.objects.get(), make_speaker("Cai"), by=curator)

    reconcile.record(article, [finding(speaker=LI)], "v2")

    assert dispute()["speaker"] == "Bo Li"


def test_once_the_replacement_is_undone_the_dispute_can_come_again(article, curator):
    reconcile.record(article, [finding()], "v1")
    curation.accept(Attribution.objects.get(), by=curator)
    reconcile.record(article, [finding(speaker=LI)], "v2")
    kept = curation.accept(Attribution.objects.get(), by=curator)
    reconcile.record(article, [finding(speaker=LI)], "v3")
    assert dispute() is None

    curation.undo(kept, by=curator)
    reconcile.record(article, [finding(speaker=LI)], "v4")

    assert dispute()["speaker"] == "Bo Li"


def test_words_moved_far_by_a_curator_are_not_recorded_beside_themselves(article, curator):
    reconcile.record(
        article, [finding("We agree,” Ann Chen of China told Daily News. “It is late")], "v1"
    )
    statement = Statement.objects.get()
    start = article.text.index("It is")
    curation.edit(statement, content=[(start, start + 5)], by=curator)

    counts = reconcile.record(
        article, [finding("We agree,” Ann Chen of China told Daily News. “It is late")], "v2"
    )

    assert counts == {"kept": 1}
    assert dispute() is None


def test_a_statement_that_a_curator_added_is_not_disputed_for_being_missed(article, curator):
    start = article.text.index("We agree")
    curation.add_statement(article, content=[(start, start + 8)], speaker=None, by=curator)

    reconcile.record(article, [], "v2")

    assert dispute() is None


def test_a_disputed_one_that_is_kept_stays_corrected_and_leaves_one_decision(article, curator):
    reconcile.record(article, [finding()], "v1")
    curation.reassign(Attribution.objects.get(), make_speaker("Cai"), by=curator)
    reconcile.record(article, [finding(speaker=LI)], "v2")
    live = Attribution.objects.live().get()

    curation.accept(live, by=curator)

    assert Attribution.objects.live().get().status == "corrected"
    assert Decision.objects.count() == 2
    assert dispute() is None
