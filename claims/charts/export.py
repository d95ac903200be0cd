"""The numbers of each picture as rows of a file, with the columns that docs/export.md names."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from claims.charts import series
from claims.charts.aggregate import tally
from claims.charts.series import Axis, Line
from claims.export import Column

Row = tuple[Any, ...]

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


def rows(of: str, where: Q, axis: Axis, parties: list[str]) -> list[Row]:
    """``of`` is a key of ``COLUMNS``. As bounded as the picture is; never an estimate."""
    found = tally(where, axis.column, exact=True)
    lines = series.lines(found, axis)
    if of == "matrix":
        return list(_matrix(axis, series.matrix(found, lines, only=parties)))
    if of == "timeline":
        return list(_timeline(axis, series.timeline(found, lines)))
    return list(_acts(axis, series.acts(found, lines, only=parties)))


def _who(axis: Axis, line: Line) -> Row:
    return axis.parameter, line.slug or None, line.name


def _matrix(axis: Axis, found: series.Matrix) -> Iterator[Row]:
    for line in found.lines:
        for party in found.columns:
            n = found.cells[line.key, party.code]
            yield *_who(axis, line), party.code, party.name, n
        yield *_who(axis, line), None, "no party", found.cells[line.key, ""]
        yield *_who(axis, line), None, "all statements", line.total


def _timeline(axis: Axis, found: series.Timeline) -> Iterator[Row]:
    for line in found.lines:
        for period in found.periods:
            n = found.cells[line.key, period]
            yield *_who(axis, line), period.unit.value, period.start, period.end, n
    yield axis.parameter, None, "all", "undated", None, None, found.undated
    if found.earlier:
        yield axis.parameter, None, "all", "earlier", None, found.periods[0].eve, found.earlier


def _acts(axis: Axis, found: list[series.Act]) -> Iterator[Row]:
    for act in found:
        yield act.act, None, None, "all", None, "all", act.total, act.negated
        for line, n in act.by:
            yield act.act, *_who(axis, line), None, "all", n, None
        for party, n in act.about:
            yield act.act, None, None, "all", party.code, party.name, n, None
