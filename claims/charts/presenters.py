"""Presenters: charts as templates draw them, every cell with its shade or height and link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil, sqrt
from typing import Any

from django.db.models import Q

from articles.addresses import NONE
from claims.charts import series
from claims.charts.aggregate import OTHERS, count_for_charts
from claims.charts.links import Links
from claims.charts.periods import Period, Unit, period_from_code
from claims.charts.series import Axis, Series, StatementDot
from claims.models import Party

SHADE_COUNT = 5
TEASER_SIZE = 5  # parties of the teaser
MAX_BAR_PIXELS = 44  # pixels of the highest bar
MIN_BAR_PIXELS = 3  # and of the lowest, which must still be seen


@dataclass(frozen=True, slots=True)
class ChartCell:
    """``size``: its shade in a matrix, from 0; its height in pixels in a timeline."""

    n: int
    url: str
    size: int
    about: str  # what it counts: "China about Russia"


@dataclass(frozen=True, slots=True)
class ChartRow:
    line: Series
    url: str
    cells: list[ChartCell]
    dots: list[StatementDot] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Statements of a day without a mark of their own."""
        return self.cells[0].n - len(self.dots)


class ChartPresenter:
    """The three charts of some statements, in a dozen queries whatever their number.

    ``where`` says which, as a condition on ``StatementIndex``; ``links`` lead to them; ``parties``
    are the codes of those to have a column, where not those most spoken of. ``lines`` as in
    ``count_for_charts``.
    """

    def __init__(self, where: Q, links: Links, parties: Iterable[str] = (), lines: int = 0) -> None:
        self.where, self.links, self.parties = where, links, list(parties)
        self.axis: Axis = links.axis
        self.counts = count_for_charts(where, self.axis.column, lines=lines)
        self.lines = series.build_series(self.counts, self.axis)
        self.total = self.counts.number(self.counts.by_line.total())

    def matrix(self) -> dict[str, Any]:
        matrix = series.build_matrix(self.counts, self.lines, only=self.parties)
        columns: list[Party | None] = [*matrix.columns, *([None] if matrix.without else [])]
        return {
            "rows": self._rows(self.lines, columns, matrix),
            "columns": [(party, self._about(party)) for party in matrix.columns],
            "without": self._about(None) if matrix.without else "",
            "sums": [
                (party, matrix.of(party.code if party else ""), self._about(party))
                for party in columns
            ],
            "all": (self.total, self.links.statements()),
            "others": any(line.key == OTHERS for line in self.lines),
            "further": [(party, n, self._about(party)) for party, n in matrix.further],
            "file": self.links.file("matrix"),
        }

    def teaser(self) -> dict[str, Any]:
        """The heart of the matrix: the first few parties that name one of the most named."""
        matrix = series.build_matrix(self.counts, self.lines, only=self.parties)
        columns = matrix.columns[:TEASER_SIZE]
        rows = self._rows([line for line in self.lines if line.record], columns, matrix)
        with_numbers = [row for row in rows if any(cell.n for cell in row.cells)]
        return {"rows": with_numbers[:TEASER_SIZE], "columns": columns}

    def _rows(
        self, lines: list[Series], columns: Sequence[Party | None], matrix: series.Matrix
    ) -> list[ChartRow]:
        max_count = max((n for (key, code), n in matrix.cells.items() if key and code), default=1)
        return [
            ChartRow(
                line,
                self.links.statements(line),
                [self._matrix_cell(line, party, matrix, max_count) for party in columns],
            )
            for line in lines
        ]

    def timeline(self) -> dict[str, Any]:
        timeline = series.build_timeline(self.counts, self.lines)
        zoomed_to = period_from_code(self.links.dates[0]) if len(self.links.dates) == 1 else None
        day = zoomed_to if zoomed_to and zoomed_to.unit == Unit.DAY and timeline.periods else None
        periods = [day] if day else timeline.periods
        max_count = max(timeline.cells.values(), default=1)
        dots = series.dots(self.where, self.axis, timeline.lines) if day else {}
        return {
            "rows": [
                ChartRow(
                    line,
                    self.links.statements(line),
                    [self._timeline_cell(line, period, timeline, max_count) for period in periods],
                    dots.get(line.key, []),
                )
                for line in timeline.lines
            ],
            "periods": [(period, self.links.zoom_into(period)) for period in periods],
            "spans": self._spans(periods),
            "day": day,
            "data": timeline,
            "others": any(line.key == OTHERS and not line.values for line in timeline.lines),
            "before": self.links.zoom_before(timeline.periods[0]) if timeline.earlier else "",
            "undated": self.links.statements(date="undated"),
            "inferred": self.counts.inferred,
            "file": self.links.file("timeline"),
            **self._zoom_links(zoomed_to),
        }

    def acts(self) -> dict[str, Any]:
        acts = series.count_acts(self.counts, self.lines, only=self.parties)
        max_count = max((act.total for act in acts), default=1)
        return {
            "rows": [
                {
                    "act": act,
                    "url": self.links.statements(act=act.act),
                    "refused": self.links.statements(act=act.act, negated="yes"),
                    "width": ceil(100 * act.total / max_count),
                    "by": [
                        (line, n, self.links.statements(line, act=act.act)) for line, n in act.by
                    ],
                    "about": [
                        (party, n, self.links.statements(act=act.act, about=party.code))
                        for party, n in act.about
                    ],
                }
                for act in acts
            ],
            "named": series.MAX_NAMED,
            "alone": len(self.lines) == 1,
            "file": self.links.file("acts"),
        }

    def _about(self, party: Party | None) -> str:
        return self.links.statements(about=party.code if party else NONE)

    def _matrix_cell(
        self, line: Series, party: Party | None, matrix: series.Matrix, max_count: int
    ) -> ChartCell:
        code = party.code if party else ""
        n = matrix.cells[line.key, code]
        url = self.links.statements(line, about=code or NONE) if n else ""
        shade = (
            min(SHADE_COUNT, ceil(SHADE_COUNT * sqrt(n / max_count)))
            if line.record and party
            else 0
        )
        return ChartCell(n, url, shade, f"{line.full_name} naming {party or 'none'}")

    def _timeline_cell(
        self, line: Series, period: Period, timeline: series.Timeline, max_count: int
    ) -> ChartCell:
        n = timeline.cells[line.key, period]
        only_key = timeline.single_keys.get((line.key, period))
        url = self.links.statement(only_key) if only_key else self.links.of_period(line, period)
        height = max(MIN_BAR_PIXELS, round(MAX_BAR_PIXELS * n / max_count)) if n else 0
        return ChartCell(n, url if n else "", height, f"{line.full_name}, {period.name}")

    def _spans(self, periods: list[Period]) -> list[tuple[Period, int, str]]:
        """What stands above the periods: the years of months, the month of days."""
        wider = [(period.wider, period) for period in periods if period.wider]
        grouped = groupby(wider, key=lambda pair: pair[0])
        return [(span, len(list(group)), self.links.zoom(span)) for span, group in grouped if span]

    def _zoom_links(self, zoomed_to: Period | None) -> dict[str, Any]:
        """Out of the period that is shown, and to those beside it."""
        wider = zoomed_to.wider if zoomed_to else None
        beside = (zoomed_to.before(), zoomed_to.after()) if zoomed_to else (None, None)
        out = [wider.wider, wider] if wider else []
        return {
            "zoomed": bool(self.links.dates),
            "all_time": self.links.zoom(None),
            "out": [(period, self.links.zoom(period)) for period in out if period],
            "beside": [(period, self.links.zoom(period)) if period else None for period in beside],
            "zoomed_to": zoomed_to,
        }
