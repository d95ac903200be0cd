"""The front page of the admin is the work: what waits, and what was decided."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from claims import curation
from claims.staff import overview
from tests.make import make_attribution, make_report, make_speaker

pytestmark = pytest.mark.django_db


def counts(user) -> dict[str, str]:
    return {item.label: item.count_in_words for item in overview.work(user)}


def test_the_front_page_counts_what_waits(desk, curator):
    attribution = make_attribution()
    make_report(attribution.statement)
    Article.objects.update(extraction="failed")

    assert counts(curator) | {"To store": "0"} == {
        "Reported": "1",
        "Disagreeing": "0",
        "Earlier texts": "0",
        "Failed articles": "1",
        "Claims": "0",
        "To review": "1",
        "To store": "0",
    }


def test_each_number_leads_to_its_rows(desk, curator):
    make_attribution()

    for item in overview.work(curator):
        assert desk.get(item.address).status_code == 200


def test_the_front_page_tells_the_last_decisions_in_words(desk, curator):
    attribution = make_attribution(speaker=make_speaker("Ann"))
    curation.reassign(attribution, make_speaker("Bob"), by=curator)

    html = desk.get("/admin/").content.decode()

    assert "gave to another speaker" in html
    assert "speaker: Ann → Bob" in html


def test_decisions_are_counted_by_curator_and_week(curator):
    curation.accept(make_attribution(), by=curator)
    table = overview.decisions_by_week()

    assert table.rows == [(curator.username, [1, 0, 0, 0, 0, 0], 1)]
    assert table.weeks[0] - table.weeks[1] == timedelta(weeks=1)
    assert table.weeks[0] <= timezone.localdate()


def test_the_front_page_takes_as_many_queries_for_many_decisions_as_for_few(desk, curator):
    numbers = []
    for _ in range(2):
        for _ in range(3):
            curation.accept(make_attribution(), by=curator)
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_whoever_may_see_nothing_is_shown_no_work(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="new", is_staff=True))

    html = client.get("/admin/").content.decode()

    assert "To review" not in html
    assert "Last decisions" not in html
