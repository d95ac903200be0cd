"""The current state of statements and speakers, and the version tokens of statements."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from claims.curation import snapshots
from claims.curation.errors import StaleStatement
from claims.curation.snapshots import EXTRACTOR_COLUMNS, Row, Snapshot
from claims.curation.states import (
    AttributionState,
    HopState,
    SpeakerState,
    StatementState,
    pieces,
)
from claims.models import Attribution, Speaker, Statement, words

MAX_DECISIONS_BACK = 50  # searched for the state that a curator looked at


def statement_state(statement: Statement) -> StatementState:
    """The state of a statement with all its attributions."""
    return describe_statement(snapshots.statement_snapshot(statement.pk), statement.article.text)


def state_token(statement: Statement) -> str:
    """The version token of a statement: it changes whenever the statement does."""
    return snapshot_token(snapshots.statement_snapshot(statement.pk))


def state_tokens(statements: Iterable[Statement]) -> dict[int, str]:
    """The version token of each, by its id; four queries in all."""
    pks = [statement.pk for statement in statements]
    whole = snapshots.statement_snapshot(*pks)
    parts: dict[int, Snapshot] = {pk: {name: {} for name in whole} for pk in pks}
    of_attribution: dict[int, int] = {}
    for name, rows in whole.items():
        for pk, row in rows.items():
            assert row is not None  # a snapshot of rows that exist
            if name == "statement":
                owner = int(pk)
            elif name == "source":
                owner = of_attribution[row["attribution_id"]]
            else:
                owner = row["statement_id"]
                if name == "attribution":
                    of_attribution[int(pk)] = owner
            parts[owner][name][pk] = row
    return {pk: snapshot_token(part) for pk, part in parts.items()}


def snapshot_token(rows: Snapshot) -> str:
    """The version token of a snapshot; what the extractor writes does not count."""
    columns = {
        name: {
            pk: {c: v for c, v in (row or {}).items() if (name, c) not in EXTRACTOR_COLUMNS}
            for pk, row in table.items()
        }
        for name, table in rows.items()
    }
    return hashlib.sha256(json.dumps(columns, sort_keys=True).encode()).hexdigest()[:16]


def refuse_stale(statement: Statement, token: str, rows: Snapshot) -> None:
    """Raise ``StaleStatement`` with both states unless ``token`` is that of ``rows``."""
    if not token or token == snapshot_token(rows):
        return
    text = statement.article.text
    earlier = _snapshot_with_token(statement, token, rows)
    raise StaleStatement(
        f"“{statement}” was changed meanwhile. Look at it again before you decide.",
        expected=earlier and describe_statement(earlier, text),
        current=describe_statement(rows, text),
    )


def _snapshot_with_token(statement: Statement, token: str, rows: Snapshot) -> Snapshot | None:
    """The earlier snapshot with this token, found by reversing one decision after the other."""
    for decision in statement.decisions.order_by("-pk")[:MAX_DECISIONS_BACK]:
        rows = snapshots.reverse_diff(rows, decision.diff_before, decision.diff_after)
        if snapshot_token(rows) == token:
            return rows
    return None


def describe_statement(rows: Snapshot, text: str) -> StatementState:
    """The state of the one statement in a snapshot; ``text`` is its article's."""
    ((_, statement),) = rows["statement"].items()
    assert statement is not None
    speakers = _speakers_in(rows)
    hops: dict[int, list[Row]] = {}
    for hop in rows["source"].values():
        assert hop is not None
        hops.setdefault(hop["attribution_id"], []).append(hop)
    content = tuple((start, end) for start, end in statement["content"])
    return StatementState(
        key=statement["key"],
        content=content,
        words=" … ".join(text[start:end] for start, end in content),
        quotation=statement["quotation"],
        mode=statement["mode"],
        about=tuple(sorted(row["party_id"] for row in rows["about"].values() if row)),
        withdrawn=statement["withdrawn_at"] is not None,
        disagreement=statement["disagreement"],
        attributions=tuple(
            _attribution(int(pk), row, hops.get(int(pk), []), speakers, text)
            for pk, row in sorted(rows["attribution"].items(), key=lambda item: int(item[0]))
            if row
        ),
    )


def _attribution(
    pk: int, row: Row, hops: list[Row], speakers: dict[int, SpeakerState], text: str
) -> AttributionState:
    names = ("role", "act", "negated", "confidence", "extractor_version", "status", "decided_at")
    return AttributionState(
        id=pk,
        speaker=speakers.get(row["speaker_id"]),
        source=pieces(row["source"]),
        cue=pieces(row["cue"]),
        cue_words=words(text, row["cue"]).casefold(),
        hops=tuple(
            HopState(speakers.get(hop["speaker_id"]), pieces(hop["spans"]))
            for hop in sorted(hops, key=lambda hop: hop["position"])
        ),
        **{name: row[name] for name in names},
    )


def _speakers_in(rows: Snapshot) -> dict[int, SpeakerState]:
    """The speakers of a snapshot by id; one query."""
    tables = (*rows["attribution"].values(), *rows["source"].values())
    return describe_speakers({row["speaker_id"] for row in tables if row} - {None})


def describe_speaker(speaker: Speaker) -> SpeakerState:
    """The state of a speaker."""
    return describe_speakers([speaker.pk])[speaker.pk]


def describe_speakers(pks: Iterable[int]) -> dict[int, SpeakerState]:
    """The state of each speaker by its id; one query."""
    columns = ("slug", "name", "kind", "identity", "role")
    speakers = Speaker.objects.filter(pk__in=pks)
    return {
        row["pk"]: SpeakerState(
            **{name: row[name] for name in columns},
            party=row["party_id"],
            text_sha256=row["article__text_sha256"] or "",
        )
        for row in speakers.values("pk", "party_id", "article__text_sha256", *columns)
    }


def attribution_values(attribution: Attribution) -> dict[str, Any]:
    """All values of an attribution object as JSON, to compare two versions of it."""
    fields = attribution._meta.concrete_fields
    return {
        **{f.attname: snapshots.to_json(getattr(attribution, f.attname)) for f in fields},
        "status": str(attribution.status),
        "sources": sorted(
            [hop.position, hop.speaker_id, snapshots.to_json(hop.spans)]
            for hop in attribution.sources.all()
        ),
    }
