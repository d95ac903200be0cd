"""Replay of decisions from another database, or from an earlier text.

Only on exactly the words that were decided on; where they are only similar, a curator is asked.
What is here already is left alone; what is settled otherwise here is reported as a conflict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction

from articles.models import Article
from claims.curation import claim_replay, speaker_replay
from claims.curation.anchors import AnchorMatch, find_anchor
from claims.curation.annotations import PortableDecision
from claims.curation.applying import apply_decision, signature_of
from claims.curation.articles import mark_reviewed, release, withhold
from claims.curation.errors import (
    ContradictsDistinction,
    CurationError,
    NothingToDo,
    StaleStatement,
    TargetMissing,
)
from claims.curation.undoing import undo
from claims.locks import lock_speakers
from claims.models import Carryover, Decision, DecisionKind


class ReplayResult(StrEnum):
    """The result of replaying a decision."""

    APPLIED = "applied"
    EXISTS = "already there"
    PROPOSED = "proposed"  # only similar words stand here: a curator is asked
    CONFLICTING = "conflicting"
    NOT_FOUND = "not found"
    UNDONE = "undone"  # it could not be done here, and had been undone there


@dataclass(frozen=True, slots=True)
class ReplayOutcome:
    kind: ReplayResult
    decision: PortableDecision
    why: str = ""


def replay(decisions: Iterable[PortableDecision]) -> Iterator[ReplayOutcome]:
    """Replay decisions in the order given; one outcome each, each in its own transaction."""
    decisions = list(decisions)
    undone = _undone(decisions)
    users = {
        user.username: user for user in User.objects.filter(username__in={d.by for d in decisions})
    }
    for decision in decisions:
        outcome = replay_one(decision, users.get(decision.by))
        failed = outcome.kind not in (ReplayResult.APPLIED, ReplayResult.EXISTS)
        if failed and decision.uid in undone:
            outcome = ReplayOutcome(ReplayResult.UNDONE, decision, "It had been undone.")
        yield outcome


def _undone(decisions: list[PortableDecision]) -> set[UUID]:
    """The decisions that are undone in the end, with their undos."""
    undos = {decision.undoes: decision for decision in decisions if decision.undoes}
    undone: set[UUID] = set()
    for decision in decisions:
        chain = [decision.uid]
        while later := undos.get(chain[-1]):
            chain.append(later.uid)
        if not decision.undoes and len(chain) % 2 == 0:
            undone.update(chain)
    return undone


def replay_one(decision: PortableDecision, by: User | None) -> ReplayOutcome:
    """Replay one decision, as ``by``, who made it."""
    if Decision.objects.filter(uid=decision.uid).exists():
        return ReplayOutcome(ReplayResult.EXISTS, decision)
    if by is None:
        return ReplayOutcome(
            ReplayResult.NOT_FOUND, decision, f"No user “{decision.by}”; make that account first."
        )
    try:
        with transaction.atomic():
            return _apply(decision, by)
    except NothingToDo as error:
        return ReplayOutcome(ReplayResult.EXISTS, decision, str(error))
    except (StaleStatement, ContradictsDistinction) as error:
        return ReplayOutcome(ReplayResult.CONFLICTING, decision, str(error))
    except (TargetMissing, CurationError) as error:
        return ReplayOutcome(ReplayResult.NOT_FOUND, decision, str(error))
    except (DataError, IntegrityError) as error:  # of a file that somebody has edited
        fault = str(error).partition("\n")[0].rstrip(".")
        return ReplayOutcome(
            ReplayResult.NOT_FOUND, decision, f"The database refuses its values: {fault}."
        )


def _apply(decision: PortableDecision, by: User) -> ReplayOutcome:
    lock_speakers()  # speakers may have to be made
    if decision.undoes:
        _undo(decision, by)
    elif decision.deed in speaker_replay.REPLAYS:
        speaker_replay.REPLAYS[decision.deed](decision, by)
    elif decision.deed in claim_replay.REPLAYS:
        claim_replay.REPLAYS[decision.deed](decision, by)
    elif "exact" in decision.anchor:
        article, match = _locate(decision)
        if not match.exact:
            return propose(decision, article, match)
        shift = match.start - decision.anchor["start"]
        apply_decision(decision, article, shift, **signature_of(decision, by))
    else:
        _on_article(decision, by)
    return ReplayOutcome(ReplayResult.APPLIED, decision)


def propose(
    decision: PortableDecision, article: Article, match: AnchorMatch | None
) -> ReplayOutcome:
    """Propose a decision on similar words to a curator."""
    _, new = Carryover.objects.get_or_create(
        uid=decision.uid,
        defaults={
            "article": article,
            "annotation": decision.annotation(),
            "start": match and match.start,
            "end": match and match.end,
            "likeness": match.likeness if match else 0,
        },
    )
    if not new:
        return ReplayOutcome(
            ReplayResult.EXISTS, decision, "It waits for a curator, or one has answered."
        )
    likeness = match.likeness if match else 0
    why = f"{likeness:.0%} like words of {article.slug}; a curator is asked."
    return ReplayOutcome(ReplayResult.PROPOSED, decision, why)


def _locate(decision: PortableDecision) -> tuple[Article, AnchorMatch]:
    """The article and the place in it. Another text must be a newer version of that article."""
    sha256, url = decision.anchor["text_sha256"], decision.anchor.get("url")
    slug = decision.anchor["article"]
    if same := Article.objects.filter(text_sha256=sha256).first():
        start, end = decision.anchor["start"], decision.anchor["end"]
        if same.text[start:end] != decision.anchor["exact"]:
            raise TargetMissing(f"{same.slug} has other words at {start} to {end}.")
        return same, AnchorMatch(start, end, exact=True)
    current = Article.objects.filter(superseded_by=None)
    newer = current.at(url or "").first() or current.filter(slug=slug).first()
    if newer is None:
        raise TargetMissing(f"No article with the text {sha256[:12]}… ({slug}).")
    match = find_anchor(newer.text, decision.anchor)
    if match is None:
        raise TargetMissing(f"{newer.slug} has another text now, without these words.")
    return newer, match


def _undo(decision: PortableDecision, by: User) -> None:
    assert decision.undoes
    earlier = Decision.objects.filter(uid=decision.undoes).first()
    if earlier is None:
        raise TargetMissing("The decision that it undoes is not here.")
    undo(earlier, **signature_of(decision, by))


def _on_article(decision: PortableDecision, by: User) -> None:
    article = Article.objects.filter(text_sha256=decision.anchor["text_sha256"]).first()
    if article is None:
        raise TargetMissing(f"No article with that text ({decision.anchor['article']}).")
    decide: Any = {
        DecisionKind.WITHHOLD: withhold,
        DecisionKind.RELEASE: release,
        DecisionKind.REVIEW: mark_reviewed,
    }
    decide[decision.deed](article, **signature_of(decision, by))
