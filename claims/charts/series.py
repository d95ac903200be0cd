"""Series of the charts, made of ``ChartCounts``.

A statement has one speaker, so the lines of a chart add up. It may speak of several parties, so
the columns of a matrix do not.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When, Window
from django.db.models.functions import Cast, RowNumber

from articles.addresses import NONE
from articles.models import heavy_columns
from claims.charts.aggregate import OTHERS, UNKNOWN, ChartCounts, first_and_last_day
from claims.charts.periods import Period, Unit, period_of, periods_covering
from claims.models import Party, Speaker, Statement, StatementIndex

MAX_LANES = 7  # lines of a timeline, where lines are high
MAX_MATRIX_COLUMNS = 12  # parties spoken of, in a matrix
MAX_DOTS = 30  # single statements of a line, on one day
MAX_NAMED = 4  # who does something, and about whom, beside an act


@dataclass(frozen=True, slots=True)
class Axis:
    """What the lines of a chart stand for. ``column`` of ``StatementIndex`` has their keys."""

    parameter: str  # which filter shows a line's statements
    column: str
    noun: str
    records: Callable[[Iterable[str]], dict[str, Any]]


def _speakers(keys: Iterable[str]) -> dict[str, Speaker]:
    titled = Speaker.objects.select_related("party", "article").defer(*heavy_columns("article__"))
    speakers = titled.in_bulk([int(key) for key in keys])
    return {str(pk): speaker for pk, speaker in speakers.items()}


AXES = {
    "party": Axis(
        "party", "party_id", "countries and blocs", lambda keys: Party.objects.in_bulk(list(keys))
    ),
    "speaker": Axis("speaker", "speaker_id", "speakers", _speakers),
}


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: a party or speaker; without ``record`` the unknown ones or all others.

    ``values`` are what a filter calls them; none where they are too many to be named. ``within``
    is the article of a speaker whose name another line has too.
    """

    key: str
    total: int
    record: Party | Speaker | None = None
    values: tuple[str, ...] = ()
    within: str = ""

    @property
    def name(self) -> str:
        if self.record is None:
            return "not known" if self.key == UNKNOWN else "others"
        return str(self.record)

    @property
    def full_name(self) -> str:
        """Its name, with the article that distinguishes it from namesakes."""
        return f"{self.name} in “{self.within}”" if self.within else self.name

    @property
    def slug(self) -> str:
        """The permanent name or code of its record; empty for those taken together."""
        return self.values[0] if self.record else ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[line.key, code]``; code "" counts statements that speak of no party.

    ``further``: parties without a column. ``without``: there is a column for no party.
    """

    lines: list[Series]
    columns: list[Party]
    further: list[tuple[Party, int]]
    cells: Counter[tuple[str, str]]
    without: bool = True

    def of(self, code: str) -> int:
        """All statements that speak of this party."""
        return sum(self.cells[line.key, code] for line in self.lines)


@dataclass(frozen=True, slots=True)
class Timeline:
    """``cells[line.key, period]``; ``single_keys`` names the statement where there is but one.

    ``undated``: in articles of no known date. ``earlier``: older than the first period.
    """

    lines: list[Series]
    periods: list[Period]
    undated: int
    cells: Counter[tuple[str, Period]] = field(default_factory=Counter)
    single_keys: dict[tuple[str, Period], str] = field(default_factory=dict)
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class StatementDot:
    """One statement as a dot of a timeline: its key, and a description without its words."""

    key: str
    speaker: str | None
    act: str
    article: str


@dataclass(frozen=True, slots=True)
class ActCounts:
    """Counts of one act: total, negated ("did not deny"), by line and by party spoken of."""

    act: str
    total: int
    negated: int
    by: list[tuple[Series, int]]
    about: list[tuple[Party, int]]


def build_series(counts: ChartCounts, axis: Axis) -> list[Series]:
    """The lines with most statements, then the others together, then those not known."""
    named = [key for key in counts.by_line if key not in (UNKNOWN, OTHERS)]
    records = axis.records(named)
    ranked = sorted(named, key=lambda key: (-counts.by_line[key], str(records.get(key)), key))
    last = [key for key in (OTHERS, UNKNOWN) if counts.by_line[key]]
    names = Counter(str(record) for record in records.values())
    return [
        _series(key, counts.number(counts.by_line[key]), records.get(key), names)
        for key in [*(key for key in ranked if key in records), *last]
    ]


def _series(key: str, total: int, record: Party | Speaker | None, names: Counter[str]) -> Series:
    if record is None:
        return Series(key, total, values=(NONE,) if key == UNKNOWN else ())
    article = getattr(record, "article", None)
    within = article.title if article and names[str(record)] > 1 else ""
    return Series(key, total, record, (str(getattr(record, "slug", key)),), within)


def build_matrix(counts: ChartCounts, lines: list[Series], *, only: Iterable[str] = ()) -> Matrix:
    """``only``: codes of the parties to have a column ("": of no party), where not all."""
    spoken_of: Counter[str] = Counter()
    for (_, code), n in counts.by_line_and_party.items():
        spoken_of[code] += n
    del spoken_of[""]
    parties = Party.objects.in_bulk(list(spoken_of))
    ranked = sorted(parties, key=lambda code: (-spoken_of[code], code))
    columns = [code for code in ranked if not only or code in only]
    further = [] if only else ranked[MAX_MATRIX_COLUMNS:]
    return Matrix(
        lines,
        [parties[code] for code in columns[:MAX_MATRIX_COLUMNS]],
        [(parties[code], counts.number(spoken_of[code])) for code in further],
        Counter({pair: counts.number(n) for pair, n in counts.by_line_and_party.items()}),
        without=not only or "" in only,
    )


def build_timeline(counts: ChartCounts, lines: list[Series]) -> Timeline:
    """In days, months or years, whatever shows best the time from the first day to the last."""
    merged = _merge_small_series(lines, counts)
    undated = counts.number(sum(n for (_, day), n in counts.by_line_and_day.items() if not day))
    span = first_and_last_day(counts)
    if span is None:
        return Timeline(merged, [], undated)
    periods = periods_covering(*span, by_day=counts.by_day)
    own_lines = {line.key for line in merged}
    cells: Counter[tuple[str, Period]] = Counter()
    for (key, day), n in counts.by_line_and_day.items():
        if day:
            cells[key if key in own_lines else OTHERS, _period(day, periods[0].unit)] += n
    earlier = sum(n for (_, period), n in cells.items() if period.start < periods[0].start)
    numbers = Counter({place: counts.number(n) for place, n in cells.items()})
    single_keys = _single_keys(counts, cells, periods[0].unit)
    return Timeline(merged, periods, undated, numbers, single_keys, counts.number(earlier))


def count_acts(
    counts: ChartCounts, lines: list[Series], *, only: Iterable[str] = ()
) -> list[ActCounts]:
    """The most frequent first; as many as there are acts. ``only`` as in a matrix."""
    named = {line.key: line for line in lines}
    totals: Counter[str] = Counter()
    by: dict[str, Counter[str]] = {}
    about: dict[str, Counter[str]] = {}
    for (act, key), n in counts.by_act_and_line.items():
        totals[act] += n
        by.setdefault(act, Counter())[key] = n
    parties = Party.objects.in_bulk(list({code for _, code in counts.by_act_and_party if code}))
    for (act, code), n in counts.by_act_and_party.items():
        if code in parties and (not only or code in only):
            about.setdefault(act, Counter())[code] = n
    number = counts.number
    return [
        ActCounts(
            act,
            number(totals[act]),
            number(counts.negated_by_act[act]),
            [(named[k], number(n)) for k, n in _top(by[act], (OTHERS, UNKNOWN)) if k in named],
            [(parties[code], number(n)) for code, n in _top(about.get(act, Counter()))],
        )
        for act in sorted(totals, key=lambda act: (-totals[act], act))
    ]


def dots(where: Q, axis: Axis, lines: list[Series]) -> dict[str, list[StatementDot]]:
    """Series → its first statements, each by itself: for a day, which has no parts to count."""
    keys = [line.key for line in lines if line.record]
    text = Cast(axis.column, CharField())
    row = Case(
        When(**{f"{axis.column}__isnull": True}, then=Value(UNKNOWN)),
        When(**{f"{axis.column}__in": keys}, then=text),
        default=Value(OTHERS),
    )
    place = Window(RowNumber(), partition_by=[F("row")], order_by=F("statement").asc())
    ranked = StatementIndex.objects.filter(where).annotate(row=row, place=place)
    rows = ranked.filter(place__lte=MAX_DOTS)
    fields = ("row", "statement__key", "speaker__name", "act", "article__title")
    dots_by_line: dict[str, list[StatementDot]] = {}
    for key, *words in rows.order_by("statement").values_list(*fields):
        dots_by_line.setdefault(key, []).append(StatementDot(*words))
    return dots_by_line


def _merge_small_series(lines: list[Series], counts: ChartCounts) -> list[Series]:
    """The lines, with all but the largest few merged into one."""
    named = [line for line in lines if line.record]
    small = named[MAX_LANES:]
    rest = counts.by_line[OTHERS] + sum(counts.by_line[line.key] for line in small)
    values = () if counts.by_line[OTHERS] else tuple(v for line in small for v in line.values)
    last = [Series(OTHERS, counts.number(rest), values=values)] if rest else []
    return [
        *named[:MAX_LANES],
        *last,
        *(line for line in lines if line.key == UNKNOWN),
    ]


def _period(day: str, unit: Unit) -> Period:
    return period_of(date.fromisoformat(day), unit)


def _single_keys(counts: ChartCounts, cells: Any, unit: Unit) -> dict[tuple[str, Period], str]:
    """Cells with one statement → its key; not of merged lines."""
    ids = {(key, _period(day, unit)): pk for (key, day), pk in counts.single_ids.items() if day}
    ids = {place: pk for place, pk in ids.items() if cells[place] == 1}
    keys = dict(Statement.objects.filter(pk__in=ids.values()).values_list("pk", "key"))
    return {place: keys[pk] for place, pk in ids.items() if pk in keys}


def _top(counts: Counter[str], last: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    """The largest few; whatever is in ``last`` after the others."""
    named = sorted((-n, key) for key, n in counts.items() if key not in last)[:MAX_NAMED]
    return [(key, -n) for n, key in named] + [(key, counts[key]) for key in last if counts[key]]
