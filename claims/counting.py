"""How many statements there are, in all and by value, without reading a million rows.

The counts of the whole corpus are kept (``Counted``). Those of up to ``EXACT`` statements are made
from the rows. Beyond that they come from one row in twenty (``Sampled``), times twenty.
Those of long lists of speakers and articles are remembered for a minute.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.db.models import Q

from claims.filters.rows import for_sample
from claims.ledger import kept
from claims.models import Counted, Sampled, Shown

EXACT = 5_000  # rows that are counted one by one
A_MINUTE = 60  # seconds
LIKELY_FROM = 0.7  # as in the triggers; a test holds it to claims.filters.LIKELY

ALL = "all"
# Facet → by what its rows are grouped, and its value, as text, NULL for none.
ONE = {
    ALL: ("()", "''"),
    "speaker": ("speaker_id", "speaker_id::text"),
    "party": ("party_id", "party_id"),
    "act": ("act", "act"),
    "quotation": ("quotation", "quotation"),
    "mode": ("mode", "mode"),
    "outlet": ("outlet_id", "outlet_id::text"),
    "review": ("status", "status"),
    "confidence": ("likely", "CASE WHEN likely THEN 'likely' ELSE 'doubtful' END"),
    "month": ("published_on", "left(published_on::text, 7)"),
}
SEVERAL = {  # facets of which a row may have several values; NULL for none
    "about": "unnest(CASE about WHEN '{}' THEN '{NULL}' ELSE about END)",
    # A speaker may stand twice in one chain; most statements have none, and cost nothing here.
    "source": (
        "unnest(CASE cardinality(sources) WHEN 0 THEN '{NULL}' WHEN 1 THEN sources"
        " ELSE ARRAY(SELECT DISTINCT unnest(sources)) END)::text"
    ),
}
COLUMNS = (
    "speaker_id", "party_id", "about", "act", "quotation", "mode",
    "sources", "outlet_id", "status", "likely", "published_on",
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

    Of each facet the ``few`` most frequent values, and ``and_these`` whatever their number, ""
    being those without a value; of the months all.
    """
    wanted = [ALL, *facets]
    if not where:
        return _kept(wanted, few, and_these)
    known = kept(where)
    if known is None:
        sample = not _named(where) and Counted.objects.total() > EXACT
    else:
        sample = known > EXACT
    if sample:
        sampled = Sampled.objects.filter(for_sample(where))
        found = _made(sampled, wanted, few, and_these, share=Sampled.SHARE)
        if known is not None:
            return found | {ALL: {"": Total(known)}}
        if found[ALL][""] > EXACT:
            return found
    return _made(Shown.objects.filter(where), wanted, few, and_these)


def _named(where: Q) -> bool:
    """Whether the condition names the rows, a few of them, one by one."""
    children: Any = where.children
    ids = [one[1] for one in children if not isinstance(one, Q) and one[0] == "pk__in"]
    return (
        where.connector == Q.AND and not where.negated and any(len(some) <= EXACT for some in ids)
    )


def total(where: Q) -> Total:
    known = kept(where)
    return counts(where, (), 0)[ALL][""] if known is None else Total(known)


T = TypeVar("T")


def remembered(name: str, made: Callable[[], T], long: Callable[[T], bool]) -> T:
    """What is made for a whole list; if that was ``long``, it may be a minute old."""
    found: T | None = cache.get(name)
    if found is None:
        found = made()
        if long(found):
            cache.set(name, found, A_MINUTE)
    return found


def many(counts: dict[Any, int]) -> bool:
    return sum(counts.values()) > EXACT


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
        WHERE total.n > 0"""
    ids = [int(one) for one in these if one.isdecimal()]
    params = [wanted, few + 1, wanted, wanted, these, wanted, ids]
    found = _read(sql, params, wanted)
    return {facet: _most(values, few, these, facet) for facet, values in found.items()}


def _most(values: dict[str, Total], few: int, these: list[str], facet: str) -> dict[str, Total]:
    if facet in ("month", ALL):
        return values
    named = [value for value in values if value]
    kept = {*sorted(named, key=lambda value: -values[value])[:few], *these}
    return {value: n for value, n in values.items() if value in kept}


def _made(
    rows: Any, wanted: list[str], few: int, and_these: Iterable[str], share: int = 1
) -> Counts:
    likely = rows.order_by().annotate(likely=Q(confidence__gte=LIKELY_FROM))
    inner, params = likely.values_list(*COLUMNS).query.sql_with_params()
    each = [_grouped([facet for facet in wanted if facet in ONE])] + [
        f"SELECT '{facet}', {SEVERAL[facet]}, count(*) FROM found GROUP BY 2"
        for facet in wanted
        if facet in SEVERAL
    ]
    # A few rows are fetched once; for one row in twenty that costs more than to read them again.
    sql = f"""
        WITH found AS {"NOT" if share > 1 else ""} MATERIALIZED ({inner}), each AS (
            SELECT facet, coalesce(value, '') AS value, sum(n) AS n
            FROM ({" UNION ALL ".join(each)}) AS each GROUP BY 1, 2)
        SELECT facet, value, n FROM (
            SELECT *, row_number() OVER (PARTITION BY facet, value = '' ORDER BY n DESC) AS rank
            FROM each) AS ranked
        WHERE rank <= %s AND value <> '' OR facet IN ('month', 'all') OR value = ANY(%s)"""
    return _read(sql, [*params, few, list(and_these)], wanted, share)


def _grouped(facets: list[str]) -> str:
    """The counts of all facets that have one value a row, in one reading of the rows."""
    keys = [ONE[facet][0] for facet in facets if facet != ALL]
    bits = {key: 2 ** len(keys) - 1 - 2**place for place, key in enumerate(reversed(keys))}
    which = f"GROUPING({', '.join(keys)})" if keys else "0"
    names = " ".join(f"WHEN {bits[ONE[f][0]]} THEN '{f}'" for f in facets if f != ALL)
    values = " ".join(f"WHEN {bits[ONE[f][0]]} THEN {ONE[f][1]}" for f in facets if f != ALL)
    sets = ", ".join(["()", *(f"({key})" for key in keys)])
    if not keys:
        return f"SELECT '{ALL}' AS facet, '' AS value, count(*) AS n FROM found"
    return (
        f"SELECT CASE {which} {names} ELSE '{ALL}' END AS facet,"
        f" CASE {which} {values} ELSE '' END AS value, count(*) AS n"
        f" FROM found GROUP BY GROUPING SETS ({sets})"
    )


def _read(sql: str, params: list[Any], wanted: list[str], share: int = 1) -> Counts:
    found: Counts = {facet: {} for facet in wanted}
    found[ALL][""] = Total(0)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for facet, value, n in cursor.fetchall():
            found[facet][value] = Total(int(n) * share, about=share > 1)
    return found
