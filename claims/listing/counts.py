"""How many statements there are, in all and by value, without reading a million rows.

The counts of the whole corpus come from the ledger (``FacetCount``). Those of up to
``MAX_EXACT_ROWS`` statements are counted row by row. Beyond that they come from one row in twenty
(``StatementSample``), times twenty. Those of long lists of speakers and articles are cached for a
minute.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.db.models import F, Q

from claims.confidence import LIKELY
from claims.listing.conditions import for_sample
from claims.listing.ledger import exact_total_or_none, split_likely
from claims.listing.registry import BY_LEDGER_NAME
from claims.models import FacetCount, StatementIndex, StatementSample

MAX_EXACT_ROWS = 5_000  # rows that are counted one by one
# Of a longer list only a part of the sample is read: as many rows as of one so long.
MAX_ROWS_OF_WHOLE_SAMPLE = 300_000
CACHE_SECONDS = 60

ALL = "all"
ALL_VALUES = ("month", ALL)  # facets of which every value is counted, not the most frequent


class RowCount(int):
    """A number of rows. One that is ``estimated`` is rounded to the two figures that are known.

    An int, so that pages count, compare and inflect by it as by any other.
    """

    estimated: bool

    def __new__(cls, value: int, estimated: bool = False) -> "RowCount":
        count = super().__new__(cls, round(value, 2 - len(str(value))) if estimated else value)
        count.estimated = estimated
        return count

    @property
    def words(self) -> str:
        return f"about {self:,}" if self.estimated else f"{self:,}"


Counts = dict[str, dict[str, RowCount]]  # facet → value → statements; ``ALL`` → "" → all of them


def facet_counts(
    where: Q, facets: Iterable[str], max_values: int, also_values: Iterable[str] = ()
) -> Counts:
    """Of the statements that fit, how many have which value.

    Of each facet the ``max_values`` most frequent values, and ``also_values`` whatever their
    number, "" being those without a value; of the months all.
    """
    names = [ALL, *facets]
    rest, mark = split_likely(where)
    if not rest:
        return counts_from_ledger(names, max_values, also_values, mark)
    total = exact_total_or_none(where)
    upper_bound = FacetCount.objects.total() if total is None else total
    if upper_bound > MAX_EXACT_ROWS and not lists_row_ids(where):
        sampled, share = StatementSample.objects.filter(for_sample(where)), StatementSample.SHARE
        if total is not None and total > MAX_ROWS_OF_WHOLE_SAMPLE:
            parts = -(-total // MAX_ROWS_OF_WHOLE_SAMPLE)
            sampled, share = sampled.alias(part=F("pk") % parts).filter(part=0), parts * share
        counts = counts_from_rows(sampled, names, max_values, also_values, share)
        if total is not None:
            return counts | {ALL: {"": RowCount(total)}}
        if counts[ALL][""] > MAX_EXACT_ROWS:
            return counts
    return counts_from_rows(StatementIndex.objects.filter(where), names, max_values, also_values)


def lists_row_ids(where: Q) -> bool:
    """Whether the condition is a list of row ids, at most ``MAX_EXACT_ROWS``."""
    children: Any = where.children
    ids = [child[1] for child in children if not isinstance(child, Q) and child[0] == "pk__in"]
    return (
        where.connector == Q.AND
        and not where.negated
        and any(len(some) <= MAX_EXACT_ROWS for some in ids)
    )


def total(where: Q) -> RowCount:
    exact = exact_total_or_none(where)
    return facet_counts(where, (), 0)[ALL][""] if exact is None else RowCount(exact)


T = TypeVar("T")


def cache_if_long(name: str, compute: Callable[[], T], long: Callable[[T], bool]) -> T:
    """What is made for a whole list; if that was ``long``, it may be a minute old."""
    value: T | None = cache.get(name)
    if value is None:
        value = compute()
        if long(value):
            cache.set(name, value, CACHE_SECONDS)
    return value


def is_long(counts: dict[Any, int]) -> bool:
    return sum(counts.values()) > MAX_EXACT_ROWS


def counts_from_ledger(
    names: list[str], max_values: int, also_values: Iterable[str], mark: str = ""
) -> Counts:
    """From the ledger: of all statements, or with ``LIKELY_MARK`` of the likely ones.

    Looks at the values that are most frequent in its folded rows, at those that have unfolded ones,
    and at those asked for: the most frequent are among them.
    """
    table, also_values = FacetCount._meta.db_table, list(also_values)
    sql = f"""
        WITH looked_at AS (
            SELECT top.* FROM unnest(%s::text[]) AS facet, LATERAL (
                SELECT c.facet, ref, word FROM {table} c WHERE c.facet = facet.facet AND level = 2
                ORDER BY n DESC
                LIMIT CASE WHEN facet.facet = ANY(%s) THEN NULL ELSE %s END
            ) AS top
            UNION SELECT facet, ref, word FROM {table} WHERE facet = ANY(%s) AND level < 2
            UNION SELECT f, 0, one FROM unnest(%s::text[]) AS f, unnest(%s::text[]) AS one
            UNION SELECT f, one, '' FROM unnest(%s::text[]) AS f, unnest(%s::bigint[]) AS one
        )
        SELECT substr(facet, %s), coalesce(nullif(word, ''), nullif(ref, 0)::text, ''), total.n
        FROM looked_at, LATERAL (
            SELECT sum(n) AS n FROM {table} c
            WHERE c.facet = looked_at.facet AND c.ref = looked_at.ref AND c.word = looked_at.word
        ) AS total
        WHERE total.n > 0"""
    ids = [int(value) for value in also_values if value.isdecimal()]
    marked, whole = ([f"{mark}{name}" for name in group] for group in (names, ALL_VALUES))
    limit, prefix = max_values + 1, len(mark) + 1
    params = [marked, whole, limit, marked, marked, also_values, marked, ids, prefix]
    counts = query_counts(sql, params, names)
    return {
        facet: top_values(values, max_values, also_values, facet)
        for facet, values in counts.items()
    }


def top_values(
    values: dict[str, RowCount], max_values: int, also_values: list[str], facet: str
) -> dict[str, RowCount]:
    if facet in ALL_VALUES:
        return values
    named = [value for value in values if value]
    top = {*sorted(named, key=lambda value: -values[value])[:max_values], *also_values}
    return {value: n for value, n in values.items() if value in top}


def counts_from_rows(
    rows: Any, names: list[str], max_values: int, also_values: Iterable[str], share: int = 1
) -> Counts:
    facets = [facet for facet in names if facet != ALL]
    columns = [BY_LEDGER_NAME[facet].group_column for facet in facets] or ["pk"]
    # What the ``group`` of a facet names is annotated here.
    annotated = rows.order_by().annotate(likely=Q(confidence__gte=LIKELY))
    inner, params = annotated.values_list(*columns).query.sql_with_params()
    places = [*facets, ALL]
    whole = [place for place, facet in enumerate(places, start=1) if facet in ALL_VALUES]
    sql = f"""
        WITH {grouping_sql(facets, inner)}
        SELECT (%s::text[])[place], value, n FROM (
            SELECT *, row_number() OVER (PARTITION BY place, value = '' ORDER BY n DESC) AS rank
            FROM each) AS ranked
        WHERE rank <= %s AND value <> '' OR place = ANY(%s) OR value = ANY(%s)"""
    return query_counts(sql, [*params, places, max_values, whole, list(also_values)], names, share)


def grouping_sql(facets: list[str], rows: str) -> str:
    """SQL of ``each``: the values of all facets with their ``n``, in one reading of the rows.

    ``place`` is that of the facet among the facets, from 1; behind the last is that of all rows.
    """
    if not facets:
        return f"each AS (SELECT 1 AS place, '' AS value, count(*) AS n FROM ({rows}) AS found)"
    columns = [BY_LEDGER_NAME[facet].group_column for facet in facets]
    keys, sets = ", ".join(columns), ", ".join(f"({column})" for column in columns)
    # GROUPING has a bit for each column, the last one lowest, that is 0 where rows are grouped by
    # it; so this says which facet a group is of.
    every, last = 2 ** len(facets) - 1, len(facets)
    places = {every - 2 ** (last - place): str(place) for place in range(1, last + 1)}
    return f"""
        grouped AS (
            SELECT {_case(f"GROUPING({keys})", places, str(last + 1))} AS place, {keys},
                count(*) AS n
            FROM ({rows}) AS found GROUP BY GROUPING SETS ((), {sets})
        ), each AS ({_values_sql(facets)})"""


def _values_sql(facets: list[str]) -> str:
    """SQL of the values of ``grouped``.

    Groups that are values already are not grouped a second time: there are thousands of speakers.
    """
    single, several = {}, {}
    for place, facet in enumerate((BY_LEDGER_NAME[name] for name in facets), start=1):
        if facet.groups_by_value:
            single[place] = f"{facet.column}::text"
        else:
            several[place] = f"({facet.group_values})::text[]"
    sql = f"SELECT place, coalesce({_case('place', single)}, '') AS value, n FROM grouped"
    if not several:
        return sql
    again = ", ".join(map(str, several))
    return f"""
        {sql} WHERE place NOT IN ({again})
        UNION ALL
        SELECT place, coalesce(value, ''), sum(n)
        FROM grouped, unnest({_case("place", several)}) AS value
        WHERE place IN ({again}) GROUP BY 1, 2"""


def _case(key: str, words: Mapping[int, str], otherwise: str = "NULL") -> str:
    """SQL that is these words for these values of the key."""
    whens = " ".join(f"WHEN {value} THEN {text}" for value, text in words.items())
    return f"CASE {key} {whens} ELSE {otherwise} END" if words else otherwise


def query_counts(sql: str, params: list[Any], names: list[str], share: int = 1) -> Counts:
    counts: Counts = {facet: {} for facet in names}
    counts[ALL][""] = RowCount(0)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for facet, value, n in cursor.fetchall():
            counts[facet][value] = RowCount(int(n) * share, estimated=share > 1)
    return counts
