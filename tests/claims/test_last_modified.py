"""Answers for programs say since when they are so, and are not sent again to who has them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils.http import parse_http_date

from claims.export.snapshot import _Latest
from claims.models import Speaker
from tests.make import make_attribution, make_speaker

ADDRESSES = ("/statements.csv", "/statements.atom", "/api/statements", "/api/speakers/ann",
             "/exchange.csv", "/methods.csv", "/speakers/ann.jsonld")  # fmt: skip
NOON = datetime(2022, 3, 18, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ann():
    speaker = make_speaker("Ann Chen", slug="ann")
    make_attribution(speaker=speaker)
    return speaker


def ask(client, address, **headers):
    """Until nothing else was written on the server in between, nor two things in a second."""
    response = client.get(address, headers=headers)
    list(response)  # to its end, where a file lets go of its snapshot
    return response


def dated(client, address) -> str:
    found = (ask(client, address).get("Last-Modified") for _ in range(2_000))
    return next(date for date in found if date)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_says_since_when_it_is_so(client, address):
    assert parse_http_date(dated(client, address)) <= datetime.now(UTC).timestamp()


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_it_since_then_is_sent_nothing(client, address):
    again = (ask(client, address, If_Modified_Since=dated(client, address)) for _ in range(50))

    assert 304 in (response.status_code for response in again)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/api/statements", "/api/speakers/ann", "/speakers.csv"])
def test_any_write_makes_it_new(client, address):
    date = dated(client, address)
    Speaker.objects.update(name="Ann Lee")

    assert ask(client, address, If_Modified_Since=date).status_code == 200


def test_a_tag_has_the_say_over_a_date(client):
    date = dated(client, "/api/statements")

    told = {"If_Modified_Since": date, "If_None_Match": '"another"'}

    assert ask(client, "/api/statements", **told).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_condition_that_fails_leaves_no_snapshot_open(client):
    dated(client, "/statements.csv")

    refused = ask(client, "/statements.csv", If_Unmodified_Since="Sat, 01 Jan 2000 00:00:00 GMT")

    assert refused.status_code in (200, 412)
    assert not connection.in_atomic_block


def test_two_states_in_one_second_never_share_a_date():
    latest, second = _Latest(), timedelta(seconds=1)

    told = [latest.known_since(*seen) for seen in (
        ("a", NOON), ("b", NOON + second / 2), ("c", NOON + second / 2),
        ("c", NOON + second), ("d", NOON + second), ("d", NOON + 5 * second))]  # fmt: skip

    assert told == [NOON, None, None, NOON + second, None, NOON + 2 * second]
