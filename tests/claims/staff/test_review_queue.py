"""What comes first at the review desk, what comes after it, and who is looking at what."""

from datetime import timedelta

import pytest
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.utils import timezone

from claims import curation
from claims.models import Report, ReviewLock, Statement, StatementIndex
from claims.models.review_lock import LOCK_TIMEOUT
from claims.staff.review.queue import STAGES, Queue, bounded_count
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def queue(query=""):
    return Queue(QueryDict(query))


def order(query=""):
    return [place.statement for place in queue(query).positions_after(None, 50)]


def lanes(query=""):
    return {lane.need: count for lane, count in queue(query).counts()}


def make(confidence=0.9, **fields):
    return make_attribution(confidence=confidence, **fields).statement


@pytest.fixture
def bob(django_user_model):
    return django_user_model.objects.create(username="bob")


def make_disputed(curator):
    attribution = make_attribution()
    curation.accept(attribution, by=curator)
    Statement.objects.filter(pk=attribution.statement_id).update(disagreement={"found": False})
    return attribution.statement


def test_disputed_then_unknown_then_doubtful_then_likely_ones_the_least_certain_first(curator):
    likely, doubtful, worse = make(0.9), make(0.5), make(0.2)
    nobody, disputed = make(0.95, speaker=None), make_disputed(curator)

    assert order() == [one.pk for one in (disputed, nobody, worse, doubtful, likely)]


def make_reported(*statements):
    for number, statement in enumerate(statements):
        Report.objects.create(statement=statement, digest=f"{number}", fault="other")


def test_what_readers_report_comes_first_the_longest_waiting_on_top(curator):
    settled = make_attribution()
    curation.accept(settled, by=curator)
    disputed, doubtful = make_disputed(curator), make(0.1)
    make_reported(settled.statement, doubtful)

    assert order() == [settled.statement_id, doubtful.pk, disputed.pk]
    assert order("need=reported") == [settled.statement_id, doubtful.pk]


def test_once_answered_it_waits_no_longer_than_others(curator):
    doubtful, worse = make(0.2), make(0.1)
    make_reported(doubtful)
    Report.objects.update(state="declined")

    assert order() == [worse.pk, doubtful.pk]


def test_of_the_likely_ones_those_of_much_quoted_speakers_come_first():
    surer, chen = make(0.8), make_speaker("Ann Chen")
    hers = [make(number, speaker=chen).pk for number in (0.85, 0.9, 0.95)]

    assert order() == [*hers, surer.pk]
    assert order("need=prominent") == hers


def test_what_is_settled_withdrawn_or_superseded_does_not_wait(curator):
    curation.accept(make_attribution(), by=curator)
    curation.reject(make_attribution(), by=curator, why="no")
    make_attribution(make_statement(withdrawn_at=timezone.now()))
    old = make_article(superseded_by=make_article())
    make_attribution(make_statement(article=old))

    assert order() == []


def test_the_filters_of_the_lists_narrow_it():
    chen, li = make_speaker("Ann Chen"), make_speaker("Bo Li")
    hers, _ = make(speaker=chen), make(speaker=li)

    assert order(f"speaker={chen.slug}") == [hers.pk]


def test_a_lane_can_be_worked_alone():
    make(0.9)
    doubtful = make(0.2)

    assert order("need=doubtful") == [doubtful.pk]


def test_an_unknown_lane_or_filter_is_a_problem_and_no_row():
    make()

    assert "“urgent” is not known" in queue("need=urgent").problems[0]
    assert order("need=urgent") == []
    assert order("bogus=1") == []


def test_each_lane_counts_what_waits_in_it(curator):
    make(0.9), make(0.9), make(0.1), make(speaker=None), make_disputed(curator)

    none = {"reported": 0, "prominent": 0}
    assert lanes() == {**none, "disagreeing": 1, "nobody": 1, "doubtful": 1, "likely": 2}


def test_a_count_that_takes_too_long_is_given_up_and_the_page_is_not():
    make()
    slow = StatementIndex.objects.annotate(
        urgency=RawSQL("confidence + length(pg_sleep(1)::text)", ())
    )

    assert bounded_count(slow.filter(urgency__gt=0)) is None
    assert StatementIndex.objects.count() == 1


def test_a_statement_stands_in_one_lane_only(curator):
    make(0.1, speaker=None), make(0.1), make_disputed(curator), make(0.8)

    make_reported(make(0.1), make_disputed(curator))

    assert len(order()) == len(set(order())) == 6
    assert sum(lanes().values()) == 6


def test_after_one_come_those_behind_it_also_where_two_are_equally_certain():
    first, second, third = make(0.5), make(0.5), make(0.9)
    asked = queue()

    behind = asked.positions_after(asked.position_of(first), 10)

    assert [place.statement for place in behind] == [second.pk, third.pk]


def test_where_a_settled_one_stood_is_nowhere(curator):
    attribution = make_attribution()
    curation.accept(attribution, by=curator)

    assert queue().position_of(attribution.statement) is None


def test_what_somebody_else_looks_at_is_passed_over(curator, bob):
    first, second = make(0.1), make(0.2)
    ReviewLock.objects.take(first.pk, bob)

    taken = queue().take_next(None, by=curator)

    assert taken.statement == second.pk
    assert ReviewLock.objects.get(statement=second).by == curator


def test_from_the_end_it_goes_on_at_the_top_but_not_to_the_same_one_again(curator):
    first, last = make(0.1), make(0.2)
    asked = queue()

    taken = asked.take_next(asked.position_of(last), by=curator, excluding=last.pk)

    assert taken.statement == first.pk
    assert (
        asked.take_next(asked.position_of(first), by=curator, excluding=first.pk).statement
        == last.pk
    )


def test_the_only_one_is_not_given_again(curator):
    only = make()
    asked = queue()

    assert asked.take_next(asked.position_of(only), by=curator, excluding=only.pk) is None


def test_a_claim_expires_after_five_minutes_without_a_sign_of_life(curator, bob):
    statement = make()
    assert ReviewLock.objects.take(statement.pk, bob)
    assert not ReviewLock.objects.take(statement.pk, curator)

    ReviewLock.objects.update(until=timezone.now() - timedelta(seconds=1))

    assert timedelta(minutes=5) == LOCK_TIMEOUT
    assert ReviewLock.objects.take(statement.pk, curator)
    assert not ReviewLock.objects.renew(statement.pk, bob)


def test_renewing_holds_it_longer_and_leaves_the_trail_as_it_is(curator):
    statement = make()
    ReviewLock.objects.take(statement.pk, curator)
    before = ReviewLock.objects.get()
    ReviewLock.objects.update(until=timezone.now() + timedelta(seconds=10))

    assert ReviewLock.objects.renew(statement.pk, curator)

    after = ReviewLock.objects.get()
    assert after.until > timezone.now() + timedelta(minutes=4)
    assert after.taken_at == before.taken_at


def test_old_claims_are_deleted(curator):
    ReviewLock.objects.take(make().pk, curator)
    ReviewLock.objects.update(until=timezone.now() - timedelta(days=2))

    assert ReviewLock.objects.prune() == 1


@pytest.mark.parametrize("count", [2, 40])
def test_the_next_one_costs_as_much_of_many_as_of_few(
    curator, count, django_assert_max_num_queries
):
    for number in range(count):
        make(number / 100)

    with django_assert_max_num_queries(9):
        queue().take_next(None, by=curator)


def test_every_lane_says_why():
    assert all(lane.label and lane.why for lane in STAGES)
