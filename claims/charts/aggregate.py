"""Aggregate queries for all charts, which share one reading of the rows.

Up to ``MAX_EXACT_ROWS`` statements are counted one by one. Beyond that the whole corpus by party
comes from the ledger of counts (``FacetCount``), and anything else from one row in twenty, times
twenty.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from articles.models import DateBasis
from claims.listing.conditions import LIKELY_ROWS, for_sample, with_prefix
from claims.listing.counts import MAX_EXACT_ROWS, RowCount, cache_if_long
from claims.listing.ledger import exact_total_or_none, split_likely
from claims.models import Attribution, FacetCount, StatementIndex, StatementSample

MAX_SERIES = 30  # parties or speakers with a line of their own; the others share one
UNKNOWN, OTHERS = "", "*"  # lines: of those not known, and of all the others
COLUMNS = ("statement_id", "speaker_id", "party_id", "about", "act", "published_on")
UNNESTED = "unnest(CASE about WHEN '{}' THEN '{\"\"}' ELSE about END)"

Pair = tuple[str, str]


@dataclass
class ChartCounts:
    """How many statements, by what the charts show.

    A line is keyed by a party's code, a speaker's id, ``UNKNOWN`` or ``OTHERS``. Parties are keyed
    by code, "" for no party; a day stands for its month unless ``by_day``, "" is undated.
    ``single_ids`` has the id where a line has one statement on a day. ``share``: each row that was
    counted stands for so many statements.
    """

    by_line: Counter[str] = field(default_factory=Counter)
    by_line_and_party: Counter[Pair] = field(default_factory=Counter)
    by_line_and_day: Counter[Pair] = field(default_factory=Counter)
    by_act_and_line: Counter[Pair] = field(default_factory=Counter)
    by_act_and_party: Counter[Pair] = field(default_factory=Counter)
    negated_by_act: Counter[str] = field(default_factory=Counter)
    single_ids: dict[Pair, int] = field(default_factory=dict)
    by_day: bool = False
    inferred: int | None = None  # with a day that is inferred; None: not counted
    share: int = 1

    def number(self, n: int) -> RowCount:
        """As it is shown: an estimate is rounded to what is known of it."""
        return RowCount(n * self.share, estimated=self.share > 1)


def count_for_charts(where: Q, axis: str, exact: bool = False, lines: int = 0) -> ChartCounts:
    """The counts of the rows of ``StatementIndex`` that fit. ``axis`` is a column.

    ``exact``: however long it takes. ``lines``: how many have a line of their own, if not
    ``MAX_SERIES``.
    """
    rows = StatementIndex.objects.filter(where)
    estimate = None if exact else exact_total_or_none(where)
    if exact or (FacetCount.objects.total() if estimate is None else estimate) <= MAX_EXACT_ROWS:
        return _count_rows(rows, axis, lines=lines)
    sample_rows = StatementSample.objects.filter(for_sample(where))
    rest, mark = split_likely(where)
    if not rest and axis == "party_id":
        return _count_from_ledger(mark)
    if not rest:
        count_sample = partial(_count_rows, sample_rows, axis, StatementSample.SHARE)
        return cache_if_long(f"chart-counts{mark}by-{axis}", count_sample, long=lambda _: True)
    if estimate is None and sample_rows.count() * StatementSample.SHARE <= MAX_EXACT_ROWS:
        return _count_rows(rows, axis, lines=lines)
    return _count_rows(sample_rows, axis, StatementSample.SHARE, lines)


def _count_rows(rows: Any, axis: str, share: int = 1, lines: int = 0) -> ChartCounts:
    counts = ChartCounts(share=share)
    inner, params = rows.order_by().values_list(*COLUMNS).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE_SQL.format(inner=inner, key=axis), [*params, lines or MAX_SERIES])
        for name, key, value, n, least_id in cursor.fetchall():
            counter = getattr(counts, name)
            counter[key if name == "by_line" else (key, value)] = n
            if name == "by_line_and_day" and n == share == 1:
                counts.single_ids[key, value] = least_id
    months = {day[:7] for _, day in counts.by_line_and_day if day}
    counts.by_day = len(months) == 1
    counts.negated_by_act = _count_negated(Q(statement__in=rows.order_by().values("statement")))
    if share == 1:
        counts.inferred = rows.filter(article__published_basis=DateBasis.INFERRED).count()
    return counts


# Rows of (counter of ChartCounts, key, second key, count, least id). Days where all are in one
# month, else months.
AGGREGATE_SQL = """
    WITH selected AS MATERIALIZED ({inner}), top AS (
        SELECT {key} AS key FROM selected WHERE {key} IS NOT NULL
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %s
    ), lined AS (
        SELECT selected.*, CASE WHEN {key} IS NULL THEN '' ELSE coalesce(key::text, '*') END AS line
        FROM selected LEFT JOIN top ON key = {key}
    ), span AS (
        SELECT CASE WHEN date_trunc('month', min(published_on)::timestamp)
            = date_trunc('month', max(published_on)::timestamp) THEN 'day' ELSE 'month' END AS unit
        FROM selected
    )
    SELECT 'by_line', line, '', count(*), 0 FROM lined GROUP BY 2
    UNION ALL SELECT 'by_line_and_party', line, {unnested}, count(*), 0 FROM lined GROUP BY 2, 3
    UNION ALL SELECT 'by_line_and_day', line,
        coalesce(date_trunc(unit, published_on::timestamp)::date::text, ''),
        count(*), min(statement_id) FROM lined, span GROUP BY 2, 3
    UNION ALL SELECT 'by_act_and_line', act, line, count(*), 0 FROM lined GROUP BY 2, 3
    UNION ALL SELECT 'by_act_and_party', act, {unnested}, count(*), 0 FROM lined GROUP BY 2, 3
""".replace("{unnested}", UNNESTED.replace("{", "{{").replace("}", "}}"))


def _count_from_ledger(mark: str = "") -> ChartCounts:
    """The whole corpus by party, from the ledger: exact, and quick whatever its size.

    With ``LIKELY_MARK`` of the likely and settled statements only.
    """
    parties = Counter(FacetCount.objects.of(f"{mark}party"))
    ranked = sorted((code for code in parties if code), key=lambda code: (-parties[code], code))
    own_series = {UNKNOWN, *ranked[:MAX_SERIES]}
    counts = ChartCounts(
        negated_by_act=_count_negated(with_prefix(LIKELY_ROWS, "public_row__") if mark else Q())
    )

    def line(code: str) -> str:
        return code if code in own_series else OTHERS

    for code, n in parties.items():
        counts.by_line[line(code)] += n
    for facet, counter in (("about", counts.by_line_and_party), ("month", counts.by_line_and_day)):
        for words, n in FacetCount.objects.of(f"{mark}party {facet}").items():
            code, other = words.split(" ", 1)
            counter[line(code), f"{other}-01" if facet == "month" and other else other] += n
    for words, n in FacetCount.objects.of(f"{mark}party act").items():
        code, act = words.split(" ", 1)
        counts.by_act_and_line[act, line(code)] += n
    for words, n in FacetCount.objects.of(f"{mark}act about").items():
        act, code = words.split(" ", 1)
        counts.by_act_and_party[act, code] += n
    return counts


def _count_negated(among: Q) -> Counter[str]:
    """Act → statements that say it was not done. They are few, and have an index."""
    rows = Attribution.objects.live().public().filter(among, negated=True)
    return Counter(dict(rows.order_by().values_list("act").annotate(n=Count("pk"))))


def first_and_last_day(counts: ChartCounts) -> tuple[date, date] | None:
    """Of the dated statements; where months are counted, the first days of those months."""
    dated = sorted(day for _, day in counts.by_line_and_day if day)
    return (date.fromisoformat(dated[0]), date.fromisoformat(dated[-1])) if dated else None
