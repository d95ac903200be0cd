"""Lists, counts, charts and files leave doubtful statements out unless they are asked for."""

import csv
import io

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from claims.charts.aggregate import count_for_charts
from claims.listing import filters
from claims.listing.conditions import LIKELY_ROWS
from claims.listing.counts import counts_from_rows, facet_counts
from claims.listing.ledger import exact_total_or_none
from claims.models import StatementIndex
from tests.make import make_attribution, make_party, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def envoy():
    return make_speaker("Ann Chen", party=make_party())


@pytest.fixture
def likely(envoy):
    return make_attribution(speaker=envoy, confidence=0.9).statement


@pytest.fixture
def doubtful(envoy):
    return make_attribution(speaker=envoy, confidence=0.3, act="denies").statement


def listed(query):
    return set(filters.statements(QueryDict(query)).qs)


def test_doubtful_ones_are_left_out_counted_and_shown_when_asked_for(likely, doubtful):
    listing = filters.statements(QueryDict("speaker=ann"))

    assert (set(listing.qs), listing.total, listing.hidden) == ({likely}, 1, 1)
    assert listing.query_with_doubtful == "speaker=ann&doubtful=yes"
    assert listed(listing.query_with_doubtful) == {likely, doubtful}
    assert filters.statements(QueryDict("doubtful=yes")).hidden == 0


@pytest.mark.parametrize(
    ("query", "both"), [("confidence=doubtful", False), ("confidence=0", True)]
)
def test_who_asks_for_a_confidence_gets_it(likely, doubtful, query, both):
    assert listed(query) == ({likely, doubtful} if both else {doubtful})


def test_a_settled_statement_is_never_doubtful(django_user_model):
    alice = django_user_model.objects.create(username="alice")
    settled = {"status": "accepted", "decided_by": alice, "decided_at": timezone.now()}
    statement = make_attribution(confidence=0.1, **settled).statement

    assert listed("") == {statement}


def test_the_ledger_tells_the_totals_of_likely_ones(likely, doubtful, envoy):
    counted = {
        where: exact_total_or_none(where & LIKELY_ROWS)
        for where in (Q(), Q(speaker=envoy), Q(act__in=["denies"]), Q(party="cn", act="denies"))
    }

    assert list(counted.values()) == [1, 1, 0, 0]
    assert exact_total_or_none(Q()) == 2


def test_facets_from_the_ledger_are_those_of_the_rows(likely, doubtful):
    names = ["speaker", "party", "act", "quotation", "outlet", "month"]
    from_ledger = facet_counts(LIKELY_ROWS, names, 10, [""])
    rows = StatementIndex.objects.filter(LIKELY_ROWS)

    assert from_ledger == counts_from_rows(rows, ["all", *names], 10, [""])


def test_a_chart_from_the_ledger_is_that_of_the_rows(likely, doubtful, monkeypatch):
    from_rows = count_for_charts(LIKELY_ROWS, "party_id")
    monkeypatch.setattr("claims.charts.aggregate.MAX_EXACT_ROWS", -1)
    from_ledger = count_for_charts(LIKELY_ROWS, "party_id")

    assert (from_ledger.by_line, from_ledger.by_act_and_line) == (
        from_rows.by_line,
        from_rows.by_act_and_line,
    )


def test_counts_of_speakers_and_parties_follow(likely, doubtful, envoy):
    [speaker] = filters.speakers(QueryDict("")).qs
    [party] = filters.parties(QueryDict("")).qs

    assert (speaker.statement_count, party.by) == (1, 1)


@pytest.mark.parametrize("address", ["/api/statements?", "/statements.csv?for=data&"])
def test_the_api_and_files_follow(client, likely, doubtful, address):
    def keys(query):
        response = client.get(address + query)
        if response["Content-Type"].startswith("application/json"):
            return {item["key"] for item in response.json()["items"]}
        text = b"".join(response.streaming_content).decode()
        return {row["key"] for row in csv.DictReader(io.StringIO(text))}

    assert keys("") == {likely.key}
    assert keys("doubtful=yes") == {likely.key, doubtful.key}


def test_the_list_says_how_many_are_left_out_and_leads_to_them(client, likely, doubtful):
    html = client.get("/statements/").content.decode()

    notice = "1 more is doubtful (under 80% sure) and not shown"
    assert f'{notice}: <a href="/statements/?doubtful=yes"' in html


def test_a_doubtful_statement_keeps_its_addresses(client, doubtful, envoy):
    for address in (
        f"/statements/{doubtful.key}/", f"/statements/{doubtful.key}.jsonld",
        f"/api/statements/{doubtful.key}", envoy.get_absolute_url(),
        f"/speakers/{envoy.slug}.jsonld", f"/api/speakers/{envoy.slug}",
    ):  # fmt: skip
        assert client.get(address).status_code == 200


def test_curators_see_doubtful_ones_in_their_queue(doubtful):
    from claims.staff.review.queue import Queue

    assert Queue(QueryDict("")).listing.total == 1
