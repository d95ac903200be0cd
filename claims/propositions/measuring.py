"""Pairs and queries from JSON Lines, for measuring without a database."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from claims.extraction import acts
from claims.propositions.decision import Comparison, compare
from claims.propositions.ranking import ClaimRanking, RankedClaim
from claims.propositions.reader import PropositionReader
from claims.propositions.relations import StatedReading, judge
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
            first, second = _read_pair(row, reader)
        except ValueError as error:
            refuse(f"PAIRS, id {row['id']}: {error}. Correct it.")
            continue
        comparison = compare(first.proposition, second.proposition)
        relation = judge(first, second, comparison)
        same = relation is not None and relation.one_utterance
        one_speaker = first.speaker == second.speaker
        opposite = comparison.opposite
        yield {
            "id": row["id"],
            "same": same,
            "score": relation.score if relation and same else _score(comparison, one_speaker),
            "stance": swapped(second.stance) if opposite else second.stance,
        }


def rank_lines(claims: Lines, queries: Lines, refuse: Refusal) -> Iterator[dict[str, Any]]:
    """Of each query ``query_id`` and ``ranked``, the ids of the nearest claims."""
    rows = read_lines(claims, {"id": object, "text": str}, "CLAIMS", refuse)
    ranking = ClaimRanking(
        [RankedClaim(row["id"], row["text"], str(row.get("title") or "")) for row in rows]
    )
    for row in read_lines(queries, {"query_id": object, "query": str}, "QUERIES", refuse):
        yield {"query_id": row["query_id"], "ranked": ranking.rank(row["query"])}


def _read_pair(row: dict[str, Any], reader: PropositionReader) -> tuple[StatedReading, ...]:
    """Both sides as the site relates them: two names of one speaker have one number."""
    propositions = [read_side(row[side], reader) for side in "ab"]
    names = [row[side].get("speaker") or "" for side in "ab"]
    numbers = (1, 1 if not all(names) or is_same_speaker(*names) else 2)
    return tuple(
        StatedReading(proposition, _stance(side, proposition), number, on=_day(side))
        for side, proposition, number in zip(
            (row["a"], row["b"]), propositions, numbers, strict=True
        )
    )


def read_side(side: dict[str, Any], reader: PropositionReader) -> Proposition:
    """One side of a pair. Raises ValueError where a field is no text or a date is none."""
    fields = {name: side.get(name) or "" for name in ("text", "context", "date", "speaker", "cue")}
    if wrong := [name for name, value in fields.items() if not isinstance(value, str)]:
        raise ValueError(f"{', '.join(wrong)} is not text")
    text = fields["text"]
    if not text.strip():
        raise ValueError("a side has no text")
    return reader.read(text, fields["context"], _day(side), fields["speaker"])


def _day(side: dict[str, Any]) -> date | None:
    return date.fromisoformat(side["date"][:10]) if side.get("date") else None


def _score(comparison: Comparison, one_speaker: bool) -> float:
    """What keeps two apart takes the score below what is joined."""
    apart = bool(comparison.reasons) + comparison.opposite + comparison.narrowed
    return round(comparison.score / (1 + 9 * (apart + (not one_speaker))), 4)


def _stance(side: dict[str, Any], proposition: Proposition) -> StanceKind:
    cue = side.get("cue") or ""
    act = acts.act(cue, side["text"]).name if cue else ""
    return stance_of(side["text"], cue, act, proposition)
