"""Calibration of confidence: of statements given 0.8, eight in ten should be right."""

from collections.abc import Sequence
from typing import Any

BIN_COUNT = 10


def calibration(scored: Sequence[tuple[float, bool]], likely: float) -> dict[str, Any]:
    """Figures from (confidence, right) of each statement found.

    ``bands`` parts them at ``likely``: how many, their mean confidence, the share that is right.
    ``error`` is the expected calibration error over ten bins of equal width (Naeini et al. 2015).
    """
    bands = {
        "likely": [row for row in scored if row[0] >= likely],
        "doubtful": [row for row in scored if row[0] < likely],
    }
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BIN_COUNT)]
    for row in scored:
        bins[min(int(row[0] * BIN_COUNT), BIN_COUNT - 1)].append(row)
    total_error = sum(len(rows) * abs(_mean(rows) - _right(rows)) for rows in bins if rows)
    return {
        "error": total_error / len(scored) if scored else 0.0,
        "bands": {
            name: {"found": len(rows), "confidence": _mean(rows), "right": _right(rows)}
            for name, rows in bands.items()
        },
    }


def _mean(rows: Sequence[tuple[float, bool]]) -> float:
    return sum(confidence for confidence, _ in rows) / len(rows) if rows else 0.0


def _right(rows: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in rows) / len(rows) if rows else 0.0
