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
KEPT = {  # a condition on one column of ``Shown`` → the facet whose counts tell how many fit
    "speaker": "speaker", "speaker__in": "speaker", "party": "party", "party__in": "party",
    "outlet": "outlet", "outlet__in": "outlet", "article__in": "article", "act__in": "act",
    "quotation__in": "quotation", "mode__in": "mode", "status__in": "review",
    "about": "about", "about__contains": "about", "about__overlap": "about",
    "sources": "source", "sources__contains": "source", "sources__overlap": "source",
}  # fmt: skip


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
    if known is None and Counted.objects.total() > EXACT or known is not None and known > EXACT:
        sampled = Sampled.objects.filter(for_sample(where))
        found = _made(sampled, wanted, few, and_these, share=Sampled.SHARE)
        if known is not None:
            return found | {ALL: {"": known}}
        if found[ALL][""] > EXACT:
            return found
    return _made(Shown.objects.filter(where), wanted, few, and_these)


def total(where: Q) -> Total:
    known = kept(where)
    return known if known is not None else counts(where, (), 0)[ALL][""]


def kept(where: Q) -> Total | None:
    """How many statements fit, where the ledger tells: of one facet's values. Else ``None``."""
    if not where:
        return Total(Counted.objects.total())
    child: Any = where.children[0]
    if len(where.children) > 1 or where.negated or isinstance(child, Q) or child[0] not in KEPT:
        return None
    path, given = child
    if given is None or (given == [] and "__" not in path):
        return Total(Counted.objects.filter(facet=KEPT[path], ref=0, word="").sum())
    values = [getattr(one, "pk", one) for one in (given if "__" in path else [given])]
    several = path.startswith(("about", "sources"))  # of one statement: the counts don't add up
    if None in values or several and len(values) > 1:
        return None
    words = [one for one in values if isinstance(one, str)]
    these = Q(ref=0, word__in=words) if words else Q(ref__in=values, word="")
    return Total(Counted.objects.filter(these, facet=KEPT[path]).sum())


def next_most(facet: str, few: int, most: int | None) -> list[int]:
    """Ids among which are the next few of a facet's records by number of statements.

    ``most``: how many the last one seen has, of which some may still come; ``None``: from the top.
    """
    folded = f"SELECT ref FROM {Counted._meta.db_table} WHERE facet = %s AND level = 2"
    sql = f"""
        ({folded} AND n < %s ORDER BY n DESC FETCH FIRST %s ROWS WITH TIES)
        UNION {folded} AND n = %s
        UNION SELECT ref FROM {Counted._meta.db_table} WHERE facet = %s AND level < 2"""
    above = 2**31 - 1 if most is None else most
    with connection.cursor() as cursor:
        cursor.execute(sql, [facet, above, few, facet, above, facet])
        return [ref for (ref,) in cursor.fetchall()]


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
