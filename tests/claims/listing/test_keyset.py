"""Pages by key: every row once, in order, whatever is added, removed or asked for."""

import base64
import json
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.listing import filters, keyset
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db

READERS = {
    "statements": filters.statements,
    "speakers": filters.speakers,
    "articles": filters.articles,
    "sources": filters.sources,
    "parties": filters.parties,
}


def make_few():
    """Two of everything, with every optional value there and missing, and ties."""
    china, wire = make_party("cn", "China"), make_speaker("Wire", kind="outlet")
    people = [make_speaker("Ann", party=china), make_speaker("Bob"), None]
    dated = {"published_on": date(2022, 3, 1), "published_basis": "given"}
    for text, outlet, day in (("Yes.", make_outlet("Daily"), dated), ("No.", None, {})):
        article = make_article(f"One two six. {text}", outlet=outlet, title="Same", **day)
        for words, speaker in zip(("One", "two", "six"), people, strict=True):
            made = make_statement(words, article=article)
            make_attribution(made, speaker=speaker, via=(wire,), confidence=0.8)


def walk(read, query, size, forwards=True):
    """The ids page by page, and the token that the last page gives for going back."""
    params, pages, back = QueryDict(query, mutable=True), [], ""
    while True:
        page = keyset.page(read(params), size)
        pages.append([row.pk for row in page])
        token, back = (page.next, page.previous) if forwards else (page.previous, page.next)
        if not token:
            return pages, back
        params["after" if forwards else "before"] = token


def orders(name):
    columns = READERS[name](QueryDict("")).orders
    return [(name, f"sort={sign}{column}") for column in columns for sign in ("", "-")]


EVERY_ORDER = [pair for name in READERS for pair in [(name, ""), *orders(name)]]


@pytest.fixture(scope="class")
def few_rows(class_db, django_db_blocker):
    with django_db_blocker.unblock():
        make_few()


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize(("name", "query"), EVERY_ORDER)
class TestEveryOrder:
    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_the_pages_are_the_list(self, name, query, size):
        pages, _ = walk(READERS[name], query, size)

        assert [pk for page in pages for pk in page] == [
            row.pk for row in READERS[name](QueryDict(query)).qs
        ]
        assert all(len(page) == size for page in pages[:-1])

    def test_the_way_back_has_the_same_pages(self, name, query):
        forth, token = walk(READERS[name], query, 2)

        if token:
            back, _ = walk(READERS[name], f"{query}&before={token}", 2, forwards=False)
            assert back[::-1] == forth[:-1]


def make_quoted(times):
    """A speaker quoted so often."""
    speaker = make_speaker()
    article = make_article(f"One two six ten, said {speaker}")
    for words in article.text.split()[:times]:
        make_attribution(make_statement(words, article=article), speaker=speaker)


@pytest.mark.parametrize("folded", ["SELECT", "SELECT counted_fold(0), counted_fold(1)"])
def test_the_most_quoted_come_first_however_the_counts_are_kept(folded, monkeypatch):
    monkeypatch.setattr(import_module("claims.listing.filters.speakers"), "MAX_PAGE_ROWS", 3)
    for times in (1, 3, 1, 2, 2, 1, 4, 2, 1):
        make_quoted(times)
    with connection.cursor() as cursor:
        cursor.execute(folded)
    make_quoted(3)

    pages, _ = walk(filters.speakers, "", 2)

    everybody = filters.speakers(QueryDict()).qs
    assert [pk for page in pages for pk in page] == [speaker.pk for speaker in everybody]
    assert len(pages) == 5


def test_a_row_that_comes_meanwhile_neither_repeats_nor_hides_another():
    make_few()
    first = keyset.page(filters.statements(QueryDict("")), 3)
    newest = make_article("New.", published_on=date(2023, 1, 1), published_basis="given")
    make_attribution(make_statement("New", article=newest))

    second = keyset.page(filters.statements(QueryDict(f"after={first.next}")), 3)

    everything = [row.pk for row in filters.statements(QueryDict("")).qs]
    assert [row.pk for row in (*first, *second)] == everything[1:]


def test_a_page_before_rows_that_have_gone_is_shown_whole():
    make_few()
    second = keyset.page(filters.statements(QueryDict("sort=confidence")), 2).next
    place = keyset.page(filters.statements(QueryDict(f"sort=confidence&after={second}")), 2)
    gone = filters.statements(QueryDict("sort=confidence")).qs.first()
    gone.attributions.all().delete()

    page = keyset.page(filters.statements(QueryDict(f"sort=confidence&before={place.previous}")), 2)

    assert len(page.object_list) == 2
    assert not page.previous


def test_a_place_holds_in_the_order_it_was_made_for_alone():
    make_few()
    place = keyset.page(filters.statements(QueryDict("")), 2).next

    assert filters.statements(QueryDict(f"after={place}")).problems == []
    assert (
        "not a place in this list"
        in filters.statements(QueryDict(f"after={place}&sort=act")).problems[0]
    )


def test_numbered_pages_are_refused_with_a_cure():
    assert "begin at the first page" in filters.statements(QueryDict("page=2")).problems[0]


def token(values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
FORGED = st.text(max_size=80) | st.lists(SCALARS | st.lists(SCALARS), max_size=6).map(
    lambda values: token(["-date", *values])
)


class Forged(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(FORGED)
    def test_any_token_gives_a_page_or_a_problem(self, forged):
        params = QueryDict(mutable=True)
        params["after"] = forged
        chosen = filters.statements(params)

        assert chosen.problems or keyset.page(chosen, 2) is not None
