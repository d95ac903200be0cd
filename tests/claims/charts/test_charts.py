"""The exchange at a glance: its pictures, their files, and what they refuse."""

import csv
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.charts import aggregate, export, series
from claims.models import About, Span, Statement, StatementIndex, StatementSample
from claims.web.views.exchange import ChartRequest
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def say(speaker=None, about=(), on="2022-03-18", **fields):
    """One public statement, on a day or none."""
    basis = "stated" if on else ""
    statement = make_statement(article=make_article(published_on=on, published_basis=basis))
    make_attribution(statement, speaker=speaker, **fields)
    for party in about:
        About.objects.create(statement=statement, party=party, spans=[Span(0, 1)])
    return statement


def pictures(query="", rows="party"):
    return ChartRequest(QueryDict(f"{query}&rows={rows}")).charts()


def cells(picture):
    return [cell for row in picture["rows"] for cell in row.cells if cell.url]


def test_a_cell_counts_what_a_party_says_of_another(parties):
    xi = make_speaker("Xi", party=parties["cn"])
    say(xi, about=[parties["us"], parties["ru"]])
    say(xi, about=[parties["us"]])

    found = {cell.about: cell.n for cell in cells(pictures().matrix())}

    assert found == {"China naming United States": 2, "China naming Russia": 1}


def test_who_has_no_party_or_speaks_of_none_is_counted_apart(client, parties):
    say(make_speaker("Ann", party=None), about=[parties["us"]])
    say(make_speaker("Xi", party=parties["cn"]))

    page = client.get("/exchange/").content.decode()

    assert "not known" in page
    assert "no country" in page


def test_what_readers_do_not_see_is_not_counted(parties):
    xi = make_speaker("Xi", party=parties["cn"])
    hidden = say(xi, about=[parties["us"]])
    Statement.objects.filter(pk=hidden.pk).update(withdrawn_at="2022-04-01T00:00Z")

    assert pictures().total == 0


SAYINGS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sets(st.sampled_from(["cn", "ru", "us"])),
        st.sampled_from([None, "2022-03-18", "2022-03-19", "2022-06-01", "1990-01-01"]),
        st.sampled_from(["says", "denies"]),
    ),
    max_size=9,
)  # fmt: skip


def test_lines_add_up_to_all_statements_when_some_share_one(monkeypatch):
    monkeypatch.setattr(series, "MAX_LANES", 2)
    monkeypatch.setattr(aggregate, "MAX_SERIES", 3)
    for _ in range(5):
        for _ in range(2):
            say(make_speaker())

    shown = pictures(rows="speaker")
    lanes = shown.timeline()["rows"]

    assert [line.total for line in shown.lines] == [1, 1, 1, 7]
    assert [line.line.name for line in lanes][-1] == "others"
    assert [sum(cell.n for cell in lane.cells) for lane in lanes] == [1, 1, 8]


@pytest.mark.parametrize(
    ("days", "unit", "number"),
    [
        (["2022-03-18"], "day", 31),
        (["2022-03-01", "2022-03-31"], "day", 31),
        (["2022-03-18", "2022-06-15"], "month", 12),
        (["2020-02-01", "2022-12-31"], "month", 35),
        (["2000-01-01", "2022-12-31"], "year", 23),
        (["0001-01-01", "2022-12-31"], "year", 40),
    ],
)
def test_a_timeline_is_as_fine_as_its_days_allow(days, unit, number):
    for day in days:
        say(on=day)

    found = series.build_timeline(aggregate.count_for_charts(Q(), "party_id"), [])

    assert (found.periods[0].unit, len(found.periods)) == (unit, number)
    assert found.cells.total() == len(days)


def test_undated_statements_are_counted_apart_and_said(client):
    say(on=None)
    say(on="2022-03-18")

    page = client.get("/exchange/").content.decode()

    assert "1 statement is undated" in page


def test_without_any_date_the_page_says_so(client):
    say(on=None)

    assert "None of these statements has a date" in client.get("/exchange/").content.decode()


def test_a_lone_statement_is_opened_itself(client, parties):
    alone = say(make_speaker(party=parties["cn"]))

    timeline = pictures().timeline()

    assert [cell.url for cell in cells(timeline)] == [alone.get_absolute_url()]


def test_one_day_shows_each_statement_as_a_mark(client, parties):
    said = [say(make_speaker("Xi", party=parties["cn"])) for _ in range(3)]

    page = client.get("/exchange/?date=2022-03-18").content.decode()

    assert all(f'href="{one.get_absolute_url()}"' in page for one in said)


def test_zooming_leads_out_and_to_the_neighbours(client):
    say(on="2022-03-18")

    page = client.get("/exchange/?date=2022-03&act=says").content.decode()

    for period in ("2022", "2022-02", "2022-04", "2022-03-18"):
        assert f'href="/exchange/?act=says&amp;date={period}"' in page


def test_a_denial_that_was_not_made_is_told_apart(client):
    say(act="denies", negated=True)

    assert "1 of them “did not deny”" in client.get("/exchange/").content.decode()


@pytest.mark.parametrize("query", ["rows=planet", "bogus=1", "act=sings", "since=yesterday"])
def test_what_cannot_be_honoured_is_refused(client, query):
    page, file = client.get(f"/exchange/?{query}"), client.get(f"/exchange.csv?{query}")

    assert (page.status_code, file.status_code) == (400, 400)
    assert query.split("=")[0] in file.content.decode()


@pytest.mark.parametrize("query", ["of=moon", "for=lotus"])
def test_an_unknown_file_is_refused(client, query):
    assert "is not known" in client.get(f"/exchange.csv?{query}").content.decode()


def test_an_empty_exchange_says_what_to_do(client):
    assert "manage.py ingest" in client.get("/exchange/").content.decode()


def test_other_filters_ride_along_in_form_and_switch(client):
    say()

    page = client.get("/exchange/?quotation=indirect&rows=speaker").content.decode()

    assert '<input type="hidden" name="quotation" value="indirect">' in page
    assert '<input type="hidden" name="rows" value="speaker">' in page
    assert 'href="/exchange/?quotation=indirect"' in page


@pytest.mark.parametrize("of", ["matrix", "timeline", "acts"])
@pytest.mark.parametrize("rows", ["party", "speaker"])
def test_each_picture_has_its_numbers_as_a_file(client, parties, of, rows):
    say(make_speaker("=1+1", party=parties["cn"]), about=[parties["us"]])
    say(on=None)

    response = client.get(f"/exchange.csv?of={of}&rows={rows}")
    table = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))

    assert len(table) == int(response["X-Total-Rows"]) > 0
    assert not any(cell.startswith("=") for row in table for cell in row.values())
    assert f"exchange-{of}-excel" in response["Content-Disposition"]


def test_the_number_of_queries_does_not_grow_with_the_statements(client, parties):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/exchange/?rows=speaker")
        return len(found)

    say(make_speaker(party=parties["cn"]), about=[parties["us"]])
    few = queries()
    for _ in range(6):
        say(make_speaker(party=parties["ru"]), about=list(parties.values()))

    assert queries() == few


def test_a_period_knows_its_ends_at_the_edge_of_the_calendar():
    last = series.period_of(date(9999, 12, 31), series.Unit.MONTH)

    assert last.end == date(9999, 12, 31)
    assert last.after() is None


def test_every_column_of_its_files_is_in_the_dictionary():
    section = Path("docs/export.md").read_text().split("## exchange.csv")[1].split("\n## ")[0]

    for name in {name for columns in export.COLUMNS.values() for name in columns}:
        assert f"`{name}`" in section


@given(SAYINGS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_counts_from_the_ledger_are_those_of_the_rows(parties, sayings):
    Statement.objects.all().delete()
    people = [*(make_speaker(party=party) for party in [*parties.values(), None]), None]
    for who, about, on, act in sayings:
        say(people[who], [parties[code] for code in about], on, act=act, negated=on is None)

    from_rows = aggregate._count_rows(StatementIndex.objects.all(), "party_id")
    from_ledger = aggregate._count_from_ledger()

    assert from_ledger.by_line == from_rows.by_line
    assert from_ledger.by_line_and_party == from_rows.by_line_and_party
    assert from_ledger.by_act_and_line == from_rows.by_act_and_line
    assert from_ledger.by_act_and_party == from_rows.by_act_and_party
    assert from_ledger.negated_by_act == from_rows.negated_by_act
    assert from_rows.by_day or from_ledger.by_line_and_day == from_rows.by_line_and_day


def test_estimates_are_said_to_be_such(client, monkeypatch):
    for _ in range(60):
        say()
    monkeypatch.setattr(aggregate, "MAX_EXACT_ROWS", 1)

    page = client.get("/exchange/?act=says").content.decode()

    assert StatementSample.objects.exists()
    assert "estimates" in page


def test_a_partys_page_names_only_its_most_quoted_speakers_in_the_pictures(client, monkeypatch):
    monkeypatch.setattr("claims.web.views.exchange.MAX_PARTY_SERIES", 1)
    china = make_party("cn", "China")
    for _ in range(3):
        say(make_speaker(party=china))

    page = client.get("/parties/cn/").content.decode()

    assert re.search(r'<tr class="rest">\s*<th scope="row">.*?others', page, re.DOTALL)
