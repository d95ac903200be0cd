"""Values that are too long or too many are refused before anything is looked up."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from claims.listing import filters
from claims.listing.search.search import Search
from tests.make import make_attribution

pytestmark = pytest.mark.django_db

LONG = "word " * 2_600
READERS = [filters.statements, filters.speakers, filters.articles, filters.sources, filters.parties]


def names_of(read):
    return [*read(QueryDict("")).base_filters, "sort", "for"]


CASES = [(read, name) for read in READERS for name in names_of(read)]


def params(**lists):
    query = QueryDict(mutable=True)
    for name, values in lists.items():
        query.setlist(name, values)
    return query


@pytest.mark.parametrize(("read", "name"), CASES)
@pytest.mark.parametrize("values", [["x" * 301], ["a"] * 51])
def test_every_value_is_bounded_before_it_is_looked_up(read, name, values):
    with CaptureQueriesContext(connection) as queries:
        chosen = read(params(**{name: values}))
        problems, active, rows = chosen.problems, chosen.active, list(chosen.qs)

    assert len(problems) == 1
    assert problems[0].startswith(f"{name}: ")
    assert (active, rows, len(queries)) == ([], [], 0)


def test_what_is_within_the_bounds_is_looked_up():
    speaker = make_attribution().speaker

    chosen = filters.statements(params(speaker=[speaker.slug] * 50))

    assert chosen.problems == []
    assert "There is no speaker" in filters.statements(params(speaker=["x" * 300])).problems[0]


@pytest.mark.parametrize(
    "path",
    ["/statements/", "/speakers/", "/articles/", "/sources/", "/parties/", "/exchange/",
     "/statements.csv", "/statements.atom", "/api/statements", "/exchange.csv"],
)  # fmt: skip
def test_pages_files_feeds_and_api_answer_400(client, path):
    response = client.get(path, {"q": LONG})

    assert response.status_code == 400
    assert "300 is the most" in response.content.decode()


def test_suggestions_for_what_is_too_long_are_none(client):
    assert client.get("/search/names/", {"q": LONG}).json() == {"names": []}


@pytest.mark.parametrize("number", ["abc", "0", "-1", "1.5", "9" * 30])
def test_a_page_of_a_search_that_is_no_number_is_refused_with_its_cure(client, number):
    response = client.get("/search/", {"q": "talks", "page": number})

    assert response.status_code == 400
    assert "is no whole number" in response.content.decode()
    assert 'href="/search/?q=talks"' in response.content.decode()


def test_a_search_that_is_too_long_is_cut_between_words():
    found = Search("lake " * 59 + "pactful rest")

    assert found.words == ("lake " * 59).strip()
