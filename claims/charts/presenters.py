"""The counts as templates set them: every cell with its shade or height and its address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil, sqrt
from typing import Any

from django.db.models import Q

from articles.addresses import NONE
from claims.charts import series
from claims.charts.aggregate import REST, tally
from claims.charts.links import Links
from claims.charts.periods import Period, Unit, named
from claims.charts.series import Axis, Line, Mark
from claims.models import Party

SHADES = 5
FEW = 5  # parties of the teaser
HEIGHT = 44  # pixels of the highest bar
LEAST = 3  # and of the lowest, which must still be seen


@dataclass(frozen=True, slots=True)
class Cell:
    """``size``: its shade in a matrix, from 0; its height in pixels in a timeline."""

    n: int
    url: str
    size: int
    about: str  # what it counts: "China about Russia"


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    url: str
    cells: list[Cell]
    marks: list[Mark] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Statements of a day without a mark of their own."""
        return self.cells[0].n - len(self.marks)


class Pictures:
    """The three pictures of some statements, in a dozen queries whatever their number.

    ``where`` says which, as a condition on ``StatementIndex``; ``links`` lead to them; ``parties``
    are the codes of those to have a column, where not those most spoken of. ``lines`` as in
    ``tally``.
    """

    def __init__(self, where: Q, links: Links, parties: Iterable[str] = (), lines: int = 0) -> None:
        self.where, self.links, self.parties = where, links, list(parties)
        self.axis: Axis = links.axis
        self.tally = tally(where, self.axis.column, lines=lines)
        self.lines = series.lines(self.tally, self.axis)
        self.total = self.tally.number(self.tally.lines.total())

    def matrix(self) -> dict[str, Any]:
        found = series.matrix(self.tally, self.lines, only=self.parties)
        columns: list[Party | None] = [*found.columns, *([None] if found.without else [])]
        return {
            "rows": self._rows(self.lines, columns, found),
            "columns": [(party, self._about(party)) for party in found.columns],
            "without": self._about(None) if found.without else "",
            "sums": [
                (party, found.of(party.code if party else ""), self._about(party))
                for party in columns
            ],
            "all": (self.total, self.links.statements()),
            "others": any(line.key == REST for line in self.lines),
            "further": [(party, n, self._about(party)) for party, n in found.further],
            "file": self.links.file("matrix"),
        }

    def teaser(self) -> dict[str, Any]:
        """The heart of the matrix: the first few parties, and those they speak of most."""
        found = series.matrix(self.tally, self.lines, only=self.parties)
        lines = [line for line in self.lines if line.record][:FEW]
        columns = found.columns[:FEW]
        return {"rows": self._rows(lines, columns, found), "columns": columns}

    def _rows(
        self, lines: list[Line], columns: Sequence[Party | None], found: series.Matrix
    ) -> list[Row]:
        most = max((n for (key, code), n in found.cells.items() if key and code), default=1)
        return [
            Row(
                line,
                self.links.statements(line),
                [self._spoken(line, party, found, most) for party in columns],
            )
            for line in lines
        ]

    def timeline(self) -> dict[str, Any]:
        found = series.timeline(self.tally, self.lines)
        asked = named(self.links.dates[0]) if len(self.links.dates) == 1 else None
        day = asked if asked and asked.unit == Unit.DAY and found.periods else None
        periods = [day] if day else found.periods
        most = max(found.cells.values(), default=1)
        marks = series.marks(self.where, self.axis, found.lines) if day else {}
        return {
            "rows": [
                Row(
                    line,
                    self.links.statements(line),
                    [self._dated(line, period, found, most) for period in periods],
                    marks.get(line.key, []),
                )
                for line in found.lines
            ],
            "periods": [(period, self.links.zoom_into(period)) for period in periods],
            "spans": self._spans(periods),
            "day": day,
            "found": found,
            "others": any(line.key == REST and not line.values for line in found.lines),
            "before": self.links.zoom_before(found.periods[0]) if found.earlier else "",
            "undated": self.links.statements(date="undated"),
            "inferred": self.tally.inferred,
            "file": self.links.file("timeline"),
            **self._ways(asked),
        }

    def acts(self) -> dict[str, Any]:
        found = series.acts(self.tally, self.lines, only=self.parties)
        most = max((act.total for act in found), default=1)
        return {
            "rows": [
                {
                    "act": act,
                    "url": self.links.statements(act=act.act),
                    "refused": self.links.statements(act=act.act, negated="yes"),
                    "width": ceil(100 * act.total / most),
                    "by": [
                        (line, n, self.links.statements(line, act=act.act)) for line, n in act.by
                    ],
                    "about": [
                        (party, n, self.links.statements(act=act.act, about=party.code))
                        for party, n in act.about
                    ],
                }
                for act in found
            ],
            "named": series.NAMED,
            "alone": len(self.lines) == 1,
            "file": self.links.file("acts"),
        }

    def _about(self, party: Party | None) -> str:
        return self.links.statements(about=party.code if party else NONE)

    def _spoken(self, line: Line, party: Party | None, found: series.Matrix, most: int) -> Cell:
        code = party.code if party else ""
        n = found.cells[line.key, code]
        url = self.links.statements(line, about=code or NONE) if n else ""
        shade = min(SHADES, ceil(SHADES * sqrt(n / most))) if line.record and party else 0
        return Cell(n, url, shade, f"{line.told} about {party or 'no party'}")

    def _dated(self, line: Line, period: Period, found: series.Timeline, most: int) -> Cell:
        n = found.cells[line.key, period]
        alone = found.only.get((line.key, period))
        url = self.links.statement(alone) if alone else self.links.of_period(line, period)
        height = max(LEAST, round(HEIGHT * n / most)) if n else 0
        return Cell(n, url if n else "", height, f"{line.told}, {period.name}")

    def _spans(self, periods: list[Period]) -> list[tuple[Period, int, str]]:
        """What stands above the periods: the years of months, the month of days."""
        wider = [(period.within, period) for period in periods if period.within]
        grouped = groupby(wider, key=lambda pair: pair[0])
        return [(span, len(list(group)), self.links.zoom(span)) for span, group in grouped if span]

    def _ways(self, asked: Period | None) -> dict[str, Any]:
        """Out of the period that is shown, and to those beside it."""
        wider = asked.within if asked else None
        beside = (asked.before(), asked.after()) if asked else (None, None)
        out = [wider.within, wider] if wider else []
        return {
            "zoomed": bool(self.links.dates),
            "all_time": self.links.zoom(None),
            "out": [(period, self.links.zoom(period)) for period in out if period],
            "beside": [(period, self.links.zoom(period)) if period else None for period in beside],
            "asked": asked,
        }
