"""Grouping as articles come, and of all statements anew."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from articles.models import Article
from claims.claim_summaries import refresh_summaries
from claims.grouping.groups import regroup
from claims.grouping.links import find_links, write_links
from claims.grouping.meanings import VERSION, batches, make_meanings, outdated, public_statements
from claims.locks import lock_grouping
from claims.models import Claim, ClaimMember, StatementLink, StatementMeaning
from config.database import DatabaseUnavailable, retrying

logger = logging.getLogger(__name__)

BATCH = 200  # statements read, compared or grouped in one transaction


@dataclass(frozen=True, slots=True)
class GroupingProgress:
    """How far a rebuild is: the step, statements done and, where it is known, all of them."""

    step: str
    done: int
    total: int


def group_article(article: Article) -> None:
    """Group an article's statements after it was recorded. What fails here is left to a rebuild."""
    try:
        retrying(partial(_read_article, article))
        links = retrying(partial(_find_links, article))
        retrying(partial(_group_article, article, links))
    except DatabaseUnavailable:
        raise
    except Exception:  # the statements are recorded; claims can be made anew
        logger.exception("Claims of %s can't be found; run claims --rebuild", article.slug)


@transaction.atomic
def _read_article(article: Article) -> None:
    """Reading and comparing is most of the work: no lock, so several processes do it at once."""
    make_meanings(list(public_statements().filter(article=article)))


def _find_links(article: Article) -> list[StatementLink]:
    return find_links(public_statements().filter(article=article).values_list("pk", flat=True))


@transaction.atomic
def _group_article(article: Article, links: Sequence[StatementLink]) -> None:
    lock_grouping()
    ids = list(public_statements().filter(article=article).values_list("pk", flat=True))
    stale = list(
        ClaimMember.objects.filter(statement__article=article)
        .exclude(statement__in=ids)
        .values_list("claim", flat=True)
    )
    if ids:
        write_links(links)
        regroup(ids)
    refresh_summaries(stale)


def rebuild() -> Iterator[GroupingProgress]:
    """Links and groups of all statements anew; meanings only where their version is old.

    A stop loses one batch: what has its meaning keeps it. Groups do not depend on the order.
    """
    total = public_statements().count()
    done = total - outdated().count()
    while statements := list(outdated()[:BATCH]):
        make_meanings(statements)
        done += len(statements)
        yield GroupingProgress("read", done, total)
    ids = list(StatementMeaning.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        StatementLink.objects.filter(dismissed_by=None).delete()
    for number, batch in enumerate(_by_article(ids)):
        links = find_links(batch)
        with transaction.atomic():
            lock_grouping()
            write_links(links)
        yield GroupingProgress("compared", min((number + 1) * BATCH, len(ids)), len(ids))
    for number, batch in enumerate(batches(_tied(), BATCH)):
        with transaction.atomic():
            lock_grouping()
            regroup(batch)
        yield GroupingProgress("grouped", (number + 1) * BATCH, len(ids))
    _drop_untied()


def _by_article(ids: list[int]) -> Iterator[list[int]]:
    """Batches in which each article is whole: what its text ties is found inside a batch."""
    rows = (
        StatementMeaning.objects.order_by("statement__article", "pk")
        .values_list("statement__article", "pk")
        .iterator(chunk_size=5000)
    )
    batch: list[int] = []
    last = None
    for article, pk in rows:
        if len(batch) >= BATCH and article != last:
            yield batch
            batch = []
        batch.append(pk)
        last = article
    if batch:
        yield batch


def _tied() -> list[int]:
    """Statements with a link, or in a claim."""
    joins = StatementLink.objects.filter(joins=True)
    ids = {*joins.values_list("first", flat=True), *joins.values_list("second", flat=True)}
    return sorted(ids | set(ClaimMember.objects.values_list("statement", flat=True)))


def _drop_untied() -> None:
    """Claims without members that nobody was led to keep their address as a tombstone."""
    gone = Claim.objects.filter(members=None, merged_into=None, statements__gt=0)
    refresh_summaries(list(gone.values_list("pk", flat=True)))


__all__ = ["VERSION", "GroupingProgress", "group_article", "rebuild"]
