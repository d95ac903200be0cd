"""Every number of the exchange is the length of the list that it opens."""

import re
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.charts import AXES, aggregate, series
from claims.listing import filters
from claims.models import Statement
from tests.claims.charts.test_charts import SAYINGS, cells, pictures, say
from tests.make import make_article, make_speaker

pytestmark = pytest.mark.django_db

QUERIES = st.sampled_from(
    [
        *("", "about=us", "about=none", "about=none&about=us", "party=cn&party=ru", "party=none"),
        *("act=denies", "speaker=none", "negated=yes", "since=2022-03-19", "date=undated"),
        *("date=2022&date=2022-03", "date=1970&date=2022-03-18", "q=agree&confidence=likely"),
    ]
)


def number_of(url):
    """How many statements an address shows."""
    path, _, query = url.partition("?")
    if path != "/statements/":
        return Statement.objects.filter(key=path.split("/")[2]).count()
    found = filters.statements(QueryDict(query))
    assert not found.problems
    return found.qs.count()


class Numbers(HTMLParser):
    """The cells of a page's tables that hold a number, and the address and number of each link."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside, self.words, self.address = False, "", None
        self.opened: list[tuple[int, str]] = []
        self.bare: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "td":
            self.inside, self.words = True, ""
        if tag == "a" and self.inside:
            self.address, self.words = dict(attributes)["href"], ""

    def handle_data(self, words):
        self.words += words

    def handle_endtag(self, tag):
        if tag == "a" and self.address:
            number = re.search(r"[0-9]+(?=$| of them)", self.words.strip())
            self.opened += [(int(number.group()), self.address)] if number else []
            self.address, self.words = None, ""
        if tag in ("td", "small", "li"):
            self.bare += re.findall("[0-9]+", self.words) if self.inside else []
            self.words, self.inside = "", self.inside and tag != "td"


def say_all(parties, sayings):
    Statement.objects.all().delete()
    people = [*(make_speaker(party=party) for party in [*parties.values(), None]), None]
    for who, about, on, act in sayings:
        say(people[who], [parties[code] for code in about], on, act=act, negated=on is None)


@given(SAYINGS, QUERIES, st.sampled_from(sorted(AXES)))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_of_each_picture(parties, sayings, query, rows):
    say_all(parties, sayings)
    shown = pictures(query, rows)
    matrix, timeline = shown.matrix(), shown.timeline()
    opened = [(c.n, c.url) for c in [*cells(matrix), *cells(timeline)]]
    opened += [(n, url) for _, n, url in matrix["sums"]] + [matrix["all"]]
    opened += [(r.line.total, r.url) for r in [*matrix["rows"], *timeline["rows"]]]
    for row in shown.acts()["rows"]:
        opened += [(n, url) for _, n, url in [*row["by"], *row["about"]] if url]
        opened += [(row["act"].total, row["url"]), (row["act"].negated, row["refused"])]

    assert {(number_of(url), url) for url in {url for _, url in opened}} == set(opened)
    assert shown.total == filters.statements(QueryDict(query)).qs.count()


@given(SAYINGS, st.sampled_from(["", "date=2022-03-18&", "date=2022-03&about=none&"]))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_of_a_page_which_has_no_number_that_opens_nothing(client, parties, sayings, query):
    say_all(parties, sayings)

    for rows in AXES:
        found = Numbers(client.get(f"/exchange/?{query}rows={rows}").content.decode())
        assert found.bare == []
        assert [(number_of(url), url) for _, url in found.opened] == found.opened


def test_of_undated_and_of_earlier_ones(client, parties):
    for day in (None, "1950-01-01", "1951-01-01", "2022-03-18"):
        say(on=day)

    page = client.get("/exchange/?date=1950&date=2022&date=undated").content.decode()
    early = pictures("date=1950&date=2022&date=undated").timeline()["before"]

    assert "1 statement is undated" in page
    assert "1 earlier" in page
    assert "<strong>1</strong> statement fits" in client.get(early).content.decode()


def test_others_of_a_timeline_are_named_one_by_one_if_they_have_lines(monkeypatch):
    monkeypatch.setattr(series, "MAX_LANES", 1)
    for _ in range(4):
        say(make_speaker())

    others = pictures(rows="speaker").timeline()["rows"][-1]

    assert (others.line.name, number_of(others.url)) == ("others", 3)


def test_others_too_many_to_be_named_open_nothing_and_the_page_says_why(client, monkeypatch):
    monkeypatch.setattr(aggregate, "MAX_SERIES", 2)
    for _ in range(4):
        say(make_speaker())

    page = client.get("/exchange/?rows=speaker").content.decode()

    assert "are all with fewer statements than these" in page
    assert 'href="/speakers/">all speakers</a>' in page


def test_speakers_of_one_name_are_told_apart_by_their_articles(client):
    for title in ("Talks begin", "Talks end"):
        say(make_speaker("US officials", kind="anonymous", article=make_article(title=title)))

    page = client.get("/exchange/?rows=speaker").content.decode()

    assert "US officials in “Talks begin”, 18 March 2022" in page
    assert "in “Talks end”</small>" in page
