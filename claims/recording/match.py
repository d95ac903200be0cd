"""Matching of an extractor's findings with stored statements: what is to change, and what stays.

Touches no database. Same words at the same place keep their statement. What a curator settled stays
as it is; where the extractor sees it otherwise, that is a disagreement. What is no longer found is
withdrawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model

from claims.extraction.spans import jaccard
from claims.extraction.types import Finding, Span, Spans
from claims.models import Attribution, Speaker, Statement, Status
from claims.recording.overrides import CuratorOverrides, Disagreement

MIN_COMMON_SHARE = 0.5  # of two contents' code points, from which they are one statement

Columns = dict[str, object]
PartySpans = dict[str, Spans]  # party code → the words that name the party


class ChangeKind(StrEnum):
    """What becomes of a statement; the values are the words of the command's report."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # as a curator settled it
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ResolvedFinding:
    """A finding with its speakers resolved to records: what an attribution should say."""

    finding: Finding
    speaker: Speaker | None
    hops: tuple[tuple[Speaker, Spans], ...]
    confidence: float
    notes: tuple[str, ...]

    def attribution_fields(self, version: str) -> Columns:
        """The attribution's columns."""
        mention = self.finding.speaker
        return {
            "speaker_id": self.speaker.pk if self.speaker else None,
            "role": mention.role[:300] if mention else "",
            "source": self.finding.source,
            "cue": self.finding.cue,
            "act": self.finding.act,
            "negated": self.finding.negated,
            "confidence": self.confidence,
            "notes": [note[:200] for note in self.notes],
            "extractor_version": version,
        }

    def about(self) -> PartySpans:
        """The parties that the content speaks of."""
        spans: dict[str, set[Span]] = {}
        for mention in self.finding.about:
            spans.setdefault(mention.code, set()).add(mention.span)
        return {code: tuple(sorted(places)) for code, places in spans.items()}

    def disagreement(self, version: str) -> Disagreement:
        """What to show a curator who had settled it differently."""
        return {
            "speaker": self.speaker.name if self.speaker else None,
            "speaker_slug": self.speaker.slug if self.speaker else None,
            "content": [list(span) for span in self.finding.content],
            "extractor_version": version,
        }


@dataclass(frozen=True)
class StoredAttribution:
    """An attribution as the database has it, with the hops of its chain."""

    record: Attribution
    hops: tuple[tuple[int, Spans], ...] = ()  # ids of speakers, innermost first


@dataclass(frozen=True)
class StoredStatement:
    """A statement with its attributions, the least sure first, and the parties spoken of."""

    record: Statement
    attributions: tuple[StoredAttribution, ...] = ()
    about: PartySpans = field(default_factory=dict)

    @property
    def is_settled(self) -> bool:
        """Whether a curator has decided on it."""
        return self.record.withdrawn_by_id is not None or any(
            item.record.status != Status.UNREVIEWED for item in self.attributions
        )

    @property
    def live(self) -> StoredAttribution | None:
        """The attribution that is not rejected."""
        unrejected = (item for item in self.attributions if item.record.status != Status.REJECTED)
        return next(unrejected, None)


@dataclass(frozen=True)
class Change:
    """What is to be written of one statement. Columns that stay the same are left out."""

    kind: ChangeKind
    stored: StoredStatement | None = None  # None: a new statement
    resolved: ResolvedFinding | None = None  # None: no longer found
    statement: Columns = field(default_factory=dict)
    attribution: Columns = field(default_factory=dict)
    replaces_hops: bool = False
    replaces_about: bool = False


def best_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Of several findings with the same content the surest, in text order."""
    best: dict[Spans, Finding] = {}
    for finding in findings:
        rival = best.get(finding.content)
        if rival is None or finding.confidence > rival.confidence:
            best[finding.content] = finding
    return [best[content] for content in sorted(best)]


def match(
    findings: Sequence[ResolvedFinding],
    stored: Sequence[StoredStatement],
    overrides: CuratorOverrides,
    *,
    version: str,
) -> Iterator[Change]:
    """A change for each finding, in order, and for each stored statement that is not found.

    ``findings`` stand at different places: see ``best_findings``. ``version`` is the extractor's.
    """
    # A withdrawn statement gives way to one that stands at its place.
    by_age = sorted(stored, key=lambda item: item.record.withdrawn_at is None)
    exact = {item.record.content: item for item in by_age}
    contents = {resolved.finding.content for resolved in findings}
    settled_unmatched = [
        item for item in stored if item.record.content not in contents and item.is_settled
    ]
    matched: set[int] = set()
    for resolved in findings:
        content = resolved.finding.content
        statement = exact.get(content)
        if statement is None or statement.record.withdrawn_at:
            statement = _settled_nearby(content, settled_unmatched, overrides) or statement
        if statement is None:
            attribution = resolved.attribution_fields(version)
            yield Change(ChangeKind.NEW, resolved=resolved, attribution=attribution)
            continue
        matched.add(statement.record.pk)
        if statement.is_settled:
            yield keep_settled(statement, resolved, overrides, version)
        else:
            yield _update(statement, resolved, version)
    yield from (
        _not_found(item, overrides, version)
        for item in stored
        if item.record.pk not in matched and not item.record.withdrawn_at
    )


def _settled_nearby(
    content: Spans, settled_unmatched: Iterable[StoredStatement], overrides: CuratorOverrides
) -> StoredStatement | None:
    """A statement that a curator settled, not found as it stands, whose words are mostly these.

    A new extractor that draws a boundary elsewhere must not bring back what a curator rejected,
    nor stand a second version beside what one accepted.
    """
    moved_ids = overrides.moved_from(content)
    for statement in settled_unmatched:
        record = statement.record
        if record.pk in moved_ids or jaccard(content, record.content) >= MIN_COMMON_SHARE:
            return statement
    return None


def _update(statement: StoredStatement, resolved: ResolvedFinding, version: str) -> Change:
    """Nobody has decided on the statement: it becomes what the extractor says now."""
    finding, live = resolved.finding, statement.live
    about = resolved.about() != statement.about
    columns = _differing(
        statement.record,
        withdrawn_at=None,
        withdrawn_why="",
        quotation=finding.quotation,
        mode=finding.mode,
    )
    fields = resolved.attribution_fields(version)
    attribution = _differing(live.record, **fields) if live else fields
    hops = tuple((speaker.pk, spans) for speaker, spans in resolved.hops)
    replaces_hops = live is not None and live.hops != hops
    changed = about or columns or attribution or replaces_hops
    return Change(
        ChangeKind.UPDATED if changed else ChangeKind.UNCHANGED,
        statement,
        resolved,
        columns,
        attribution,
        replaces_hops=replaces_hops,
        replaces_about=about,
    )


def keep_settled(
    statement: StoredStatement,
    resolved: ResolvedFinding,
    overrides: CuratorOverrides,
    version: str,
) -> Change:
    """Nothing that a curator settled changes; only where the extractor disagrees is noted."""
    record, live = statement.record, statement.live
    speaker = resolved.speaker.pk if resolved.speaker else None
    rejected = {
        item.record.speaker_id
        for item in statement.attributions
        if item.record.status == Status.REJECTED
    }
    if live is None:
        agrees = speaker in rejected
    else:
        agrees = live.record.speaker_id == speaker and record.content == resolved.finding.content
    disagreement = resolved.disagreement(version)
    is_answered = agrees or overrides.covers(record, disagreement)
    columns: Columns = {"disagreement": None if is_answered else disagreement}
    return Change(ChangeKind.KEPT, statement, resolved, columns)


def _not_found(statement: StoredStatement, overrides: CuratorOverrides, version: str) -> Change:
    if not statement.is_settled:
        why = f"No longer found by extractor {version}."
        return Change(ChangeKind.WITHDRAWN, statement, statement={"withdrawn_why": why})
    if statement.live is None:
        return Change(ChangeKind.KEPT, statement)
    disagreement = {"found": False, "extractor_version": version}
    is_answered = overrides.covers(statement.record, disagreement)
    columns: Columns = {"disagreement": None if is_answered else disagreement}
    return Change(ChangeKind.KEPT, statement, statement=columns)


def _differing(record: Model, **columns: object) -> Columns:
    """The columns whose values differ from the record's."""
    return {name: value for name, value in columns.items() if getattr(record, name) != value}
