"""Decisions on speakers: create, rename, distinguish. ``merging`` merges and splits them."""

from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone

from articles.addresses import NONE
from articles.models import Article
from claims.curation.errors import CurationError, NothingToDo
from claims.curation.log import Signature
from claims.curation.speaker_transaction import SpeakerTransaction
from claims.extraction.folding import fold_name
from claims.extraction.noun_phrases import person_names
from claims.models import Alias, Decision, DecisionKind, Distinction, Party, Speaker, SpeakerKind
from claims.speakers.pending import ensure_parties
from claims.speakers.resolution import insert_speaker

MAX_NAME_CHARS = 300


@transaction.atomic
def new_speaker(
    name: str,
    kind: str,
    *,
    party: Party | str | None = None,
    role: str = "",
    article: Article | None = None,
    namesake: bool = False,
    slug: str = "",
    **signature: Unpack[Signature],
) -> Speaker:
    """Create a speaker, logged, so that it can be undone.

    Machines find it by its name from now on, unless it is a ``namesake``: somebody else with the
    name of a speaker that exists. A speaker without a name belongs to an ``article``.
    """
    change = SpeakerTransaction(**signature)
    more: dict[str, Any] = {"article": article, "namesake": namesake, "slug": slug}
    speaker = create_speaker(name, kind, party=party, role=role, **more)
    change.add_speaker(speaker)
    change.log(DecisionKind.NEW)
    return speaker


def create_speaker(
    name: str,
    kind: str,
    *,
    party: Party | str | None = None,
    role: str = "",
    article: Article | None = None,
    namesake: bool = False,
    slug: str = "",
) -> Speaker:
    """Create the row of a speaker, checked. The caller holds the lock, and logs."""
    name = checked_name(name)
    if kind not in SpeakerKind.values:
        raise CurationError(f"{kind!r} is none of {', '.join(SpeakerKind.values)}.")
    by_name = kind != SpeakerKind.ANONYMOUS and article is None and not namesake
    identity = (fold_name(name) or None) if by_name else None
    same = Speaker.objects.filter(identity=identity) if identity else Speaker.objects.none()
    if article:
        same = Speaker.objects.filter(article=article, name=name)
    if record := same.first():
        raise CurationError(f"{record} is already known; choose that, or say it is a namesake.")
    speaker = Speaker(
        slug=slug,
        name=name,
        kind=kind,
        party=get_or_create_party(party) if isinstance(party, str) else party,
        role=role.strip()[:300],
        identity=identity,
        family=surname_key(name, kind),
        article=article,
    )
    if slug and is_free(slug):
        speaker.save(force_insert=True)
    else:
        insert_speaker(speaker)
    if by_name and fold_name(name):
        Alias.objects.create(speaker=speaker, name=name, folded=fold_name(name))
    return speaker


@transaction.atomic
def rename(speaker: Speaker, name: str, **signature: Unpack[Signature]) -> Decision:
    """Rename a speaker. The old name stays an alias, by which machines find it."""
    change = SpeakerTransaction(speaker, **signature)
    (current,) = change.speakers
    old, current.name = current.name, checked_name(name)
    if current.name == old:
        raise NothingToDo(f"{old} already has that name; there is nothing to do.")
    current.family = surname_key(current.name, current.kind)
    current.save(update_fields=["name", "family", "searchable_name", "match_keys"])
    for form in (old, current.name):
        add_alias(current, form)
    return change.log(DecisionKind.DESCRIBE, names=change.alias_names())


def add_alias(speaker: Speaker, name: str) -> None:
    """Add a name by which machines find the speaker, unless it has it already."""
    Alias.objects.get_or_create(speaker=speaker, folded=fold_name(name), defaults={"name": name})


def begin_speaker_change(
    speaker: Speaker | None, **signature: Unpack[Signature]
) -> SpeakerTransaction:
    """Begin before a form writes a speaker, its aliases and members; None: it creates one.

    Within the caller's transaction, which ``end_speaker_change`` ends with a decision.
    """
    return SpeakerTransaction(*([speaker] if speaker else []), **signature)


def end_speaker_change(
    change: SpeakerTransaction, *, created: Speaker | None = None
) -> Decision | None:
    """Log what was written since ``begin_speaker_change``; None for nothing."""
    if created:
        change.add_speaker(created)
        return change.log(DecisionKind.NEW, names=change.alias_names())
    return (
        change.log(DecisionKind.DESCRIBE, names=change.alias_names())
        if change.has_changed()
        else None
    )


@transaction.atomic
def distinguish(first: Speaker, second: Speaker, **signature: Unpack[Signature]) -> Decision:
    """Log that two speakers are not the same. Machines neither merge nor propose them again.

    Raises ``CurationError`` if they are one record, or were told apart already.
    """
    change = begin_pair(first, second, **signature)
    if Distinction.objects.between(*change.speakers).exists():
        raise NothingToDo(f"{first} and {second} are already told apart; there is nothing to do.")
    create_distinction(change)
    return change.log(DecisionKind.NOT_THE_SAME)


def create_distinction(change: SpeakerTransaction) -> None:
    first, second = sorted(change.speakers, key=lambda speaker: speaker.pk)
    distinction = Distinction.objects.create(
        first=first, second=second, by=change.by, why=change.why
    )
    change.record_created("distinction", distinction.pk)


@transaction.atomic
def withdraw_distinction(
    first: Speaker, second: Speaker, **signature: Unpack[Signature]
) -> Decision:
    """Withdraw every distinction that holds for these two. They stay as history."""
    change = begin_pair(first, second, **signature)
    if not withdraw_distinctions(change):
        raise NothingToDo(f"Nobody has told {first} and {second} apart; there is nothing to do.")
    return change.log(DecisionKind.MAYBE_THE_SAME)


def withdraw_distinctions(change: SpeakerTransaction) -> int:
    """Withdraw the distinctions of the two, of merged records too; return how many."""
    standing = Distinction.objects.between(*change.speakers)
    pks = list(standing.values_list("pk", flat=True))
    change.write("distinction", pks, taken_back_by_id=change.by.pk, taken_back_at=timezone.now())
    return len(pks)


def begin_pair(
    first: Speaker, second: Speaker, **signature: Unpack[Signature]
) -> SpeakerTransaction:
    if first.pk == second.pk:
        raise CurationError("Choose two different speakers.")
    change = SpeakerTransaction(first, second, **signature)
    refuse_merged(*change.speakers)
    return change


def is_free(slug: str) -> bool:
    return slug != NONE and not Speaker.objects.filter(slug=slug).exists()


def refuse_merged(*speakers: Speaker) -> None:
    for speaker in speakers:
        if speaker.merged_into:
            raise CurationError(f"{speaker} was merged into {speaker.merged_into}; choose that.")


def checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME_CHARS or "\0" in name:
        raise CurationError(f"A speaker needs a name of 1 to {MAX_NAME_CHARS} characters.")
    return name


def surname_key(name: str, kind: str) -> str:
    """A person's folded surname, by which name lookup finds candidates."""
    return person_names.parse(name).family[:100] if kind == SpeakerKind.PERSON else ""


def get_or_create_party(code: str) -> Party:
    """The party of this code, created if the list of parties has it."""
    stored = Party.objects.filter(code=code).first()
    try:
        party = stored or ensure_parties({code})[code]
    except KeyError:
        party = None
    if party is None:
        raise CurationError(f"{code!r} is not a country or bloc; use a code such as cn, ru, nato.")
    return party
