"""What the pictures show, counted. Every query of the exchange is in this file.

A statement has one speaker, so the lines of a picture add up. It may speak of several parties, so
the columns of a matrix do not.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, Value, When, Window
from django.db.models.functions import RowNumber, Trunc

from articles.models import DateBasis
from claims.exchange.periods import Period, Unit, covering, period_of
from claims.models import Party, Speaker, Statement
from claims.models.statement import StatementQuerySet

LINES = 30  # speakers, or parties, with a line of their own; the others share one
LANES = 7  # the same in a timeline, where lines are high
COLUMNS = 12  # parties spoken of, in a matrix
MARKS = 30  # single statements of a line, on one day
NAMED = 4  # who does something, and about whom, beside an act

Key = str | int | None  # a party's code or a speaker's id; None: not known


@dataclass(frozen=True, slots=True)
class Axis:
    """What the lines of a picture stand for. ``rest`` is the key of all the others together."""

    parameter: str  # which filter shows a line's statements
    path: str  # from a statement to a line's key
    rest: str | int
    noun: str
    of_keys: Callable[[Iterable[Any]], dict[Any, Any]]


AXES = {
    "party": Axis(
        "party",
        "answer__speaker__party_id",
        "",
        "parties",
        lambda keys: Party.objects.in_bulk(keys),
    ),
    "speaker": Axis(
        "speaker",
        "answer__speaker_id",
        0,
        "speakers",
        lambda keys: Speaker.objects.select_related("party").in_bulk(keys),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A party or a speaker with the number of its statements; without ``record``, one of two.

    ``key`` None: those of whom it is not known. Any other: all further ones together.
    """

    key: Key
    total: int
    record: Party | Speaker | None = None

    @property
    def name(self) -> str:
        return str(self.record) if self.record else "not known" if self.key is None else "others"

    @property
    def slug(self) -> str:
        """What a filter calls it; empty for those taken together."""
        return str(getattr(self.record, "slug", None) or self.key) if self.record else ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[line.key, code]``; code None: of no party. ``further``: parties without a column."""

    lines: list[Line]
    columns: list[Party]
    further: list[tuple[Party, int]]
    cells: Counter[tuple[Key, str | None]]

    def of(self, code: str | None) -> int:
        """All statements that speak of this party."""
        return sum(self.cells[line.key, code] for line in self.lines)


@dataclass(frozen=True, slots=True)
class Timeline:
    """``cells[line.key, period]``; ``only`` names the statement where there is but one.

    ``undated``: in articles of no known date. ``inferred``: whose date is inferred from events.
    ``earlier``: older than the first period.
    """

    lines: list[Line]
    periods: list[Period] = field(default_factory=list)
    cells: Counter[tuple[Key, Period]] = field(default_factory=Counter)
    only: dict[tuple[Key, Period], str] = field(default_factory=dict)
    undated: int = 0
    inferred: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement: its key, and what tells it from its neighbours without its words."""

    key: str
    speaker: str | None
    act: str
    article: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act: how often, how often as not done ("did not deny"), by whom, about whom."""

    act: str
    total: int
    negated: int
    by: list[tuple[Line, int]]
    about: list[tuple[Party, int]]


def lines(statements: StatementQuerySet, axis: Axis, most: int = LINES) -> list[Line]:
    """Those with most statements, then the others together, then those not known."""
    counted = statements.order_by().filter(**{f"{axis.path}__isnull": False})
    ranked = counted.values(row=F(axis.path)).annotate(n=Count("pk")).order_by("-n", "row")
    keys = [row["row"] for row in ranked[:most]]
    totals = {row["row"]: row["n"] for row in _by_line(statements, axis, keys)}
    records = axis.of_keys(keys)
    shown = [Line(key, totals[key], records[key]) for key in keys if key in totals]
    return shown + [Line(key, totals[key]) for key in (axis.rest, None) if key in totals]


def matrix(
    statements: StatementQuerySet, axis: Axis, shown: list[Line], *, only: Any = ()
) -> Matrix:
    """``only``: codes of the parties to have a column, where not those most spoken of."""
    rows = _by_line(statements, axis, _keys(shown), about=F("mentions__party_id"))
    cells = Counter({(row["row"], row["about"]): row["n"] for row in rows})
    spoken_of: Counter[str] = Counter()
    for (_, code), n in cells.items():
        if code is not None:
            spoken_of[code] += n
    parties = Party.objects.in_bulk(spoken_of)
    ranked = sorted(spoken_of, key=lambda code: (-spoken_of[code], code))
    columns = [code for code in ranked if not only or code in only][:COLUMNS]
    further = [(parties[code], spoken_of[code]) for code in ranked if code not in columns]
    return Matrix(shown, [parties[code] for code in columns], [] if only else further, cells)


def timeline(statements: StatementQuerySet, axis: Axis, shown: list[Line]) -> Timeline:
    """In days, months or years, whatever shows best the time from the first day to the last."""
    days = statements.aggregate(
        first=Min("article__published_on"),
        last=Max("article__published_on"),
        dated=Count("article__published_on"),
        inferred=Count("pk", filter=Q(article__published_basis=DateBasis.INFERRED)),
        total=Count("pk"),
    )
    lanes = _fewer(shown, axis)
    undated = days["total"] - days["dated"]
    if not days["dated"]:
        return Timeline(lanes, undated=undated)
    periods = covering(days["first"], days["last"])
    dated = statements.filter(article__published_on__gte=periods[0].start)
    unit = periods[0].unit
    when = Trunc("article__published_on", unit.value)
    rows = list(_by_line(dated, axis, _keys(lanes), when=when, one=Min("pk")))
    cells = Counter({(row["row"], period_of(row["when"], unit)): row["n"] for row in rows})
    earlier = days["dated"] - cells.total()
    return Timeline(lanes, periods, cells, _only(rows, unit), undated, days["inferred"], earlier)


def acts(
    statements: StatementQuerySet, axis: Axis, shown: list[Line], *, only: Any = ()
) -> list[Act]:
    """The most frequent first; as many as there are acts. ``only`` as in a matrix."""
    kept = {line.key: line for line in shown}
    by: dict[str, Counter[Key]] = {}
    negated: Counter[str] = Counter()
    rows = _by_line(
        statements, axis, _keys(shown), act=F("answer__act"), negated=F("answer__negated")
    )
    for row in rows:
        by.setdefault(row["act"], Counter())[row["row"]] += row["n"]
        negated[row["act"]] += row["n"] if row["negated"] else 0
    about = _about(statements, only)
    parties = Party.objects.in_bulk({code for found in about.values() for code in found})
    return [
        Act(
            act,
            counts.total(),
            negated[act],
            [(kept[key], n) for key, n in _most(counts, last=(axis.rest, None)) if key in kept],
            [(parties[code], n) for code, n in _most(about.get(act, Counter()))],
        )
        for act, counts in sorted(by.items(), key=lambda item: (-item[1].total(), item[0]))
    ]


def marks(statements: StatementQuerySet, axis: Axis, lanes: list[Line]) -> dict[Key, list[Mark]]:
    """Line → its first statements, each by itself: for a day, which has no parts to count."""
    place = Window(RowNumber(), partition_by=[F("row")], order_by=F("pk").asc())
    rows = (
        statements.order_by("pk")
        .annotate(row=_row(axis, _keys(lanes)), place=place)
        .filter(place__lte=MARKS)
        .values_list("row", "key", "answer__speaker__name", "answer__act", "article__title")
    )
    found: dict[Key, list[Mark]] = {}
    for row, *told in rows:
        found.setdefault(row, []).append(Mark(*told))
    return found


def _keys(shown: list[Line]) -> list[Key]:
    return [line.key for line in shown if line.record]


def _by_line(statements: StatementQuerySet, axis: Axis, keys: list[Key], **by: Any) -> Any:
    """Counts by line and ``by``: ``row`` is a line's key. An aggregate in ``by`` is one beside."""
    beside = {name: what for name, what in by.items() if isinstance(what, Min)}
    groups = {name: what for name, what in by.items() if name not in beside}
    grouped = statements.order_by().values(row=_row(axis, keys), **groups)
    return grouped.annotate(n=Count("pk"), **beside)


def _row(axis: Axis, keys: list[Key]) -> Case:
    return Case(
        When(**{f"{axis.path}__in": keys}, then=F(axis.path)),
        When(**{f"{axis.path}__isnull": True}, then=None),
        default=Value(axis.rest),
    )


def _fewer(shown: list[Line], axis: Axis) -> list[Line]:
    """The same lines, with all but the first few put together."""
    named = [line for line in shown if line.record]
    if len(named) <= LANES:
        return shown
    rest = sum(line.total for line in shown if line not in named[:LANES] and line.key is not None)
    unknown = [line for line in shown if line.key is None]
    return [*named[:LANES], Line(axis.rest, rest), *unknown]


def _only(rows: list[dict[str, Any]], unit: Unit) -> dict[tuple[Key, Period], str]:
    alone = {(r["row"], period_of(r["when"], unit)): r["one"] for r in rows if r["n"] == 1}
    keys = dict(Statement.objects.filter(pk__in=alone.values()).values_list("pk", "key"))
    return {place: keys[pk] for place, pk in alone.items()}


def _about(statements: StatementQuerySet, only: Any) -> dict[str, Counter[str]]:
    """Act → party → statements that speak of it."""
    found: dict[str, Counter[str]] = {}
    spoken = statements.order_by().filter(mentions__isnull=False)
    rows = spoken.values(act=F("answer__act"), code=F("mentions__party_id")).annotate(n=Count("pk"))
    for row in rows:
        if not only or row["code"] in only:
            found.setdefault(row["act"], Counter())[row["code"]] = row["n"]
    return found


def _most(counts: Counter[Any], last: tuple[Any, ...] = ()) -> list[tuple[Any, int]]:
    """The largest few; whatever is in ``last`` after the others."""
    named = sorted((-n, str(key), key) for key, n in counts.items() if key not in last)[:NAMED]
    return [(key, -n) for n, _, key in named] + [(key, counts[key]) for key in last if counts[key]]
