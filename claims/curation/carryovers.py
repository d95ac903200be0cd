"""From an article's earlier text to the newer one: what curators settled there.

What they settled holds for exactly the same words between the same words. Where they are only
nearly the same a curator is asked (``Carryover``), and answers with ``carry_over`` or ``dismiss``.
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
from claims.curation.anchors import Place
from claims.curation.annotations import Told
from claims.curation.errors import CurationConflict, CurationError, Needless
from claims.curation.log import Act, keeping
from claims.curation.settling import settle_as
from claims.models import Attribution, Carryover, Decision, DecisionKind, Reason, Statement, Status

SAME_WORDS = "As decided on the same words of the earlier text."
NEARLY = "As decided on the earlier text, whose words are nearly these."


@transaction.atomic
def carry(article: Article) -> Counter[str]:
    """Bring what was settled of the text that ``article`` supersedes; counts in words.

    Whatever was brought before, or proposed, or undone since, is left alone.
    """
    counts: Counter[str] = Counter()
    for old in article.supersedes.all():
        for statement in _settled(old):
            if kind := _carry(statement, old, article):
                counts[kind] += 1
    return counts


@transaction.atomic
def carry_over(proposal: Carryover, *, by: User, why: str = "") -> Decision:
    """Yes, it holds for these words too. Only where they are as long can evidence be kept."""
    fresh = _open(proposal)
    told = annotations.told(fresh.told)
    if told.anchor["exact"] != fresh.article.text[fresh.start : fresh.end]:
        raise CurationError(
            "The words are not the same, so nobody but you can say where they begin and end: "
            "settle the statement on its own page, then dismiss this."
        )
    shift = fresh.start - told.anchor["start"]
    with keeping(uid=fresh.uid):
        decision = settle_as(
            told, fresh.article, shift, by=by, why=why or NEARLY,
            carried_from=told.anchor["article"],
        )  # fmt: skip
    _answer(fresh, by, decision)
    return decision


@transaction.atomic
def dismiss(proposal: Carryover, *, by: User) -> None:
    """No, it does not hold here, or it is settled by now."""
    _answer(_open(proposal), by, None)


def _settled(article: Article) -> Iterator[Statement]:
    """The statements of an article on which a curator has the last word, in order of the text."""
    decided = Attribution.objects.filter(statement=OuterRef("pk"), decided_by__isnull=False)
    found = Statement.objects.filter(article=article).filter(
        Exists(decided) | Q(withdrawn_by__isnull=False)
    )
    yield from found.select_related("withdrawn_by").order_by("start", "pk")


def _carry(statement: Statement, old: Article, article: Article) -> str:
    uid = uuid5(NAMESPACE_URL, f"{article.text_sha256} {statement.key}")
    if Decision.objects.filter(uid=uid).exists() or Carryover.objects.filter(uid=uid).exists():
        return ""
    told, by = _told(statement, uid)
    live = told.settled["attribution"]
    if live and live["status"] == Status.UNREVIEWED and told.deed != DecisionKind.WITHHOLD:
        return ""  # what was settled of it is undone, or another speaker's
    place = anchors.find(article.text, told.anchor)
    if place is None or not place.exact:
        replay.propose(told, article, place)
        return "proposed" if place else "lost"
    return _settle(told, article, place, by, old)


def _settle(told: Told, article: Article, place: Place, by: User, old: Article) -> str:
    shift = place.start - told.anchor["start"]
    why = (
        f"{SAME_WORDS} {told.why}".strip()[:500] if told.deed != DecisionKind.WITHHOLD else told.why
    )
    try:
        with transaction.atomic(), keeping(uid=told.uid):
            settle_as(told, article, shift, by=by, why=why, carried_from=old.slug)
    except (Needless, CurationConflict):
        return ""  # somebody has settled the new text already
    return "carried"


def _told(statement: Statement, uid: UUID) -> tuple[Told, User]:
    """What stands of a statement, as one decision, and whose it is."""
    answers = statement.attributions.filter(decided_by__isnull=False)
    latest = answers.select_related("decided_by").order_by("decided_at").last()
    by: Any = statement.withdrawn_by or (latest and latest.decided_by)
    act = Act(statement, by=by, why="")
    anchor, state = act.now()
    deed, reason = _deed(statement, state["attribution"]), ""
    why = statement.withdrawn_why if deed == DecisionKind.WITHHOLD else ""
    judged = state
    if deed == DecisionKind.REJECT and latest:
        judged = {**state, "attribution": _answer_of(act, latest.pk)}
        rejection = statement.decisions.filter(deed=DecisionKind.REJECT).order_by("-pk").first()
        reason = (rejection and rejection.reason) or Reason.OTHER.value
        why = rejection.why if rejection else ""
    told = Told(
        uid=uid,
        deed=deed,
        by=by.username,
        at=timezone.now(),
        reason=reason,
        why=why,
        anchor=anchor,
        judged=judged,
        settled=state,
    )
    return told, by


def _deed(statement: Statement, live: dict[str, Any] | None) -> str:
    if statement.withdrawn_by:
        return DecisionKind.WITHHOLD
    if live is None:
        return DecisionKind.REJECT
    return DecisionKind.ACCEPT if live["status"] == Status.ACCEPTED else DecisionKind.EDIT


def _answer_of(act: Act, pk: int) -> dict[str, Any]:
    return next(one for one in act.state["attributions"] if one["id"] == pk)


def _open(proposal: Carryover) -> Carryover:
    fresh = (
        Carryover.objects.select_for_update(of=("self",))
        .select_related("article")
        .get(pk=proposal.pk)
    )
    if fresh.answered_at:
        raise CurationConflict(f"{fresh.answered_by} has answered this already.")
    return fresh


def _answer(proposal: Carryover, by: User, decision: Decision | None) -> None:
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.decision = decision
    proposal.save(update_fields=["answered_by", "answered_at", "decision"])
