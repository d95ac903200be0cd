"""Grouping as articles come."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article
from claims.claim_summaries import refresh_summaries
from claims.grouping.groups import regroup
from claims.grouping.links import LinkSearch, find_links, write_links
from claims.grouping.meanings import make_meanings, public_statements
from claims.locks import lock_grouping
from claims.models import ClaimMember, Statement
from config.database import DatabaseUnavailable, retrying

logger = logging.getLogger(__name__)

# Of what is grouped together: queries, and the groups that many articles share, cost once.
MAX_BATCH_STATEMENTS = 200
MAX_BATCH_ARTICLES = 20
# Articles recorded last, among which are those that a stopped run has not grouped: no more than a
# batch of each process.
MAX_RECENT_ARTICLES = 200


class GroupingBatch:
    """Articles that were recorded and are still to be grouped."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._statements = 0

    def add(self, article: Article, statements: int) -> None:
        """One more of so many statements; enough of them are grouped at once."""
        self._articles.append(article)
        self._statements += statements
        if self._statements >= MAX_BATCH_STATEMENTS or len(self._articles) >= MAX_BATCH_ARTICLES:
            self.group()

    def group(self) -> None:
        """Group what is there."""
        articles, self._articles, self._statements = self._articles, [], 0
        if articles:
            group_articles(*articles)


@contextmanager
def grouping_batch() -> Iterator[GroupingBatch]:
    """A batch of which nothing is left ungrouped, also where the work on it stops midway."""
    batch = GroupingBatch()
    try:
        yield batch
    except DatabaseUnavailable:
        raise
    except BaseException:
        batch.group()
        raise
    batch.group()


def group_articles(*articles: Article) -> None:
    """Group the articles' statements after they were recorded.

    What fails here is left to a rebuild; one article's failure stops no other.
    """
    try:
        retrying(partial(read_articles, articles))
        search = retrying(partial(search_articles, articles))
        retrying(partial(write_groups, articles, search))
    except DatabaseUnavailable:
        raise
    except Exception:  # the statements are recorded; claims can be made anew
        if len(articles) > 1:
            for article in articles:
                group_articles(article)
            return
        logger.exception("Claims of %s can't be found; run claims --rebuild", articles[0].slug)


def group_left_articles() -> None:
    """Group what a run that was killed, or cut off from the database, has recorded only."""
    recent = Article.objects.exclude(extracted_at=None).order_by("-extracted_at")
    keys = retrying(lambda: list(recent.values_list("pk", flat=True)[:MAX_RECENT_ARTICLES]))
    ungrouped = Article.objects.only("slug").filter(
        pk__in=keys, statements__public_row__isnull=False, statements__meaning=None
    )
    for article in retrying(lambda: list(ungrouped.order_by("pk").distinct())):
        group_articles(article)


@transaction.atomic
def read_articles(articles: Sequence[Article]) -> None:
    """Reading and comparing is most of the work: no lock, so several processes do it at once."""
    make_meanings(list(_statements(articles)))


def search_articles(articles: Sequence[Article]) -> LinkSearch:
    return find_links(_statements(articles).values_list("pk", flat=True))


@transaction.atomic
def write_groups(articles: Sequence[Article], search: LinkSearch) -> None:
    lock_grouping()
    ids = list(_statements(articles).values_list("pk", flat=True))
    stale = list(
        ClaimMember.objects.filter(statement__article__in=articles)
        .exclude(statement__in=ids)
        .values_list("claim", flat=True)
    )
    if ids:
        write_links(search)
        regroup(ids)
    refresh_summaries(stale)


def _statements(articles: Sequence[Article]) -> QuerySet[Statement]:
    return public_statements().filter(article__in=articles)
