"""The table of saved figures on /methods/: a row a figure, a column a set of texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from claims import glossary

# Each figure by its usual name, and in plain words.
MEANINGS = {
    "Precision": "of 100 statements we show, how many have the right words and source",
    "Recall": "of 100 statements in the texts, how many we find",
    "Recall, quoted": "recall of what is quoted in full",
    "Recall, partly quoted": "recall of what is partly quoted",
    "Recall, paraphrased": "recall of what is paraphrased",
    "F1": "one number for both: the harmonic mean of precision and recall, with its 95% interval",
    "F1, words alone": "the same, whoever said it",
    "F1, exact": "the same, where every word has to be right",
    "Speaker precision": "of 100 statements found, how many have the right speaker",
    "End to end": "of 100 statements in the texts, how many we find with the right speaker",
    "F1, via": "who passed the words on, from speaker to article",
    "Precision, likely": "precision of what is shown without asking",
    "Precision, doubtful": "precision of what is called doubtful",
    "Calibration error": "how far “80% sure” is from being right 80 times in 100",
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
        "F1, exact": (percent(exact), ""),
        "Calibration error": (percent(figures["calibration"]["error"]), ""),
    }
    for kind, row in right["recall by kind"].items():
        if row["gold"]:
            name = f"Recall, {glossary.quotations()[kind]}"
            values[name] = (percent(row["r"]), f"of {row['gold']:,}")
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
        "F1, via": (percent(speakers["via f1"]), ""),
    }


def percent(share: float) -> str:
    return f"{100 * share:.1f}%"
