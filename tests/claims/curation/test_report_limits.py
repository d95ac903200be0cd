"""A report that is not taken: too many, too late, forged, or of what is gone; the form says why."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from accounts.models import LoginAttempts
from claims.curation import reports
from claims.curation.reports import BY_ADDRESS, ON_STATEMENT, SALT
from claims.models import Report
from tests.claims.curation.reporting import make_quoted_statement, opened, send
from tests.make import make_attribution, make_report
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return make_quoted_statement()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"fault": ""}, "Choose what is wrong"),
        ({"fault": "rude"}, "not one of the available choices"),
        ({"fault": "other", "comment": " "}, "in a few words"),
        ({"comment": "x" * 2001}, "at most 2000 characters"),
        ({"comment": "a\0b"}, "Null characters"),
        ({"website": "https://spam.example"}, "Leave the field"),
        ({"opened": "forged"}, "open for too long"),
        ({"opened": ""}, "Not sent yet"),
    ],
)
def test_what_can_not_be_taken_says_why_and_keeps_what_was_written(client, statement, fields, why):
    response = send(client, statement, **{"comment": "It was <b>Bob</b>.", **fields})

    html = response.content.decode()
    assert response.status_code == 400
    assert why in html
    assert "<b>Bob</b>" not in html
    assert "comment" in fields or "It was &lt;b&gt;Bob&lt;/b&gt;." in html
    assert not Report.objects.exists()
    assert not LoginAttempts.objects.exists()


def test_a_form_that_was_open_for_too_long_can_be_sent_again(client, statement):
    html = send(client, statement, opened=opened(statement, ago=90_000)).content.decode()

    (fresh,) = re.findall(r'name="opened" value="([^"]+)"', html)
    key, _, when = signing.loads(fresh, salt=SALT)
    assert key == statement.key
    assert time.time() - when < 60


def test_the_form_of_one_statement_does_not_serve_for_another(client, statement):
    other = make_attribution().statement

    assert send(client, statement, opened=opened(other)).status_code == 400


def test_one_address_can_not_report_without_end(client, statement):
    for _ in range(BY_ADDRESS.max_attempts):
        assert send(client, statement).status_code == 302

    refused = send(client, statement)

    assert refused.status_code == 429
    assert "too many reports" in refused.content.decode()
    assert Report.objects.count() == BY_ADDRESS.max_attempts


def test_one_statement_can_not_be_reported_without_end(client, statement):
    for number in range(ON_STATEMENT.max_attempts):
        reports.submit_report(
            statement, opened(statement, ago=60 + number), sentence="Chen: We agree.",
            fault="other", comment="", address=f"198.51.100.{number}",
        )  # fmt: skip

    assert send(client, statement).status_code == 429


def statement_of(statement):
    return type(statement).objects.with_attribution().get(pk=statement.pk)


def test_after_its_time_a_limit_counts_from_nothing(client, statement):
    for _ in range(BY_ADDRESS.max_attempts + 1):
        send(client, statement)
    for count in LoginAttempts.objects.all():
        LoginAttempts.objects.filter(pk=count.pk).update(since=count.since - timedelta(hours=2))

    assert send(client, statement).status_code == 302


def test_a_report_needs_the_token_against_forged_requests(statement):
    strict = Client(enforce_csrf_checks=True)

    assert send(strict, statement).status_code == 403


def test_reading_a_statement_sets_no_cookie_and_the_form_sets_the_one_it_needs(client, statement):
    assert not client.get(statement.get_absolute_url()).cookies
    assert set(client.get(f"/statements/{statement.key}/report").cookies) == {"csrftoken"}


def test_what_is_gone_can_not_be_reported(client):
    statement = make_world().rejected

    assert client.get(f"/statements/{statement.key}/report").status_code == 410
    assert send(client, statement).status_code == 410


def test_an_unknown_link_is_not_found(client):
    make_report()

    assert client.get("/reports/guess/").status_code == 404
