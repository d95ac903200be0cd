"""What a search finds, how it is read, and what it offers instead."""

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.search import telling
from claims.listing.search import search
from claims.listing.search.search import Search
from claims.models import Alias, Speaker, Statement
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def said(words: str, **fields):
    return make_attribution(make_statement(words), **fields).statement


def found(words: str):
    one = Search(words)
    pks = one.statements(0, 20)
    return [Statement.objects.get(pk=pk) for pk in pks]


@pytest.mark.parametrize(
    "words", ["cafe", "CAFÉ", "Cafés", "erdogan", "Erdoğan’s cafe", "cafe and the erdogan"]
)
def test_stems_accents_capitals_and_possessives_make_no_difference(words):
    shown = said("the Café of Erdoğan")
    said("it rained")

    assert found(words) == [shown]


@pytest.mark.parametrize("words", ['"no limits"', "“no limits”", "«No Limits»", '"no limits'])
def test_a_phrase_means_these_words_side_by_side_small_ones_too(words):
    shown = said("a friendship with no limits")
    said("limits there are no more")
    said("sharp limits")

    assert found(words) == [shown]


def test_minus_leaves_out_and_or_takes_either():
    oil, gas, both = said("oil flows"), said("gas flows"), said("oil and gas flow")

    assert found("oil -gas") == [oil]
    assert set(found("oil or gas")) == {oil, gas, both}
    assert set(found('flow -"oil and gas"')) == {oil, gas}


@pytest.mark.parametrize("words", ["US sanctions", "us sanctions", "the US and its sanctions"])
def test_the_united_states_is_no_small_word(words):
    shown = said("US sanctions hurt")
    said("sanctions hurt")

    assert found(words) == [shown]


def test_capitals_make_a_name_of_a_small_word_unless_all_are_capitals():
    assert telling("the WHO says") == "WHO says"
    assert telling("THE WAR IN UKRAINE") == "WAR UKRAINE"


def test_small_words_alone_are_sought_as_typed():
    assert telling("to be or not to be") == "to be or not to be"


def test_the_best_come_first_and_then_the_newest():
    far = said("war and then much later, after many other things were said, peace")
    near = said("war and peace")
    newer = said("war and peace")

    assert found("war peace") == [newer, near, far]


def test_only_the_newest_matches_are_ranked_and_it_says_so(monkeypatch):
    monkeypatch.setattr(search, "STATEMENTS_WITHIN", search.SearchLimits(2, "600", 10))
    _, second, third = said("oil, oil, oil"), said("oil"), said("oil")

    one = Search("oil")

    assert (one.total, one.more) == (2, True)
    assert found("oil") == [third, second]


def test_what_takes_too_long_is_sought_among_the_newest():
    said("oil slows")
    newest = said("oil slows")
    slow = Statement.objects.matching("oil").extra(where=["pg_sleep(0.05)::text = ''"])

    found = search.newest_matches(
        slow, ["oil"], search.SearchLimits(ranked=9, timeout_ms="10", recent=1)
    )

    assert found == ([newest.pk], 1)


def test_what_readers_do_not_see_is_not_found():
    make_statement("oil")

    assert Search("oil").total == 0


@pytest.mark.parametrize("name", ["Zhao Lijan", "zhao lijain", "Lijan Zhao", "Lijan", "Žhao Lijan"])
def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(name):
    zhao = make_attribution(speaker=make_speaker("Zhao Lijian")).speaker
    make_attribution(speaker=make_speaker("Antony Blinken"))

    assert Search(name).likely_speakers == [zhao]


def test_a_misspelt_alias_leads_to_its_speaker():
    zelensky = make_attribution(speaker=make_speaker("Volodymyr Zelenskyy")).speaker
    Alias.objects.create(speaker=zelensky, name="The Servant of the People", folded="servant")

    assert Search("Servent of the People").likely_speakers == [zelensky]


def test_nothing_else_is_meant_by_a_name_that_is_there():
    for name in ("Zhao Lijian", "Zhao Lijiang"):
        make_attribution(speaker=make_speaker(name))

    assert Search("Zhao Lijian").likely_speakers == []


def test_a_word_of_the_subject_is_taken_for_no_name():
    make_attribution(speaker=make_speaker("China", kind="institution"))
    make_attribution(speaker=make_speaker("Jen Psaki"))

    assert Search("psaki china").likely_speakers == []
    assert Search("chinchilla").likely_speakers == []
    assert Search("jn").likely_speakers == []


@pytest.mark.parametrize(
    "name", ["putin", "Vlad Put", "putin vladimir", "the Pútin", "president p"]
)
def test_a_speaker_is_found_by_the_beginnings_of_the_words_of_any_form_of_the_name(name):
    putin = make_attribution(speaker=make_speaker("Vladimir Putin")).speaker
    Alias.objects.create(speaker=putin, name="President Putin", folded="president putin")
    make_attribution(speaker=make_speaker("Rasputin"))

    assert Search(name).speakers == [putin]


def test_speakers_most_quoted_come_first_and_merged_ones_not_at_all():
    once, twice = make_speaker("Ann Chen"), make_speaker("Bob Chen")
    make_attribution(speaker=make_speaker("Cy Chen", merged_into=once))
    for speaker in (once, twice, twice):
        make_attribution(speaker=speaker)

    assert Search("chen").speakers == [twice, once]


def test_whole_words_of_a_name_bring_what_that_speaker_said():
    biden = make_attribution(speaker=make_speaker("Joe Biden")).speaker

    assert Search("biden").voice == biden
    assert Search("bid").voice is None


@pytest.mark.parametrize("words", ["what Psaki says: oil", "Psaki oil", "oil Psaki"])
def test_a_speaker_and_a_subject_are_told_apart(words):
    psaki = make_speaker("Jen Psaki", family="psaki")
    said("oil flows", speaker=psaki)

    found = Search(words).narrower

    assert [(one.who, one.reading.words) for one in found] == [(psaki, "oil")]


def test_a_search_in_vain_offers_itself_with_a_word_less():
    said("military assistance")

    assert Search("military xylophone assistance").fewer == ["military assistance"]


def test_a_word_of_the_title_counts_for_more_than_one_of_the_text():
    text = make_article("Talk of missiles.", title="Weather")
    title = make_article("It rained.", title="Missiles")
    make_article()

    assert Search("missile").articles == [title, text]


def test_a_long_text_of_different_words_can_be_stored_and_found():
    article = make_article(" ".join(f"w{number:x}" for number in range(160_000)))

    assert Search("w1").articles == [article]


class Typed(TestCase):
    @settings(deadline=None)
    @given(st.text(max_size=60))
    @example('-"')
    @example("or")
    @example("'s")
    @example("-or -and")
    def test_whatever_is_typed_is_answered(self, words):
        one = Search(words)

        for part in (one.likely_speakers, one.narrower, one.fewer, one.articles, one.speakers):
            assert part == []
        assert one.statements(0, 20) == []


def test_names_are_looked_up_in_their_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    for forms, index in ((Speaker, "speaker_searchable"), (Alias, "alias_searchable")):
        assert index in forms.objects.worded("zhao").order_by().explain()
