"""The saved figures as a reader of /methods/ meets them: rows with a name, a meaning, a value."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

KINDS = {
    "direct": "statements wholly in quotation marks",
    "mixed": "statements partly in quotation marks",
    "indirect": "statements in the writer's words",
}


class Row(NamedTuple):
    """``value`` is in per cent; ``of`` says how many it was counted on."""

    name: str
    meaning: str
    value: str
    of: str


def measured(figures: dict[str, Any]) -> dict[str, Any]:
    """One saved set of figures for the page. Raises ``KeyError`` where a figure is missing."""
    speakers = figures.get("speakers")
    return {
        "data": figures["data"],
        "date": date.fromisoformat(figures["date"]),
        "version": figures["extractor version"],
        "of_100": round(
            100 * (speakers["shown right"] if speakers else figures["attributed"]["p"])
        ),
        "with_speakers": speakers is not None,
        "rows": [*_found(figures), *_who(speakers or {}), *_sure(figures["calibration"])],
    }


def _found(figures: dict[str, Any]) -> Iterator[Row]:
    right, words = figures["attributed"], figures["content50"]
    shown, there = f"{right['predicted']:,} found", f"{right['gold']:,} in the texts"
    yield Row("Right", "of those found: words and source right", percent(right["p"]), shown)
    yield Row("Not missed", "of those in the texts: so found", percent(right["r"]), there)
    for kind, meaning in KINDS.items():
        row = right["recall by kind"][kind]
        if row["gold"]:
            yield Row(f"Not missed, {kind}", f"of {meaning}", percent(row["r"]), f"{row['gold']:,}")
    low, high = (f"{100 * end:.1f}" for end in right["f1 95%"])
    both = "F1, the mean of the first two that the lesser one rules"
    yield Row("Both in one", f"{both}; 95 % interval {low} to {high}", percent(right["f1"]), "")
    yield Row("Words alone", "F1 where the source does not count", percent(words["f1"]), "")
    exact = figures["content"]["exact"]["f1"]
    yield Row("To the word", "F1 where not a word may be missing or too many", percent(exact), "")


def _who(speakers: dict[str, Any]) -> Iterator[Row]:
    if not speakers:
        return
    found = round(speakers["found"] * speakers["statements"])
    gold = f"{speakers['statements']:,} in the texts"
    who = "of the statements found: whose they are, across the articles"
    yield Row("Speaker right", who, percent(speakers["speaker"]), f"{found:,} found")
    yield Row(
        "End to end", "of all: found, and the speaker right", percent(speakers["end to end"]), gold
    )
    chain = "F1 of the sources between speaker and article"
    yield Row("Chain right", chain, percent(speakers["via f1"]), "")


def _sure(calibration: dict[str, Any]) -> Iterator[Row]:
    for name, band in calibration["bands"].items():
        meaning = (
            f"of those marked “{name}”, at {percent(band['confidence'])} confidence on average"
        )
        yield Row(f"Right, {name}", meaning, percent(band["right"]), f"{band['found']:,} found")
    off = "how far confidence is off on average (expected calibration error)"
    yield Row("Confidence off by", off, percent(calibration["error"]), "")


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
