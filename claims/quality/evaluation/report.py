"""Figures as a table for a terminal, in per cent."""

from collections.abc import Iterator, Sequence
from typing import Any

from claims.quality.evaluation.gold import ROLES

LABEL_WIDTH = 26


NAME_WIDTH = 40  # of a figure's name in the table of several files
Path = tuple[str, ...]
# The rows of the table of several files: name, and where the figure stands.
ROWS: tuple[tuple[str, Path], ...] = (
    ("articles", ("articles",)),
    ("attributed P", ("attributed", "p")),
    ("attributed R", ("attributed", "r")),
    ("attributed F1", ("attributed", "f1")),
    *(
        (f"recall {kind}", ("attributed", "recall by kind", kind, "r"))
        for kind in ("direct", "mixed", "indirect")
    ),
    ("content50 F1", ("content50", "f1")),
    *((f"exact pieces, {role} F1", ("boundaries", role, "f1")) for role in ROLES),
    ("speakers: found", ("speakers", "found")),
    ("speakers: right of found", ("speakers", "speaker")),
    ("speakers: end to end", ("speakers", "end to end")),
    ("via F1", ("speakers", "via f1")),
    ("likely rows right in words and speaker", ("speakers", "likely right")),
    ("likely rows", ("speakers", "likely")),
    ("false statements", ("speakers", "false")),
    ("other genres: found", ("genres", "all", "found")),
    ("other genres: speaker of named", ("genres", "all", "speaker")),
    *((f"names: {kind} F1", ("names", kind, "f1")) for kind in ("person", "organization", "place")),
    ("names: person exact", ("names", "person exact")),
    ("calibration error", ("calibration", "error")),
)


def table(names: Sequence[str], measured: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Several files beside one another: a row a figure, a column a file, "-" where not measured."""
    widths = [max(len(name), 8) + 2 for name in names]
    cells = zip(names, widths, strict=True)
    yield " " * NAME_WIDTH + "".join(f"{name:>{width}}" for name, width in cells)
    for name, path in ROWS:
        values = [figure_at(figures, path) for figures in measured]
        if any(value is not None for value in values):
            row = zip(values, widths, strict=True)
            yield f"{name:{NAME_WIDTH}}" + "".join(f"{_cell(v):>{width}}" for v, width in row)


def figure_at(figures: dict[str, Any], path: Path) -> Any:
    value: Any = figures
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{100 * value:.1f}" if isinstance(value, float) else str(value)


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The lines of the table, as ``extraction.score`` and the parts beside it give the figures."""
    yield f"{figures['articles']} articles, extractor {figures['extractor version']}"
    if "genres" in figures:
        yield from _genres(figures["genres"])
        yield from _names(figures["names"])
        return
    yield f"{'':{LABEL_WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'predicted':>11}{'gold':>7}"
    for role in ROLES:
        for measure, row in figures[role].items():
            yield _line(f"{role} {measure}", row)
    for role, row in figures["boundaries"].items():
        yield _line(f"{role} exact pieces", row)
    for name in ("content50", "attributed"):
        yield _line(name, figures[name])
        for kind, row in figures[name]["recall by kind"].items():
            yield f"{'  ' + kind:{LABEL_WIDTH}}{'':7}{100 * row['r']:7.1f}{'':18}{row['gold']:7d}"
    low, high = figures["attributed"]["f1 95%"]
    yield f"attributed F1, 95% interval over articles: {100 * low:.1f} to {100 * high:.1f}"
    yield from _calibration(figures["calibration"])
    if "speakers" in figures:
        yield from _speakers(figures["speakers"])


def _line(name: str, row: dict[str, Any]) -> str:
    shares = "".join(f"{100 * row[figure]:7.1f}" for figure in ("p", "r", "f1"))
    return f"{name:{LABEL_WIDTH}}{shares}{row['predicted']:11d}{row['gold']:7d}"


def _calibration(figures: dict[str, Any]) -> Iterator[str]:
    yield f"expected calibration error: {figures['error']:.3f}"
    for name, band in figures["bands"].items():
        right, sure = 100 * band["right"], 100 * band["confidence"]
        yield f"  {name}: {band['found']} found, {right:.1f}% right at {sure:.1f}% confidence"


def _speakers(figures: dict[str, Any]) -> Iterator[str]:
    yield "speakers, across articles"
    for name, value in figures.items():
        text = f"{100 * value:7.1f}" if isinstance(value, float) else f"{value:7d}"
        yield f"{'  ' + name:40}{text}"


def _genres(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{'genre':{LABEL_WIDTH}}{'gold':>7}{'found':>8}{'named':>7}{'speaker':>9}"
    for genre, row in figures.items():
        shares = f"{100 * row['found']:8.1f}{row['named']:7d}{100 * row['speaker']:9.1f}"
        yield f"{genre:{LABEL_WIDTH}}{row['gold']:7d}{shares}"


def _names(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{'names':{LABEL_WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'predicted':>11}{'gold':>7}"
    for kind, row in figures.items():
        if isinstance(row, dict):
            yield _line(kind, row)
    yield f"{'person exact':{LABEL_WIDTH}}{100 * figures['person exact']:21.1f}"
