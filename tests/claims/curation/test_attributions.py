"""What a curator decides is logged, protected from the hasty, and can be taken back exactly."""

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from claims import curation
from claims.models import Attribution, Source, Span, Statement, Status
from tests.make import make_attribution, make_speaker

pytestmark = pytest.mark.django_db


def again(attribution: Attribution) -> Attribution:
    return Attribution.objects.get(pk=attribution.pk)


def test_accepting_settles_it_with_curator_and_time(curator):
    attribution = make_attribution()

    curation.accept(attribution, by=curator)

    state_after = again(attribution)
    assert (state_after.status, state_after.decided_by) == (Status.ACCEPTED, curator)
    assert state_after.decided_at


def test_rejecting_takes_the_words_from_readers_but_keeps_the_row(curator):
    attribution = make_attribution()

    curation.reject(attribution, by=curator, why="not a statement")

    assert again(attribution).status == Status.REJECTED
    assert not Statement.objects.public().exists()


def test_rejecting_needs_a_reason(curator):
    attribution = make_attribution()

    with pytest.raises(curation.CurationError, match="Say why"):
        curation.reject(attribution, by=curator, why="  ")
    assert again(attribution).status == Status.UNREVIEWED


def test_reassigning_rejects_the_old_and_gives_a_corrected_one(curator):
    ann, bob = make_speaker("Ann"), make_speaker("Bob")
    old = make_attribution(speaker=ann)

    curation.reassign(old, bob, by=curator)

    new = old.statement.attributions.live().get()
    assert (new.speaker, new.status, new.confidence) == (bob, Status.CORRECTED, 1)
    assert again(old).status == Status.REJECTED


def test_reassigning_keeps_cue_act_and_chain_but_not_the_role(curator):
    agency = make_speaker()
    old = make_attribution(
        role="spokesman", act="denies", negated=True, cue=[Span(0, 2)], source=[Span(3, 4)],
        via=(agency,),
    )  # fmt: skip

    curation.reassign(old, make_speaker(), by=curator)

    new = old.statement.attributions.live().get()
    assert (new.act, new.negated, new.cue, new.source) == ("denies", True, ((0, 2),), ((3, 4),))
    assert [hop.speaker for hop in new.sources.all()] == [agency]
    assert new.role == ""


def test_words_can_be_given_to_nobody_known(curator):
    old = make_attribution()

    curation.reassign(old, None, by=curator)

    assert old.statement.attributions.live().get().speaker is None


def test_reassigning_to_a_merged_speaker_gives_it_to_whom_it_was_merged_into(curator):
    ann = make_speaker()
    old = make_attribution()

    curation.reassign(old, make_speaker(merged_into=ann), by=curator)

    assert old.statement.attributions.live().get().speaker == ann


def test_a_decision_tells_who_what_why_and_both_states(curator):
    attribution = make_attribution()

    decision = curation.reject(attribution, by=curator, why="wrong span")

    assert (decision.deed, decision.by, decision.why) == ("reject", curator, "wrong span")
    assert decision.state_before["attribution"]["status"] == "unreviewed"
    assert decision.diff_before["attribution"][str(attribution.pk)]["status"] == "unreviewed"
    assert decision.diff_after["attribution"][str(attribution.pk)]["status"] == "rejected"


def test_an_attribution_changed_meanwhile_is_a_conflict_and_stays(curator):
    attribution = make_attribution()
    stale = again(attribution)
    curation.reject(attribution, by=curator, why="duplicate")

    with pytest.raises(curation.StaleStatement, match="changed meanwhile"):
        curation.accept(stale, by=curator)
    assert again(attribution).status == Status.REJECTED


def test_a_chain_changed_meanwhile_is_a_conflict_too(curator):
    stale = Attribution.objects.prefetch_related("sources").get(pk=make_attribution().pk)
    Source.objects.create(attribution_id=stale.pk, position=0, speaker=make_speaker())

    with pytest.raises(curation.StaleStatement, match="changed meanwhile"):
        curation.accept(stale, by=curator)


def test_a_deleted_attribution_is_a_conflict(curator):
    attribution = make_attribution()
    Attribution.objects.filter(pk=attribution.pk).delete()

    with pytest.raises(curation.StaleStatement):
        curation.accept(attribution, by=curator)


@pytest.mark.parametrize("status", ["accepted", "corrected"])
def test_accepting_twice_is_refused(curator, status):
    attribution = make_attribution(status=status, decided_by=curator, decided_at=timezone.now())

    with pytest.raises(curation.CurationError, match=f"is {status} already"):
        curation.accept(attribution, by=curator)


def test_rejecting_twice_is_refused(curator):
    attribution = make_attribution()
    curation.reject(attribution, by=curator, why="duplicate")

    with pytest.raises(curation.CurationError, match="already rejected"):
        curation.reject(again(attribution), by=curator, why="duplicate")


def test_a_rejected_one_can_be_taken_up_again(curator):
    attribution = make_attribution()
    curation.reject(attribution, by=curator, why="duplicate")

    curation.accept(again(attribution), by=curator)

    assert again(attribution).status == Status.ACCEPTED


def test_a_rejected_one_cannot_return_beside_another(curator):
    old = make_attribution()
    curation.reassign(old, make_speaker(), by=curator)

    with pytest.raises(curation.StaleStatement, match="reject that one first"):
        curation.accept(again(old), by=curator)


def test_reassigning_to_the_same_speaker_is_refused(curator):
    attribution = make_attribution()

    with pytest.raises(curation.CurationError, match="accept it instead"):
        curation.reassign(attribution, attribution.speaker, by=curator)


def test_a_rejected_one_is_not_reassigned(curator):
    attribution = make_attribution()
    curation.reject(attribution, by=curator, why="duplicate")

    with pytest.raises(curation.CurationError, match="accept it before"):
        curation.reassign(again(attribution), make_speaker(), by=curator)


def test_a_reason_too_long_for_the_log_changes_nothing(curator):
    attribution = make_attribution()

    with pytest.raises(curation.CurationError, match="501 characters; 500 is the most"):
        curation.accept(attribution, by=curator, why="x" * 501)
    assert again(attribution).status == Status.UNREVIEWED


def test_an_act_is_undone_once(curator):
    decision = curation.accept(make_attribution(), by=curator)
    curation.undo(decision, by=curator)

    with pytest.raises(curation.StaleStatement, match="undone already"):
        curation.undo(decision, by=curator)


def test_an_act_is_not_undone_over_a_later_one(curator):
    attribution = make_attribution()
    decision = curation.accept(attribution, by=curator)
    curation.reject(again(attribution), by=curator, why="duplicate")

    with pytest.raises(curation.StaleStatement, match="undo the later ones first"):
        curation.undo(decision, by=curator)


def test_undoing_an_undo_does_it_again(curator):
    old = make_attribution(via=(make_speaker(),))
    decision = curation.reassign(old, make_speaker("Bob"), by=curator)
    done = curation.statement_state(old.statement)
    undoing = curation.undo(decision, by=curator)

    redoing = curation.undo(undoing, by=curator)

    assert curation.statement_state(old.statement) == done
    assert (undoing.deed, redoing.deed, redoing.root) == ("undo", "redo", decision)


def test_a_bulk_act_does_what_it_can_and_tells_the_rest(curator):
    good, done = make_attribution(), make_attribution()
    curation.accept(done, by=curator)

    tally = curation.accept_all([good, again(done)], by=curator)

    assert [one.statement for one in tally.decisions] == [good.statement]
    assert "accepted already" in tally.problems[0]


def test_a_bulk_act_is_undone_in_bulk(curator):
    several = [make_attribution() for _ in range(3)]
    tally = curation.reject_all(several, by=curator, why="boilerplate")

    undone = curation.undo_all(tally.decisions, by=curator)

    assert len(undone.decisions) == 3
    assert {again(one).status for one in several} == {Status.UNREVIEWED}


@pytest.mark.django_db(transaction=True)
def test_a_decision_waits_while_the_extractor_records_the_article(django_user_model):
    curator = django_user_model.objects.create(username="alice")
    attribution = make_attribution()
    extractor = connections.create_connection("default")
    extractor.set_autocommit(False)
    with extractor.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_article FOR UPDATE")

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        curation.accept(attribution, by=curator)

    extractor.close()
    connection.close()  # and with it the timeout
    assert again(attribution).status == Status.UNREVIEWED
