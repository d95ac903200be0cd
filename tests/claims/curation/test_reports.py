"""Reports of mistakes: from anybody, within limits, with an answer at a secret link."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.db import InternalError, connection, transaction
from django.test import Client

from accounts.models import LoginAttempts
from claims import curation
from claims.curation import CurationError, reports
from claims.curation.reports import BY_ADDRESS, ON_STATEMENT, SALT, answer_report
from claims.models import Report, ReportAnswer
from tests.make import make_attribution, make_report, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return make_attribution(make_statement("We agree"), speaker=make_speaker("Ann Chen")).statement


def opened(statement, ago=60):
    """What the form carries that was opened so many seconds ago."""
    return signing.dumps([statement.key, f"n{time.time()}", int(time.time()) - ago], salt=SALT)


def send(client, statement, **fields):
    told = {"fault": "wrong_speaker", "comment": "It was Bob.", "website": ""}
    told = {**told, "opened": opened(statement), **fields}
    return client.post(f"/statements/{statement.key}/report", told)


def test_a_report_is_stored_and_its_secret_link_shows_that_it_is_open(client, statement):
    response = send(client, statement)

    report = Report.objects.open().get()
    assert (report.statement, report.fault, report.comment) == (
        statement, "wrong_speaker", "It was Bob.",
    )  # fmt: skip
    assert report.about.startswith("Ann Chen said: We agree")
    assert re.fullmatch(r"/reports/[0-9a-f]{64}/", response["Location"])
    assert "Your report is open" in client.get(response["Location"]).content.decode()


def test_the_form_of_the_page_can_be_sent_as_it_is(client, statement):
    html = client.get(f"/statements/{statement.key}/report").content.decode()
    (stamp,) = re.findall(r'name="opened" value="([^"]+)"', html)

    assert send(client, statement, opened=stamp).status_code == 400  # quicker than people
    assert "quicker than people" in send(client, statement, opened=stamp).content.decode()
    assert 'role="alert"' not in html


def test_nothing_says_who_the_reporter_is(client, statement):
    client.post(
        f"/statements/{statement.key}/report",
        {"fault": "wrong_words", "opened": opened(statement)},
        REMOTE_ADDR="203.0.113.9",
        headers={"user-agent": "Secret/1"},
    )

    kept = str([*Report.objects.values(), *LoginAttempts.objects.values()])
    assert Report.objects.count() == 1
    assert "203.0.113" not in kept
    assert "Secret" not in kept


def test_the_database_does_not_hold_the_secret_of_the_link(client, statement):
    token = send(client, statement)["Location"].split("/")[2]

    assert token not in str(list(Report.objects.values()))


def test_a_form_sent_twice_makes_one_report(client, statement):
    stamp = opened(statement)

    first = send(client, statement, opened=stamp)
    second = send(client, statement, opened=stamp)

    assert first["Location"] == second["Location"]
    assert Report.objects.count() == 1


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
    for _ in range(BY_ADDRESS.most):
        assert send(client, statement).status_code == 302

    refused = send(client, statement)

    assert refused.status_code == 429
    assert "too many reports" in refused.content.decode()
    assert Report.objects.count() == BY_ADDRESS.most


def test_one_statement_can_not_be_reported_without_end(client, statement):
    for number in range(ON_STATEMENT.most):
        reports.submit_report(
            statement, opened(statement, ago=60 + number), sentence="Chen: We agree.",
            fault="other", comment="", address=f"198.51.100.{number}",
        )  # fmt: skip

    assert send(client, statement).status_code == 429


def statement_of(statement):
    return type(statement).objects.with_attribution().get(pk=statement.pk)


def test_after_its_time_a_limit_counts_from_nothing(client, statement):
    for _ in range(BY_ADDRESS.most + 1):
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


def test_the_secret_link_is_told_to_nobody(client):
    make_report(token="sesame")

    response = client.get("/reports/sesame/")

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    assert "noindex" in html
    assert 'rel="canonical"' not in html


def test_the_reporter_reads_the_answer_as_text(client, curator):
    report = make_report(token="sesame", comment="<script>alert(1)</script>")
    answer_report(report, by=curator, verdict="declined", answer="It <b>is</b> Ann.\nSee there.")

    html = client.get("/reports/sesame/").content.decode()

    assert "Your report is declined" in html
    assert "It &lt;b&gt;is&lt;/b&gt; Ann." in html
    assert "<script>alert" not in html


def test_the_answer_does_not_repeat_words_that_were_rejected_since(client, curator):
    report = make_report(token="sesame")
    curation.reject(report.statement.attributions.get(), by=curator, reason="wrong_speaker")

    assert "We agree" not in client.get("/reports/sesame/").content.decode()


def test_an_answer_is_logged_and_may_be_given_anew(curator):
    report = make_report()

    answer_report(report, by=curator, verdict="accepted")
    answer_report(report, by=curator, verdict="declined", answer="Looked again: it is Ann.")

    report.refresh_from_db()
    assert report.state == "declined"
    assert [(a.verdict, a.by) for a in report.answers.all()] == [
        ("declined", curator), ("accepted", curator),
    ]  # fmt: skip
    assert not Report.objects.open().exists()


@pytest.mark.parametrize(
    ("verdict", "answer", "why"),
    [
        ("declined", " ", "Say why"),
        ("open", "", "is not an answer"),
        ("accepted", "x" * 1001, "1000"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(curator, verdict, answer, why):
    with pytest.raises(CurationError, match=why):
        answer_report(make_report(), by=curator, verdict=verdict, answer=answer)


def test_the_log_of_answers_can_not_be_rewritten(curator):
    answer_report(make_report(), by=curator, verdict="accepted")

    for write in ("UPDATE claims_reportanswer SET answer = 'x'", "DELETE FROM claims_reportanswer"):
        with (
            pytest.raises(InternalError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(write)
    assert ReportAnswer.objects.count() == 1


def test_the_longest_waiting_report_comes_first():
    first, second = make_report(), make_report()

    assert list(Report.objects.open()) == [first, second]


def test_a_curator_answers_in_the_admin(desk):
    report = make_report()
    address = f"/admin/claims/report/{report.pk}/change/"
    assert "Is the reader right?" in desk.get(address).content.decode()

    desk.post(address, {"verdict": "declined", "answer": "It is Ann."}, follow=True)

    assert report.answers.get().answer == "It is Ann."


def test_the_admin_says_why_an_answer_was_not_taken(desk):
    report = make_report()

    response = desk.post(
        f"/admin/claims/report/{report.pk}/change/", {"verdict": "declined"}, follow=True
    )

    assert "Say why the report is declined" in response.content.decode()
    assert not report.answers.exists()


def test_a_report_on_a_claim_reaches_the_desk_of_one_of_its_statements(client, desk):
    world = make_world()
    told = {"fault": "not_neutral", "comment": "It takes a side.", "opened": opened(world.claim)}

    response = client.post(f"/claims/{world.claim.key}/report", told)

    report = Report.objects.get(claim=world.claim)
    assert report.about == world.claim.wording
    assert f"claim {world.claim.key}" in client.get(response["Location"]).content.decode()
    page = desk.get(f"/admin/review/statements/{report.statement.key}/").content.decode()
    assert "It takes a side." in page
    assert f"/admin/claims-desk/{world.claim.key}/" in page


def test_a_claim_has_other_faults_than_a_statement(client, statement):
    world = make_world()
    told = {"fault": "wrong_speaker", "opened": opened(world.claim)}

    assert client.post(f"/claims/{world.claim.key}/report", told).status_code == 400
    assert send(client, statement, fault="not_neutral").status_code == 400


def test_the_form_of_a_claim_is_not_one_of_its_statement(client):
    world = make_world()
    told = {"fault": "not_neutral", "opened": opened(world.statement)}

    page = client.post(f"/claims/{world.claim.key}/report", told).content.decode()

    assert "open for too long" in page
    assert not Report.objects.filter(claim=world.claim).exists()
