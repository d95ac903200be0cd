"""GUM, CrossNER and GAP as they come, as rows."""

import csv
import json
from pathlib import Path

KINDS = {
    "politician": "person",
    "person": "person",
    "organisation": "organization",
    "politicalparty": "organization",
    "country": "place",
    "location": "place",
    "event": "other",
    "election": "other",
}
_NO_SPACE_BEFORE = frozenset((*",.;:!?)]'’%", "'s", "’s", "n't"))


def gum_rows(path: Path) -> list[dict]:
    """The documents whose texts may be used for any purpose."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [row for row in rows if "NC" not in row["licence"] and row["licence"] != "not stated"]


def cross_rows(path: Path) -> list[dict]:
    """CrossNER's sentences: ``text`` and ``names``, each (start, end, kind)."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [
        _cross_row(f"{path.stem}-{n}", block) for n, block in enumerate(blocks) if block.strip()
    ]


def _cross_row(number: str, block: str) -> dict:
    text = ""
    names: list[list] = []
    for line in block.strip().splitlines():
        word, tag = line.split()
        if text and word not in _NO_SPACE_BEFORE and not text.endswith(("(", "[")):
            text += " "
        start, text = len(text), text + word
        place, _, kind = tag.partition("-")
        if place == "I" and names and names[-1][2] == kind:
            names[-1][1] = len(text)
        elif kind:
            names.append([start, len(text), kind])
    labelled = [(s, e, KINDS[kind]) for s, e, kind in names if kind in KINDS]
    return {"id": number, "text": text, "names": labelled}


def gap_rows(path: Path) -> list[dict]:
    """GAP's passages, with lower-case keys, numbers and truth values."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {key.lower(): value for key, value in row.items()}
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    for row in rows:
        for name in ("pronoun", "a", "b"):
            row[f"{name}-offset"] = int(row[f"{name}-offset"])
        for name in ("a", "b"):
            row[f"{name}-coref"] = row[f"{name}-coref"] == "TRUE"
    return rows
