"""Answers for programs say since when they are so, and are not sent again to who has them."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils.http import http_date, parse_http_date
from hypothesis import given
from hypothesis import strategies as st

from claims.export.snapshot import _LatestState
from claims.models import Speaker
from tests.make import make_attribution, make_speaker

ADDRESSES = ("/statements.csv", "/statements.atom", "/api/statements", "/api/speakers/ann",
             "/exchange.csv", "/methods.csv", "/speakers/ann.jsonld")  # fmt: skip
NOON = datetime(2022, 3, 18, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.alone]


@pytest.fixture(autouse=True)
def ann():
    speaker = make_speaker("Ann Chen", slug="ann")
    make_attribution(speaker=speaker)
    return speaker


def ask(client, address, **headers):
    response = client.get(address, headers=headers)
    list(response)  # to its end, where a file lets go of its snapshot
    return response


def dated(client, address) -> str:
    """The date of an answer, which the first second of a state is without."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if date := ask(client, address).get("Last-Modified"):
            return date
        time.sleep(0.05)
    return pytest.fail("No answer has a date.")


def status(client, address, *, later):
    """Of an answer asked for again with its own date, or one some seconds later."""
    date = parse_http_date(dated(client, address)) + later
    return ask(client, address, If_Modified_Since=http_date(date)).status_code


def test_answers_say_since_when_they_are_so(client):
    dates = [parse_http_date(dated(client, address)) for address in ADDRESSES]

    assert max(dates) <= datetime.now(UTC).timestamp()


def test_whoever_has_one_since_then_is_sent_nothing(client):
    # The server's own housekeeping may write in between, seldom ten times in a row.
    again = {
        address: (status(client, address, later=0) for _ in range(10)) for address in ADDRESSES
    }

    assert [address for address, statuses in again.items() if 304 not in statuses] == []


def test_a_date_after_that_of_the_state_proves_nothing(client):
    """It was given out before the clock was set back."""
    assert {status(client, address, later=3600) for address in ADDRESSES} == {200}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/api/statements", "/api/speakers/ann", "/speakers.csv"])
def test_any_write_makes_it_new(client, address):
    date = dated(client, address)
    Speaker.objects.update(name="Ann Lee")

    assert ask(client, address, If_Modified_Since=date).status_code == 200


def test_a_tag_has_the_say_over_a_date(client):
    date = dated(client, "/api/statements")

    conditions = {"If_Modified_Since": date, "If_None_Match": '"another"'}

    assert ask(client, "/api/statements", **conditions).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_condition_that_fails_leaves_no_snapshot_open(client):
    dated(client, "/statements.csv")

    refused = ask(client, "/statements.csv", If_Unmodified_Since="Sat, 01 Jan 2000 00:00:00 GMT")

    assert refused.status_code in (200, 412)
    assert not connection.in_atomic_block


def dates_of(latest, *seen):
    """Seconds after noon that a process names, for each tag it sees so many seconds after noon."""
    dates = [latest.since_when(tag, NOON + timedelta(seconds=after)) for tag, after in seen]
    return [date and (date - NOON).total_seconds() for date in dates]


def test_a_state_has_the_date_of_the_second_after_it_was_first_seen():
    seen = ("a", 0), ("b", 0.5), ("b", 1), ("c", 1.2), ("c", 1.9), ("c", 2), ("c", 9)

    assert dates_of(_LatestState(), *seen) == [None, None, 1, None, None, 2, 2]


def test_a_clock_set_back_gives_no_date_until_it_has_caught_up():
    seen = ("a", 100), ("a", 101), ("b", 40), ("b", 101), ("b", 102)

    assert dates_of(_LatestState(), *seen) == [None, 101, None, None, 102]


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 12)), max_size=30))
def test_no_two_states_ever_share_a_date_whichever_process_tells_it(steps):
    """Each step: whether something was written, which process is asked, tenths of a second."""
    processes, states, dates, tenths = (_LatestState(), _LatestState()), 0, {}, 0
    for written, process, passed in steps:
        states, tenths = states + written, tenths + passed
        [date] = dates_of(processes[process], (str(states), tenths / 10))
        assert date is None or dates.setdefault(date, states) == states


def test_a_date_is_given_anew_to_whoever_has_another(client):
    dated(client, "/api/statements")

    answer = ask(client, "/api/statements", If_Modified_Since=http_date(0))

    assert answer.status_code == 200
    assert answer["Last-Modified"]
