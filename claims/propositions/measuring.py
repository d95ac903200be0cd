"""Pairs and queries from JSON Lines, for measuring without a database."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from claims.extraction import acts
from claims.propositions.decision import Comparison, compare
from claims.propositions.ranking import ClaimRanking, RankedClaim
from claims.propositions.reader import PropositionReader
from claims.propositions.speakers import is_same_speaker
from claims.propositions.stances import StanceKind, stance_of, swapped
from claims.propositions.types import Proposition

Lines = Iterable[str | bytes]
Refusal = Callable[[str], None]  # is told which line is left out, what is wrong, what to do


def read_lines(
    lines: Lines, fields: dict[str, type], name: str, refuse: Refusal
) -> Iterator[dict[str, Any]]:
    """Each line's object. A line that is none, or whose ``fields`` are not of their types, is
    refused and left out."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line if isinstance(line, str) else line.decode())
        except (ValueError, RecursionError) as error:
            refuse(f"{name}, line {number}: not JSON in UTF-8 ({error}). Write one object a line.")
            continue
        if wrong := _wrong_fields(row, fields):
            refuse(f"{name}, line {number}: {wrong}")
            continue
        yield row


def _wrong_fields(row: Any, fields: dict[str, type]) -> str:
    if not isinstance(row, dict):
        return "not an object. Write one object a line."
    if missing := [field for field in fields if field not in row]:
        return f"lacks {', '.join(missing)}. Add it."
    wrong = [field for field, kind in fields.items() if not isinstance(row[field], kind)]
    names = {str: "text", dict: "an object", object: "anything"}
    return " ".join(f"{field} is not {names[fields[field]]}. Correct it." for field in wrong)


def compare_lines(
    lines: Lines, reader: PropositionReader, refuse: Refusal
) -> Iterator[dict[str, Any]]:
    """Of each pair ``id``, ``same`` (one utterance), ``score`` and the second side's ``stance``."""
    for row in read_lines(lines, {"id": object, "a": dict, "b": dict}, "PAIRS", refuse):
        try:
            first, second = (read_side(row[side], reader) for side in "ab")
        except ValueError as error:
            refuse(f"PAIRS, id {row['id']}: {error}. Correct it.")
            continue
        comparison = compare(first, second)
        speakers = [row[side].get("speaker") or "" for side in "ab"]
        one_speaker = not all(speakers) or is_same_speaker(*speakers)
        yield {
            "id": row["id"],
            "same": comparison.is_same and one_speaker,
            "score": round(_score(comparison, one_speaker), 4),
            "stance": _stance(row["b"], second, comparison),
        }


def rank_lines(claims: Lines, queries: Lines, refuse: Refusal) -> Iterator[dict[str, Any]]:
    """Of each query ``query_id`` and ``ranked``, the ids of the nearest claims."""
    rows = read_lines(claims, {"id": object, "text": str}, "CLAIMS", refuse)
    ranking = ClaimRanking(
        [RankedClaim(row["id"], row["text"], str(row.get("title") or "")) for row in rows]
    )
    for row in read_lines(queries, {"query_id": object, "query": str}, "QUERIES", refuse):
        yield {"query_id": row["query_id"], "ranked": ranking.rank(row["query"])}


def read_side(side: dict[str, Any], reader: PropositionReader) -> Proposition:
    """One side of a pair. Raises ValueError where a field is no text or a date is none."""
    fields = {name: side.get(name) or "" for name in ("text", "context", "date", "speaker", "cue")}
    if wrong := [name for name, value in fields.items() if not isinstance(value, str)]:
        raise ValueError(f"{', '.join(wrong)} is not text")
    text = fields["text"]
    if not text.strip():
        raise ValueError("a side has no text")
    on = date.fromisoformat(fields["date"][:10]) if fields["date"] else None
    return reader.read(text, fields["context"], on, fields["speaker"])


def _score(comparison: Comparison, one_speaker: bool) -> float:
    """What keeps two apart takes the score below what is joined."""
    apart = bool(comparison.reasons) + comparison.opposite + (not one_speaker)
    return comparison.score / (1 + 9 * apart)


def _stance(side: dict[str, Any], proposition: Proposition, comparison: Comparison) -> StanceKind:
    cue = side.get("cue") or ""
    act = acts.act(cue, side["text"]).name if cue else ""
    stance = stance_of(side["text"], cue, act, proposition)
    return swapped(stance) if comparison.opposite else stance
