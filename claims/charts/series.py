"""What the pictures show, made of a tally.

A statement has one speaker, so the lines of a picture add up. It may speak of several parties, so
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
from claims.charts.aggregate import NOBODY, REST, Tally, days
from claims.charts.periods import Period, Unit, covering, period_of
from claims.models import Party, Speaker, Statement, StatementIndex

LANES = 7  # lines of a timeline, where lines are high
COLUMNS = 12  # parties spoken of, in a matrix
MARKS = 30  # single statements of a line, on one day
NAMED = 4  # who does something, and about whom, beside an act


@dataclass(frozen=True, slots=True)
class Axis:
    """What the lines of a picture stand for. ``column`` of ``StatementIndex`` has their keys."""

    parameter: str  # which filter shows a line's statements
    column: str
    noun: str
    records: Callable[[Iterable[str]], dict[str, Any]]


def _speakers(keys: Iterable[str]) -> dict[str, Speaker]:
    titled = Speaker.objects.select_related("party", "article")
    heavy = ("article__text", "article__raw", "article__search")
    found = titled.defer(*heavy).in_bulk([int(key) for key in keys])
    return {str(pk): speaker for pk, speaker in found.items()}


AXES = {
    "party": Axis("party", "party_id", "parties", lambda keys: Party.objects.in_bulk(list(keys))),
    "speaker": Axis("speaker", "speaker_id", "speakers", _speakers),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A party or a speaker; without ``record`` those of whom it is not known, or all the others.

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
            return "not known" if self.key == NOBODY else "others"
        return str(self.record)

    @property
    def told(self) -> str:
        """Its name, and what tells it from others of that name."""
        return f"{self.name} in “{self.within}”" if self.within else self.name

    @property
    def slug(self) -> str:
        """The permanent name or code of its record; empty for those taken together."""
        return self.values[0] if self.record else ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[line.key, code]``; code "": of no party. ``further``: parties without a column.

    ``without``: statements of no party may be among them.
    """

    lines: list[Line]
    columns: list[Party]
    further: list[tuple[Party, int]]
    cells: Counter[tuple[str, str]]
    without: bool = True

    def of(self, code: str) -> int:
        """All statements that speak of this party."""
        return sum(self.cells[line.key, code] for line in self.lines)


@dataclass(frozen=True, slots=True)
class Timeline:
    """``cells[line.key, period]``; ``only`` names the statement where there is but one.

    ``undated``: in articles of no known date. ``earlier``: older than the first period.
    """

    lines: list[Line]
    periods: list[Period]
    undated: int
    cells: Counter[tuple[str, Period]] = field(default_factory=Counter)
    only: dict[tuple[str, Period], str] = field(default_factory=dict)
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


def lines(found: Tally, axis: Axis) -> list[Line]:
    """Those with most statements, then the others together, then those not known."""
    named = [key for key in found.lines if key not in (NOBODY, REST)]
    records = axis.records(named)
    ranked = sorted(named, key=lambda key: (-found.lines[key], str(records.get(key)), key))
    last = [key for key in (REST, NOBODY) if found.lines[key]]
    names = Counter(str(record) for record in records.values())
    return [
        _line(key, found.number(found.lines[key]), records.get(key), names)
        for key in [*(key for key in ranked if key in records), *last]
    ]


def _line(key: str, total: int, record: Party | Speaker | None, names: Counter[str]) -> Line:
    if record is None:
        return Line(key, total, values=(NONE,) if key == NOBODY else ())
    article = getattr(record, "article", None)
    within = article.title if article and names[str(record)] > 1 else ""
    return Line(key, total, record, (str(getattr(record, "slug", key)),), within)


def matrix(found: Tally, shown: list[Line], *, only: Iterable[str] = ()) -> Matrix:
    """``only``: codes of the parties to have a column ("": of no party), where not all."""
    spoken_of: Counter[str] = Counter()
    for (_, code), n in found.about.items():
        spoken_of[code] += n
    del spoken_of[""]
    parties = Party.objects.in_bulk(list(spoken_of))
    ranked = sorted(parties, key=lambda code: (-spoken_of[code], code))
    wanted = [code for code in ranked if not only or code in only]
    further = [] if only else ranked[COLUMNS:]
    return Matrix(
        shown,
        [parties[code] for code in wanted[:COLUMNS]],
        [(parties[code], found.number(spoken_of[code])) for code in further],
        Counter({pair: found.number(n) for pair, n in found.about.items()}),
        without=not only or "" in only,
    )


def timeline(found: Tally, shown: list[Line]) -> Timeline:
    """In days, months or years, whatever shows best the time from the first day to the last."""
    lanes = _fewer(shown, found)
    undated = found.number(sum(n for (_, day), n in found.when.items() if not day))
    span = days(found)
    if span is None:
        return Timeline(lanes, [], undated)
    periods = covering(*span, by_day=found.by_day)
    kept = {line.key for line in lanes}
    cells: Counter[tuple[str, Period]] = Counter()
    for (key, day), n in found.when.items():
        if day:
            cells[key if key in kept else REST, _period(day, periods[0].unit)] += n
    earlier = sum(n for (_, period), n in cells.items() if period.start < periods[0].start)
    numbers = Counter({place: found.number(n) for place, n in cells.items()})
    alone = _alone(found, cells, periods[0].unit)
    return Timeline(lanes, periods, undated, numbers, alone, found.number(earlier))


def acts(found: Tally, shown: list[Line], *, only: Iterable[str] = ()) -> list[Act]:
    """The most frequent first; as many as there are acts. ``only`` as in a matrix."""
    kept = {line.key: line for line in shown}
    totals: Counter[str] = Counter()
    by: dict[str, Counter[str]] = {}
    about: dict[str, Counter[str]] = {}
    for (act, key), n in found.by.items():
        totals[act] += n
        by.setdefault(act, Counter())[key] = n
    parties = Party.objects.in_bulk(list({code for _, code in found.of if code}))
    for (act, code), n in found.of.items():
        if code in parties and (not only or code in only):
            about.setdefault(act, Counter())[code] = n
    number = found.number
    return [
        Act(
            act,
            number(totals[act]),
            number(found.negated[act]),
            [(kept[k], number(n)) for k, n in _most(by[act], (REST, NOBODY)) if k in kept],
            [(parties[code], number(n)) for code, n in _most(about.get(act, Counter()))],
        )
        for act in sorted(totals, key=lambda act: (-totals[act], act))
    ]


def marks(where: Q, axis: Axis, lanes: list[Line]) -> dict[str, list[Mark]]:
    """Line → its first statements, each by itself: for a day, which has no parts to count."""
    keys = [line.key for line in lanes if line.record]
    text = Cast(axis.column, CharField())
    row = Case(
        When(**{f"{axis.column}__isnull": True}, then=Value(NOBODY)),
        When(**{f"{axis.column}__in": keys}, then=text),
        default=Value(REST),
    )
    place = Window(RowNumber(), partition_by=[F("row")], order_by=F("statement").asc())
    rows = (
        StatementIndex.objects.filter(where).annotate(row=row, place=place).filter(place__lte=MARKS)
    )
    told = ("row", "statement__key", "speaker__name", "act", "article__title")
    found: dict[str, list[Mark]] = {}
    for key, *words in rows.order_by("statement").values_list(*told):
        found.setdefault(key, []).append(Mark(*words))
    return found


def _fewer(shown: list[Line], found: Tally) -> list[Line]:
    """The same lines, with all but the first few put together."""
    named = [line for line in shown if line.record]
    rest = sum(n for key, n in found.lines.items() if key == REST)
    rest += sum(found.lines[line.key] for line in named[LANES:])
    values = () if found.lines[REST] else tuple(v for line in named[LANES:] for v in line.values)
    last = [Line(REST, found.number(rest), values=values)] if rest else []
    return [*named[:LANES], *last, *(line for line in shown if line.key == NOBODY)]


def _period(day: str, unit: Unit) -> Period:
    return period_of(date.fromisoformat(day), unit)


def _alone(found: Tally, cells: Any, unit: Unit) -> dict[tuple[str, Period], str]:
    """Cells with one statement → its key. Of lines that were put together none is known."""
    ones = {(key, _period(day, unit)): pk for (key, day), pk in found.ones.items() if day}
    ones = {place: pk for place, pk in ones.items() if cells[place] == 1}
    keys = dict(Statement.objects.filter(pk__in=ones.values()).values_list("pk", "key"))
    return {place: keys[pk] for place, pk in ones.items() if pk in keys}


def _most(counts: Counter[str], last: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    """The largest few; whatever is in ``last`` after the others."""
    named = sorted((-n, key) for key, n in counts.items() if key not in last)[:NAMED]
    return [(key, -n) for n, key in named] + [(key, counts[key]) for key in last if counts[key]]
