"""Figures as a table for a terminal, in per cent."""

from collections.abc import Iterator
from typing import Any

from claims.quality.evaluation.gold import ROLES

WIDTH = 26


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The lines of the table, as ``extraction.score`` and the parts beside it give the figures."""
    yield f"{figures['articles']} articles, extractor {figures['extractor version']}"
    yield f"{'':{WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'predicted':>11}{'gold':>7}"
    for role in ROLES:
        for measure, row in figures[role].items():
            yield _line(f"{role} {measure}", row)
    for name in ("content50", "attributed"):
        yield _line(name, figures[name])
        for kind, row in figures[name]["recall by kind"].items():
            yield f"{'  ' + kind:{WIDTH}}{'':7}{100 * row['r']:7.1f}{'':18}{row['gold']:7d}"
    low, high = figures["attributed"]["f1 95%"]
    yield f"attributed F1, 95 % interval over articles: {100 * low:.1f} to {100 * high:.1f}"
    yield from _calibration(figures["calibration"])
    if "speakers" in figures:
        yield from _speakers(figures["speakers"])


def _line(name: str, row: dict[str, Any]) -> str:
    shares = "".join(f"{100 * row[figure]:7.1f}" for figure in ("p", "r", "f1"))
    return f"{name:{WIDTH}}{shares}{row['predicted']:11d}{row['gold']:7d}"


def _calibration(figures: dict[str, Any]) -> Iterator[str]:
    yield f"expected calibration error: {figures['error']:.3f}"
    for name, band in figures["bands"].items():
        right, sure = 100 * band["right"], 100 * band["confidence"]
        yield f"  {name}: {band['found']} found, {right:.1f} % right at {sure:.1f} % confidence"


def _speakers(figures: dict[str, Any]) -> Iterator[str]:
    yield "speakers, across articles"
    for name, value in figures.items():
        text = f"{100 * value:7.1f}" if isinstance(value, float) else f"{value:7d}"
        yield f"{'  ' + name:40}{text}"
