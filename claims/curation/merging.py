"""Merging two records of one speaker, and splitting one record of two speakers."""

from collections.abc import Iterable
from typing import Any, Unpack

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.curation import speakers
from claims.curation.errors import ContradictsDistinction, CurationError, StaleStatement
from claims.curation.log import Origin, Signature
from claims.curation.snapshots import to_json
from claims.curation.speaker_transaction import SpeakerTransaction, attribution_ids, hop_ids
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
MERGE_RULES = {
    "attributions": "moved",
    "relayed": "moved: chains through the one go through the other",
    "aliases": "moved, without those the target has; its name becomes one too",
    "members": "moved, without doubles and without the target itself",
    "groups": "moved, without doubles",
    "merged": "left: they lead to it, and it leads on",
    "distinctions_first": "left: what is said of a merged record holds for what it has become",
    "distinctions_second": "left, as above",
    "counted": "follows by itself: triggers count what readers see",
    "resting_on": "follows by itself, as above",
    "decisions": "left: the log is history",
    "decisions_other": "left, as above",
    "article": "left: a mention in that article is found by it, and leads on",
    "party": "filled where the target has none; likewise the role",
}


@transaction.atomic
def merge(
    target: Speaker,
    other: Speaker,
    *,
    despite: bool = False,
    **signature: Unpack[Signature],
) -> Decision:
    """Merge ``other`` into ``target``; its address leads there.

    Raises ``ContradictsDistinction`` where a curator has said that the two, or records merged into
    them, are not the same; with ``despite`` that is withdrawn in the same decision.
    """
    change = speakers.begin_pair(target, other, **signature)
    target, other = change.speakers
    standing = Distinction.objects.between(target, other).select_related("by", "first", "second")
    if standing.exists() and not despite:
        raise ContradictsDistinction(_contradicted(target, other, standing[0]), standing)
    speakers.withdraw_distinctions(change)
    change.write("attribution", attribution_ids(other), speaker_id=target.pk)
    change.write("source", hop_ids(other), speaker_id=target.pk)
    _merge_names(target, other)
    _merge_members(target, other)
    Speaker.objects.filter(pk=target.pk).update(
        party_id=target.party_id or other.party_id, role=target.role or other.role
    )
    Speaker.objects.filter(pk=other.pk).update(merged_into=target)
    return change.log(DecisionKind.MERGE, despite=despite)


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
    origin: Origin | None = None,
    **new_speaker_fields: Any,
) -> Decision:
    """Split a speaker: give these attributions, steps of chains and aliases to another one.

    ``into`` an existing one, or a new one with ``name``, ``kind`` and what else ``new_speaker``
    takes. The attributions are settled by that, or the extractor would give them back; and the two
    are distinguished. Raises ``StaleStatement`` where one is no longer the speaker's.
    """
    change = SpeakerTransaction(speaker, *([into] if into else []), by=by, why=why, origin=origin)
    speakers.refuse_merged(*change.speakers)
    moved, relayed = [item.pk for item in attributions], [hop.pk for hop in hops]
    _refuse_not_theirs(speaker, moved, relayed)
    if into is None:
        change.add_speaker(
            speakers.create_speaker(name, kind or speaker.kind, **new_speaker_fields)
        )
    speaker, target = change.speakers
    _reassign(change, moved, target)
    change.write("source", relayed, speaker_id=target.pk)
    _move_names(speaker, target, [alias.pk for alias in aliases])
    if not Distinction.objects.between(speaker, target).exists():
        speakers.create_distinction(change)
    return change.log(DecisionKind.SPLIT, moved=_places(moved), steps=len(relayed))


def _places(attributions: list[int]) -> list[dict[str, Any]]:
    """The words of attributions, for the log: by text and place."""
    columns = ("statement__article__text_sha256", "statement__content")
    places = Attribution.objects.filter(pk__in=attributions).values_list(*columns)
    return [{"text_sha256": sha, "content": to_json(content)} for sha, content in places]


def _contradicted(target: Speaker, other: Speaker, distinction: Distinction) -> str:
    why = f": “{distinction.why}”" if distinction.why else ""
    return (
        f"{target} and {other} are not the same, says {distinction.by} on {distinction.at:%Y-%m-%d}"
        f" ({distinction.first} is not {distinction.second}){why}. "
        "Confirm to merge them nevertheless."
    )


def _merge_names(target: Speaker, other: Speaker) -> None:
    """Give ``target`` all names of ``other``; what both were called stays with each."""
    if fold_name(other.name):
        speakers.add_alias(other, other.name)
    taken = target.aliases.values("folded")
    other.aliases.exclude(folded__in=taken).update(speaker=target)


def _merge_members(target: Speaker, other: Speaker) -> None:
    members = Speaker.members.through.objects
    theirs = members.filter(from_speaker=target).values("to_speaker")
    mine = members.filter(to_speaker=target).values("from_speaker")
    members.filter(from_speaker=other).filter(to_speaker__in=theirs).delete()
    members.filter(to_speaker=other).filter(from_speaker__in=mine).delete()
    members.filter(Q(from_speaker=other, to_speaker=target)).delete()
    members.filter(Q(from_speaker=target, to_speaker=other)).delete()
    members.filter(from_speaker=other).update(from_speaker=target)
    members.filter(to_speaker=other).update(to_speaker=target)


def _refuse_not_theirs(speaker: Speaker, moved: list[int], relayed: list[int]) -> None:
    if not moved and not relayed:
        raise CurationError(f"Choose what of {speaker} belongs to somebody else.")
    attribution_count = Attribution.objects.filter(pk__in=moved, speaker=speaker).count()
    hops = Source.objects.filter(pk__in=relayed, speaker=speaker).count()
    if (attribution_count, hops) != (len(set(moved)), len(set(relayed))):
        raise StaleStatement(f"Some of these are no longer {speaker}'s; look at them again.")


def _reassign(change: SpeakerTransaction, moved: list[int], target: Speaker) -> None:
    review: dict[str, Any] = {"decided_by_id": change.by.pk, "decided_at": timezone.now()}
    open_now = Attribution.objects.filter(pk__in=moved, status=Status.UNREVIEWED)
    unsettled = list(open_now.values_list("pk", flat=True))
    others = [pk for pk in moved if pk not in set(unsettled)]
    corrected = {"speaker_id": target.pk, "status": Status.CORRECTED, **review}
    change.write("attribution", unsettled, **corrected)
    change.write("attribution", others, speaker_id=target.pk)


def _move_names(speaker: Speaker, target: Speaker, aliases: list[int]) -> None:
    taken = target.aliases.values("folded")
    speaker.aliases.filter(pk__in=aliases).exclude(folded__in=taken).update(speaker=target)
