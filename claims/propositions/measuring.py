"""Pairs and queries from JSON Lines, for measuring without a database."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.extraction import acts
from claims.extraction.json_lines import check_characters, check_id, decode_line
from claims.propositions.decision import Comparison, compare
from claims.propositions.ranking import ClaimRanking, RankedClaim
from claims.propositions.reader import PropositionReader, ReadingRequest
from claims.propositions.relations import StatedReading, judge
from claims.propositions.speakers import is_same_speaker
from claims.propositions.stances import calls_untrue, swapped
from claims.propositions.stated import StatedProposition, StatedRequest, read_stated
from claims.propositions.types import Proposition

Lines = Iterable[str | bytes]
Refusal = Callable[[str], None]  # is told which line is left out, what is wrong, what to do


def read_lines(
    lines: Lines, fields: dict[str, type], name: str, refuse: Refusal
) -> Iterator[dict[str, Any]]:
    """Each line's object. A line that is none, or whose ``fields`` are not of their types, is
    refused and left out. The first field is what names the object."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decode_line(line if isinstance(line, bytes) else line.encode())
            _check_fields(row, fields)
        except ValueError as error:
            refuse(f"{name}, line {number}: {error}")
            continue
        yield row


def _check_fields(row: Any, fields: dict[str, type]) -> None:
    if not isinstance(row, dict):
        raise ValueError("not an object. Write one object a line.")
    if missing := [field for field in fields if field not in row]:
        raise ValueError(f"lacks {', '.join(missing)}. Add it.")
    names: dict[type, str] = {str: "text", dict: "an object"}
    wrong = [field for field, kind in fields.items() if not isinstance(row[field], kind)]
    if wrong:
        raise ValueError(
            " ".join(f"{field} is not {names[fields[field]]}. Correct it." for field in wrong)
        )
    check_id(next(iter(fields)), row[next(iter(fields))], "give one of the two.")
    for field in fields:
        if isinstance(row[field], str):
            check_characters(field, row[field])


def compare_lines(
    lines: Lines, reader: PropositionReader, refuse: Refusal
) -> Iterator[dict[str, Any]]:
    """Of each pair ``id``, ``same`` (one utterance), ``score`` and the second side's ``stance``."""
    for row in read_lines(lines, {"id": object, "a": dict, "b": dict}, "PAIRS", refuse):
        try:
            sides = _read_pair(row, reader)
        except ValueError as error:
            refuse(f"PAIRS, id {row['id']}: {error}")
            continue
        yield {"id": row["id"], **_compare_sides(*sides)}


@dataclass(frozen=True, slots=True)
class _Side:
    stated: StatedReading
    anaphoric: bool
    is_rejection: bool  # it does no more than call an earlier statement untrue
    context: Proposition | None  # of an anaphoric statement


def _compare_sides(first: _Side, second: _Side) -> dict[str, Any]:
    if first.is_rejection and second.is_rejection:
        return _compare_rejections(first, second)
    comparison = compare(first.stated.proposition, second.stated.proposition)
    relation = judge(first.stated, second.stated, comparison)
    same = relation is not None and relation.one_utterance and _may_mean_one(first, second)
    one_speaker = first.stated.speaker == second.stated.speaker
    stance = second.stated.stance
    return {
        "same": same,
        "score": relation.score if relation and same else _score(comparison, one_speaker),
        "stance": swapped(stance) if comparison.opposite else stance,
    }


def _compare_rejections(first: _Side, second: _Side) -> dict[str, Any]:
    """Two that call something untrue, in whatever words: what they reject tells them apart."""
    same = first.stated.speaker == second.stated.speaker and _may_mean_one(first, second)
    score = compare(first.context, second.context).score if first.context and second.context else 0
    return {
        "same": same,
        "score": round(score if same else score / 10, 4),
        "stance": second.stated.stance,
    }


def _may_mean_one(first: _Side, second: _Side) -> bool:
    """Of "the accusations are baseless" what stands before says which; without it nobody knows."""
    if not first.anaphoric and not second.anaphoric:
        return True
    if first.context is None or second.context is None:
        return False
    return compare(first.context, second.context).is_same


def rank_lines(claims: Lines, queries: Lines, refuse: Refusal) -> Iterator[dict[str, Any]]:
    """Of each query ``query_id`` and ``ranked``, the ids of the nearest claims."""
    rows = read_lines(claims, {"id": object, "text": str}, "CLAIMS", refuse)
    ranking = ClaimRanking(
        [RankedClaim(row["id"], row["text"], str(row.get("title") or "")) for row in rows]
    )
    for row in read_lines(queries, {"query_id": object, "query": str}, "QUERIES", refuse):
        yield {"query_id": row["query_id"], "ranked": ranking.rank(row["query"])}


def _read_pair(row: dict[str, Any], reader: PropositionReader) -> tuple[_Side, _Side]:
    """Both sides as the site relates them: two names of one speaker have one number."""
    requests = [read_side(row[side]) for side in "ab"]
    names = [request.reading.speaker for request in requests]
    numbers = (1, 1 if not all(names) or is_same_speaker(*names) else 2)
    first, second = (
        _side(request, stated, number, reader)
        for request, stated, number in zip(
            requests, read_stated(reader, requests), numbers, strict=True
        )
    )
    return first, second


def _side(
    request: StatedRequest, stated: StatedProposition, number: int, reader: PropositionReader
) -> _Side:
    context = request.reading.context if stated.anaphoric else ""
    return _Side(
        StatedReading(stated.proposition, stated.stance, number, on=request.reading.on),
        stated.anaphoric,
        stated.anaphoric and calls_untrue(request.reading.text),
        reader.read(context) if context else None,
    )


def read_side(side: dict[str, Any]) -> StatedRequest:
    """One side of a pair. Raises ValueError where a field is no text or a date is none."""
    fields = {name: side.get(name) or "" for name in ("text", "context", "date", "speaker", "cue")}
    if wrong := [name for name, value in fields.items() if not isinstance(value, str)]:
        raise ValueError(f"{', '.join(wrong)} is not text. Correct it.")
    for name, value in fields.items():
        check_characters(name, value)
    text, cue = fields["text"], fields["cue"]
    if not text.strip():
        raise ValueError("a side has no text. Correct it.")
    reading = ReadingRequest(text, fields["context"], _day(side), fields["speaker"])
    return StatedRequest(reading, cue, acts.act(cue, text).name if cue else "")


def _day(side: dict[str, Any]) -> date | None:
    if not side.get("date"):
        return None
    try:
        return date.fromisoformat(side["date"][:10])
    except ValueError as error:
        raise ValueError(f"“{side['date'][:40]}” is no day. Write it as 2022-03-18.") from error


def _score(comparison: Comparison, one_speaker: bool) -> float:
    """What keeps two apart takes the score below what is joined."""
    apart = bool(comparison.reasons) + comparison.opposite + comparison.narrowed
    return round(comparison.score / (1 + 9 * (apart + (not one_speaker))), 4)
