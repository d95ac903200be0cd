"""Findings become records, and running it again reconciles."""

import pytest
from django.utils import timezone

from claims import curation
from claims.extraction.types import MentionKind, Span, SpeakerMention
from claims.models import About, Attribution, Source, Speaker, Statement
from claims.recording import reconcile
from tests.claims.recording.findings import LI, TEXT, finding
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(TEXT, extraction="pending")


@pytest.fixture
def curator(django_user_model):
    return django_user_model.objects.create(username="alice")


def settle(attribution: Attribution, status: str, curator: object) -> None:
    attribution.status, attribution.decided_by = status, curator
    attribution.decided_at = timezone.now()
    attribution.save()


def snapshot() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Statement, Attribution, Source, About, Speaker)
    ]


def test_a_finding_is_recorded_with_its_evidence(article):
    counts = reconcile.record(article, [finding()], "v1")

    attribution = Attribution.objects.select_related("statement", "speaker").get()
    assert counts == {"new": 1}
    assert attribution.statement.words == "We agree"
    assert attribution.speaker.name == "Ann Chen"
    assert attribution.role == "envoy"
    assert attribution.source == (Span(12, 20),)
    assert [hop.speaker.name for hop in attribution.sources.all()] == ["Daily News"]
    assert [about.party_id for about in attribution.statement.mentions.all()] == ["cn"]


def test_running_it_twice_changes_nothing(article):
    findings = [finding(), finding("It is late", confidence=0.6)]
    reconcile.record(article, findings, "v1")
    before = snapshot()
    article.refresh_from_db()

    counts = reconcile.record(article, findings, "v1")

    assert counts == {"unchanged": 2}
    assert snapshot() == before


def test_a_newer_extractor_updates_what_nobody_reviewed_and_keeps_the_address(article):
    reconcile.record(article, [finding()], "v1")
    key = Statement.objects.get().key

    counts = reconcile.record(article, [finding(speaker=LI, chain=())], "v2")

    attribution = Attribution.objects.get()
    assert counts == {"updated": 1}
    assert attribution.statement.key == key
    assert attribution.speaker.name == "Bo Li"
    assert attribution.extractor_version == "v2"
    assert not attribution.sources.exists()


def test_what_is_no_longer_found_is_withdrawn_and_comes_back_when_it_is_found_again(article):
    reconcile.record(article, [finding()], "v1")

    assert reconcile.record(article, [], "v2") == {"withdrawn": 1}
    assert not Statement.objects.public().exists()
    assert reconcile.record(article, [finding()], "v3") == {"updated": 1}
    assert Statement.objects.public().exists()


def test_what_a_curator_accepted_stays_and_the_disagreement_is_kept(article, curator):
    reconcile.record(article, [finding()], "v1")
    settle(Attribution.objects.get(), "accepted", curator)

    counts = reconcile.record(article, [finding(speaker=LI)], "v2")

    statement = Statement.objects.get()
    assert counts == {"kept": 1}
    assert statement.attributions.get().speaker.name == "Ann Chen"
    assert statement.disagreement["speaker"] == "Bo Li"


def test_what_a_curator_accepted_stays_when_it_is_no_longer_found(article, curator):
    reconcile.record(article, [finding()], "v1")
    settle(Attribution.objects.get(), "accepted", curator)

    reconcile.record(article, [], "v2")

    assert Statement.objects.public().get().disagreement["found"] is False


def test_a_rejected_statement_does_not_come_back_with_other_boundaries(article, curator):
    reconcile.record(article, [finding("We agree")], "v1")
    settle(Attribution.objects.get(), "rejected", curator)

    reconcile.record(article, [finding("We agree,")], "v2")

    assert not Statement.objects.public().exists()
    assert Statement.objects.count() == 1


def test_a_new_statement_beside_a_settled_one_is_recorded(article, curator):
    reconcile.record(article, [finding("We agree")], "v1")
    settle(Attribution.objects.get(), "accepted", curator)

    counts = reconcile.record(article, [finding("We agree"), finding("It is late")], "v2")

    assert counts == {"kept": 1, "new": 1}


def test_of_two_findings_at_one_place_the_surer_is_kept(article):
    reconcile.record(article, [finding(confidence=0.4, speaker=LI), finding()], "v1")

    assert Attribution.objects.get().speaker.name == "Ann Chen"


def test_a_crash_in_the_middle_leaves_nothing_of_the_article(article):
    broken = finding("It is late", act="x" * 99)  # longer than the column

    with pytest.raises(Exception, match="too long"):
        reconcile.record(article, [finding(), broken], "v1")

    assert not Statement.objects.exists()


def test_words_that_a_curator_moved_do_not_come_back_where_they_were(article, curator):
    reconcile.record(article, [finding()], "v1")
    late = TEXT.index("It is late")
    moved = curation.edit(
        Statement.objects.get(), by=curator, content=[(late, late + 10)]
    ).statement

    counts = reconcile.record(article, [finding()], "v2")

    moved.refresh_from_db()
    assert counts == {"kept": 1}
    assert (moved.words, moved.disagreement) == ("It is late", None)


def test_an_answered_disagreement_is_not_raised_again(article, curator):
    reconcile.record(article, [finding()], "v1")
    curation.accept(Attribution.objects.get(), by=curator)
    reconcile.record(article, [finding(speaker=LI)], "v2")
    assert Statement.objects.get().disagreement["speaker"] == "Bo Li"

    curation.accept(Attribution.objects.get(), by=curator, why="it is Chen")
    reconcile.record(article, [finding(speaker=LI)], "v3")

    assert Statement.objects.filter(disagreement__isnull=True).count() == 1  # no JSON null either
    assert Attribution.objects.get().speaker.name == "Ann Chen"


def test_what_a_curator_added_need_not_be_found(article, curator):
    added, _ = curation.add_statement(article, content=[(47, 57)], speaker=None, by=curator)

    reconcile.record(article, [], "v1")

    added.refresh_from_db()
    assert (added.withdrawn_at, added.disagreement) == (None, None)


def test_what_a_curator_unmade_may_be_found_again(article, curator):
    start = TEXT.index("We agree")
    added, decision = curation.add_statement(
        article, content=[(start, start + 8)], speaker=None, by=curator
    )
    curation.undo(decision, by=curator)

    reconcile.record(article, [finding()], "v1")

    assert Statement.objects.public().get() == added


def test_a_split_survives_the_next_extraction(article, curator):
    reconcile.record(article, [finding()], "v1")
    said = Attribution.objects.get()
    curation.split(said.speaker, [said], name="Ann Chen", namesake=True, by=curator)

    reconcile.record(article, [finding()], "v2")

    assert Attribution.objects.get().speaker.slug == "ann-chen-2"


def test_a_merge_survives_the_next_extraction(article, curator):
    reconcile.record(article, [finding(), finding("It is late", speaker=LI)], "v1")
    chen, li = Speaker.objects.filter(kind="person").order_by("pk")
    curation.merge(chen, li, by=curator)

    reconcile.record(article, [finding(), finding("It is late", speaker=LI)], "v2")

    assert {one.speaker for one in Attribution.objects.all()} == {chen}


def test_a_full_name_later_in_the_article_takes_over_what_its_surname_said_before(article):
    surname = SpeakerMention(name="Chen", kind=MentionKind.PERSON)

    reconcile.record(article, [finding(speaker=surname), finding("It is late")], "v1")

    speakers = {attribution.speaker.name for attribution in Attribution.objects.all()}
    assert speakers == {"Ann Chen"}
    assert Speaker.objects.get(name="Chen").merged_into.name == "Ann Chen"
    assert Statement.objects.get(words="We agree").attributions.get().notes == [
        "Only “Chen” is named here; taken for Ann Chen."
    ]


def test_a_text_that_is_too_long_to_be_read_says_what_to_do(db):
    article = make_article("The minister spoke. " * 50_001, extraction="pending")

    [outcome] = reconcile.process([article])

    article.refresh_from_db()
    assert (outcome.error, article.extraction) == (article.extraction_note, "failed")
    assert article.extraction_note.endswith("at most 1,000,000 can be read. Split it.")
