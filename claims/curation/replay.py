"""Replay of decisions from another database, or from an earlier text.

Only on exactly the words that were decided on; where they are only similar, a curator is asked.
What is here already is left alone; what is settled otherwise here is reported as a conflict.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article
from claims.curation import merging, speakers
from claims.curation.anchors import AnchorMatch, find_anchor
from claims.curation.annotations import PortableDecision
from claims.curation.applying import apply_decision, find_speaker, get_speaker
from claims.curation.articles import mark_reviewed, release, withhold
from claims.curation.descriptions import describe_speaker
from claims.curation.errors import (
    ContradictsDistinction,
    CurationError,
    NothingToDo,
    StaleStatement,
)
from claims.curation.log import Origin
from claims.curation.states import SpeakerState
from claims.curation.undoing import undo
from claims.locks import lock_speakers
from claims.models import Attribution, Carryover, Decision, DecisionKind, Speaker


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


class TargetMissing(Exception):
    """The target of the decision does not exist here; the message says what."""


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


def _apply(decision: PortableDecision, by: User) -> ReplayOutcome:
    lock_speakers()  # speakers may have to be made
    if decision.undoes:
        _undo(decision, by)
    elif decision.deed in _ON_SPEAKERS:
        _ON_SPEAKERS[decision.deed](decision, by)
    elif "exact" in decision.anchor:
        article, match = _locate(decision)
        if not match.exact:
            return propose(decision, article, match)
        shift = match.start - decision.anchor["start"]
        apply_decision(decision, article, shift, **_signed(decision, by))
    else:
        _on_article(decision, by)
    return ReplayOutcome(ReplayResult.APPLIED, decision)


def _signed(decision: PortableDecision, by: User) -> dict[str, Any]:
    """The arguments by which every copy names its curator, reason and origin."""
    origin = Origin(decision.uid, decision.at, decision.batch)
    return {"by": by, "why": decision.why, "origin": origin}


def propose(
    decision: PortableDecision, article: Article, match: AnchorMatch | None
) -> ReplayOutcome:
    """Propose a decision on similar words to a curator."""
    _, new = Carryover.objects.get_or_create(
        uid=decision.uid,
        defaults={
            "article": article,
            "told": decision.annotation(),
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
    undo(earlier, **_signed(decision, by))


def _on_article(decision: PortableDecision, by: User) -> None:
    article = Article.objects.filter(text_sha256=decision.anchor["text_sha256"]).first()
    if article is None:
        raise TargetMissing(f"No article with that text ({decision.anchor['article']}).")
    decide: Any = {
        DecisionKind.WITHHOLD: withhold,
        DecisionKind.RELEASE: release,
        DecisionKind.REVIEW: mark_reviewed,
    }
    decide[decision.deed](article, **_signed(decision, by))


# Who is who ---------------------------------------------------------------------------------


def _state(states: dict[str, Any], name: str) -> SpeakerState:
    return SpeakerState.from_json(states[name])


def _pair(decision: PortableDecision) -> tuple[Speaker, Speaker]:
    """Both records, as they were before; created where they do not exist yet."""
    first, second = (_state(decision.state_before, name) for name in ("speaker", "other"))
    return get_speaker(first), get_speaker(second)


def _create(decision: PortableDecision, by: User) -> None:
    state = _state(decision.state_after, "speaker")
    if find_speaker(state):
        raise NothingToDo("That speaker is there.")
    speakers.new_speaker(
        state.name,
        state.kind,
        party=state.party,
        role=state.role,
        namesake=not state.identity,
        slug=state.slug,
        **_signed(decision, by),
    )


def _describe(decision: PortableDecision, by: User) -> None:
    before, after = (
        _state(states, "speaker") for states in (decision.state_before, decision.state_after)
    )
    speaker = find_speaker(before)
    if speaker is None:
        raise TargetMissing(f"No speaker {before.name}.")
    names = ("name", "kind", "party", "role")
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    current = describe_speaker(speaker)
    for name in changed:
        if getattr(current, name) not in (getattr(before, name), getattr(after, name)):
            message = f"{speaker} was changed otherwise here."
            raise StaleStatement(message, expected=before, current=current)

    change = speakers.begin_speaker_change(speaker, **_signed(decision, by))
    columns = {"party": "party_id"}
    values = {columns.get(name, name): getattr(after, name) for name in changed}
    family = speakers.surname_key(after.name, after.kind)
    Speaker.objects.filter(pk=speaker.pk).update(**values, family=family)
    for name in decision.state_after.get("names", ()):
        speakers.add_alias(speaker, name)
    if speakers.end_speaker_change(change) is None:
        raise NothingToDo("It is so already.")


def _merge(decision: PortableDecision, by: User) -> None:
    first, second = _pair(decision)
    if first.pk in second.with_merged() or second.pk in first.with_merged():
        raise NothingToDo("They are one already.")
    despite = bool(decision.state_after.get("despite"))
    merging.merge(first, second, despite=despite, **_signed(decision, by))


def _split(decision: PortableDecision, by: User) -> None:
    speaker = get_speaker(_state(decision.state_before, "speaker"))
    target = get_speaker(_state(decision.state_after, "other"))
    moved = [_attribution(place) for place in decision.state_after["moved"]]
    theirs = [item for item in moved if item and item.speaker == speaker]
    if moved and all(item and item.speaker == target for item in moved):
        raise NothingToDo("They are the other's already.")
    if len(theirs) < len(moved):
        raise TargetMissing(f"{len(moved) - len(theirs)} of {len(moved)} are not {speaker}'s here.")
    merging.split(speaker, theirs, into=target, **_signed(decision, by))


def _attribution(place: dict[str, Any]) -> Attribution | None:
    return (
        Attribution.objects.live()
        .filter(
            statement__article__text_sha256=place["text_sha256"],
            statement__content=place["content"],
            statement__withdrawn_at=None,
        )
        .first()
    )


def _distinguish(decision: PortableDecision, by: User) -> None:
    speakers.distinguish(*_pair(decision), **_signed(decision, by))


def _withdraw_distinction(decision: PortableDecision, by: User) -> None:
    speakers.withdraw_distinction(*_pair(decision), **_signed(decision, by))


_ON_SPEAKERS: dict[str, Callable[[PortableDecision, User], None]] = {
    DecisionKind.NEW: _create,
    DecisionKind.DESCRIBE: _describe,
    DecisionKind.MERGE: _merge,
    DecisionKind.SPLIT: _split,
    DecisionKind.NOT_THE_SAME: _distinguish,
    DecisionKind.MAYBE_THE_SAME: _withdraw_distinction,
}
