"""Finding the newest rows that match, with a limit on the work, whatever is sought."""

from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet

from articles.search import is_phrase, small
from claims.listing.conditions import for_statements
from claims.listing.search import searchable
from claims.models import Statement
from claims.models.statement import StatementQuerySet
from claims.timeouts import QueryTimeout, statement_timeout


class SearchLimits(NamedTuple):
    """``ranked``: of how many newest matches the best come first.

    A phrase of the commonest words may take long to be found nowhere: after ``timeout_ms``, as
    PostgreSQL reads it, only the ``recent`` newest rows are looked through.
    """

    ranked: int
    timeout_ms: int
    recent: int


class NewestMatches(NamedTuple):
    """Ids, newest first; ``recent``: how many of the newest rows were looked through, 0 for all."""

    ids: list[int]
    recent: int = 0


ANY_MATCH = SearchLimits(ranked=0, timeout_ms=50, recent=1_000)  # whether there are any


def with_words(words: str, with_synonyms: bool = False) -> StatementQuerySet:
    """Statements that readers see and that may be found by these words."""
    findable = Statement.objects.public().filter(for_statements(searchable.statements()))
    return findable.matching(words, with_synonyms)


def newest_matches(
    matching: QuerySet[Any], terms: list[str], limits: SearchLimits
) -> NewestMatches:
    """Found by the index of words, or by walking back from the newest row: PostgreSQL chooses.

    Not for a phrase, which it takes for far more frequent than it is, and would walk for ever.
    """
    phrase = any(is_phrase(term) and not small(term.strip('-"').split()) for term in terms)
    order = F("pk") + 0 if phrase else F("pk")  # no index has pk + 0, so there is nothing to walk
    ids = matching.order_by(order.desc()).values_list("pk", flat=True)[: limits.ranked + 1]
    try:
        with statement_timeout(limits.timeout_ms), connection.cursor() as cursor:
            cursor.execute("SET LOCAL random_page_cost = 1.1")  # or it walks too readily
            return NewestMatches(list(ids))
    except QueryTimeout:
        return _among_recent(matching, limits)


@transaction.atomic
def _among_recent(matching: QuerySet[Any], limits: SearchLimits) -> NewestMatches:
    """Looked at one by one, from the newest back."""
    newest = matching.model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    recent = matching.filter(pk__gt=newest - limits.recent).order_by("-pk")
    with connection.cursor() as cursor:  # no index of words, which has just taken too long
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        ids = list(recent.values_list("pk", flat=True)[: limits.ranked + 1])
        cursor.execute("SET LOCAL enable_bitmapscan = DEFAULT")
    return NewestMatches(ids, recent=limits.recent)
