"""The list of articles and one article with its statements marked."""

import pytest
from django.utils import timezone

from articles.models import RemovedPart
from tests.claims.answers import page
from tests.make import make_article, make_attribution, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db


def test_the_list_tells_what_was_not_extracted(client):
    make_article(title="Bonjour", extraction="language", language="fr")

    html = page(client, "/articles/")

    assert "Bonjour" in html
    assert "not extracted: not in English" in html


def test_an_article_has_every_statement_marked_and_noted(client):
    world = make_world()

    html = page(client, world.article.get_absolute_url())

    assert html.count('class="ref"') == html.count('class="note"') == 4
    assert 'href="#n1"' in html
    assert 'href="#r1"' in html


def test_an_article_tells_the_day_of_its_update(client):
    article = make_article(updated_on="2021-05-03")

    html = page(client, article.get_absolute_url())

    assert "date unknown" in html
    assert 'updated <time datetime="2021-05-03">3 May 2021</time>' in html


def test_the_first_line_is_the_title_only_if_it_is_the_title(client):
    same = make_article("Talks begin\n\nThey met.", title="Talks begin")
    other = make_article("They met.", title="Talks begin")

    assert page(client, same.get_absolute_url()).count("They met.") == 1
    assert "<h1>Talks begin</h1>" in page(client, same.get_absolute_url())
    assert "<h1>Talks begin</h1>" in page(client, other.get_absolute_url())


def test_a_statement_in_the_headline_is_marked_there(client):
    article = make_article("China denies request\n\nThey met.", title="China denies request")
    make_attribution(make_statement("request", article=article))

    html = page(client, article.get_absolute_url())

    assert '<h1>China denies <mark class="content" data-s="1">request</mark>' in html


def test_an_inferred_date_says_so_and_from_what(client):
    given = {"published_on": "2022-03-18", "published_basis": "inferred"}
    article = make_article(published_note="The call was on Friday.", **given)

    html = page(client, article.get_absolute_url())

    assert "18 March 2022" in html
    assert "inferred" in html
    assert "The call was on Friday." in html


def test_an_unknown_date_is_not_invented(client):
    assert "date unknown" in page(client, make_article().get_absolute_url())


def test_what_was_left_out_is_said(client):
    article = make_article()
    RemovedPart.objects.create(article=article, position=0, text="Home News", reason="menu")

    words = "Left out because it is not part of the article: 1 piece"
    assert words in page(client, article.get_absolute_url())


@pytest.mark.parametrize(
    ("state", "words"),
    [("language", "not in English"), ("pending", "Not read yet"), ("failed", "failed")],
)
def test_an_article_that_was_not_extracted_says_why(client, state, words):
    assert words in page(client, make_article(extraction=state).get_absolute_url())


def test_a_withdrawn_article_leaves_a_tombstone_without_its_text(client):
    article = make_article(
        "We agree.", withdrawn_at=timezone.now(), withdrawn_why="The outlet retracted it."
    )

    html = page(client, article.get_absolute_url(), status=410)

    assert "The outlet retracted it." in html
    assert "We agree" not in html


def test_an_old_text_points_to_the_new_one(client):
    newer = make_article()
    old = make_article(superseded_by=newer)

    html = page(client, old.get_absolute_url())

    assert newer.get_absolute_url() in html
    assert "noindex" in html


def test_withdrawn_statements_are_not_marked(client):
    article = make_article("We agree, they said.")
    gone = make_statement("We agree", article=article, withdrawn_at=timezone.now())
    make_attribution(gone, speaker=make_speaker("Ann Chen"))

    html = page(client, article.get_absolute_url())

    assert "Ann Chen" not in html
    assert "No statement was found in this text" in html


def test_an_address_never_given_out_is_not_found(client):
    page(client, "/articles/nothing/", status=404)
