"""Ingest of large files: in several processes, stopped and gone on with, each article once."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from django.db import connection

from articles import checkpoints
from articles.ingest import IngestResult, ingest
from articles.models import Article, ReadingProgress
from claims.models import Statement
from tests import processes
from tests.articles import files
from tests.articles.mutations import tarred
from tests.articles.pages import story


def archive(folder: Path, count: int) -> Path:
    path = folder / "news.warc.gz"
    pages = {f"https://example.org/2022/03/04/{number}": story(number) for number in range(count)}
    path.write_bytes(files.warc(pages))
    return path


def ingest_and_stop(path: Path, after: int) -> None:
    outcomes = ingest([path])
    for _ in range(after):
        next(outcomes)
    outcomes.close()


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(checkpoints, "MIN_FILE_BYTES", 1)
    monkeypatch.setattr(checkpoints, "RECORDS_PER_CHECKPOINT", 2)


def collection(folder: Path, count: int) -> Path:
    path = folder / "news.wacz"
    path.write_bytes(files.zipped({"archive/a.warc.gz": archive(folder, count).read_bytes()}))
    return path


def zip_of_pages(folder: Path, count: int) -> Path:
    path = folder / "news.zip"
    path.write_bytes(files.zipped({f"{number}.html": story(number) for number in range(count)}))
    return path


def tar_of_pages(folder: Path, count: int) -> Path:
    path = folder / "news.tar.gz"
    path.write_bytes(tarred({f"{number}.html": story(number).encode() for number in range(count)}))
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("make", [archive, collection, zip_of_pages, tar_of_pages])
def test_a_file_that_was_stopped_goes_on_where_it_was(tmp_path, small_steps, make):
    path = make(tmp_path, 9)
    ingest_and_stop(path, after=6)

    note, *later = ingest([path])

    assert note.notes == ("goes on behind record 4, where it was stopped",)
    kinds = [outcome.kind for outcome in later]
    assert kinds.count(IngestResult.NEW) == 3
    assert Article.objects.count() == 9
    assert not ReadingProgress.objects.exists()


@pytest.mark.django_db
def test_an_archive_of_archives_goes_on_behind_those_that_are_done(tmp_path, small_steps):
    path = tmp_path / "news.zip"
    pages = [f"https://example.org/2022/03/04/{number}" for number in range(6)]
    half = [files.warc({pages[n]: story(n) for n in numbers}) for numbers in ((0, 1, 2), (3, 4, 5))]
    path.write_bytes(files.zipped({"a.warc.gz": half[0], "b.warc.gz": half[1]}))
    ingest_and_stop(path, after=5)

    note, *later = ingest([path])

    assert note.notes == ("goes on behind record 1, where it was stopped",)
    assert [outcome.kind for outcome in later].count(IngestResult.NEW) == 1
    assert Article.objects.count() == 6


@pytest.mark.django_db
def test_a_file_that_changed_is_read_from_its_beginning(tmp_path, small_steps):
    path = archive(tmp_path, 9)
    ingest_and_stop(path, after=6)
    archive(tmp_path, 10)

    kinds = [outcome.kind for outcome in ingest([path])]

    assert len(kinds) == 10


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_several_processes_find_what_one_finds(tmp_path):
    path = archive(tmp_path, 6)

    code, out, err = processes.manage("ingest", path, "--workers", 2)

    assert (code, out, err) == (0, "6 new\n", "")
    assert set(Article.objects.values_list("extraction", flat=True)) == {"done"}
    # The pages are near-duplicates: readers see each statement once, but each article has its own.
    assert Statement.objects.order_by().values("article").distinct().count() == 6


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_an_ingest_killed_at_any_point_is_finished_once_by_the_next(tmp_path):
    path = archive(tmp_path, 12)
    chance = random.Random(4)
    for _ in range(3):
        process = processes.start("manage.py", "ingest", path, "--workers", 2)
        time.sleep(chance.uniform(2, 12))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)

    code, _, err = processes.manage("ingest", path, "--workers", 2)

    assert code == 0, err
    assert Article.objects.count() == 12
    assert set(Article.objects.values_list("extraction", flat=True)) == {"done"}
    per_article = Statement.objects.public().values_list("article", "content").order_by()
    assert len(per_article) == len(set(per_article))
    connection.close()
