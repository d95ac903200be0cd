"""Pairs and queries from JSON Lines, for measuring without a database."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from claims.extraction import acts
from claims.propositions.decision import Comparison, StatementReading, compare
from claims.propositions.ranking import ClaimRanking, RankedClaim
from claims.propositions.reader import PropositionReader
from claims.propositions.speakers import is_same_speaker
from claims.propositions.stances import StanceKind, stance_of, swapped
from claims.propositions.vectors import encoder


class BadLine(ValueError):
    """A line that is not what was to be read; says which and what to do."""


def read_lines(lines: Iterable[str], fields: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    """Each line's object. Raises ``BadLine`` for one that is none or lacks a field."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [field for field in fields if field not in row]
        except (ValueError, TypeError) as error:
            raise BadLine(f"{name}, line {number}: not a JSON object ({error}).") from error
        if not isinstance(row, dict) or missing:
            raise BadLine(f"{name}, line {number}: lacks {', '.join(missing) or 'an object'}.")
        yield row


def compare_lines(lines: Iterable[str], reader: PropositionReader) -> Iterator[dict[str, Any]]:
    """Of each pair ``id``, ``same`` (one utterance), ``score`` and the second side's ``stance``."""
    for row in read_lines(lines, ("id", "a", "b"), "PAIRS"):
        try:
            first, second = (read_side(row[side], reader) for side in "ab")
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise BadLine(f"PAIRS, id {row['id']}: a and b need a text ({error}).") from error
        comparison = compare(first, second)
        speakers = [str(row[side].get("speaker", "")) for side in "ab"]
        one_speaker = not all(speakers) or is_same_speaker(*speakers)
        yield {
            "id": row["id"],
            "same": comparison.is_same and one_speaker,
            "score": round(_score(comparison, one_speaker), 4),
            "stance": _stance(row["b"], second, comparison),
        }


def rank_lines(claims: Iterable[str], queries: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Of each query ``query_id`` and ``ranked``, the ids of the nearest claims."""
    rows = read_lines(claims, ("id", "text"), "CLAIMS")
    ranking = ClaimRanking([RankedClaim(r["id"], r["text"], r.get("title") or "") for r in rows])
    for row in read_lines(queries, ("query_id", "query"), "QUERIES"):
        yield {"query_id": row["query_id"], "ranked": ranking.rank(row["query"])}


def read_side(side: dict[str, Any], reader: PropositionReader) -> StatementReading:
    on = date.fromisoformat(side["date"][:10]) if side.get("date") else None
    text, context = side["text"], side.get("context") or ""
    proposition = reader.read(text, context, on, side.get("speaker") or "")
    return StatementReading(proposition, encoder().vector(text))


def _score(comparison: Comparison, one_speaker: bool) -> float:
    """What keeps two apart takes the score below what is joined."""
    apart = bool(comparison.reasons) + comparison.opposite + (not one_speaker)
    return comparison.score / (1 + 9 * apart)


def _stance(side: dict[str, Any], reading: StatementReading, comparison: Comparison) -> StanceKind:
    cue = side.get("cue") or ""
    act = acts.act(cue, side["text"]).name if cue else ""
    stance = stance_of(side["text"], cue, act, reading.proposition)
    return swapped(stance) if comparison.opposite else stance
