"""One statement that an article tells several times is shown once."""

import pytest

from claims.models import Statement
from claims.presentation.repetition import collapse
from tests.make import make_article, make_attribution, make_outlet, make_speaker, make_statement

pytestmark = pytest.mark.django_db
HEADLINE = "Norway may send boats to Iceland"
LEAD = "that Norway would soon send fishing boats to Iceland"
OTHER = "that the harbour was closed for repairs"


@pytest.fixture
def article():
    return make_article(f"{HEADLINE}\n\nShe said {LEAD}. She added {OTHER}.")


@pytest.fixture
def envoy():
    return make_speaker("Ann Chen")


def told(article, speaker, *words, **fields):
    return [
        make_attribution(make_statement(text, article=article), speaker=speaker, **fields).statement
        for text in words
    ]


def test_what_is_told_again_stands_with_the_first(article, envoy):
    headline, lead, other = told(article, envoy, HEADLINE, LEAD, OTHER)

    shown = collapse([headline, lead, other])

    assert shown == [headline, other]
    assert headline.repeats == [lead]
    assert other.repeats == []


def test_what_the_article_tells_elsewhere_is_counted_too(article, envoy):
    headline, lead = told(article, envoy, HEADLINE, LEAD)

    [shown] = collapse([lead])

    assert shown == lead
    assert shown.repeats == [headline]


def test_a_page_leaves_out_what_an_earlier_page_of_its_list_has(article, envoy):
    headline, lead, other = told(article, envoy, HEADLINE, LEAD, OTHER)

    assert collapse([lead, other], lambda ids: ids & {headline.pk, lead.pk, other.pk}) == [other]
    assert collapse([lead, other], lambda ids: ids & {lead.pk, other.pk}) == [lead, other]


def test_what_says_the_same_is_found_in_two_queries(article, envoy, django_assert_max_num_queries):
    told(article, envoy, HEADLINE, LEAD, OTHER)
    page = list(Statement.objects.filter(words=LEAD).for_list())

    with django_assert_max_num_queries(2):
        collapse(page)


def test_another_speaker_repeats_nothing(article, envoy):
    [headline] = told(article, envoy, HEADLINE)
    [lead] = told(article, make_speaker("Bob Lee"), LEAD)

    assert collapse([headline, lead]) == [headline, lead]


def test_speakers_not_known_are_not_the_same(article):
    statements = told(article, None, HEADLINE, LEAD)

    assert collapse(statements) == statements


def test_a_denial_is_not_what_it_denies(article, envoy):
    [headline] = told(article, envoy, HEADLINE)
    [lead] = told(article, envoy, LEAD, act="denies")

    assert collapse([headline, lead]) == [headline, lead]


def test_another_number_is_another_statement(envoy):
    words = "Norway will send 30 boats to Iceland", "Norway will send 40 boats to Iceland"
    statements = told(make_article(". ".join(words)), envoy, *words)

    assert collapse(statements) == statements


def test_words_that_may_not_be_shown_are_not_compared(article, envoy):
    article.outlet = make_outlet("Closed")
    article.outlet.rights = "metadata"
    statements = told(article, envoy, HEADLINE, LEAD)

    assert collapse(statements) == statements
