"""How many statements there are, in all and by value, without reading a million rows.

The counts of the whole corpus are kept (``Counted``). Those of up to ``EXACT`` statements are made
from the rows. Beyond that they come from one row in twenty (``Sampled``), times twenty.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q

from claims.filters.rows import for_sample
from claims.models import Counted, Sampled, Shown

EXACT = 10_000  # rows that are counted one by one
LIKELY_FROM = 0.7  # as in the triggers; a test holds it to claims.filters.LIKELY

ALL = "all"
BY_VALUE = {  # facet → its value in a row, as text
    ALL: "''",
    "speaker": "speaker_id::text",
    "party": "party_id",
    "about": "unnest(about)",
    "act": "act",
    "quotation": "quotation",
    "mode": "mode",
    "source": "unnest(ARRAY(SELECT DISTINCT unnest(sources)))::text",
    "outlet": "outlet_id::text",
    "review": "status",
    "confidence": f"CASE WHEN confidence >= {LIKELY_FROM} THEN 'likely' ELSE 'doubtful' END",
    "month": "coalesce(to_char(published_on, 'YYYY-MM'), '')",
}
COLUMNS = (
    "speaker_id", "party_id", "about", "act", "quotation", "mode",
    "sources", "outlet_id", "status", "confidence", "published_on",
)  # fmt: skip


class Total(int):
    """A number of rows; ``about``: an estimate, rounded to the two figures that are known."""

    about: bool

    def __new__(cls, number: int, about: bool = False) -> "Total":
        total = super().__new__(cls, round(number, 2 - len(str(number))) if about else number)
        total.about = about
        return total

    @property
    def words(self) -> str:
        return f"about {self:,}" if self.about else f"{self:,}"


Counts = dict[str, dict[str, Total]]  # facet → value → statements; ``ALL`` → "" → all of them


def counts(where: Q, facets: Iterable[str], few: int, and_these: Iterable[str] = ()) -> Counts:
    """Of the statements that fit, how many have which value.

    Of each facet the ``few`` most frequent values, and ``and_these`` whatever their number;
    of the months all.
    """
    wanted = [ALL, *facets]
    if not where:
        return _kept(wanted, few, and_these)
    if Counted.objects.total() > EXACT:
        sampled = Sampled.objects.filter(for_sample(where))
        found = _made(sampled, wanted, few, and_these, share=Sampled.SHARE)
        if found[ALL][""] > EXACT:
            return found
    return _made(Shown.objects.filter(where), wanted, few, and_these)


def total(where: Q) -> Total:
    return counts(where, (), 0)[ALL][""]


def _kept(wanted: list[str], few: int, and_these: Iterable[str]) -> Counts:
    """From the ledger. Looks at the values that are most frequent in its folded rows, at those
    that have unfolded ones, and at those asked for: the most frequent are among them.
    """
    table, these = Counted._meta.db_table, list(and_these)
    sql = f"""
        WITH looked_at AS (
            SELECT top.* FROM unnest(%s::text[]) AS facet, LATERAL (
                SELECT c.facet, ref, word FROM {table} c WHERE c.facet = facet.facet AND level = 2
                ORDER BY n DESC
                LIMIT CASE WHEN facet.facet IN ('month', 'all') THEN NULL ELSE %s END
            ) AS top
            UNION SELECT facet, ref, word FROM {table} WHERE facet = ANY(%s) AND level < 2
            UNION SELECT f, 0, one FROM unnest(%s::text[]) AS f, unnest(%s::text[]) AS one
            UNION SELECT f, one, '' FROM unnest(%s::text[]) AS f, unnest(%s::bigint[]) AS one
        )
        SELECT facet, coalesce(nullif(word, ''), nullif(ref, 0)::text, ''), total.n
        FROM looked_at, LATERAL (
            SELECT sum(n) AS n FROM {table} c
            WHERE c.facet = looked_at.facet AND c.ref = looked_at.ref AND c.word = looked_at.word
        ) AS total
        WHERE total.n > 0 AND (facet IN ('month', 'all') OR word <> '' OR ref > 0)"""
    ids = [int(one) for one in these if one.isdecimal()]
    words = [one for one in these if one]
    params = [wanted, few + 1, wanted, wanted, words, wanted, ids]
    found = _read(sql, params, wanted)
    return {facet: _most(values, few, these, facet) for facet, values in found.items()}


def _most(values: dict[str, Total], few: int, these: list[str], facet: str) -> dict[str, Total]:
    if facet in ("month", ALL):
        return values
    kept = {*sorted(values, key=lambda value: -values[value])[:few], *these}
    return {value: n for value, n in values.items() if value in kept}


def _made(
    rows: Any, wanted: list[str], few: int, and_these: Iterable[str], share: int = 1
) -> Counts:
    inner, params = rows.order_by().values_list(*COLUMNS).query.sql_with_params()
    each = " UNION ALL ".join(
        f"SELECT '{facet}' AS facet, {BY_VALUE[facet]} AS value, count(*) AS n"
        f" FROM found GROUP BY 2"
        for facet in wanted
    )
    sql = f"""
        WITH found AS MATERIALIZED ({inner})
        SELECT facet, value, n FROM (
            SELECT *, row_number() OVER (PARTITION BY facet ORDER BY n DESC) AS rank
            FROM ({each}) AS each WHERE value IS NOT NULL) AS ranked
        WHERE rank <= %s OR facet IN ('month', 'all') OR value = ANY(%s)"""
    return _read(sql, [*params, few, list(and_these)], wanted, share)


def _read(sql: str, params: list[Any], wanted: list[str], share: int = 1) -> Counts:
    found: Counts = {facet: {} for facet in wanted}
    found[ALL][""] = Total(0)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for facet, value, n in cursor.fetchall():
            if value or facet in ("month", ALL):
                found[facet][value] = Total(int(n) * share, about=share > 1)
    return found
