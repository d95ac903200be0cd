"""Reports of mistakes: from anybody, within limits, with an answer at a secret link."""

import re

import pytest
from django.db import InternalError, connection, transaction

from accounts.models import LoginAttempts
from claims import curation
from claims.curation import CurationError
from claims.curation.reports import answer_report
from claims.models import Report, ReportAnswer
from tests.claims.curation.reporting import make_quoted_statement, opened, send
from tests.make import make_report
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return make_quoted_statement()


def test_a_report_is_stored_and_its_secret_link_shows_that_it_is_open(client, statement):
    response = send(client, statement)

    report = Report.objects.open().get()
    assert (report.statement, report.fault, report.comment) == (
        statement, "wrong_speaker", "It was Bob.",
    )  # fmt: skip
    assert report.about.startswith("Ann Chen said We agree")
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
