"""The table of saved figures on /methods/: a row a figure, a column a set of texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

# Each figure by its usual name, and in plain words.
MEANINGS = {
    "Precision": "right: of the statements found, those whose words and source are right",
    "Recall": "not missed: of the statements in the texts, those found so",
    "Recall, direct": "of those wholly in quotation marks",
    "Recall, mixed": "of those partly in quotation marks",
    "Recall, indirect": "of those in the writer's words",
    "F1": "both in one: the harmonic mean of precision and recall; 95 % interval",
    "F1, words alone": "where the source does not count",
    "F1, to the word": "where no word may be missing or too many",
    "Speaker precision": "of the statements found, those whose speaker is right",
    "End to end": "of the statements in the texts, those found with the right speaker",
    "F1 of the chain": "the sources between speaker and article",
    "Precision, likely": "of the statements that pages call likely",
    "Precision, doubtful": "of the statements that pages call doubtful",
    "Calibration error": "how far our confidence is from the share that is right",
}


class FigureCell(NamedTuple):
    """A value in per cent, and on how many it was counted; "" where it was not measured."""

    data: str
    value: str = ""
    note: str = ""


class FigureRow(NamedTuple):
    name: str
    meaning: str
    cells: list[FigureCell]


def build_page(measured: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Sets of saved figures for the page. Raises ``KeyError`` where a figure is missing."""
    columns = [(figures["data"], _values(figures)) for figures in measured]
    return {
        "sets": [_set(figures) for figures in measured],
        "rows": [
            FigureRow(
                name, meaning, [FigureCell(data, *values.get(name, ())) for data, values in columns]
            )
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
        "Precision": (percent(right["p"]), f"of {right['predicted']:,}"),
        "Recall": (percent(right["r"]), f"of {right['gold']:,}"),
        "F1": (percent(right["f1"]), f"{low} to {high}"),
        "F1, words alone": (percent(words), ""),
        "F1, to the word": (percent(exact), ""),
        "Calibration error": (percent(figures["calibration"]["error"]), ""),
    }
    for kind, row in right["recall by kind"].items():
        if row["gold"]:
            values[f"Recall, {kind}"] = (percent(row["r"]), f"of {row['gold']:,}")
    for name, band in figures["calibration"]["bands"].items():
        if band["found"]:
            note = f"of {band['found']:,}; we say {percent(band['confidence'])}"
            values[f"Precision, {name}"] = (percent(band["right"]), note)
    return values | _of_speakers(figures.get("speakers"))


def _of_speakers(speakers: dict[str, Any] | None) -> dict[str, tuple[str, str]]:
    if speakers is None:
        return {}
    total = speakers["statements"]
    return {
        "Speaker precision": (
            percent(speakers["speaker"]),
            f"of {round(speakers['found'] * total):,}",
        ),
        "End to end": (percent(speakers["end to end"]), f"of {total:,}"),
        "F1 of the chain": (percent(speakers["via f1"]), ""),
    }


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
