"""The numbers of each picture as rows of a file, with the columns that docs/export.md names."""

from collections.abc import Iterator
from typing import Any

from claims.exchange import counts
from claims.exchange.counts import Axis, Line
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


def rows(of: str, statements: Any, axis: Axis, parties: list[str]) -> list[Row]:
    """``of`` is a key of ``COLUMNS``. As bounded as the picture is."""
    lines = counts.lines(statements, axis)
    if of == "matrix":
        return list(_matrix(statements, axis, lines, parties))
    if of == "timeline":
        return list(_timeline(statements, axis, lines))
    return list(_acts(statements, axis, lines, parties))


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


def _acts(statements: Any, axis: Axis, lines: list[Line], parties: list[str]) -> Iterator[Row]:
    for act in counts.acts(statements, axis, lines, only=parties):
        yield act.act, None, None, "all", None, "all", act.total, act.negated
        for line, n in act.by:
            yield act.act, *_who(axis, line), None, "all", n, None
        for party, n in act.about:
            yield act.act, None, None, "all", party.code, party.name, n, None
