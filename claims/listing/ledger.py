"""Exact totals from the ledger of counts (``FacetCount``), whatever the number of rows.

It has how many shown statements have each value of each facet, and of some pairs of facets each
pair of values. So the totals of most lists are exact without a look at their rows.
"""

from itertools import product
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from claims.listing.conditions import LIKELY_ROWS
from claims.listing.registry import LEDGER_PAIRS, STATEMENT_FACETS
from claims.models import FacetCount
from claims.models.index import LIKELY_MARK

# A condition on one column of ``StatementIndex`` → the facet that has its values.
FACETS_BY_PATH = {"articles__overlap": "article"} | {
    f"{facet.field}{lookup}": facet.counted_as
    for facet in STATEMENT_FACETS
    if facet.where is None
    for lookup in (("", "__contains", "__overlap") if facet.array else ("", "__in"))
}
# Of which a statement may have several values: their counts don't add up.
ARRAY_FACETS = ["article", *(facet.counted_as for facet in STATEMENT_FACETS if facet.array)]


class FacetValues(NamedTuple):
    """A facet, and those of its values that fit; "" is none."""

    facet: str
    values: list[Any]


def split_likely(where: Q) -> tuple[Q, str]:
    """The condition without that of being likely, and the mark of the facets that count those."""
    [likely] = LIKELY_ROWS.children
    if where.negated or where.connector != Q.AND or likely not in where.children:
        return where, ""
    return Q(*(child for child in where.children if child != likely)), LIKELY_MARK


def exact_total_or_none(where: Q) -> int | None:
    """How many statements fit, where the ledger tells. Else ``None``."""
    where, mark = split_likely(where)
    if not where:
        return FacetCount.objects.total(likely=bool(mark))
    read = [read_condition(child) for child in where.children]
    values = {condition.facet: condition.values for condition in read if condition}
    if where.negated or where.connector != Q.AND or len(values) < len(where.children):
        return None
    if len(values) == 1:
        return FacetCount.objects.filter(
            value_condition(*values.values()), facet=f"{mark}{next(iter(values))}"
        ).sum()
    for pair in LEDGER_PAIRS:
        if set(pair) == set(values):
            words = [" ".join(words) for words in product(*(values[facet] for facet in pair))]
            facet = f"{mark}{' '.join(pair)}"
            return FacetCount.objects.filter(facet=facet, ref=0, word__in=words).sum()
    return None


def read_condition(child: Any) -> FacetValues | None:
    """A condition on one column; ``None`` for one that no facet answers."""
    if isinstance(child, Q) or child[0] not in FACETS_BY_PATH:
        return None
    path, operand = child
    facet = FACETS_BY_PATH[path]
    if operand is None or operand == [] and "__" not in path:
        return FacetValues(facet, [""])
    values = [getattr(value, "pk", value) for value in (operand if "__" in path else [operand])]
    unclear = None in values or facet in ARRAY_FACETS and len(values) > 1
    return None if unclear else FacetValues(facet, values)


def value_condition(values: list[Any]) -> Q:
    words = [value for value in values if isinstance(value, str)]
    return Q(ref=0, word__in=words) if words else Q(ref__in=values, word="")


def next_most_frequent(facet: str, few: int, most: int | None) -> list[int]:
    """Ids among which are the next few of a facet's records by number of statements.

    ``most``: how many the last one seen has, of which some may still come; ``None``: from the top.
    """
    folded = f"SELECT ref FROM {FacetCount._meta.db_table} WHERE facet = %s AND level = 2"
    sql = f"""
        ({folded} AND n < %s ORDER BY n DESC FETCH FIRST %s ROWS WITH TIES)
        UNION {folded} AND n = %s
        UNION SELECT ref FROM {FacetCount._meta.db_table} WHERE facet = %s AND level < 2"""
    above = 2**31 - 1 if most is None else most
    with connection.cursor() as cursor:
        cursor.execute(sql, [facet, above, few, facet, above, facet])
        return [ref for (ref,) in cursor.fetchall()]
