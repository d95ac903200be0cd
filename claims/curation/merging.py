"""Two records that are one speaker, and one record that is two."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.curation import speakers
from claims.curation.changes import plain
from claims.curation.errors import Contradiction, CurationConflict, CurationError
from claims.curation.identities import IdentityAct, attributions_of, hops_of
from claims.extraction.folding import fold_name
from claims.models import (
    Alias,
    Attribution,
    Decision,
    DecisionKind,
    Distinction,
    Source,
    Speaker,
    Status,
)

# What becomes of each relation to a speaker when its record is merged into another. A test fails
# when a new relation is missing here: say what becomes of it, and do it.
RULES = {
    "attributions": "moved",
    "relayed": "moved: chains through the one go through the other",
    "aliases": "moved, without those the kept one has; its name becomes one too",
    "members": "moved, without doubles and without the kept one itself",
    "groups": "moved, without doubles",
    "merged": "left: they lead to it, and it leads on",
    "distinctions_first": "left: what is said of a merged record holds for what it has become",
    "distinctions_second": "left, as above",
    "counted": "follows by itself: triggers count what readers see",
    "resting_on": "follows by itself, as above",
    "decisions": "left: the log is history",
    "decisions_other": "left, as above",
    "article": "left: a mention in that article is found by it, and leads on",
    "party": "filled where the kept one has none; likewise the role",
}


@transaction.atomic
def merge(
    kept: Speaker,
    other: Speaker,
    *,
    by: User,
    why: str = "",
    despite: bool = False,
    batch: UUID | None = None,
) -> Decision:
    """All of ``other`` becomes ``kept``'s, and its address leads there.

    Raises ``Contradiction`` where somebody has said that the two, or what was merged into them, are
    not the same; with ``despite`` that is taken back in the same decision.
    """
    act = speakers.two(kept, other, by=by, why=why)
    kept, other = act.speakers
    standing = Distinction.objects.between(kept, other).select_related("by", "first", "second")
    if standing.exists() and not despite:
        raise Contradiction(_contradicted(kept, other, standing[0]), standing)
    speakers.take_back(act)
    act.write("attribution", attributions_of(other), speaker_id=kept.pk)
    act.write("source", hops_of(other), speaker_id=kept.pk)
    _merge_names(kept, other)
    _merge_members(kept, other)
    Speaker.objects.filter(pk=kept.pk).update(
        party_id=kept.party_id or other.party_id, role=kept.role or other.role
    )
    Speaker.objects.filter(pk=other.pk).update(merged_into=kept)
    return act.log(DecisionKind.MERGE, batch=batch, despite=despite)


@transaction.atomic
def split(
    speaker: Speaker,
    attributions: Iterable[Attribution],
    *,
    by: User,
    into: Speaker | None = None,
    name: str = "",
    kind: str = "",
    hops: Iterable[Source] = (),
    aliases: Iterable[Alias] = (),
    why: str = "",
    batch: UUID | None = None,
    **more: Any,
) -> Decision:
    """Give these attributions (and steps of chains, and other names) of one speaker to another.

    ``into`` an existing one, or a new one with ``name``, ``kind`` and what else ``new_speaker``
    takes. What is given is settled by that, or a machine would give it back; and the two are told
    apart. Raises ``CurationConflict`` where an attribution is no longer the speaker's.
    """
    act = IdentityAct(speaker, *([into] if into else []), by=by, why=why)
    speakers.refuse_merged(*act.speakers)
    moved, relayed = [one.pk for one in attributions], [one.pk for one in hops]
    _refuse_not_theirs(speaker, moved, relayed)
    if into is None:
        act.add(speakers.make(name, kind or speaker.kind, **more))
    speaker, target = act.speakers
    _give(act, moved, target)
    act.write("source", relayed, speaker_id=target.pk)
    _move_names(speaker, target, [one.pk for one in aliases])
    if not Distinction.objects.between(speaker, target).exists():
        speakers.tell_apart(act)
    return act.log(DecisionKind.SPLIT, batch=batch, moved=_places(moved), steps=len(relayed))


def _places(attributions: list[int]) -> list[dict[str, Any]]:
    """Which words were given away, for the log: by text and place."""
    columns = ("statement__article__text_sha256", "statement__content")
    found = Attribution.objects.filter(pk__in=attributions).values_list(*columns)
    return [{"text_sha256": sha, "content": plain(content)} for sha, content in found]


def _contradicted(kept: Speaker, other: Speaker, said: Distinction) -> str:
    why = f": “{said.why}”" if said.why else ""
    return (
        f"{kept} and {other} are not the same, says {said.by} on {said.at:%Y-%m-%d}"
        f" ({said.first} is not {said.second}){why}. Confirm to merge them nevertheless."
    )


def _merge_names(kept: Speaker, other: Speaker) -> None:
    """``kept`` is called all that ``other`` was called; what both were called stays with each."""
    if fold_name(other.name):
        Alias.objects.get_or_create(
            speaker=other, folded=fold_name(other.name), defaults={"name": other.name}
        )
    known = kept.aliases.values("folded")
    other.aliases.exclude(folded__in=known).update(speaker=kept)


def _merge_members(kept: Speaker, other: Speaker) -> None:
    members = Speaker.members.through.objects
    theirs = members.filter(from_speaker=kept).values("to_speaker")
    mine = members.filter(to_speaker=kept).values("from_speaker")
    members.filter(from_speaker=other).filter(to_speaker__in=theirs).delete()
    members.filter(to_speaker=other).filter(from_speaker__in=mine).delete()
    members.filter(Q(from_speaker=other, to_speaker=kept)).delete()
    members.filter(Q(from_speaker=kept, to_speaker=other)).delete()
    members.filter(from_speaker=other).update(from_speaker=kept)
    members.filter(to_speaker=other).update(to_speaker=kept)


def _refuse_not_theirs(speaker: Speaker, moved: list[int], relayed: list[int]) -> None:
    if not moved and not relayed:
        raise CurationError(f"Choose what of {speaker} belongs to somebody else.")
    there = Attribution.objects.filter(pk__in=moved, speaker=speaker).count()
    hops = Source.objects.filter(pk__in=relayed, speaker=speaker).count()
    if (there, hops) != (len(set(moved)), len(set(relayed))):
        raise CurationConflict(f"Some of these are no longer {speaker}'s; look at them again.")


def _give(act: IdentityAct, moved: list[int], target: Speaker) -> None:
    settled: dict[str, Any] = {"decided_by_id": act.by.pk, "decided_at": timezone.now()}
    open_now = Attribution.objects.filter(pk__in=moved, status=Status.UNREVIEWED)
    unsettled = list(open_now.values_list("pk", flat=True))
    others = [pk for pk in moved if pk not in set(unsettled)]
    corrected = {"speaker_id": target.pk, "status": Status.CORRECTED, **settled}
    act.write("attribution", unsettled, **corrected)
    act.write("attribution", others, speaker_id=target.pk)


def _move_names(speaker: Speaker, target: Speaker, aliases: list[int]) -> None:
    known = target.aliases.values("folded")
    speaker.aliases.filter(pk__in=aliases).exclude(folded__in=known).update(speaker=target)
