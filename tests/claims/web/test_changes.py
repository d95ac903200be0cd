"""Versions of a page and copies of a text: where else they stand, and whose words changed."""

import pytest

from articles.models import Article
from claims.models import Statement
from claims.quotes.versions import compare_versions
from tests.claims.recording.test_appearances import BODY, WORDS, publish
from tests.make import make_article, make_attribution, make_outlet, make_speaker, make_statement

pytestmark = pytest.mark.django_db

OLD, NEW = "the plan is a very good one", "the plan is a rather good one"


@pytest.fixture
def versions():
    """Two texts of a page: one statement stays, one is reworded, one goes, one comes."""
    url, ann, bob = "https://a.example/1", make_speaker("Ann Chen"), make_speaker("Bob Lee")
    texts = (
        (f"It rains. {OLD}. Nobody came. We agree.", (OLD, "It rains", "Nobody came"), bob),
        (f"It rains. {NEW}. All is well now. We agree.", (NEW, "It rains", "All is well now"), ann),
    )
    articles = []
    for text, sayings, speaker in texts:
        article = make_article(text, url=url, title=f"Plan {len(articles)}")
        for words in sayings:
            make_attribution(make_statement(words, article=article), speaker=ann)
        make_attribution(make_statement("We agree", article=article), speaker=speaker)
        articles.append(article)
    old, new = articles
    Article.objects.filter(pk=old.pk).update(superseded_by=new)
    return old, new


def test_statements_are_added_dropped_reworded_reassigned_or_the_same(versions):
    comparison = compare_versions(*versions)

    one_each = {"reworded": 1, "said by another": 1, "added": 1, "dropped": 1, "unchanged": 1}
    assert comparison.counts == one_each


def test_an_unnamed_speaker_of_one_name_in_both_texts_is_nobody_else(versions):
    for article in versions:
        official = make_speaker("the official", kind="anonymous", article=article)
        make_attribution(make_statement("rains", article=article), speaker=official)

    assert compare_versions(*versions).counts["said by another"] == 1  # the one from before


def test_the_page_shows_which_words_went_and_which_came(client, versions):
    html = client.get(f"/articles/{versions[1].slug}/changes/").content.decode()

    assert "<del>Plan 0</del> <ins>Plan 1</ins>" in html
    assert "removed: </span>very</del>" in html
    assert "added: </span>rather</ins>" in html
    assert "Nobody came" in html


def test_an_article_says_how_often_its_page_was_read(client, versions):
    html = client.get(versions[1].get_absolute_url()).content.decode()

    assert "Stored in 2 versions" in html


def test_an_article_without_other_texts_says_so(client):
    article = make_article()

    html = client.get(f"/articles/{article.slug}/changes/").content.decode()

    assert "nothing to compare" in html


def test_an_article_of_another_story_is_not_compared(client, versions):
    other = make_article()

    assert client.get(f"/articles/{versions[1].slug}/changes/?from={other.slug}").status_code == 404


def test_words_that_may_not_be_shown_are_not_shown_in_a_comparison(client, versions):

    outlet = make_outlet("Closed")
    outlet.rights = "metadata"
    outlet.save()
    Article.objects.update(outlet=outlet)

    html = client.get(f"/articles/{versions[1].slug}/changes/").content.decode()

    assert not any(words in html for words in ("very", "rather", "Nobody came", "All is well"))


def test_a_statement_lists_where_else_it_stands_and_lists_say_in_how_many(client):
    first, second = (publish(f"{BODY}\n\nExtra {n}.", paper=f"Paper {n}") for n in range(2))
    statement = Statement.objects.get(article=first)

    page = client.get(statement.get_absolute_url()).content.decode()
    listed = client.get("/statements/").content.decode()

    assert "The same text in 1 other article" in page
    assert second.get_absolute_url() in page
    assert listed.count(WORDS) >= 1
    assert "and the same text in 1 other article" in page


def test_a_copy_leads_to_the_article_that_stands_for_it(client):
    first, second = (publish(f"{BODY}\n\nExtra {n}.") for n in range(2))

    html = client.get(second.get_absolute_url()).content.decode()

    assert f'The same text as <a href="{first.get_absolute_url()}">' in html
    assert "What differs here" in html
