"""Apply a decision that was made on another text or in another database to a statement here."""

from typing import Any, Unpack

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from claims.curation.annotations import PortableDecision
from claims.curation.attributions import set_status
from claims.curation.errors import NothingToDo, StaleStatement
from claims.curation.log import Origin, Signature
from claims.curation.speakers import create_speaker
from claims.curation.statement_transaction import StatementTransaction
from claims.curation.states import AttributionState, SpeakerState, StatementState
from claims.curation.writing import (
    VISIBLE,
    StatementEdit,
    content_columns,
    reserve_statement,
    set_statement,
    write_evidence,
    write_statement,
)
from claims.extraction.folding import fold_name
from claims.models import Attribution, Decision, DecisionKind, Reason, Speaker, Statement, Status

WITHHOLDING = (DecisionKind.WITHHOLD, DecisionKind.RELEASE)


def apply_decision(
    decision: PortableDecision,
    article: Article,
    shift: int,
    **signature: Unpack[Signature],
) -> Decision:
    """Apply a decision on a statement to the words ``shift`` code points further on.

    Raises ``NothingToDo`` where it is so already, ``StaleStatement`` where somebody has settled it
    otherwise here.
    """
    before = StatementState.from_json(decision.state_before).shifted(shift)
    after = StatementState.from_json(decision.state_after).shifted(shift)
    statement = statement_at(article, before.content) or statement_at(article, after.content)
    if statement is None:
        statement = reserve_statement(article, content_columns(article.text, before.content))
    change = StatementTransaction(statement, **signature)
    if decision.deed in WITHHOLDING:
        _withhold(change, decision)
    else:
        _refuse_conflicts(change, decision, before, after)
        _write(change, before, after)
        change.clear_disagreement()
    return change.log(DecisionKind(decision.deed), reason=decision.reason)


def signature_of(decision: PortableDecision, by: User) -> Signature:
    """The arguments by which every copy names its curator, reason and origin."""
    origin = Origin(decision.uid, decision.at, decision.batch)
    return {"by": by, "why": decision.why, "origin": origin}


def find_speaker(state: SpeakerState | None, article: Article | None = None) -> Speaker | None:
    """The record of a described speaker, even if it was merged; None if there is none.

    A speaker without a name is looked for in ``article``.
    """
    if state is None:
        return None
    if state.text_sha256:
        return Speaker.objects.filter(article=article, name=state.name).first()
    if state.identity:
        identity = fold_name(state.identity)  # an older log may have it folded otherwise
        return Speaker.objects.filter(identity=identity).first()
    by_slug = Speaker.objects.filter(slug=state.slug).first()
    return by_slug if by_slug and fold_name(by_slug.name) == fold_name(state.name) else None


def get_speaker(state: SpeakerState, article: Article | None = None) -> Speaker:
    """The record of a described speaker, created if there is none."""
    return find_speaker(state, article) or create_speaker(
        state.name,
        state.kind,
        party=state.party,
        role=state.role,
        article=article if state.text_sha256 else None,
        namesake=not state.identity,
        slug=state.slug,
    )


def statement_at(article: Article, content: Any) -> Statement | None:
    """The statement of just these spans, one that is not withdrawn before all others."""
    statements = Statement.objects.filter(article=article, content=content).order_by("pk")
    return statements.filter(withdrawn_at=None).first() or statements.last()


def _refuse_conflicts(
    change: StatementTransaction,
    decision: PortableDecision,
    before: StatementState,
    after: StatementState,
) -> None:
    current, article = change.state, change.article
    facts = _facts(current, current.live, article)
    if facts == _facts(after, after.logged_attribution, article) and current.attributions:
        raise NothingToDo("It is so already.")
    if _is_about_another(decision, before.logged_attribution, current.live, article):
        raise NothingToDo("The extractor names another speaker here.")
    decided = any(item.decided_at for item in current.attributions)
    settled = change.statement.withdrawn_by_id or decided
    if settled and facts != _facts(before, before.logged_attribution, article):
        raise StaleStatement(
            f"“{change.statement}” ({change.statement.key}) is settled otherwise here; "
            "see its history.",
            expected=before,
            current=current,
        )


def _is_about_another(
    decision: PortableDecision,
    rejected: AttributionState | None,
    live: AttributionState | None,
    article: Article,
) -> bool:
    """A rejection of a speaker, where the extractor now names another one of its own accord."""
    if decision.deed != DecisionKind.REJECT:
        return False
    if decision.reason not in (Reason.WRONG_SPEAKER, Reason.OTHER) or not (live and rejected):
        return False
    return _speaker_id(live.speaker, article) != _speaker_id(rejected.speaker, article)


def _facts(
    state: StatementState, attribution: AttributionState | None, article: Article
) -> tuple[Any, ...]:
    """The values that are compared: two states with the same facts are the same."""
    facts = (state.content, state.quotation, state.mode, state.about, state.withdrawn)
    if attribution is None:
        return (*facts, None)
    hops = [(_speaker_id(hop.speaker, article), hop.spans) for hop in attribution.hops]
    names = ("status", "source", "cue", "act", "negated")
    values = [getattr(attribution, name) for name in names]
    return (*facts, (_speaker_id(attribution.speaker, article), hops, values))


def _speaker_id(state: SpeakerState | None, article: Article) -> object:
    speaker = find_speaker(state, article)
    return speaker.follow_merges().pk if speaker else state and state.name


def _withhold(change: StatementTransaction, decision: PortableDecision) -> None:
    withheld = decision.deed == DecisionKind.WITHHOLD
    if withheld == bool(change.statement.withdrawn_at and change.statement.withdrawn_by_id):
        raise NothingToDo("It is so already.")
    when, who = (timezone.now(), change.by) if withheld else (None, None)
    why = change.why if withheld else ""
    set_statement(change.statement, withdrawn_at=when, withdrawn_why=why, withdrawn_by=who)


def _write(change: StatementTransaction, before: StatementState, after: StatementState) -> None:
    edit = StatementEdit(
        content=after.content, quotation=after.quotation, mode=after.mode, about=after.about
    )
    write_statement(change, edit, **({} if after.withdrawn else VISIBLE))
    live = change.statement.attributions.live().first()
    described = after.logged_attribution
    change.attribution = live
    if described is None:
        rejected = before.logged_attribution
        if live is None and rejected is not None:
            live = _write_attribution(change, Attribution(), rejected, Status.REJECTED)
        assert live is not None  # a rejection names the attribution that it rejects
        change.attribution = live
        set_status(live, Status.REJECTED, change.by)
        return
    if live and live.speaker != _speaker(described.speaker, change.article):
        set_status(live, Status.REJECTED, change.by)
        live = None
    _write_attribution(change, live or Attribution(), described, described.status)


def _write_attribution(
    change: StatementTransaction, row: Attribution, state: AttributionState, status: str
) -> Attribution:
    """Write a row of an attribution as its state has it."""
    row.statement, row.speaker = change.statement, _speaker(state.speaker, change.article)
    row.confidence, row.extractor_version = state.confidence, state.extractor_version
    hops: Any = [(_speaker(hop.speaker, change.article), hop.spans) for hop in state.hops]
    names = ("source", "cue", "act", "negated", "role")
    edit = StatementEdit(hops=hops, **{name: getattr(state, name) for name in names})
    write_evidence(change, row, edit, status)
    return row


def _speaker(state: SpeakerState | None, article: Article) -> Speaker | None:
    return get_speaker(state, article).follow_merges() if state else None
