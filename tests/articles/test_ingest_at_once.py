"""Two processes that ingest at a time: each text is stored once, one version is in force."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from articles.ingest import IngestResult, ingest
from articles.models import Article, Outlet
from tests.articles.text_files import TEXT, described, write

pytestmark = pytest.mark.django_db


def at_once(*works: Callable[[], None]) -> None:
    """Do each work in a thread with a connection of its own."""

    def run(work: Callable[[], None]) -> None:
        work()
        connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_at_a_time_store_each_text_once(tmp_path):
    files = [write(tmp_path, f"{n}.txt", f"{TEXT}\nIt rained {n} times.\n") for n in range(6)]
    start, outcomes = Barrier(2), []

    def run() -> None:
        start.wait()
        outcomes.extend(ingest(files, outlet="The Example"))

    at_once(run, run)

    assert sorted(o.kind for o in outcomes) == [IngestResult.NEW] * 6 + [IngestResult.UNCHANGED] * 6
    assert Article.objects.count() == 6
    assert Outlet.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_new_texts_of_one_url_at_a_time_leave_one_in_force(tmp_path):
    start = Barrier(2)

    def run(name: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        path = write(folder, text=f"{TEXT}\nVersion {name}.\n")
        start.wait()
        list(ingest([path], metadata=described(folder, "a.txt,,,https://example.org/a,,,")))

    at_once(lambda: run("one"), lambda: run("two"))

    assert Article.objects.count() == 2
    assert Article.objects.public().count() == 1
