"""Carry-over of decisions from an article's earlier text to the newer one.

A decision holds for exactly the same words in the same context. Where the words are only similar a
curator is asked (``Carryover``), and answers with ``carry_over`` or ``dismiss``.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article
from claims.curation import anchors, annotations, replay
from claims.curation.anchors import AnchorMatch
from claims.curation.annotations import PortableDecision
from claims.curation.applying import apply_decision
from claims.curation.errors import CurationError, NothingToDo, StaleStatement
from claims.curation.log import Origin
from claims.curation.statement_transaction import StatementTransaction
from claims.curation.states import AttributionState
from claims.models import Attribution, Carryover, Decision, DecisionKind, Reason, Statement, Status

WHY_SAME_WORDS = "As decided on the same words of the earlier text."
WHY_SIMILAR_WORDS = "As decided on the earlier text, whose words are nearly these."


@transaction.atomic(savepoint=False)
def carry_decisions(article: Article) -> Counter[str]:
    """Carry the decisions on the text that ``article`` supersedes; counts by result.

    Whatever was carried before, or proposed, or undone since, is left alone.
    """
    counts: Counter[str] = Counter()
    for old in article.supersedes.all():
        for statement in _settled_statements(old):
            if kind := _carry(statement, old, article):
                counts[kind] += 1
    return counts


@transaction.atomic
def carry_over(proposal: Carryover, *, by: User, why: str = "") -> Decision:
    """Accept a proposal: the decision holds for these words too. They must be the same words."""
    locked = _lock_unanswered(proposal)
    portable = annotations.parse_annotation(locked.annotation)
    if portable.anchor["exact"] != locked.article.text[locked.start : locked.end]:
        raise CurationError(
            "The words are not the same, so nobody but you can say where they begin and end: "
            "settle the statement on its own page, then dismiss this."
        )
    shift = locked.start - portable.anchor["start"]
    origin = Origin(locked.uid, carried_from=portable.anchor["article"])
    why = why or WHY_SIMILAR_WORDS
    decision = apply_decision(portable, locked.article, shift, by=by, why=why, origin=origin)
    _answer(locked, by, decision)
    return decision


@transaction.atomic
def dismiss(proposal: Carryover, *, by: User) -> None:
    """Dismiss a proposal: the decision does not hold here, or the statement is settled by now."""
    _answer(_lock_unanswered(proposal), by, None)


def _settled_statements(article: Article) -> Iterator[Statement]:
    """The statements of an article that a curator has settled, in order of the text."""
    decided = Attribution.objects.filter(statement=OuterRef("pk"), decided_by__isnull=False)
    statements = Statement.objects.filter(article=article).filter(
        Exists(decided) | Q(withdrawn_by__isnull=False)
    )
    yield from statements.select_related("withdrawn_by").order_by("start", "pk")


def _carry(statement: Statement, old: Article, article: Article) -> str:
    uid = uuid5(NAMESPACE_URL, f"{article.text_sha256} {statement.key}")
    if Decision.objects.filter(uid=uid).exists() or Carryover.objects.filter(uid=uid).exists():
        return ""
    portable, by = _as_decision(statement, uid)
    live = portable.state_after["attribution"]
    if live and live["status"] == Status.UNREVIEWED and portable.deed != DecisionKind.WITHHOLD:
        return ""  # what was settled of it is undone, or another speaker's
    match = anchors.find_anchor(article.text, portable.anchor)
    if match is None or not match.exact:
        replay.propose(portable, article, match)
        return "proposed" if match else "lost"
    return _apply(portable, article, match, by, old)


def _apply(
    portable: PortableDecision, article: Article, match: AnchorMatch, by: User, old: Article
) -> str:
    shift = match.start - portable.anchor["start"]
    why = (
        f"{WHY_SAME_WORDS} {portable.why}".strip()[:500]
        if portable.deed != DecisionKind.WITHHOLD
        else portable.why
    )
    try:
        with transaction.atomic():
            origin = Origin(portable.uid, carried_from=old.slug)
            apply_decision(portable, article, shift, by=by, why=why, origin=origin)
    except (NothingToDo, StaleStatement):
        return ""  # somebody has settled the new text already
    return "carried"


def _as_decision(statement: Statement, uid: UUID) -> tuple[PortableDecision, User]:
    """The state of a statement as one decision, and the curator who settled it."""
    attributions = statement.attributions.filter(decided_by__isnull=False)
    latest = attributions.select_related("decided_by").order_by("decided_at").last()
    by: Any = statement.withdrawn_by or (latest and latest.decided_by)
    change = StatementTransaction(statement, by=by, why="")
    state = change.state
    deed, reason = _decision_kind(statement, state.live), ""
    why = statement.withdrawn_why if deed == DecisionKind.WITHHOLD else ""
    judged = state.live
    if deed == DecisionKind.REJECT and latest:
        judged = state.attribution(latest.pk)
        rejection = statement.decisions.filter(deed=DecisionKind.REJECT).order_by("-pk").first()
        reason = (rejection and rejection.reason) or Reason.OTHER.value
        why = rejection.why if rejection else ""
    portable = PortableDecision(
        uid=uid,
        deed=deed,
        by=by.username,
        at=timezone.now(),
        reason=reason,
        why=why,
        anchor=change.anchor_before(),
        state_before=state.to_json(judged),
        state_after=state.to_json(state.live),
    )
    return portable, by


def _decision_kind(statement: Statement, live: AttributionState | None) -> str:
    if statement.withdrawn_by:
        return DecisionKind.WITHHOLD
    if live is None:
        return DecisionKind.REJECT
    return DecisionKind.ACCEPT if live.status == Status.ACCEPTED else DecisionKind.EDIT


def _lock_unanswered(proposal: Carryover) -> Carryover:
    locked = (
        Carryover.objects.select_for_update(of=("self",))
        .select_related("article")
        .get(pk=proposal.pk)
    )
    if locked.answered_at:
        raise StaleStatement(f"{locked.answered_by} has already answered this.")
    return locked


def _answer(proposal: Carryover, by: User, decision: Decision | None) -> None:
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.decision = decision
    proposal.save(update_fields=["answered_by", "answered_at", "decision"])
