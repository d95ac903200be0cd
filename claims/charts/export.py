"""The numbers of each chart as rows of a file, with the columns that docs/export.md names."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from claims.charts import series
from claims.charts.aggregate import count_for_charts
from claims.charts.series import Axis, Series
from claims.export import Column

FileRow = tuple[Any, ...]

_ACT = {"act": Column("act", "what is done: says, denies, warns …", "code")}
_LINE = {
    "rows": Column("rows", "what the line stands for: party or speaker", "code"),
    "code": Column("code", "the party's code or the speaker's permanent name", "code"),
    "name": Column("name", "its name, or others, not known, all"),
}
_ABOUT = {
    "about": Column("about", "code of the party spoken of", "code"),
    "about_name": Column("about_name", "its name, or no party, all, all statements"),
}
_WHEN = {
    "unit": Column("unit", "day, month or year; undated, earlier", "code"),
    "start": Column("start", "first day of publication", "day"),
    "end": Column("end", "last day of publication", "day"),
}
_HOW_MANY = {"statements": Column("statements", "how many", "integer")}
_NEGATED = {"negated": Column("negated", "how many of them say it was not done", "integer")}

COLUMNS: dict[str, dict[str, Column]] = {
    "matrix": {**_LINE, **_ABOUT, **_HOW_MANY},
    "timeline": {**_LINE, **_WHEN, **_HOW_MANY},
    "acts": {**_ACT, **_LINE, **_ABOUT, **_HOW_MANY, **_NEGATED},
}


def chart_rows(chart: str, where: Q, axis: Axis, parties: list[str]) -> list[FileRow]:
    """``chart`` is a key of ``COLUMNS``. As bounded as the chart is; never an estimate."""
    counts = count_for_charts(where, axis.column, exact=True)
    lines = series.build_series(counts, axis)
    if chart == "matrix":
        return list(_matrix(axis, series.build_matrix(counts, lines, only=parties)))
    if chart == "timeline":
        return list(_timeline(axis, series.build_timeline(counts, lines)))
    return list(_acts(axis, series.count_acts(counts, lines, only=parties)))


def _who(axis: Axis, line: Series) -> FileRow:
    return axis.parameter, line.slug or None, line.name


def _matrix(axis: Axis, matrix: series.Matrix) -> Iterator[FileRow]:
    for line in matrix.lines:
        for party in matrix.columns:
            n = matrix.cells[line.key, party.code]
            yield *_who(axis, line), party.code, party.name, n
        yield *_who(axis, line), None, "no party", matrix.cells[line.key, ""]
        yield *_who(axis, line), None, "all statements", line.total


def _timeline(axis: Axis, timeline: series.Timeline) -> Iterator[FileRow]:
    for line in timeline.lines:
        for period in timeline.periods:
            n = timeline.cells[line.key, period]
            yield *_who(axis, line), period.unit.value, period.start, period.end, n
    yield axis.parameter, None, "all", "undated", None, None, timeline.undated
    if timeline.earlier:
        yield (
            axis.parameter,
            None,
            "all",
            "earlier",
            None,
            timeline.periods[0].day_before,
            timeline.earlier,
        )


def _acts(axis: Axis, acts: list[series.ActCounts]) -> Iterator[FileRow]:
    for act in acts:
        yield act.act, None, None, "all", None, "all", act.total, act.negated
        for line, n in act.by:
            yield act.act, *_who(axis, line), None, "all", n, None
        for party, n in act.about:
            yield act.act, None, None, "all", party.code, party.name, n, None
