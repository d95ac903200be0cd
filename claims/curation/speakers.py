"""Who is who: make a speaker, change one, tell two apart. ``merging`` joins and parts them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.addresses import NONE
from articles.models import Article
from claims.curation.errors import CurationError, Needless
from claims.curation.identities import IdentityAct
from claims.extraction.folding import fold_name
from claims.extraction.noun_phrases import person_names
from claims.models import Alias, Decision, DecisionKind, Distinction, Party, Speaker, SpeakerKind
from claims.speakers import resolution
from claims.speakers.resolution import insert_speaker

LONGEST_NAME = 300


@transaction.atomic
def new_speaker(
    name: str,
    kind: str,
    *,
    by: User,
    party: Party | str | None = None,
    role: str = "",
    article: Article | None = None,
    namesake: bool = False,
    slug: str = "",
    why: str = "",
) -> Speaker:
    """A speaker that no machine has made; the log has it, and it can be taken back.

    Machines find it by its name from now on, unless it is a ``namesake``: somebody else who has
    the name of a speaker that is there. Who is not named belongs to an ``article``.
    """
    act = IdentityAct(by=by, why=why)
    more: dict[str, Any] = {"article": article, "namesake": namesake, "slug": slug}
    speaker = make(name, kind, party=party, role=role, **more)
    act.add(speaker)
    act.log(DecisionKind.NEW)
    return speaker


def make(
    name: str,
    kind: str,
    *,
    party: Party | str | None = None,
    role: str = "",
    article: Article | None = None,
    namesake: bool = False,
    slug: str = "",
) -> Speaker:
    """The row of a new speaker, checked. The caller holds the lock, and logs."""
    name = checked_name(name)
    if kind not in SpeakerKind.values:
        raise CurationError(f"{kind!r} is none of {', '.join(SpeakerKind.values)}.")
    by_name = kind != SpeakerKind.ANONYMOUS and article is None and not namesake
    identity = (fold_name(name) or None) if by_name else None
    known = Speaker.objects.filter(identity=identity) if identity else Speaker.objects.none()
    if article:
        known = Speaker.objects.filter(article=article, name=name)
    if there := known.first():
        raise CurationError(f"{there} is known already; choose that, or say it is a namesake.")
    speaker = Speaker(
        slug=slug,
        name=name,
        kind=kind,
        party=party_of(party) if isinstance(party, str) else party,
        role=role.strip()[:300],
        identity=identity,
        family=family_of(name, kind),
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
def rename(speaker: Speaker, name: str, *, by: User, why: str = "") -> Decision:
    """Show a speaker under another name. The old name stays one by which machines find it."""
    act = IdentityAct(speaker, by=by, why=why)
    (fresh,) = act.speakers
    old, fresh.name = fresh.name, checked_name(name)
    if fresh.name == old:
        raise Needless(f"{old} has that name already; there is nothing to do.")
    fresh.family = family_of(fresh.name, fresh.kind)
    fresh.save(update_fields=["name", "family", "searchable_name", "match_keys"])
    for form in (old, fresh.name):
        Alias.objects.get_or_create(speaker=fresh, folded=fold_name(form), defaults={"name": form})
    return act.log(DecisionKind.DESCRIBE, names=act.names())


def begin_change(speaker: Speaker | None, *, by: User, why: str = "") -> IdentityAct:
    """Before a form writes a speaker, its other names and members; None: it makes one.

    Within the caller's transaction, which ``end_change`` ends with a decision.
    """
    return IdentityAct(*([speaker] if speaker else []), by=by, why=why)


def end_change(act: IdentityAct, *, made: Speaker | None = None) -> Decision | None:
    """Log what was written since ``begin_change``; None for nothing."""
    if made:
        act.add(made)
        return act.log(DecisionKind.NEW, names=act.names())
    return act.log(DecisionKind.DESCRIBE, names=act.names()) if act.has_changed() else None


@transaction.atomic
def not_the_same(
    one: Speaker, other: Speaker, *, by: User, why: str = "", batch: UUID | None = None
) -> Decision:
    """These two are different, whatever their names. Machines neither join nor propose them again.

    Raises ``CurationError`` if they are one record, or were told apart already.
    """
    act = two(one, other, by=by, why=why)
    if Distinction.objects.between(*act.speakers).exists():
        raise Needless(f"{one} and {other} are told apart already; there is nothing to do.")
    tell_apart(act)
    return act.log(DecisionKind.NOT_THE_SAME, batch=batch)


def tell_apart(act: IdentityAct) -> None:
    first, second = sorted(act.speakers, key=lambda speaker: speaker.pk)
    said = Distinction.objects.create(first=first, second=second, by=act.by, why=act.why)
    act.made("distinction", said.pk)


@transaction.atomic
def maybe_the_same(one: Speaker, other: Speaker, *, by: User, why: str = "") -> Decision:
    """Take back every "not the same" that holds for these two. They stay as history."""
    act = two(one, other, by=by, why=why)
    if not take_back(act):
        raise Needless(f"Nobody has told {one} and {other} apart; there is nothing to do.")
    return act.log(DecisionKind.MAYBE_THE_SAME)


def take_back(act: IdentityAct) -> int:
    """Every distinction that holds for the two of an act, of merged records too; how many."""
    standing = Distinction.objects.between(*act.speakers)
    pks = list(standing.values_list("pk", flat=True))
    act.write("distinction", pks, taken_back_by_id=act.by.pk, taken_back_at=timezone.now())
    return len(pks)


def two(one: Speaker, other: Speaker, *, by: User, why: str) -> IdentityAct:
    if one.pk == other.pk:
        raise CurationError("Choose two different speakers.")
    act = IdentityAct(one, other, by=by, why=why)
    refuse_merged(*act.speakers)
    return act


def is_free(slug: str) -> bool:
    return slug != NONE and not Speaker.objects.filter(slug=slug).exists()


def refuse_merged(*speakers: Speaker) -> None:
    for speaker in speakers:
        if speaker.merged_into:
            raise CurationError(f"{speaker} was merged into {speaker.merged_into}; choose that.")


def checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise CurationError(f"A speaker needs a name of 1 to {LONGEST_NAME} characters.")
    return name


def family_of(name: str, kind: str) -> str:
    """A person's folded surname, by which machines find who a name may be."""
    return person_names.parse(name).family[:100] if kind == SpeakerKind.PERSON else ""


def party_of(code: str) -> Party:
    """The party of this code, made if the list of parties knows it."""
    known = Party.objects.filter(code=code).first()
    try:
        found = known or resolution.party(code)
    except KeyError:
        found = None
    if found is None:
        raise CurationError(f"{code!r} is no party; use a code such as cn, ru, nato.")
    return found
