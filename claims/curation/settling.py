"""Make a statement, here, what a decision has made it elsewhere: in another text or database."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from claims.curation.annotations import Told
from claims.curation.attributions import final, settle
from claims.curation.errors import CurationConflict, Needless
from claims.curation.log import Act
from claims.curation.speakers import make
from claims.curation.writing import correct, place_of, reserve, set_about, set_hops, set_statement
from claims.extraction.folding import fold_name
from claims.models import Attribution, Decision, DecisionKind, Reason, Speaker, Statement, Status

WITHHOLDING = (DecisionKind.WITHHOLD, DecisionKind.RELEASE)


def settle_as(
    told: Told, article: Article, shift: int, *, by: User, why: str, carried_from: str = ""
) -> Decision:
    """Apply a decision on a statement to the words ``shift`` code points further on.

    The log keeps ``carried_from``, the slug of the earlier article where it was decided.

    Raises ``Needless`` where it is so already, ``CurationConflict`` where somebody has settled it
    otherwise here.
    """
    before, after = (_shifted(state, shift) for state in (told.judged, told.settled))
    statement = _at(article, before["content"]) or _at(article, after["content"])
    if statement is None:
        statement = reserve(article, place_of(article.text, before["content"]))
    act = Act(statement, by=by, why=why)
    act.carried_from = carried_from
    if told.deed in WITHHOLDING:
        _withhold(act, told)
    else:
        _refuse(act, told, before, after)
        _write(act, told, before, after)
        act.settles()
    return act.log(DecisionKind(told.deed), **({"reason": told.reason} if told.reason else {}))


def find_speaker(told: dict[str, Any] | None, article: Article | None = None) -> Speaker | None:
    """The record here of a speaker in words, itself if it was merged; None if there is none.

    Somebody who is not named is looked for in ``article``.
    """
    if told is None:
        return None
    if told.get("text_sha256"):
        return Speaker.objects.filter(article=article, name=told["name"]).first()
    if told["identity"]:
        identity = fold_name(told["identity"])  # an older log may have it folded otherwise
        return Speaker.objects.filter(identity=identity).first()
    there = Speaker.objects.filter(slug=told["slug"]).first()
    return there if there and fold_name(there.name) == fold_name(told["name"]) else None


def get_speaker(told: dict[str, Any], article: Article | None = None) -> Speaker:
    """The record here of a speaker in words, made if there is none."""
    return find_speaker(told, article) or make(
        told["name"],
        told["kind"],
        party=told["party"],
        role=told.get("role", ""),
        article=article if told.get("text_sha256") else None,
        namesake=not told["identity"],
        slug=told["slug"],
    )


def _at(article: Article, content: Any) -> Statement | None:
    found = Statement.objects.filter(article=article, content=content).order_by("pk")
    return found.filter(withdrawn_at=None).first() or found.last()


def _shifted(state: dict[str, Any], shift: int) -> dict[str, Any]:
    """A state whose spans stand ``shift`` further on."""

    def moved(spans: Any) -> list[list[int]]:
        return [[start + shift, end + shift] for start, end in spans]

    answer = state["attribution"]
    if answer:
        hops = [{**hop, "spans": moved(hop["spans"])} for hop in answer["hops"]]
        spans = {name: moved(answer[name]) for name in ("source", "cue")}
        answer = {**answer, **spans, "hops": hops}
    return {**state, "content": moved(state["content"]), "attribution": answer}


def _refuse(act: Act, told: Told, before: dict[str, Any], after: dict[str, Any]) -> None:
    state = act.state
    answers = state.pop("attributions")
    live = next((one for one in answers if one["status"] != Status.REJECTED), None)
    now = _facts({**state, "attribution": live}, act.article)
    if now == _facts(after, act.article) and (live or answers):
        raise Needless("It is so already.")
    if _is_about_another(told, before, live, act.article):
        raise Needless("The extractor names another speaker here.")
    settled = act.statement.withdrawn_by_id or any(one["decided_at"] for one in answers)
    if settled and now != _facts(before, act.article):
        raise CurationConflict(
            f"“{act.statement}” ({act.statement.key}) is settled otherwise here; see its history.",
            seen=before,
            now=act.state,
        )


def _is_about_another(told: Told, before: Any, live: Any, article: Article) -> bool:
    """A rejection of a speaker, where the extractor now names another one of its own accord."""
    if told.deed != DecisionKind.REJECT or told.reason not in (Reason.WRONG_SPEAKER, Reason.OTHER):
        return False
    judged = before["attribution"]
    return bool(live and judged) and _who(live["speaker"], article) != _who(
        judged["speaker"], article
    )


def _facts(state: dict[str, Any], article: Article) -> tuple[Any, ...]:
    """What is compared of a state: two with the same facts say the same."""
    answer = state["attribution"]
    about = sorted(state["about"])
    facts = (state["content"], state["quotation"], state["mode"], about, state["withdrawn"])
    if answer is None:
        return (*facts, None)
    hops = [(_who(hop["speaker"], article), hop["spans"]) for hop in answer["hops"]]
    kept = [answer[name] for name in ("status", "source", "cue", "act", "negated")]
    return (*facts, (_who(answer["speaker"], article), hops, kept))


def _who(told: dict[str, Any] | None, article: Article) -> object:
    speaker = final(find_speaker(told, article))
    return speaker.pk if speaker else told and told["name"]


def _withhold(act: Act, told: Told) -> None:
    gone = told.deed == DecisionKind.WITHHOLD
    if gone == bool(act.statement.withdrawn_at and act.statement.withdrawn_by_id):
        raise Needless("It is so already.")
    when, who = (timezone.now(), act.by) if gone else (None, None)
    why = act.why if gone else ""
    set_statement(act.statement, withdrawn_at=when, withdrawn_why=why, withdrawn_by=who)


def _write(act: Act, told: Told, before: dict[str, Any], after: dict[str, Any]) -> None:
    kind = {"quotation": after["quotation"], "mode": after["mode"]}
    shown: dict[str, Any] = {}
    if not after["withdrawn"]:
        shown = {"withdrawn_at": None, "withdrawn_why": "", "withdrawn_by": None}
    place = place_of(act.article.text, after["content"])
    set_statement(act.statement, **{**place, **kind, **shown})
    set_about(act.statement, after["about"])
    live = act.statement.attributions.live().first()
    wanted = after["attribution"]
    if wanted is None:
        act.attribution = live or _answer(act, Attribution(), before, Status.REJECTED)
        settle(act.attribution, Status.REJECTED, act.by)
        return
    act.attribution = live
    speaker = _speaker(wanted["speaker"], act.article)
    if live and live.speaker != speaker:
        settle(live, Status.REJECTED, act.by)
        live = None
    _answer(act, live or Attribution(), after, wanted["status"])


def _answer(act: Act, answer: Attribution, state: dict[str, Any], status: str) -> Attribution:
    """Write an attribution as a state has it."""
    told = state["attribution"]
    answer.statement, answer.speaker = act.statement, _speaker(told["speaker"], act.article)
    kept = ("role", "act", "negated", "confidence", "extractor_version")
    spans = {name: tuple(map(tuple, told[name])) for name in ("source", "cue")}
    correct(answer, act.by, status, **{k: told[k] for k in kept}, **spans)
    hops = [(_speaker(hop["speaker"], act.article), hop["spans"]) for hop in told["hops"]]
    set_hops(answer, hops, act.article.text)
    return answer


def _speaker(told: dict[str, Any] | None, article: Article) -> Any:
    return final(get_speaker(told, article)) if told else None
