"""Apply a decision that was made on another text or in another database to a statement here."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from claims.curation.annotations import PortableDecision
from claims.curation.attributions import follow_merges, set_status
from claims.curation.errors import NothingToDo, StaleStatement
from claims.curation.log import Origin
from claims.curation.speakers import create_speaker
from claims.curation.statement_transaction import StatementTransaction
from claims.curation.writing import (
    content_columns,
    reserve_statement,
    set_about,
    set_hops,
    set_statement,
    write_attribution,
)
from claims.extraction.folding import fold_name
from claims.models import Attribution, Decision, DecisionKind, Reason, Speaker, Statement, Status

WITHHOLDING = (DecisionKind.WITHHOLD, DecisionKind.RELEASE)


def apply_decision(
    decision: PortableDecision,
    article: Article,
    shift: int,
    *,
    by: User,
    why: str,
    origin: Origin | None = None,
) -> Decision:
    """Apply a decision on a statement to the words ``shift`` code points further on.

    Raises ``NothingToDo`` where it is so already, ``StaleStatement`` where somebody has settled it
    otherwise here.
    """
    before, after = (
        _shifted(state, shift) for state in (decision.state_before, decision.state_after)
    )
    statement = _at(article, before["content"]) or _at(article, after["content"])
    if statement is None:
        statement = reserve_statement(article, content_columns(article.text, before["content"]))
    change = StatementTransaction(statement, by=by, why=why, origin=origin)
    if decision.deed in WITHHOLDING:
        _withhold(change, decision)
    else:
        _refuse_conflicts(change, decision, before, after)
        _write(change, decision, before, after)
        change.clear_disagreement()
    return change.log(
        DecisionKind(decision.deed), **({"reason": decision.reason} if decision.reason else {})
    )


def find_speaker(
    described: dict[str, Any] | None, article: Article | None = None
) -> Speaker | None:
    """The record of a described speaker, even if it was merged; None if there is none.

    A speaker without a name is looked for in ``article``.
    """
    if described is None:
        return None
    if described.get("text_sha256"):
        return Speaker.objects.filter(article=article, name=described["name"]).first()
    if described["identity"]:
        identity = fold_name(described["identity"])  # an older log may have it folded otherwise
        return Speaker.objects.filter(identity=identity).first()
    by_slug = Speaker.objects.filter(slug=described["slug"]).first()
    return by_slug if by_slug and fold_name(by_slug.name) == fold_name(described["name"]) else None


def get_speaker(described: dict[str, Any], article: Article | None = None) -> Speaker:
    """The record of a described speaker, created if there is none."""
    return find_speaker(described, article) or create_speaker(
        described["name"],
        described["kind"],
        party=described["party"],
        role=described.get("role", ""),
        article=article if described.get("text_sha256") else None,
        namesake=not described["identity"],
        slug=described["slug"],
    )


def _at(article: Article, content: Any) -> Statement | None:
    statements = Statement.objects.filter(article=article, content=content).order_by("pk")
    return statements.filter(withdrawn_at=None).first() or statements.last()


def _shifted(state: dict[str, Any], shift: int) -> dict[str, Any]:
    """A state whose spans stand ``shift`` further on."""

    def shift_spans(spans: Any) -> list[list[int]]:
        return [[start + shift, end + shift] for start, end in spans]

    answer = state["attribution"]
    if answer:
        hops = [{**hop, "spans": shift_spans(hop["spans"])} for hop in answer["hops"]]
        spans = {name: shift_spans(answer[name]) for name in ("source", "cue")}
        answer = {**answer, **spans, "hops": hops}
    return {**state, "content": shift_spans(state["content"]), "attribution": answer}


def _refuse_conflicts(
    change: StatementTransaction,
    decision: PortableDecision,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    state = change.state
    attributions = state.pop("attributions")
    live = next((item for item in attributions if item["status"] != Status.REJECTED), None)
    now = _facts({**state, "attribution": live}, change.article)
    if now == _facts(after, change.article) and (live or attributions):
        raise NothingToDo("It is so already.")
    if _is_about_another(decision, before, live, change.article):
        raise NothingToDo("The extractor names another speaker here.")
    settled = change.statement.withdrawn_by_id or any(item["decided_at"] for item in attributions)
    if settled and now != _facts(before, change.article):
        raise StaleStatement(
            f"“{change.statement}” ({change.statement.key}) is settled otherwise here; "
            "see its history.",
            expected=before,
            current=change.state,
        )


def _is_about_another(decision: PortableDecision, before: Any, live: Any, article: Article) -> bool:
    """A rejection of a speaker, where the extractor now names another one of its own accord."""
    if decision.deed != DecisionKind.REJECT or decision.reason not in (
        Reason.WRONG_SPEAKER,
        Reason.OTHER,
    ):
        return False
    rejected = before["attribution"]
    return bool(live and rejected) and _speaker_id(live["speaker"], article) != _speaker_id(
        rejected["speaker"], article
    )


def _facts(state: dict[str, Any], article: Article) -> tuple[Any, ...]:
    """What is compared of a state: two with the same facts say the same."""
    answer = state["attribution"]
    about = sorted(state["about"])
    facts = (state["content"], state["quotation"], state["mode"], about, state["withdrawn"])
    if answer is None:
        return (*facts, None)
    hops = [(_speaker_id(hop["speaker"], article), hop["spans"]) for hop in answer["hops"]]
    copied = [answer[name] for name in ("status", "source", "cue", "act", "negated")]
    return (*facts, (_speaker_id(answer["speaker"], article), hops, copied))


def _speaker_id(described: dict[str, Any] | None, article: Article) -> object:
    speaker = follow_merges(find_speaker(described, article))
    return speaker.pk if speaker else described and described["name"]


def _withhold(change: StatementTransaction, decision: PortableDecision) -> None:
    withheld = decision.deed == DecisionKind.WITHHOLD
    if withheld == bool(change.statement.withdrawn_at and change.statement.withdrawn_by_id):
        raise NothingToDo("It is so already.")
    when, who = (timezone.now(), change.by) if withheld else (None, None)
    why = change.why if withheld else ""
    set_statement(change.statement, withdrawn_at=when, withdrawn_why=why, withdrawn_by=who)


def _write(
    change: StatementTransaction,
    decision: PortableDecision,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    kind = {"quotation": after["quotation"], "mode": after["mode"]}
    visible: dict[str, Any] = {}
    if not after["withdrawn"]:
        visible = {"withdrawn_at": None, "withdrawn_why": "", "withdrawn_by": None}
    place = content_columns(change.article.text, after["content"])
    set_statement(change.statement, **{**place, **kind, **visible})
    set_about(change.statement, after["about"])
    live = change.statement.attributions.live().first()
    answer = after["attribution"]
    if answer is None:
        change.attribution = live or _write_attribution(
            change, Attribution(), before, Status.REJECTED
        )
        set_status(change.attribution, Status.REJECTED, change.by)
        return
    change.attribution = live
    speaker = _speaker(answer["speaker"], change.article)
    if live and live.speaker != speaker:
        set_status(live, Status.REJECTED, change.by)
        live = None
    _write_attribution(change, live or Attribution(), after, answer["status"])


def _write_attribution(
    change: StatementTransaction, answer: Attribution, state: dict[str, Any], status: str
) -> Attribution:
    """Write an attribution as a state has it."""
    described = state["attribution"]
    answer.statement, answer.speaker = (
        change.statement,
        _speaker(described["speaker"], change.article),
    )
    copied = ("role", "act", "negated", "confidence", "extractor_version")
    spans = {name: tuple(map(tuple, described[name])) for name in ("source", "cue")}
    write_attribution(answer, change.by, status, **{k: described[k] for k in copied}, **spans)
    hops = [(_speaker(hop["speaker"], change.article), hop["spans"]) for hop in described["hops"]]
    set_hops(answer, hops, change.article.text)
    return answer


def _speaker(described: dict[str, Any] | None, article: Article) -> Any:
    return follow_merges(get_speaker(described, article)) if described else None
