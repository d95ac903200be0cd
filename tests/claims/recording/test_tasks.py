"""Extraction by workers: the queue only says where to look, the database what is to be done."""

import subprocess
import sys
from pathlib import Path

import pytest

from articles.models import Article
from claims.models import Statement
from claims.recording import tasks
from claims.recording.runs import RunByWorkers
from config.celery import app
from tests.make import make_article

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.django_db

TEXT = "Trade talks\n\n“We will not sign the treaty,” the minister Ann Chen said on Monday."


@pytest.fixture
def broker(settings):
    """A real queue inside this process."""
    settings.CELERY_BROKER_URL = "memory://"
    app.conf.broker_url = "memory://"
    with app.connection_for_write() as connection:
        yield connection
    app.conf.broker_url = None


def test_without_a_broker_the_work_is_done_here():
    article = make_article(TEXT, extraction="pending")

    outcomes = list(tasks.extract([article]))

    assert [outcome.error for outcome in outcomes] == [""]
    assert Statement.objects.public().exists()


def test_with_a_broker_the_article_waits_for_a_worker(broker):
    article = make_article(TEXT, extraction="pending")

    assert list(tasks.extract([article])) == []

    message = broker.SimpleQueue("celery").get_nowait()
    assert message.payload[0] == [[article.pk]]
    assert Article.objects.pending().get() == article


def messages(broker):
    """What waits in the queue, taken out of it: the keys of each message."""
    queue = broker.SimpleQueue("celery")
    return [queue.get_nowait().payload[0][0] for _ in range(queue.qsize())]


def test_workers_have_articles_before_all_are_stored_and_the_last_in_small_messages(broker):
    run = RunByWorkers(waits_for_results=False)
    for key in range(1, 101):
        run.extract(key)
    early = messages(broker)
    list(run.finish())
    late = messages(broker)

    assert [len(keys) for keys in early] == [20, 20, 20]
    assert {len(keys) for keys in late} == {5}
    assert sorted(key for keys in early + late for key in keys) == list(range(1, 101))


def test_a_message_that_comes_twice_does_nothing_the_second_time():
    article = make_article(TEXT, extraction="pending")
    tasks.extract_article(article.pk)
    done = Article.objects.get().extracted_at

    tasks.extract_article(article.pk)

    assert Article.objects.get().extracted_at == done


def test_a_worker_knows_the_tasks():
    program = (
        "from config.celery import app; app.loader.import_default_modules(); "
        "print(*sorted(name for name in app.tasks if not name.startswith('celery.')))"
    )

    listed = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT)

    names = listed.stdout.decode().split()
    assert "claims.recording.tasks.extract_article" in names
    assert "claims.recording.tasks.watch" in names
