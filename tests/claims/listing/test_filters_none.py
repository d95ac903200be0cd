"""``none``: the rows that have no speaker, party, outlet or source, on every way they are had."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles.models import Outlet
from claims import curation
from claims.listing import counts, filters
from claims.models import About, FacetCount, Party, Speaker
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db

NAMES = ("speaker", "party", "about", "source", "outlet")


@pytest.fixture
def said():
    """The statement that has everything, and the one that has nothing."""
    china, article = make_party("cn", "China"), make_article(outlet=make_outlet("Daily"))
    ann, wire = make_speaker("Ann", slug="ann", party=china), make_speaker("Wire", slug="wire")
    full = make_attribution(make_statement(article=article), speaker=ann, via=(wire,)).statement
    About.objects.create(statement=full, party=china, spans=[(0, 1)])
    return full, make_attribution(speaker=None).statement


def found(query):
    return list(filters.statements(QueryDict(query)).qs)


def facet(query, name):
    chosen = filters.statements(QueryDict(query))
    return {v.value: v for one in chosen.facets if one.parameter == name for v in one.values}


@pytest.mark.parametrize("name", NAMES)
def test_it_finds_what_lacks_a_value(said, name):
    assert found(f"{name}=none") == [said[1]]


@pytest.mark.parametrize(
    ("name", "value"),
    [("speaker", "ann"), ("party", "cn"), ("about", "cn"), ("source", "wire"), ("outlet", "daily")],
)
def test_with_another_value_it_means_any_of_them(said, name, value):
    assert set(found(f"{name}=none&{name}={value}")) == set(said)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("other", ["", "&confidence=0"])
def test_its_facet_counts_it_last_and_with_its_filter_first(said, name, other):
    free, in_force = facet(other, name), facet(f"{name}=none{other}", name)

    assert (list(free)[-1], free["none"].count) == ("none", 1)
    assert (list(in_force)[0], in_force["none"].active) == ("none", True)


def test_a_speaker_without_a_party_is_of_none_and_still_known(said):
    shown = make_attribution(speaker=make_speaker("Bob", slug="bob")).statement

    assert found("party=none&speaker=bob") == [shown]
    assert set(found("party=none")) == {shown, said[1]}


def test_its_chip_says_what_is_lacking(said):
    active = filters.statements(QueryDict("speaker=none&about=none&source=none")).active

    assert [one.label for one in active] == ["not known", "none", "nobody"]


@pytest.mark.parametrize("query", ["", "confidence=0"])
def test_it_takes_no_place_of_a_value_that_is_known(said, query):
    for _ in range(13):
        for speaker in (make_speaker(), None, None):
            make_attribution(speaker=speaker)
    (found,) = (f for f in filters.statements(QueryDict(query)).facets if f.parameter == "speaker")

    assert (len(found.values), found.values[-1].value, found.more) == (13, "none", True)


def test_counts_beyond_those_made_one_by_one_have_it_too(said, monkeypatch):
    monkeypatch.setattr(counts, "MAX_EXACT_ROWS", 0)

    assert all(facet("", name)["none"].count == 1 for name in NAMES)


@pytest.mark.parametrize("name", ["article", "only"])
def test_where_every_row_has_a_value_it_is_refused(name):
    assert "There is no" in filters.statements(QueryDict(f"{name}=none")).problems[0]


def test_speakers_articles_and_sources_know_it_too(said):
    make_attribution(speaker=make_speaker("Bob", slug="bob"))

    assert [one.slug for one in filters.speakers(QueryDict("party=none")).qs] == ["bob"]
    assert [one.slug for one in filters.speakers(QueryDict("outlet=none")).qs] == ["bob"]
    assert [one.slug for one in filters.sources(QueryDict("party=none")).qs] == ["wire"]
    assert said[1].article in filters.articles(QueryDict("outlet=none")).qs


def test_page_file_feed_and_api_show_the_same(client, said):
    query = "speaker=none&party=none&about=none&source=none&outlet=none"

    for address in ("/statements/", "/statements.csv", "/statements.atom", "/api/statements"):
        answer = b"".join(client.get(f"{address}?{query}")).decode()
        assert said[1].key in answer
        assert said[0].key not in answer


def test_the_description_of_the_api_says_where_it_may_be_given(client):
    lists = client.get("/api/openapi.json").json()["paths"]["/api/statements"]["get"]
    told = {one["name"]: one["description"] for one in lists["parameters"]}

    assert {name for name, words in told.items() if "none" in words} == set(NAMES)


def test_no_record_is_called_so(curator):
    named = curation.new_speaker("None", "person", by=curator)
    namesake = curation.new_speaker("None", "person", by=curator, namesake=True)

    assert (named.slug, namesake.slug) == ("none-2", "none-3")
    assert Outlet.objects.named("None").slug == "none-2"


@pytest.mark.parametrize("record", [Outlet(slug="none", name="N"), Speaker(slug="none", name="N")])
def test_no_record_can_be_given_its_word(record):
    with pytest.raises(ValidationError, match="what filters call rows without one"):
        record.full_clean()


def test_no_party_has_its_code():
    with pytest.raises(ValidationError, match="what filters call rows without one"):
        Party(code="none", name="Nowhere").full_clean()


def test_the_ledger_counts_a_source_nobody_once_a_statement(said):
    assert FacetCount.objects.of("source")[""] == FacetCount.objects.of("about")[""] == 1
    assert said[0].pk != said[1].pk
