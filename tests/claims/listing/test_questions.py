"""A question in words becomes filters; the rest is searched, with words that mean the same."""

import pytest

from articles.search import added_synonyms
from articles.thesaurus import synonyms
from claims.listing.search.questions import is_question
from claims.listing.search.search import Search
from claims.models import About, Span
from tests.make import make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db
ASKED = "that Norway asked Iceland for weapons"


@pytest.fixture
def norway():
    return make_party("no", "Norway")


@pytest.fixture
def denial(norway):
    ministry = make_speaker("Foreign Ministry", kind="institution", party=norway)
    return said(ASKED, norway, speaker=ministry, act="denies")


def said(words, party, **fields):
    statement = make_attribution(make_statement(words), **fields).statement
    About.objects.create(statement=statement, party=party, spans=[Span(0, 1)])
    return statement


def answered(words):
    listing = Search(words, with_synonyms=True).answer
    return listing and (listing.data.dict(), list(listing.qs))


@pytest.mark.parametrize("words", ["who denies it", "is it so?", "What did Chen say"])
def test_a_question_begins_with_a_question_word_or_ends_with_its_sign(words):
    assert is_question(words)


@pytest.mark.parametrize("words", ["military aid", "Who", "China denies", ""])
def test_all_else_is_a_search(words):
    assert not is_question(words)


def test_who_denies_is_read_as_what_they_did_whom_it_names_and_words(denial, norway):
    said(ASKED, norway, act="says")

    filters, statements = answered("who denies that Norway requested arms?")

    assert statements == [denial]
    assert filters == {"act": "denies", "about": "no", "q": "requested arms", "synonyms": "yes"}


def test_who_says_asks_for_every_way_of_saying(denial, norway):
    claimed = said(ASKED, norway, act="claims")

    filters, statements = answered("who says Norway asked for weapons")

    assert "act" not in filters
    assert set(statements) == {denial, claimed}


def test_a_party_before_the_verb_speaks(denial):
    filters, statements = answered("did Norway deny asking Iceland?")

    assert (filters["party"], filters["act"], statements) == ("no", "denies", [denial])


def test_a_person_who_is_named_is_the_speaker(norway):
    chen = make_speaker("Ann Chen", family="chen")
    statement = said("the harbour of Norway is shut", norway, speaker=chen)

    filters, statements = answered("What did Chen say about Norway?")

    assert (filters, statements) == ({"speaker": chen.slug, "about": "no"}, [statement])


def test_words_that_find_nothing_are_left_out_one_step_at_a_time(denial):
    filters, statements = answered("who denies that Norway likes bananas")

    assert (filters, statements) == ({"act": "denies", "about": "no"}, [denial])


def test_a_question_without_anything_to_filter_by_is_no_list():
    assert answered("who likes bananas") is None


def test_words_of_a_group_find_one_another_unless_that_is_switched_off(norway):
    statement = make_attribution(make_statement("They sent military aid")).statement

    assert Search("arms", with_synonyms=True).ranked == [statement.pk]
    assert Search("arms").ranked == []


def test_the_search_says_what_it_added_and_can_be_told_not_to(client):
    make_attribution(make_statement("They sent military aid"))

    html = client.get("/search/?q=arms").content.decode()
    plain = client.get("/search/?q=arms&synonyms=no").content.decode()

    assert "Also searched: weapons" in html
    assert "synonyms=no" in html
    assert "They sent" not in plain


def test_a_phrase_and_what_is_left_out_have_no_synonyms():
    assert added_synonyms('"arms" -talks') == {}
    assert synonyms("Arms")[0] == "weapons"


def test_the_page_shows_the_filters_and_the_file_of_the_answer(client, denial):
    html = client.get("/search/?q=who+denies+that+Norway+asked+for+arms").content.decode()

    assert "Answers to your question" in html
    assert '<span class="soft">what they did:</span> denied' in html
    assert 'href="/statements.csv?act=denies&amp;about=no&amp;q=' in html


def test_a_search_leaves_doubtful_ones_out_and_says_so(client):
    make_attribution(make_statement("We agree"), confidence=0.2)

    html = client.get("/search/?q=agree").content.decode()

    assert "1 more is doubtful (under 80% sure) and not shown" in html
    assert "We <b" not in html
    assert "We <b" in client.get("/search/?q=agree&doubtful=yes").content.decode()


def test_a_phrase_of_the_thesaurus_is_found_by_its_synonyms_and_wherever_its_words_are():
    arms = make_attribution(make_statement("Weapons were sent")).statement
    apart = make_attribution(make_statement("Aid for the military was sent")).statement

    assert set(Search("military aid", with_synonyms=True).ranked) == {arms.pk, apart.pk}
    assert Search("military aid").ranked == [apart.pk]
    assert Search('"military aid"', with_synonyms=True).ranked == []
