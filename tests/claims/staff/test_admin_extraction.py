"""“Extract again” in the admin: by workers where there are some, here if it is short."""

import pytest

from articles.models import Article
from claims.staff.admin import extracting
from config.celery import app
from tests.make import make_article

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def use_broker(url):
    app.conf.broker_url = url
    app._pool = app.amqp._producer_pool = None  # where Celery keeps its connections


@pytest.fixture
def broker(settings, request):
    """A real queue inside this process, or the address of another."""
    settings.CELERY_BROKER_URL = getattr(request, "param", "memory://")
    use_broker(settings.CELERY_BROKER_URL)
    with app.connection_for_write() as connection:
        yield connection
    use_broker(None)


def extract_again(client, *articles):
    """What the curator is told."""
    act = {"action": "extract_again", "_selected_action": [one.pk for one in articles]}
    page = client.post(LIST, act, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def test_workers_get_the_articles_where_there_is_a_broker(admin_client, broker):
    article = make_article(extraction="done")

    assert "1 handed to the workers" in extract_again(admin_client, article)

    assert broker.SimpleQueue("celery").get_nowait().payload[0] == [article.pk]
    assert Article.objects.pending().get() == article


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0"], indirect=True)
def test_a_broker_that_is_away_is_told_with_the_cure(admin_client, broker):
    message = extract_again(admin_client, make_article(extraction="done"))

    assert "1 wait, but the broker does not answer" in message
    assert "--pending" in message


def test_what_takes_too_long_for_a_request_is_refused_with_the_cure(admin_client):
    article = make_article("It rained. " * (extracting.MAX_CHARS // 10), extraction="pending")

    message = extract_again(admin_client, article)

    assert "Nothing extracted: 20 articles of 60,000 characters" in message
    assert "manage.py extract" in message
    assert Article.objects.pending().exists()


def test_too_many_are_refused_too(admin_client):
    articles = [make_article() for _ in range(extracting.MAX_ARTICLES + 1)]

    assert "Nothing extracted" in extract_again(admin_client, *articles)


def test_a_text_in_another_language_is_left_alone(admin_client):
    assert "0 of 0 extracted" in extract_again(admin_client, make_article(extraction="language"))
