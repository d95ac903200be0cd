"""The numbers of each picture as rows of a file, with the columns that docs/export.md names."""

from collections.abc import Iterator
from typing import Any

from claims.exchange import counts
from claims.exchange.counts import Axis, Line

Row = tuple[Any, ...]

COLUMNS = {
    "matrix": ("rows", "code", "name", "about", "about_name", "statements"),
    "timeline": ("rows", "code", "name", "unit", "start", "end", "statements"),
    "acts": ("act", "rows", "code", "name", "about", "about_name", "statements", "negated"),
}


def rows(of: str, statements: Any, axis: Axis, parties: list[str]) -> list[Row]:
    """``of`` is a key of ``COLUMNS``. As bounded as the picture is."""
    lines = counts.lines(statements, axis)
    if of == "matrix":
        return list(_matrix(statements, axis, lines, parties))
    if of == "timeline":
        return list(_timeline(statements, axis, lines))
    return list(_acts(statements, axis, lines))


def _who(axis: Axis, line: Line) -> Row:
    return axis.parameter, line.slug or None, line.name


def _matrix(statements: Any, axis: Axis, lines: list[Line], parties: list[str]) -> Iterator[Row]:
    found = counts.matrix(statements, axis, lines, only=parties)
    for line in lines:
        for party in found.columns:
            n = found.cells[line.key, party.code]
            yield *_who(axis, line), party.code, party.name, n
        yield *_who(axis, line), None, "no party", found.cells[line.key, None]
        yield *_who(axis, line), None, "all statements", line.total


def _timeline(statements: Any, axis: Axis, lines: list[Line]) -> Iterator[Row]:
    found = counts.timeline(statements, axis, lines)
    for line in found.lines:
        for period in found.periods:
            n = found.cells[line.key, period]
            yield *_who(axis, line), period.unit.value, period.start, period.end, n
    yield axis.parameter, None, "all", "undated", None, None, found.undated
    if found.earlier:
        yield axis.parameter, None, "all", "earlier", None, found.periods[0].eve, found.earlier


def _acts(statements: Any, axis: Axis, lines: list[Line]) -> Iterator[Row]:
    for act in counts.acts(statements, axis, lines):
        yield act.act, None, None, "all", None, "all", act.total, act.negated
        for line, n in act.by:
            yield act.act, *_who(axis, line), None, "all", n, None
        for party, n in act.about:
            yield act.act, None, None, "all", party.code, party.name, n, None
