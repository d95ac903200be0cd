"""The only writer of decisions: admin, review page and commands all call it.

Every act is one transaction, under the lock of the article that the extractor takes too, and
leaves one ``Decision`` with the statement's attributions as they were and as they became. That is
enough to undo it, and to undo the undoing. Nobody decides on what they haven't seen: an attribution
that changed since it was read raises ``CurationConflict``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from claims.models import (
    Attribution,
    Decision,
    Deed,
    Distinction,
    Source,
    Speaker,
    Statement,
    Status,
)

LONGEST_WHY = 500

State = list[dict[str, Any]]  # one for each of a statement's attributions, as JSON holds it


class CurationError(Exception):
    """The act makes no sense; the message says why and what to do. Nothing was changed."""


class CurationConflict(CurationError):
    """Somebody else, or the extractor, was there first. Nothing was changed."""


@dataclass
class Tally:
    """What became of a bulk act: a decision for each that was done, a message for each other."""

    decisions: list[Decision] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def accept(attribution: Attribution, *, by: User, why: str = "") -> Decision:
    """Yes, these are that speaker's words. A rejected one may be taken up again."""
    fresh, before = _begin(attribution)
    if fresh.status in (Status.ACCEPTED, Status.CORRECTED):
        raise CurationError(f"{_named(fresh)} is {fresh.status} already; there is nothing to do.")
    if fresh.status == Status.REJECTED and fresh.statement.attributions.live().exists():
        raise CurationConflict(
            f"{_named(fresh)} has another attribution by now; reject that one first."
        )
    _settle(fresh, Status.ACCEPTED, by)
    return _log(Deed.ACCEPT, fresh.statement, before, by=by, why=why)


@transaction.atomic
def reject(attribution: Attribution, *, by: User, why: str) -> Decision:
    """No, this is wrong, whoever it may be. It stays as history, and readers no longer see it."""
    fresh, before = _begin(attribution)
    if fresh.status == Status.REJECTED:
        raise CurationError(f"{_named(fresh)} is rejected already; there is nothing to do.")
    if not why.strip():
        raise CurationError(f"Say why {_named(fresh)} is rejected, e.g. “not a statement”.")
    _settle(fresh, Status.REJECTED, by)
    return _log(Deed.REJECT, fresh.statement, before, by=by, why=why)


@transaction.atomic
def reassign(
    attribution: Attribution, speaker: Speaker | None, *, by: User, why: str = ""
) -> Decision:
    """Give the words to another speaker, or to nobody known. The old attribution stays, rejected.

    Cue, act and chain are kept. The role is not: it was stated of the speaker who was wrong.
    """
    fresh, before = _begin(attribution)
    while speaker and speaker.merged_into:
        speaker = speaker.merged_into
    if fresh.status == Status.REJECTED:
        raise CurationError(f"{_named(fresh)} is rejected; accept it before you reassign it.")
    if fresh.speaker == speaker:
        raise CurationError(f"{_named(fresh)} has that speaker already; accept it instead.")
    hops = list(fresh.sources.all())
    _settle(fresh, Status.REJECTED, by)
    corrected = Attribution.objects.create(
        statement=fresh.statement,
        speaker=speaker,
        source=fresh.source,
        cue=fresh.cue,
        act=fresh.act,
        negated=fresh.negated,
        confidence=1,
        status=Status.CORRECTED,
        decided_by=by,
        decided_at=timezone.now(),
    )
    Source.objects.bulk_create(
        Source(attribution=corrected, position=h.position, speaker=h.speaker, spans=h.spans)
        for h in hops
    )
    return _log(Deed.REASSIGN, fresh.statement, before, by=by, why=why)


@transaction.atomic
def undo(decision: Decision, *, by: User, why: str = "") -> Decision:
    """Bring the statement's attributions back to what they were before; undo that to redo."""
    statement = _lock(decision.statement)
    later = Decision.objects.filter(undoes=decision).select_related("by").first()
    if later:
        raise CurationConflict(f"This was undone already, {later.at:%Y-%m-%d %H:%M} by {later.by}.")
    now = state(statement)
    if now != decision.after:
        raise CurationConflict(
            f"“{statement}” has changed since this decision; undo the later ones first."
        )
    _restore(statement, decision.before)
    return _log(Deed.UNDO, statement, now, by=by, why=why, undoes=decision)


@transaction.atomic
def not_the_same(one: Speaker, other: Speaker, *, by: User, why: str = "") -> Distinction:
    """These two are different, whatever their names. Machines neither join nor propose them again.

    Raises ``CurationError`` if they are one record, or were told apart already.
    """
    first, second = _two(one, other)
    if Distinction.objects.between(first, second).exists():
        raise CurationError(f"{first} and {second} are told apart already; there is nothing to do.")
    try:
        with transaction.atomic():
            return Distinction.objects.create(first=first, second=second, by=by, why=_reason(why))
    except IntegrityError as error:
        raise CurationConflict(f"Somebody else just told {first} and {second} apart.") from error


@transaction.atomic
def maybe_the_same(one: Speaker, other: Speaker, *, by: User) -> int:
    """Take back every "not the same" that holds for these two; how many. They stay as history."""
    first, second = _two(one, other)
    taken_back = Distinction.objects.between(first, second).update(
        taken_back_by=by, taken_back_at=timezone.now()
    )
    if not taken_back:
        raise CurationError(f"Nobody has told {first} and {second} apart; there is nothing to do.")
    return taken_back


def accept_all(attributions: Iterable[Attribution], *, by: User, why: str = "") -> Tally:
    """Accept each that can be; the others are told, not left out in silence."""
    return _each(attributions, lambda one: accept(one, by=by, why=why))


def reject_all(attributions: Iterable[Attribution], *, by: User, why: str) -> Tally:
    """Reject each that can be, all for one reason."""
    return _each(attributions, lambda one: reject(one, by=by, why=why))


def reassign_all(
    attributions: Iterable[Attribution], speaker: Speaker | None, *, by: User, why: str = ""
) -> Tally:
    """Give each that can be to one other speaker."""
    return _each(attributions, lambda one: reassign(one, speaker, by=by, why=why))


def undo_all(decisions: Iterable[Decision], *, by: User, why: str = "") -> Tally:
    """Undo each that can be, the latest first."""
    latest = sorted(decisions, key=lambda one: one.pk, reverse=True)
    return _each(latest, lambda one: undo(one, by=by, why=why))


def state(statement: Statement) -> State:
    """All attributions of a statement with their chains, as plain JSON, in order of their ids."""
    attributions = statement.attributions.prefetch_related("sources").order_by("pk")
    return [as_json(one) for one in attributions]


def as_json(attribution: Attribution) -> dict[str, Any]:
    """Everything an attribution says; two that give the same are the same."""
    return {
        "id": attribution.pk,
        "speaker_id": attribution.speaker_id,
        "role": attribution.role,
        "source": [list(span) for span in attribution.source],
        "cue": [list(span) for span in attribution.cue],
        "act": attribution.act,
        "negated": attribution.negated,
        "confidence": attribution.confidence,
        "notes": list(attribution.notes),
        "status": str(attribution.status),
        "extractor_version": attribution.extractor_version,
        "decided_by_id": attribution.decided_by_id,
        "decided_at": attribution.decided_at and attribution.decided_at.isoformat(),
        "created_at": attribution.created_at.isoformat(),
        "sources": sorted(
            [hop.position, hop.speaker_id, [list(span) for span in hop.spans]]
            for hop in attribution.sources.all()
        ),
    }


def _each(records: Iterable[Any], act: Callable[[Any], Decision]) -> Tally:
    tally = Tally()
    for record in records:
        try:
            tally.decisions.append(act(record))
        except CurationError as error:
            tally.problems.append(str(error))
    return tally


def _lock(statement: Statement) -> Statement:
    # The extractor locks the article too, so it can't write over a decision it hasn't seen.
    Article.objects.select_for_update(no_key=True).get(pk=statement.article_id)
    return Statement.objects.get(pk=statement.pk)


def _begin(attribution: Attribution) -> tuple[Attribution, State]:
    """The attribution as it is now, locked, and the statement's state; refuses a stale one."""
    seen = as_json(attribution)
    statement = _lock(attribution.statement)
    before = state(statement)
    if seen not in before:
        raise CurationConflict(
            f"“{statement}” was changed meanwhile. Look at it again before you decide."
        )
    return Attribution.objects.select_related("statement", "speaker").get(pk=seen["id"]), before


def _named(attribution: Attribution) -> str:
    return f"“{attribution.statement}” ({attribution.speaker or 'unknown speaker'})"


def _settle(attribution: Attribution, status: Status, by: User) -> None:
    attribution.status, attribution.decided_by, attribution.decided_at = status, by, timezone.now()
    attribution.save(update_fields=["status", "decided_by", "decided_at"])


def _log(
    deed: Deed, statement: Statement, before: State, *, by: User, why: str, **more: Any
) -> Decision:
    why = _reason(why)
    after = state(statement)
    return Decision.objects.create(
        deed=deed, statement=statement, before=before, after=after, by=by, why=why, **more
    )


def _reason(why: str) -> str:
    why = why.strip()
    if "\0" in why:
        raise CurationError("The reason holds a NUL character; remove it.")
    if len(why) > LONGEST_WHY:
        raise CurationError(f"The reason has {len(why)} characters; {LONGEST_WHY} is the most.")
    return why


def _two(one: Speaker, other: Speaker) -> tuple[Speaker, Speaker]:
    """Both as they are now, locked, the lower id first; refuses what is not two records."""
    wanted = Speaker.objects.filter(pk__in=(one.pk, other.pk)).order_by("pk")
    found = list(wanted.select_for_update(no_key=True))
    if len(found) != 2:
        raise CurationError("Choose two different speakers.")
    for speaker in found:
        if speaker.merged_into:
            raise CurationError(f"{speaker} was merged into {speaker.merged_into}; choose that.")
    return found[0], found[1]


def _restore(statement: Statement, wanted: State) -> None:
    statement.attributions.exclude(pk__in=[one["id"] for one in wanted]).delete()
    # Those that end up rejected first: the database allows one live attribution at any moment.
    for one in sorted(wanted, key=lambda one: one["status"] != Status.REJECTED):
        values = {name: value for name, value in one.items() if name not in ("id", "sources")}
        for name in ("decided_at", "created_at"):
            values[name] = values[name] and datetime.fromisoformat(values[name])
        if not Attribution.objects.filter(pk=one["id"]).update(**values):
            Attribution.objects.bulk_create(
                [Attribution(pk=one["id"], statement=statement, **values)]
            )
            Attribution.objects.filter(pk=one["id"]).update(created_at=values["created_at"])
        Source.objects.filter(attribution=one["id"]).delete()
        Source.objects.bulk_create(
            Source(attribution_id=one["id"], position=position, speaker_id=speaker, spans=spans)
            for position, speaker, spans in one["sources"]
        )
