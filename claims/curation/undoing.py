"""Undo and redo of decisions; a redo is the undo of an undo."""

from collections.abc import Iterable
from typing import Unpack
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction

from claims import appearances
from claims.curation import snapshots
from claims.curation.bulk import BulkResult, apply_to_each
from claims.curation.errors import CurationError, StaleStatement
from claims.curation.log import Signature, checked, write_decision
from claims.curation.statement_transaction import lock_article
from claims.locks import lock_recording, lock_speakers
from claims.models import Decision, DecisionKind


@transaction.atomic
def undo(
    decision: Decision,
    **signature: Unpack[Signature],
) -> Decision:
    """Bring back what stood before a decision; undo the undoing to do it again.

    Raises ``StaleStatement`` where what it changed has changed since.
    """
    signature = checked(signature)
    _lock(decision)
    later = Decision.objects.filter(undoes=decision).select_related("by").first()
    if later:
        raise StaleStatement(f"This was undone already, {later.at:%Y-%m-%d %H:%M} by {later.by}.")
    snapshots.undo_diff(decision.diff_before, decision.diff_after)
    if _is_on_article(decision) and decision.article:
        appearances.refresh(decision.article)
    return write_decision(
        signature,
        deed=DecisionKind.REDO if decision.deed == DecisionKind.UNDO else DecisionKind.UNDO,
        statement_id=decision.statement_id,
        article_id=decision.article_id,
        speaker_id=decision.speaker_id,
        other_id=decision.other_id,
        anchor=decision.anchor,
        state_before=decision.state_after,
        state_after=decision.state_before,
        diff_before=decision.diff_after,
        diff_after=decision.diff_before,
        undoes=decision,
        root_id=decision.root_id or decision.pk,
    )


def undo_all(decisions: Iterable[Decision], *, by: User, why: str = "") -> BulkResult:
    """Undo each that can be, the latest first."""
    latest = sorted(decisions, key=lambda decision: decision.pk, reverse=True)
    return apply_to_each(
        latest, lambda decision, batch: undo(decision, by=by, why=why, batch=batch)
    )


@transaction.atomic
def undo_batch(batch: UUID, *, by: User, why: str = "") -> BulkResult:
    """Undo a bulk act as one: all of it, or nothing. The undoings are a batch in their turn."""
    result = BulkResult(batch=uuid4())
    decisions = Decision.objects.filter(batch=batch, undone_by=None).order_by("-pk")
    for decision in decisions.select_for_update(of=("self",)):
        result.decisions.append(undo(decision, by=by, why=why, batch=result.batch))
    if not result.decisions:
        raise CurationError("Nothing of this bulk decision is left to undo.")
    return result


def _is_on_article(decision: Decision) -> bool:
    """Whether it withheld or released an article, or marked it as reviewed."""
    return decision.article_id is not None and decision.statement_id is None


def _lock(decision: Decision) -> None:
    if _is_on_article(decision):
        lock_recording()
    if decision.article_id:
        lock_article(decision.article_id)
    else:
        lock_speakers()
