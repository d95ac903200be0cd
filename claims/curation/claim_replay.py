"""Replay of decisions on claims: statements joined and told apart, stances, wordings.

A claim has no name that another database knows. It is found by a statement in it: the one whose
words the decision is anchored to.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from articles.models import Article
from claims.curation import claims
from claims.curation.annotations import PortableDecision
from claims.curation.applying import signature_of, statement_at
from claims.curation.errors import NothingToDo, StaleStatement, TargetMissing
from claims.models import ClaimMember, DecisionKind, Statement, StatementLink


def _statement(text_sha256: str, content: Any, words: str) -> Statement:
    article = Article.objects.filter(text_sha256=text_sha256).first()
    statement = statement_at(article, content) if article else None
    if statement is None:
        raise TargetMissing(f"No statement “{words[:60]}” in a text {text_sha256[:12]}….")
    return statement


def _first(decision: PortableDecision) -> Statement:
    anchor, content = decision.anchor, decision.state_before["content"]
    return _statement(anchor["text_sha256"], content, anchor["exact"])


def _pair(decision: PortableDecision) -> tuple[Statement, Statement]:
    other = decision.state_after["claim"]["other"]
    second = _statement(other["text_sha256"], other["content"], other["exact"])
    return _first(decision), second


def _link(pair: tuple[Statement, Statement]) -> StatementLink | None:
    low, high = sorted(statement.pk for statement in pair)
    return StatementLink.objects.filter(first=low, second=high).first()


def _join(decision: PortableDecision, by: User) -> None:
    pair = _pair(decision)
    link = _link(pair)
    if link and link.dismissed_by_id:
        raise StaleStatement("A curator has told the two apart here.")
    claims.join_claim(*pair, **signature_of(decision, by))


def _part(decision: PortableDecision, by: User) -> None:
    pair = _pair(decision)
    link = _link(pair)
    if link and link.dismissed_by_id:
        raise NothingToDo("They are told apart already.")
    settled = ClaimMember.objects.filter(statement__in=pair, by__isnull=False)
    if len(settled) == 2 and settled[0].claim_id == settled[1].claim_id:
        raise StaleStatement("A curator has put the two into one claim here.")
    claims.part_claim(*pair, **signature_of(decision, by))


def _set_stance(decision: PortableDecision, by: User) -> None:
    statement, stance = _first(decision), decision.state_after["claim"]["stance"]
    settled = Q(stance_by__isnull=False) & ~Q(stance=stance)
    if ClaimMember.objects.filter(settled, statement=statement).exists():
        raise StaleStatement("A curator has set another stance here.")
    claims.set_stance(statement, stance, **signature_of(decision, by))


def _word(decision: PortableDecision, by: User) -> None:
    statement, wording = _first(decision), decision.state_after["claim"]["wording"]
    member = ClaimMember.objects.select_related("claim").filter(statement=statement).first()
    if member is None:
        raise TargetMissing(f"“{statement}” is in no claim here; run claims --rebuild first.")
    if member.claim.worded_by_id and member.claim.wording != wording:
        raise StaleStatement("A curator has worded the claim otherwise here.")
    claims.word_claim(member.claim, wording, **signature_of(decision, by))


REPLAYS: dict[str, Callable[[PortableDecision, User], None]] = {
    DecisionKind.JOIN: _join,
    DecisionKind.PART: _part,
    DecisionKind.STANCE: _set_stance,
    DecisionKind.WORDING: _word,
}
