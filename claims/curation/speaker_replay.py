"""Replay of decisions on who is who: speakers made, described, merged, split and told apart."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from claims.curation import merging, speakers
from claims.curation.annotations import PortableDecision
from claims.curation.applying import find_speaker, get_speaker, signature_of
from claims.curation.descriptions import describe_speaker
from claims.curation.errors import NothingToDo, StaleStatement, TargetMissing
from claims.curation.states import SpeakerState
from claims.models import Attribution, DecisionKind, Speaker


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
        **signature_of(decision, by),
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

    change = speakers.begin_speaker_change(speaker, **signature_of(decision, by))
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
    merging.merge(first, second, despite=despite, **signature_of(decision, by))


def _split(decision: PortableDecision, by: User) -> None:
    speaker = get_speaker(_state(decision.state_before, "speaker"))
    target = get_speaker(_state(decision.state_after, "other"))
    moved = [_attribution(place) for place in decision.state_after["moved"]]
    theirs = [item for item in moved if item and item.speaker == speaker]
    if moved and all(item and item.speaker == target for item in moved):
        raise NothingToDo("They are the other's already.")
    if len(theirs) < len(moved):
        raise TargetMissing(f"{len(moved) - len(theirs)} of {len(moved)} are not {speaker}'s here.")
    merging.split(speaker, theirs, into=target, **signature_of(decision, by))


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
    speakers.distinguish(*_pair(decision), **signature_of(decision, by))


def _withdraw_distinction(decision: PortableDecision, by: User) -> None:
    speakers.withdraw_distinction(*_pair(decision), **signature_of(decision, by))


REPLAYS: dict[str, Callable[[PortableDecision, User], None]] = {
    DecisionKind.NEW: _create,
    DecisionKind.DESCRIBE: _describe,
    DecisionKind.MERGE: _merge,
    DecisionKind.SPLIT: _split,
    DecisionKind.NOT_THE_SAME: _distinguish,
    DecisionKind.MAYBE_THE_SAME: _withdraw_distinction,
}
