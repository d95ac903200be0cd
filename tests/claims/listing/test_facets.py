"""Facets: their counts, under whose filters they hold, and what their links do."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict

from claims.listing import counts as counting
from claims.listing import filters, keyset
from claims.models import About, Speaker, StatementSample
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


def facet(query, parameter, read=filters.statements):
    found = [one for one in read(QueryDict(query)).facets if one.parameter == parameter]
    return found[0] if found else None


def counts(query, parameter, read=filters.statements):
    return {one.value: one.count for one in facet(query, parameter, read).values}


def links(query, parameter):
    return {one.value: one.query for one in facet(query, parameter).values}


def make_few():
    """Two of China that say and deny, one of Russia that says, one of nobody."""
    china, russia = make_party("cn", "China"), make_party("ru", "Russia")
    ann, boris = make_speaker("Ann", party=china), make_speaker("Boris", party=russia)
    for speaker, act in ((ann, "says"), (ann, "denies"), (boris, "says"), (None, "says")):
        make_attribution(speaker=speaker, act=act)


def test_without_filters_a_facet_counts_everything():
    make_few()

    assert counts("", "act") == {"says": 3, "denies": 1}
    assert counts("", "party") == {"cn": 2, "ru": 1, "none": 1}


def test_a_facet_holds_under_the_other_filters_and_not_under_its_own():
    make_few()

    assert counts("party=cn", "act") == {"says": 1, "denies": 1}
    assert counts("party=cn", "party") == {"cn": 2, "ru": 1, "none": 1}
    assert counts("party=cn&act=denies", "party") == {"cn": 1}


def test_a_value_in_force_comes_first_and_stays_when_nothing_has_it():
    make_few()
    shown = facet("party=ru&act=denies", "act").values

    assert [(one.value, one.count, one.active) for one in shown] == [
        ("denies", 0, True), ("says", 1, False),
    ]  # fmt: skip


def test_a_link_adds_a_value_or_takes_it_away_and_begins_at_the_first_page():
    make_few()
    place = keyset.page(filters.statements(QueryDict("party=cn&sort=act")), 1).next

    found = links(f"party=cn&sort=act&after={place}", "party")

    assert found == {
        "cn": "sort=act",
        "ru": "party=cn&party=ru&sort=act",
        "none": "party=cn&party=none&sort=act",
    }


def test_a_speaker_given_by_name_is_taken_away_too():
    ann = make_speaker("Ann Chen", slug="ann")
    make_attribution(speaker=ann)

    assert links("speaker=Ann+Chen", "speaker") == {"ann": ""}


def test_likely_takes_the_place_of_doubtful():
    make_attribution(confidence=0.2)
    make_attribution(confidence=0.9)

    assert links("confidence=likely", "confidence")["doubtful"] == "confidence=doubtful"


def test_the_months_of_the_one_chosen_year_stand_below_it():
    for day in (date(2022, 3, 1), date(2022, 4, 1), date(2021, 1, 1), None):
        article = make_article(published_on=day, published_basis="given" if day else "")
        make_attribution(make_statement("We agree", article=article))

    assert counts("", "date") == {"undated": 1, "2022": 2, "2021": 1}
    found = links("date=2022", "date")
    assert list(found) == ["undated", "2022", "2022-04", "2022-03", "2021"]
    assert found["2022-03"] == "date=2022-03"


@pytest.mark.parametrize(
    ("query", "problem"),
    [("date=last+week", "“last week” is not a year"), ("date=2022-13", "“2022-13” is not a year")],
)
def test_what_is_no_date_is_refused(query, problem):
    assert problem in filters.statements(QueryDict(query)).problems[0]


def test_a_chain_that_names_a_relay_twice_counts_once():
    wire = make_speaker("Wire", slug="wire")
    make_attribution(via=(wire, wire))

    assert counts("", "source") == counts("act=says", "source") == {"wire": 1}


def test_a_statement_about_two_parties_counts_for_both():
    statement = make_attribution().statement
    for code in ("cn", "ru"):
        About.objects.create(statement=statement, party=make_party(code, code), spans=[(0, 1)])

    assert counts("", "about") == counts("mode=said", "about") == {"cn": 1, "ru": 1}


def test_a_rare_value_in_force_has_its_count_beside_the_frequent_ones():
    for number in range(20):
        for _ in range(2 if number else 1):
            speaker, _ = Speaker.objects.get_or_create(slug=f"s{number}", name=f"S {number}")
            make_attribution(speaker=speaker)

    found = facet("speaker=s0", "speaker")

    assert (found.values[0].value, found.values[0].count) == ("s0", 1)
    assert found.more


@pytest.fixture
def all_sampled(monkeypatch):
    """Three statements, more than are counted one by one; each is in the sample."""
    monkeypatch.setattr(counting, "MAX_EXACT_ROWS", 2)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION shown_is_sampled(id bigint) RETURNS boolean"
            " LANGUAGE sql IMMUTABLE AS $$ SELECT true $$"
        )
    for _ in range(3):
        make_attribution(act="denies")


def test_beyond_what_is_counted_one_by_one_counts_are_estimates_and_say_so(all_sampled):
    chosen = filters.statements(QueryDict("mode=said&confidence=0"))

    assert chosen.total.words == "about 60"
    assert next(one for one in chosen.facets if one.parameter == "act").estimated


@pytest.mark.parametrize(
    "query",
    [
        "act=denies", "mode=said&mode=thought", "speaker=ann", "party=cn",
        "about=none", "party=cn&act=denies", "act=denies&act=says&party=none", "about=ru&party=cn",
        "about=ru&act=denies", "about=none&act=denies",
    ],
)  # fmt: skip
def test_how_many_have_a_value_of_a_facet_or_of_two_is_exact(all_sampled, query):
    ann = make_speaker(slug="ann", party=make_party("cn", "China"))
    for act in ("denies", "denies", "denies", "says"):
        said = make_attribution(speaker=ann, act=act).statement
        About.objects.create(statement=said, party=make_party("ru", "Russia"), spans=((0, 1),))
    chosen = filters.statements(QueryDict(query))

    assert chosen.total.words == str(chosen.qs.count())


def test_of_a_long_list_only_a_part_of_the_sample_is_counted(all_sampled, monkeypatch):
    monkeypatch.setattr(counting, "MAX_ROWS_OF_WHOLE_SAMPLE", 2)
    make_attribution(act="denies")
    chosen = filters.statements(QueryDict("act=denies"))
    [mode] = [one for one in chosen.facets if one.parameter == "mode"]

    assert chosen.total.words == "4"
    assert mode.estimated
    assert mode.values[0].count == 2 * 2 * StatementSample.SHARE


def test_a_statement_that_speaks_of_two_parties_is_counted_once():
    said = make_attribution().statement
    for code, name in (("cn", "China"), ("ru", "Russia")):
        About.objects.create(statement=said, party=make_party(code, name), spans=((0, 1),))

    assert filters.statements(QueryDict("about=cn&about=ru")).total == 1


def test_speakers_are_counted_by_party_kind_and_outlet():
    article = make_article(outlet=make_outlet("Daily"))
    for kind in ("person", "group"):
        speaker = make_speaker(kind=kind, party=make_party())
        said = make_statement(article=article, words=article.text[: len(kind)])
        make_attribution(said, speaker=speaker)

    assert counts("kind=person", "kind", filters.speakers) == {"person": 1, "group": 1}
    assert counts("kind=person", "party", filters.speakers) == {"cn": 1}
    assert counts("", "outlet", filters.speakers) == {"daily": 2}


def test_articles_are_counted_by_outlet_speaker_and_date():
    dated = {"published_on": date(2022, 3, 1), "published_basis": "given"}
    article = make_article(outlet=make_outlet("Daily"), **dated)
    make_attribution(
        make_statement(article=article, words="We agree"), speaker=make_speaker(slug="ann")
    )
    make_article()

    assert counts("", "outlet", filters.articles) == {"daily": 1, "none": 1}
    assert counts("outlet=daily", "speaker", filters.articles) == {"ann": 1}
    assert counts("", "date", filters.articles) == {"undated": 1, "2022": 1}
    assert list(filters.articles(QueryDict("date=2022-03")).qs) == [article]


def test_speakers_of_one_name_are_told_apart_by_their_article():
    for title in ("First", "Second"):
        article = make_article(f"Officials spoke in the {title}", title=title)
        officials = make_speaker("officials", kind="anonymous", article=article)
        make_attribution(make_statement("spoke", article=article), speaker=officials)

    labels = {one.label for one in facet("", "speaker").values}

    assert labels == {"officials in “First”", "officials in “Second”"}
