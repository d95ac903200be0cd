"""Several processes group statements at once, and leave what one alone would have left."""

import time

import pytest
from django.db import connection, transaction

from claims.grouping.grouping import group_articles
from claims.locks import LockKey, lock_grouping
from claims.models import ClaimMember, RebuildPart, Statement, StatementLink
from tests import processes
from tests.claims.grouping.test_grouping import WORDS, grouped, make_claims

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]

GROUP = """
from articles.models import Article
from claims.grouping.grouping import group_articles
group_articles(Article.objects.get(pk={}))
"""
SECONDS = 120


def start_grouping(article: int):
    return processes.start("manage.py", "shell", "-c", GROUP.format(article))


def wait_for_waiting(count: int) -> None:
    """Until so many processes have made their links and wait to store them."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = %s"
    for _ in range(SECONDS * 10):
        with connection.cursor() as cursor:
            cursor.execute(waiting, [LockKey.GROUPING])
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.1)
    raise AssertionError(f"{count} processes do not wait for the lock.")


def test_an_article_recorded_twice_at_once_leaves_no_stale_link():
    first, second = make_claims(*WORDS[:2])
    group_articles(first.article)

    with transaction.atomic():
        lock_grouping()
        early = start_grouping(second.article_id)
        wait_for_waiting(1)
        make_other_words(second)
        late = start_grouping(second.article_id)
        wait_for_waiting(2)
    results = processes.finish(early, late)

    assert [code for code, _, _ in results] == [0, 0]
    assert not StatementLink.objects.exists()
    assert not ClaimMember.objects.exists()


def make_other_words(statement: Statement) -> None:
    """In a transaction of its own, which the processes see."""
    processes.manage(
        "shell", "-c",
        f"from claims.models import Statement\n"
        f"Statement.objects.filter(pk={statement.pk}).update(words={WORDS[4]!r})",
    )  # fmt: skip


def test_two_rebuilds_at_once_share_the_work():
    before = grouped_one_by_one()

    both = [processes.start("manage.py", "claims", "--rebuild") for _ in range(2)]
    results = processes.finish(*both)

    assert [(code, err) for code, _, err in results] == [(0, ""), (0, "")]
    assert grouped() == before
    assert not RebuildPart.objects.exists()


def test_a_rebuild_in_two_processes_ends_without_a_word_of_error():
    before = grouped_one_by_one()

    code, _, err = processes.manage("claims", "--rebuild", "--workers", "2")

    assert (code, err) == (0, "")
    assert grouped() == before


def grouped_one_by_one():
    statements = make_claims(*WORDS)
    for statement in statements:
        group_articles(statement.article)
    return grouped()
