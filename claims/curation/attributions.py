"""Whose words are these? Accept, reject or reassign an attribution."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.curation.errors import CurationConflict, CurationError, Needless
from claims.curation.log import begin, named
from claims.models import Attribution, Decision, DecisionKind, Reason, Source, Speaker, Status


@transaction.atomic
def accept(
    attribution: Attribution, *, by: User, why: str = "", seen: str = "", batch: UUID | None = None
) -> Decision:
    """Yes, these are that speaker's words. A rejected one may be taken up again.

    Of a settled one that the extractor disputes it says that it stays as it is.
    """
    act, fresh = begin(attribution, by=by, why=why, seen=seen)
    if fresh.status in (Status.ACCEPTED, Status.CORRECTED):
        if act.statement.disagreement is not None:
            act.settles()
            return act.log(DecisionKind.ACCEPT, batch=batch)
        raise Needless(f"{named(fresh)} is {fresh.status} already; there is nothing to do.")
    if fresh.status == Status.REJECTED and act.statement.attributions.live().exists():
        raise CurationConflict(
            f"{named(fresh)} has another attribution by now; reject that one first.",
            now=act.state,
        )
    settle(fresh, Status.ACCEPTED, by)
    act.settles()
    return act.log(DecisionKind.ACCEPT, batch=batch)


@transaction.atomic
def reject(
    attribution: Attribution,
    *,
    by: User,
    why: str = "",
    reason: str = Reason.OTHER,
    seen: str = "",
    batch: UUID | None = None,
) -> Decision:
    """No, this is wrong, whoever it may be. It stays as history, and readers no longer see it.

    Without a ``reason`` of the list it must be said ``why``.
    """
    act, fresh = begin(attribution, by=by, why=why, seen=seen)
    if fresh.status == Status.REJECTED:
        raise Needless(f"{named(fresh)} is rejected already; there is nothing to do.")
    if reason not in Reason.values:
        raise CurationError(f"{reason!r} is no reason; take one of {', '.join(Reason.values)}.")
    if reason == Reason.OTHER and not why.strip():
        raise CurationError(f"Say why {named(fresh)} is rejected, e.g. “not a statement”.")
    settle(fresh, Status.REJECTED, by)
    act.settles()
    return act.log(DecisionKind.REJECT, reason=reason, batch=batch)


@transaction.atomic
def reassign(
    attribution: Attribution,
    speaker: Speaker | None,
    *,
    by: User,
    why: str = "",
    seen: str = "",
    batch: UUID | None = None,
) -> Decision:
    """Give the words to another speaker, or to nobody known. The old attribution stays, rejected.

    Cue, act and chain are kept. The role is not: it was stated of the speaker who was wrong.
    """
    act, fresh = begin(attribution, by=by, why=why, seen=seen)
    speaker = final(speaker)
    if fresh.status == Status.REJECTED:
        raise CurationError(f"{named(fresh)} is rejected; accept it before you reassign it.")
    if fresh.speaker == speaker:
        raise Needless(f"{named(fresh)} has that speaker already; accept it instead.")
    give(fresh, speaker, by)
    act.settles()
    return act.log(DecisionKind.REASSIGN, batch=batch)


def final(speaker: Speaker | None) -> Speaker | None:
    """The record that this one has become by mergers."""
    while speaker and speaker.merged_into:
        speaker = speaker.merged_into
    return speaker


def give(attribution: Attribution, speaker: Speaker | None, by: User) -> Attribution:
    """A corrected attribution to ``speaker`` in the place of one that is rejected."""
    hops = list(attribution.sources.all())
    settle(attribution, Status.REJECTED, by)
    kept: dict[str, Any] = {k: getattr(attribution, k) for k in ("source", "cue", "act", "negated")}
    corrected = Attribution.objects.create(
        statement=attribution.statement,
        speaker=speaker,
        confidence=1,
        status=Status.CORRECTED,
        decided_by=by,
        decided_at=timezone.now(),
        **kept,
    )
    Source.objects.bulk_create(
        Source(attribution=corrected, position=h.position, speaker=h.speaker, spans=h.spans)
        for h in hops
    )
    return corrected


def settle(attribution: Attribution, status: Status, by: User) -> None:
    attribution.status, attribution.decided_by, attribution.decided_at = status, by, timezone.now()
    attribution.save(update_fields=["status", "decided_by", "decided_at"])
