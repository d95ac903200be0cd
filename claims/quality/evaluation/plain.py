"""The saved figures as readers of /methods/ meet them: a row a figure, a column a set of texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

# Each figure's name, and what it tells.
MEANINGS = {
    "Right": "of the statements found: words and source are right",
    "Not missed": "of the statements in the texts: found so",
    "Not missed, direct": "of those wholly in quotation marks",
    "Not missed, mixed": "of those partly in quotation marks",
    "Not missed, indirect": "of those in the writer's words",
    "Both in one": "F1, the mean of “right” and “not missed” that the lesser rules; 95 % interval",
    "Words alone": "F1 where the source does not count",
    "To the word": "F1 where no word may be missing or too many",
    "Speaker right": "of the statements found: whose they are, across the articles",
    "End to end": "of the statements in the texts: found, and the speaker is right",
    "Chain right": "F1 of the sources between speaker and article",
    "Right, likely": "of those that pages call likely",
    "Right, doubtful": "of those that pages call doubtful",
    "Confidence off by": "how far what we say is from what is right (expected calibration error)",
}


class Cell(NamedTuple):
    """A value in per cent, and on how many it was counted; "" where it was not measured."""

    data: str
    value: str = ""
    note: str = ""


class Row(NamedTuple):
    name: str
    meaning: str
    cells: list[Cell]


def page(measured: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Sets of saved figures for the page. Raises ``KeyError`` where a figure is missing."""
    found = [(figures["data"], _values(figures)) for figures in measured]
    return {
        "sets": [_set(figures) for figures in measured],
        "rows": [
            Row(name, meaning, [Cell(data, *values.get(name, ())) for data, values in found])
            for name, meaning in MEANINGS.items()
        ],
    }


def _set(figures: dict[str, Any]) -> dict[str, Any]:
    speakers = figures.get("speakers")
    right = speakers["shown right"] if speakers else figures["attributed"]["p"]
    return {
        "data": figures["data"],
        "date": date.fromisoformat(figures["date"]),
        "version": figures["extractor version"],
        "of_100": round(100 * right),
        "with_speakers": speakers is not None,
    }


def _values(figures: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Value and note of each figure that this set has."""
    right, words, exact = (
        figures["attributed"],
        figures["content50"]["f1"],
        figures["content"]["exact"]["f1"],
    )
    low, high = (f"{100 * end:.1f}" for end in right["f1 95%"])
    values = {
        "Right": (percent(right["p"]), f"of {right['predicted']:,}"),
        "Not missed": (percent(right["r"]), f"of {right['gold']:,}"),
        "Both in one": (percent(right["f1"]), f"{low} to {high}"),
        "Words alone": (percent(words), ""),
        "To the word": (percent(exact), ""),
        "Confidence off by": (percent(figures["calibration"]["error"]), ""),
    }
    for kind, row in right["recall by kind"].items():
        if row["gold"]:
            values[f"Not missed, {kind}"] = (percent(row["r"]), f"of {row['gold']:,}")
    for name, band in figures["calibration"]["bands"].items():
        if band["found"]:
            note = f"of {band['found']:,}; we say {percent(band['confidence'])}"
            values[f"Right, {name}"] = (percent(band["right"]), note)
    return values | _of_speakers(figures.get("speakers"))


def _of_speakers(speakers: dict[str, Any] | None) -> dict[str, tuple[str, str]]:
    if speakers is None:
        return {}
    wanted = speakers["statements"]
    return {
        "Speaker right": (
            percent(speakers["speaker"]),
            f"of {round(speakers['found'] * wanted):,}",
        ),
        "End to end": (percent(speakers["end to end"]), f"of {wanted:,}"),
        "Chain right": (percent(speakers["via f1"]), ""),
    }


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
