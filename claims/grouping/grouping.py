"""Grouping as articles come."""

import logging
from functools import partial

from django.db import transaction

from articles.models import Article
from claims.claim_summaries import refresh_summaries
from claims.grouping.groups import regroup
from claims.grouping.links import LinkSearch, find_links, write_links
from claims.grouping.meanings import make_meanings, public_statements
from claims.locks import lock_grouping
from claims.models import ClaimMember
from config.database import DatabaseUnavailable, retrying

logger = logging.getLogger(__name__)


def group_article(article: Article) -> None:
    """Group an article's statements after it was recorded. What fails here is left to a rebuild."""
    try:
        retrying(partial(read_article, article))
        search = retrying(partial(search_article, article))
        retrying(partial(write_groups, article, search))
    except DatabaseUnavailable:
        raise
    except Exception:  # the statements are recorded; claims can be made anew
        logger.exception("Claims of %s can't be found; run claims --rebuild", article.slug)


@transaction.atomic
def read_article(article: Article) -> None:
    """Reading and comparing is most of the work: no lock, so several processes do it at once."""
    make_meanings(list(public_statements().filter(article=article)))


def search_article(article: Article) -> LinkSearch:
    return find_links(public_statements().filter(article=article).values_list("pk", flat=True))


@transaction.atomic
def write_groups(article: Article, search: LinkSearch) -> None:
    lock_grouping()
    ids = list(public_statements().filter(article=article).values_list("pk", flat=True))
    stale = list(
        ClaimMember.objects.filter(statement__article=article)
        .exclude(statement__in=ids)
        .values_list("claim", flat=True)
    )
    if ids:
        write_links(search)
        regroup(ids)
    refresh_summaries(stale)
