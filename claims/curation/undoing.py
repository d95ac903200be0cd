"""Taking decisions back, and doing them again by taking that back."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction

from claims.curation import changes
from claims.curation.bulk import Tally, each
from claims.curation.errors import CurationConflict, CurationError
from claims.curation.log import lock_article, reason_given, written
from claims.locks import lock_speakers
from claims.models import Decision, DecisionKind


@transaction.atomic
def undo(decision: Decision, *, by: User, why: str = "", batch: UUID | None = None) -> Decision:
    """Bring back what stood before a decision; undo the undoing to do it again.

    Raises ``CurationConflict`` where what it changed has changed since.
    """
    why = reason_given(why)
    _lock(decision)
    later = Decision.objects.filter(undoes=decision).select_related("by").first()
    if later:
        raise CurationConflict(f"This was undone already, {later.at:%Y-%m-%d %H:%M} by {later.by}.")
    changes.take_back(decision.before, decision.after)
    return written(
        deed=DecisionKind.REDO if decision.deed == DecisionKind.UNDO else DecisionKind.UNDO,
        by=by,
        why=why,
        statement_id=decision.statement_id,
        article_id=decision.article_id,
        speaker_id=decision.speaker_id,
        other_id=decision.other_id,
        anchor=decision.anchor,
        judged=decision.settled,
        settled=decision.judged,
        before=decision.after,
        after=decision.before,
        batch=batch,
        undoes=decision,
        root_id=decision.root_id or decision.pk,
    )


def undo_all(decisions: Iterable[Decision], *, by: User, why: str = "") -> Tally:
    """Undo each that can be, the latest first."""
    latest = sorted(decisions, key=lambda one: one.pk, reverse=True)
    return each(latest, lambda one, batch: undo(one, by=by, why=why, batch=batch))


@transaction.atomic
def undo_batch(batch: UUID, *, by: User, why: str = "") -> Tally:
    """Undo a bulk act as one: all of it, or nothing. The undoings are a batch in their turn."""
    tally = Tally(batch=uuid4())
    found = Decision.objects.filter(batch=batch, undone_by=None).order_by("-pk")
    for decision in found.select_for_update(of=("self",)):
        tally.decisions.append(undo(decision, by=by, why=why, batch=tally.batch))
    if not tally.decisions:
        raise CurationError("Of this bulk act nothing is left to undo.")
    return tally


def _lock(decision: Decision) -> None:
    if decision.article_id:
        lock_article(decision.article_id)
    else:
        lock_speakers()
