"""One reading of the query string: what it selects, in which order, and what it refuses."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.confidence import LIKELY
from claims.listing import filters
from claims.models import About
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


def found(query: str):
    return list(filters.statements(QueryDict(query)).qs)


def problems(query: str):
    return filters.statements(QueryDict(query)).problems


def rejected_by(curator):
    return {"status": "rejected", "decided_by": curator, "decided_at": timezone.now()}


def test_without_parameters_every_public_statement_is_found():
    shown = make_attribution().statement
    make_attribution(make_statement(withdrawn_at=timezone.now()))

    assert found("") == [shown]


def test_words_are_searched_by_their_stems():
    shown = make_attribution(make_statement("sanctions were lifted")).statement
    make_attribution(make_statement("it rained"))

    assert found("q=sanction+lifting") == [shown]


def test_a_speaker_repeated_means_any_of_them():
    ann, bob = make_speaker(slug="ann"), make_speaker(slug="bob")
    by_ann = make_attribution(speaker=ann).statement
    by_bob = make_attribution(speaker=bob).statement
    make_attribution()

    assert set(found("speaker=ann&speaker=bob")) == {by_ann, by_bob}


def test_a_speaker_can_be_named_in_full():
    shown = make_attribution(speaker=make_speaker("Ann Chen")).statement
    make_attribution()

    assert found("speaker=ann+chen") == [shown]


def test_a_merged_speaker_stands_for_the_one_it_was_merged_into():
    ann = make_speaker(slug="ann")
    make_speaker(slug="ann-c", merged_into=ann)
    shown = make_attribution(speaker=ann).statement

    assert found("speaker=ann-c") == [shown]


def test_a_name_that_two_speakers_share_is_refused():
    make_speaker("The official", article=make_article(), kind="anonymous")
    make_speaker("The official", article=make_article(), kind="anonymous")

    assert "More than one speaker is called “the official”" in problems("speaker=the+official")[0]


def test_the_party_is_the_speakers_and_about_is_the_contents():
    china = make_party("cn", "China")
    by_china = make_attribution(speaker=make_speaker(party=china)).statement
    of_china = make_attribution().statement
    About.objects.create(statement=of_china, party=china, spans=[(0, 1)])

    assert found("party=cn") == [by_china]
    assert found("about=cn") == [of_china]


@pytest.mark.parametrize(
    ("query", "where"),
    [("quotation=direct", {"quotation": "direct"}), ("mode=thought", {"mode": "thought"})],
)
def test_a_facet_of_the_statement_selects(query, where):
    shown = make_attribution(make_statement(**where)).statement
    make_attribution()

    assert found(query) == [shown]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("act=denies", {"act": "denies"}),
        ("confidence=doubtful", {"confidence": 0.69}),
        ("confidence=0.95", {"confidence": 0.95}),
    ],
)
def test_a_facet_of_the_attribution_selects(query, where):
    shown = make_attribution(**where).statement
    make_attribution()

    assert found(query) == [shown]


def test_likely_and_doubtful_share_all_statements_between_them():
    for confidence in (0, 0.69, LIKELY, 1):
        make_attribution(confidence=confidence)

    assert len(found("confidence=likely")) == len(found("confidence=doubtful")) == 2


def test_outlet_and_article_select_by_slug():
    paper = make_outlet("The Paper")
    shown = make_attribution(make_statement(article=make_article(slug="a", outlet=paper))).statement
    make_attribution()

    assert found("outlet=the-paper") == found("article=a") == [shown]


def test_since_and_until_include_their_days_and_leave_out_the_undated():
    day = {"published_on": date(2022, 3, 18), "published_basis": "given"}
    shown = make_attribution(make_statement(article=make_article(**day))).statement
    make_attribution()

    assert found("since=2022-03-18&until=2022-03-18") == [shown]
    assert found("since=2022-03-19") == found("until=2022-03-17") == []


def test_facets_speak_of_the_same_attribution(curator):
    ann = make_speaker(slug="ann")
    statement = make_attribution(speaker=ann, act="denies", **rejected_by(curator)).statement
    make_attribution(statement, speaker=make_speaker(), act="says")

    assert found("speaker=ann") == found("act=denies") == []


def test_rejected_words_are_refused_and_never_shown(curator):
    make_attribution(**rejected_by(curator))

    assert found("review=rejected") == []
    assert "kept for curators" in problems("review=rejected")[0]


def test_several_filters_must_all_hold():
    ann = make_speaker(slug="ann")
    shown = make_attribution(speaker=ann, act="denies").statement
    make_attribution(speaker=ann)
    make_attribution(act="denies")

    assert found("speaker=ann&act=denies") == [shown]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("spekaer=ann", "There is no filter “spekaer”. Did you mean “speaker”? Known: q,"),
        ("from=2022-03-18", "There is no filter “from”. Did you mean “since”? Known: q,"),
        ("utm_source=x", "There is no filter “utm_source”. Known: q,"),
        ("act=denys", "act: “denys” is not known. Did you mean “denies”? Known: says,"),
        ("review=Not+reviewed", "review: “Not reviewed” is not known. Did you mean “unreviewed”?"),
        ("speaker=nobody", "speaker: There is no speaker “nobody”."),
        ("speaker=a%00b", "speaker: A value holds a NUL character"),
        ("q=a%00b", "q: Null characters are not allowed."),
        ("party=zz", "party: There is no country or bloc “zz”."),
        ("outlet=nowhere", "outlet: There is no outlet “nowhere”."),
        ("act=sings", "act: “sings” is not known. Known: says,"),
        ("quotation=loud", "quotation: “loud” is not known. Known: direct, mixed, indirect."),
        ("since=18.3.2022", "since: “18.3.2022” is not a day; write it like 2022-03-18."),
        ("since=2022-02-30", "since: “2022-02-30” is not a day"),
        ("since=2022-03-02&until=2022-03-01", "since: it is later than until"),
        ("confidence=1.5", "confidence: “1.5” is neither likely nor doubtful"),
        ("confidence=nan", "confidence: “nan” is neither likely nor doubtful"),
        ("q=a&q=b", "q: given more than once"),
        ("sort=pk", "sort: “pk” can't be sorted by. Known: speaker,"),
    ],
)
def test_what_cannot_be_honoured_is_said_and_nothing_is_shown(query, message):
    make_attribution()

    assert problems(query)[0].startswith(message)
    assert found(query) == []


@pytest.mark.parametrize("query", ["for=data", "sort=-date", "speaker=&q=&since=&sort="])
def test_the_pages_own_parameters_and_empty_boxes_are_no_problem(query):
    shown = make_attribution().statement

    assert problems(query) == []
    assert found(query) == [shown]


def test_every_column_sorts_both_ways_with_the_empty_last():
    china = make_party()
    known = make_attribution(speaker=make_speaker("Ann", party=china)).statement
    unknown = make_attribution(speaker=None).statement

    assert found("sort=speaker") == found("sort=-speaker") == [known, unknown]
    assert found("sort=party") == found("sort=-party") == [known, unknown]


@pytest.mark.parametrize("name", filters.StatementFilter.orders)
def test_each_sort_name_orders_without_repeating_or_losing_rows(name):
    shown = {make_attribution(via=(make_speaker(), make_speaker())).statement for _ in range(3)}

    assert len(found(f"sort={name}")) == len(found(f"sort=-{name}")) == 3
    assert set(found(f"sort={name}")) == shown


def test_the_newest_article_comes_first_and_its_statements_in_order_of_the_text():
    article = make_article("One. Two.", published_on=date(2022, 3, 1), published_basis="given")
    two, one = (
        make_attribution(make_statement(w, article=article)).statement for w in ("Two", "One")
    )
    undated = make_attribution().statement

    assert found("") == [one, two, undated]


def test_an_active_value_can_be_taken_away_alone():
    make_speaker("Ann Chen", slug="ann")
    make_speaker("Bob Lee", slug="bob")
    active = filters.statements(QueryDict("speaker=ann&speaker=bob&q=&page=3&sort=-date")).active

    assert [(one.parameter, one.value, one.label) for one in active] == [
        ("speaker", "ann", "Ann Chen"),
        ("speaker", "bob", "Bob Lee"),
    ]
    assert active[0].without == "speaker=bob&sort=-date"


def test_an_active_day_and_confidence_are_labelled_in_words():
    active = filters.statements(QueryDict("since=2022-03-08&confidence=0.8")).active

    assert [one.label for one in active] == ["8 March 2022", "at least 0.8"]


def test_the_form_keeps_a_confidence_given_as_a_number():
    form = filters.statements(QueryDict("confidence=0.8")).form

    assert '<option value="0.8" selected>at least 0.8</option>' in str(form["confidence"])


def test_the_form_escapes_what_it_is_given():
    form = filters.statements(QueryDict("speaker=%22%3E%3Cscript%3E")).form

    assert "<script>" not in str(form["speaker"])
    assert "&quot;&gt;&lt;script&gt;" in str(form["speaker"])


def test_the_form_offers_no_more_names_than_can_be_typed_through():
    for _ in range(filters.MAX_SUGGESTIONS + 5):
        make_attribution(speaker=make_speaker())

    offered = str(filters.statements(QueryDict("")).form["speaker"]).count("<option")

    assert offered == filters.MAX_SUGGESTIONS + 1  # and none


PARAMETERS = st.sampled_from([*filters.StatementFilter.base_filters, *filters.PAGE_PARAMETERS, "x"])


class AnyQueryString(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(st.lists(st.tuples(PARAMETERS, st.text(max_size=12)), max_size=5))
    def test_it_is_either_honoured_or_refused_with_a_message(self, pairs):
        params = QueryDict(mutable=True)
        for name, value in pairs:
            params.appendlist(name, value)

        chosen = filters.statements(params)

        assert list(chosen.qs) == []  # evaluates: no error whatever was given
        assert all(isinstance(one, str) and one for one in chosen.problems)
