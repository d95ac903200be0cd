"""Decisions on claims: which statements say the same, with which stance, and in which words.

What is decided here is final: no grouping changes it. Each is one decision in the log, with the
rows of claims it changed, and can be undone.
"""

from collections.abc import Collection
from typing import Any, Unpack

from django.db import transaction
from django.db.models import F

from claims.claim_summaries import refresh_summaries
from claims.curation import snapshots
from claims.curation.errors import CurationError, NothingToDo
from claims.curation.log import Signature
from claims.curation.statement_transaction import StatementTransaction, anchor
from claims.locks import lock_grouping
from claims.models import (
    Claim,
    ClaimMember,
    Decision,
    DecisionKind,
    Stance,
    Statement,
    StatementLink,
)

MAX_WORDING_CHARS = 500


class ClaimTransaction:
    """A change of one statement's claim: the rows of claims before it, and who makes it and why."""

    def __init__(self, statements: Collection[Statement], **signature: Unpack[Signature]) -> None:
        first, *_ = statements
        self._change = StatementTransaction(first, **signature)
        lock_grouping()
        self.by = signature["by"]
        self._statements = [statement.pk for statement in statements]
        members = ClaimMember.objects.filter(statement__in=self._statements)
        self.members = {member.statement_id: member for member in members}
        self._claims = {member.claim_id for member in self.members.values()}
        self._before = self._snapshot()

    def new_claim(self, statement: Statement) -> Claim:
        claim = Claim.objects.create(wording=str(statement))
        self._claims.add(claim.pk)
        return claim

    def settle(self, statement: Statement, claim: Claim) -> None:
        """Put a statement into a claim for good; an earlier stance stays."""
        member = self.members.get(statement.pk)
        if member is None:
            member = ClaimMember(statement=statement, utterance=statement.pk)
        member.claim, member.by = claim, self.by
        member.save()
        self.members[statement.pk] = member

    def log(self, deed: DecisionKind, **decided: Any) -> Decision:
        """``decided``: the other statement's place, the stance or the wording."""
        diff = snapshots.diff(self._before, self._snapshot())
        if diff == ({}, {}):
            raise NothingToDo("It is already so; there is nothing to do.")
        decision = self._change.log(deed, more_rows=diff, more_state={"claim": decided})
        refresh_summaries(self._claims)  # the other statement's, too, old and new
        return decision

    def _snapshot(self) -> snapshots.Snapshot:
        return snapshots.take_snapshot(
            claim=Claim.objects.filter(pk__in=self._claims),
            claim_member=ClaimMember.objects.filter(statement__in=self._statements),
            statement_link=StatementLink.objects.filter(
                first__in=self._statements, second__in=self._statements
            ),
        )


def place_of(statement: Statement) -> dict[str, Any]:
    """Where another database finds the statement."""
    article, spans = statement.article, [[span.start, span.end] for span in statement.content]
    return {"content": spans, **anchor(article, spans, key=statement.key)}


@transaction.atomic
def join_claim(first: Statement, second: Statement, **signature: Unpack[Signature]) -> Decision:
    """Two statements say the same. Both are in one claim for good."""
    if first.pk == second.pk:
        raise CurationError("Choose two different statements. Nothing was changed.")
    change = ClaimTransaction([first, second], **signature)
    own = [change.members[s.pk] for s in (first, second) if s.pk in change.members]
    claim = own[0].claim if own else change.new_claim(first)
    for statement in (first, second):
        change.settle(statement, claim)
    low, high = sorted((first.pk, second.pk))  # what was told apart before is so no longer
    StatementLink.objects.filter(first=low, second=high).update(dismissed_by=None)
    return change.log(DecisionKind.JOIN, other=place_of(second))


@transaction.atomic
def part_claim(first: Statement, second: Statement, **signature: Unpack[Signature]) -> Decision:
    """Two statements don't say the same, and are never in one claim again."""
    if first.pk == second.pk:
        raise CurationError("Choose two different statements. Nothing was changed.")
    low, high = sorted((first, second), key=lambda statement: statement.pk)
    change = ClaimTransaction([first, second], **signature)
    StatementLink.objects.update_or_create(
        first=low, second=high, defaults={"dismissed_by": change.by},
        create_defaults={"score": 0.0, "joins": False, "dismissed_by": change.by},
    )  # fmt: skip
    claims = [change.members[s.pk].claim_id for s in (first, second) if s.pk in change.members]
    if len(claims) == 2 and claims[0] == claims[1]:
        change.settle(second, change.new_claim(second))
    return change.log(DecisionKind.PART, other=place_of(second))


@transaction.atomic
def set_stance(statement: Statement, stance: str, **signature: Unpack[Signature]) -> Decision:
    """What the statement does to its claim. Raises ``CurationError`` for one without a claim."""
    if stance not in Stance.values:
        raise CurationError(f"A stance is one of: {', '.join(Stance.values)}.")
    change = ClaimTransaction([statement], **signature)
    member = change.members.get(statement.pk)
    if member is None:
        raise CurationError("The statement is in no claim; say first what else says the same.")
    ClaimMember.objects.filter(pk=member.pk).update(stance=stance, stance_by=change.by)
    return change.log(DecisionKind.STANCE, stance=str(stance))


@transaction.atomic
def word_claim(claim: Claim, wording: str, **signature: Unpack[Signature]) -> Decision:
    """A curator's short neutral wording of a claim."""
    wording = " ".join(wording.replace("\0", "").split())
    if not wording or len(wording) > MAX_WORDING_CHARS:
        raise CurationError(f"A wording has 1 to {MAX_WORDING_CHARS} characters.")
    # Another database finds the claim by this member: best one that the machine puts there, too.
    members = claim.members.select_related("statement")  # type: ignore[attr-defined]
    member = members.order_by(F("by").asc(nulls_first=True), "statement_id").first()
    if member is None:
        raise CurationError("The claim has no statement any more.")
    change = ClaimTransaction([member.statement], **signature)
    Claim.objects.filter(pk=claim.pk).update(wording=wording, worded_by=change.by)
    return change.log(DecisionKind.WORDING, wording=wording)
