"""Decisions on an attribution: accept, reject or reassign it."""

from typing import Any, Unpack

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.curation.errors import CurationError, NothingToDo, StaleStatement
from claims.curation.log import Signature
from claims.curation.statement_transaction import describe_attribution, open_attribution
from claims.models import Attribution, Decision, DecisionKind, Reason, Source, Speaker, Status


@transaction.atomic
def accept(
    attribution: Attribution,
    *,
    expected_token: str = "",
    **signature: Unpack[Signature],
) -> Decision:
    """Accept an attribution: these are that speaker's words. A rejected one can be accepted again.

    For a settled one that the extractor disputes: it stays as it is.
    """
    change, current = open_attribution(attribution, expected_token=expected_token, **signature)
    if current.status in (Status.ACCEPTED, Status.CORRECTED):
        if change.statement.disagreement is not None:
            change.clear_disagreement()
            return change.log(DecisionKind.ACCEPT)
        raise NothingToDo(
            f"{describe_attribution(current)} is {current.status} already; there is nothing to do."
        )
    if current.status == Status.REJECTED and change.statement.attributions.live().exists():
        raise StaleStatement(
            f"{describe_attribution(current)} has another attribution by now; "
            "reject that one first.",
            current=change.state,
        )
    set_status(current, Status.ACCEPTED, change.by)
    change.clear_disagreement()
    return change.log(DecisionKind.ACCEPT)


@transaction.atomic
def reject(
    attribution: Attribution,
    *,
    reason: str = Reason.OTHER,
    expected_token: str = "",
    **signature: Unpack[Signature],
) -> Decision:
    """Reject an attribution. It stays as history, and readers no longer see it.

    Without a ``reason`` from the list, ``why`` is required.
    """
    change, current = open_attribution(attribution, expected_token=expected_token, **signature)
    if current.status == Status.REJECTED:
        raise NothingToDo(
            f"{describe_attribution(current)} is already rejected; there is nothing to do."
        )
    if reason not in Reason.values:
        raise CurationError(
            f"{reason!r} is not a reason; choose one of {', '.join(Reason.values)}."
        )
    if reason == Reason.OTHER and not change.why:
        raise CurationError(
            f"Say why {describe_attribution(current)} is rejected, e.g. “not a statement”."
        )
    set_status(current, Status.REJECTED, change.by)
    change.clear_disagreement()
    return change.log(DecisionKind.REJECT, reason=reason)


@transaction.atomic
def reassign(
    attribution: Attribution,
    speaker: Speaker | None,
    *,
    expected_token: str = "",
    **signature: Unpack[Signature],
) -> Decision:
    """Reassign the words to another speaker, or to none. The old attribution stays, rejected.

    Cue, act and chain are copied. The role is not: it belongs to the speaker who was wrong.
    """
    change, current = open_attribution(attribution, expected_token=expected_token, **signature)
    speaker = follow_merges(speaker)
    if current.status == Status.REJECTED:
        raise CurationError(
            f"{describe_attribution(current)} is rejected; accept it before you reassign it."
        )
    if current.speaker == speaker:
        raise NothingToDo(
            f"{describe_attribution(current)} already has that speaker; accept it instead."
        )
    replace_attribution(current, speaker, change.by)
    change.clear_disagreement()
    return change.log(DecisionKind.REASSIGN)


def follow_merges(speaker: Speaker | None) -> Speaker | None:
    return speaker and speaker.follow_merges()


def replace_attribution(attribution: Attribution, speaker: Speaker | None, by: User) -> Attribution:
    """Reject an attribution and write a corrected one to ``speaker`` in its place."""
    hops = list(attribution.sources.all())
    set_status(attribution, Status.REJECTED, by)
    copied: dict[str, Any] = {
        k: getattr(attribution, k) for k in ("source", "cue", "act", "negated")
    }
    corrected = Attribution.objects.create(
        statement=attribution.statement,
        speaker=speaker,
        confidence=1,
        status=Status.CORRECTED,
        decided_by=by,
        decided_at=timezone.now(),
        **copied,
    )
    Source.objects.bulk_create(
        Source(attribution=corrected, position=hop.position, speaker=hop.speaker, spans=hop.spans)
        for hop in hops
    )
    return corrected


def set_status(attribution: Attribution, status: Status, by: User) -> None:
    attribution.status, attribution.decided_by, attribution.decided_at = status, by, timezone.now()
    attribution.save(update_fields=["status", "decided_by", "decided_at"])
