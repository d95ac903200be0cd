"""Several processes group statements at once, and leave what one alone would have left."""

import pytest
from django.db import connections, transaction

from claims.grouping.grouping import group_articles
from claims.locks import LockKey, lock_grouping
from claims.models import ClaimMember, RebuildPart, Statement, StatementLink
from tests import processes
from tests.claims.grouping.test_grouping import WORDS, grouped, make_claims
from tests.processes import wait_for_waiting

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]

GROUP = """
from articles.models import Article
from claims.grouping.grouping import group_articles
group_articles(Article.objects.get(pk={}))
"""


def start_grouping(article: int):
    return processes.start("manage.py", "shell", "-c", GROUP.format(article))


def test_an_article_recorded_twice_at_once_leaves_no_stale_link():
    first, second = make_claims(*WORDS[:2])
    group_articles(first.article)

    with transaction.atomic():
        lock_grouping()
        early = start_grouping(second.article_id)
        wait_for_waiting(1, LockKey.GROUPING)
        make_other_words(second)
        late = start_grouping(second.article_id)
        wait_for_waiting(2, LockKey.GROUPING)
    results = processes.finish(early, late)

    assert [code for code, _, _ in results] == [0, 0]
    assert not StatementLink.objects.exists()
    assert not ClaimMember.objects.exists()


def make_other_words(statement: Statement) -> None:
    """In a transaction of its own, which the processes see."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            update = "UPDATE claims_statement SET words = %s WHERE id = %s"
            cursor.execute(update, [WORDS[4], statement.pk])
    finally:
        other.close()


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
