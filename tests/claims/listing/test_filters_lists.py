"""The lists of speakers and of articles, filtered and counted."""

from datetime import date
from importlib import import_module

import pytest
from django.http import QueryDict
from django.utils import timezone

from claims.listing import counts, filters
from claims.models import Alias
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


def rejected_by(curator):
    return {"status": "rejected", "decided_by": curator, "decided_at": timezone.now()}


def test_speakers_are_those_quoted_in_public_with_their_statements_counted(curator):
    ann = make_speaker(slug="ann")
    make_attribution(speaker=ann)
    make_attribution(speaker=make_speaker(), **rejected_by(curator))

    rows = filters.speakers(QueryDict("")).qs

    assert [(row.slug, row.statement_count) for row in rows] == [("ann", 1)]


def test_a_speaker_is_found_by_any_form_of_the_name():
    ann = make_speaker("Ann Chen")
    Alias.objects.create(speaker=ann, name="Secretary Chen", folded="secretary chen")
    make_attribution(speaker=ann)
    make_attribution()

    assert list(filters.speakers(QueryDict("q=secretary")).qs) == [ann]


@pytest.mark.parametrize("query", ["kind=institution", "party=cn", "article=a", "outlet=paper"])
def test_speakers_are_filtered_by_kind_party_and_where_they_are_quoted(query):
    ministry = make_speaker(kind="institution", party=make_party("cn"))
    article = make_article(slug="a", outlet=make_outlet("Paper"))
    make_attribution(make_statement(article=article), speaker=ministry)
    make_attribution()

    assert list(filters.speakers(QueryDict(query)).qs) == [ministry]


def test_articles_carry_the_number_of_statements_that_readers_see(curator):
    article = make_article("One. Two.")
    make_attribution(make_statement("One", article=article))
    make_attribution(make_statement("Two", article=article), **rejected_by(curator))

    rows = filters.articles(QueryDict("")).qs

    assert [(row.pk, row.statement_count) for row in rows] == [(article.pk, 1)]


@pytest.mark.parametrize(
    "query", ["q=sanctions", "outlet=paper", "speaker=ann", "since=2022-01-01"]
)
def test_articles_are_filtered_by_words_outlet_speaker_and_day(query):
    article = make_article(
        "Sanctions work.", outlet=make_outlet("Paper"),
        published_on=date(2022, 3, 1), published_basis="given",
    )  # fmt: skip
    make_attribution(make_statement("work", article=article), speaker=make_speaker(slug="ann"))
    make_article()

    assert list(filters.articles(QueryDict(query)).qs) == [article]


def test_articles_with_a_common_word_are_estimated(monkeypatch):
    monkeypatch.setattr(import_module("claims.listing.filters.articles"), "MAX_EXACT_MATCHES", 1)
    make_article("Oil flows.", outlet=make_outlet("Paper"))
    make_article("Oil burns.")

    chosen = filters.articles(QueryDict("q=oil"))

    assert chosen.total.words == "about 2"
    assert chosen.facets == []
    assert not filters.articles(QueryDict("q=burns")).total.estimated


@pytest.mark.parametrize("read", [filters.speakers, filters.articles])
def test_counts_of_a_whole_list_are_remembered_only_where_it_is_long(read, monkeypatch):
    make_attribution(speaker=make_speaker())
    before = read(QueryDict()).total
    make_attribution(speaker=make_speaker())
    monkeypatch.setattr(counts, "MAX_EXACT_ROWS", 1)
    long = read(QueryDict()).total
    make_attribution(speaker=make_speaker())

    assert (before, long, read(QueryDict()).total) == (1, 2, 2)
