"""Gold files: one article a line, with the statements that a person found in it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claims.extraction.parsing.spacy_pipeline import MAX_LENGTH
from claims.extraction.types import Finding, Span, Spans

LINE_FORM = '{"id": …, "text": "…", "attributions": […]}'
ROLES = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class AttributedStatement:
    """One statement, as a person marked it or the extractor found it.

    ``names`` are the names under which the speaker may be known, the display name first; empty
    for no speaker. ``via`` has such names for each hop, innermost first.
    """

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    names: tuple[str, ...] = ()
    via: tuple[tuple[str, ...], ...] = ()
    optional: bool = False
    confidence: float = 1.0
    cluster: int | None = None  # which of the text's mentions the source is, where a file tells

    @classmethod
    def of(cls, finding: Finding) -> "AttributedStatement":
        """A finding of the extractor, with the speaker as one article names it."""
        return cls(
            content=finding.content,
            source=finding.source,
            cue=finding.cue,
            names=(finding.speaker.name,) if finding.speaker else (),
            via=tuple((hop.speaker.name,) for hop in finding.chain),
            confidence=finding.confidence,
        )


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A place where somebody or something is named; ``head`` is its main word.

    ``kind`` is "person", "organization", "place" or another; mentions of one ``cluster`` are one.
    """

    span: Span
    head: Span
    kind: str
    cluster: int | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text and its statements; ``names_speakers``: whether the file names their speakers.

    ``names`` are the gold's named mentions, ``None`` in a file without any; ``genre`` is ""
    there.
    """

    id: str
    text: str
    attributions: tuple[AttributedStatement, ...]
    names_speakers: bool
    genre: str = ""
    names: tuple[GoldMention, ...] | None = None

    @property
    def required(self) -> list[AttributedStatement]:
        return [attribution for attribution in self.attributions if not attribution.optional]

    @property
    def optional(self) -> list[AttributedStatement]:
        return [attribution for attribution in self.attributions if attribution.optional]


@dataclass(frozen=True, slots=True)
class GoldProblem:
    """What is wrong with a line, and what to do."""

    line: int
    words: str


def read(lines: Iterable[bytes]) -> Iterator[GoldArticle | GoldProblem]:
    """The article of each line, or what is wrong with it; blank lines are passed over."""
    first_at: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            article = _article(_json_object(line))
        except ValueError as error:
            yield GoldProblem(number, str(error))
            continue
        if article.id in first_at:
            yield GoldProblem(
                number, f"the id {article.id!r} stands in line {first_at[article.id]}."
            )
            continue
        first_at[article.id] = number
        yield article


def with_other_names(article: GoldArticle, also: Mapping[str, Sequence[str]]) -> GoldArticle:
    """The article, its speakers and hops known by the other names that ``also`` gives them."""

    def names(own: tuple[str, ...]) -> tuple[str, ...]:
        return (*own, *(other for name in own for other in also.get(name, ())))

    attributions = tuple(
        replace(row, names=names(row.names), via=tuple(names(hop) for hop in row.via))
        for row in article.attributions
    )
    return replace(article, attributions=attributions)


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}; convert the file.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON ({error}); give one object a line: {LINE_FORM}.") from error
    if not isinstance(row, dict):
        raise ValueError(f"not an object; give {LINE_FORM}.")
    return row


def _article(row: dict[str, Any]) -> GoldArticle:
    text, attributions = row.get("text"), row.get("attributions")
    if isinstance(row.get("id"), bool) or not isinstance(row.get("id"), str | int):
        raise ValueError(f'no "id"; give {LINE_FORM}.')
    if not isinstance(text, str):
        raise ValueError(f'no "text"; give {LINE_FORM}.')
    if len(text) > MAX_LENGTH:
        raise ValueError(f"{len(text):,} characters, more than {MAX_LENGTH:,}; split the text.")
    if lone := re.search("[\ud800-\udfff]", text):
        raise ValueError(f"half a character at {lone.start()} of the text; write it as UTF-8.")
    if not isinstance(attributions, list) or not all(isinstance(a, dict) for a in attributions):
        raise ValueError(f'no list of "attributions"; give {LINE_FORM}, an empty list for none.')
    statements = []
    for number, attribution in enumerate(attributions, start=1):
        try:
            statements.append(_attributed(attribution, len(text)))
        except ValueError as error:
            raise ValueError(f"attribution {number}: {error}") from error
    named = all("speaker" in attribution for attribution in attributions)
    names = _names(row["mentions"], len(text)) if "mentions" in row else None
    genre = str(row.get("genre", ""))
    return GoldArticle(str(row["id"]), text, tuple(statements), named, genre, names)


def _names(rows: Any, length: int) -> tuple[GoldMention, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError('"mentions" is no list of objects; give [{"span", "head", "type", …}].')
    return tuple(
        GoldMention(
            _piece("span", row.get("span"), length),
            _piece("head", row.get("head"), length),
            str(row.get("type", "")),
            row.get("cluster"),
        )
        for row in rows
        if row.get("named")
    )


def _attributed(row: dict[str, Any], length: int) -> AttributedStatement:
    content, cue, source = (_pieces(role, row.get(role) or [], length) for role in ROLES)
    speaker, via = row.get("speaker", ""), row.get("via", [])
    if not isinstance(speaker, str):
        raise ValueError('"speaker" is no text; give the name, "" for none.')
    if not isinstance(via, list) or not all(isinstance(name, str) for name in via):
        raise ValueError('"via" is no list of names; give ["inner", "outer"], [] for none.')
    return AttributedStatement(
        content=content,
        source=source,
        cue=cue,
        names=(speaker,) if speaker else (),
        via=tuple((name,) for name in via),
        optional=bool(row.get("optional", False)),
        cluster=row.get("speaker_cluster"),
    )


def _pieces(role: str, rows: Any, length: int) -> Spans:
    if not isinstance(rows, list):
        raise ValueError(f'"{role}" is no list of [start, end].')
    return tuple(sorted(_piece(role, piece, length) for piece in rows))


def _piece(role: str, piece: Any, length: int) -> Span:
    match piece:
        case [int(start), int(end)] if 0 <= start < end <= length:
            return Span(start, end)
    raise ValueError(
        f'"{role}" has the piece {json.dumps(piece)}; pieces are [start, end] in code points, '
        f"0 ≤ start < end ≤ {length}, the text's length."
    )
