"""Which Speaker record a mention is, across articles. Machines propose, people decide.

A full name is the record of that name, or of its one longer or shorter form ("Joseph R. Biden").
A surname alone is joined to the one known person who fits name and party, with less confidence and
a note that says so; where several fit, it stays apart. Whoever is not named stays inside the
article. Merged records lead to what they were merged into. Two whom a curator has told apart are
never joined.
"""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from articles.models import Article
from articles.slugs import insert_with_slug
from claims.extraction import parties
from claims.extraction.folding import fold_name
from claims.extraction.noun_phrases import person_names
from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.models import Alias, Attribution, Distinction, Party, Source, Speaker, Status

SURNAME_ALONE = 0.8  # what a join by surname leaves of the confidence
PERHAPS_A_PERSON = 0.6  # where the text does not even say that it names a person
SURNAME_NOTE = "Only a surname is named here."
OTHER_FORM = 0.95  # and a join by another form of the full name
LOCAL = (SpeakerKind.ANONYMOUS, SpeakerKind.DOCUMENT)  # "a source", "the readout": of one article


@dataclass(frozen=True)
class Resolved:
    """The record, what the join leaves of the confidence, and why."""

    speaker: Speaker
    factor: float = 1.0
    note: str = ""


def resolve(mention: SpeakerMention, article: Article) -> Resolved:
    """The record for ``mention``, made if it is new. Safe when two processes ask at once."""
    if mention.kind in LOCAL:
        return Resolved(_local(mention, article))
    if mention.kind is SpeakerKind.PERSON:
        resolved = _person(mention)
    else:
        resolved = _perhaps_a_person(mention) or _named(mention)
    _learn(resolved.speaker, mention, article)
    return resolved


def party(code: str) -> Party | None:
    """The party's record, made if it is new."""
    if not code:
        return None
    known = parties.load().parties[code]
    return Party.objects.get_or_create(
        code=code, defaults={"name": known.name, "kind": known.kind}
    )[0]


def _local(mention: SpeakerMention, article: Article) -> Speaker:
    name = mention.name[:300]
    if known := Speaker.objects.filter(article=article, name=name).first():
        return _final(known)
    speaker = Speaker(article=article, name=name, **_description(mention))
    insert_speaker(speaker)
    return speaker


def _named(mention: SpeakerMention) -> Resolved:
    """An institution, outlet or group: by identity, else by an alias only one record has."""
    folded = fold_name(mention.name)
    if speaker := Speaker.objects.filter(identity=folded).first():
        return Resolved(_final(speaker))
    same_alias = Alias.objects.filter(
        folded=folded, speaker__kind=mention.kind, speaker__article=None
    ).select_related("speaker__merged_into")
    found = {_final(alias.speaker) for alias in same_alias}
    return Resolved(found.pop() if len(found) == 1 else _create(mention))


def _person(mention: SpeakerMention) -> Resolved:
    """A person: by identity, else the only one whose name and party fit."""
    name = person_names.parse(mention.name)
    if name.is_full:
        if speaker := Speaker.objects.filter(identity=fold_name(mention.name)).first():
            return Resolved(_final(speaker))
        alike = [
            s for s in _namesakes(name, mention) if _likeness(s, name) is person_names.Likeness.FULL
        ]
        if len(alike) == 1:
            note = f"Named “{mention.name}” here; taken for {alike[0].name}."
            return Resolved(alike[0], OTHER_FORM, note)
        speaker = _create(mention)
        _adopt_surname(speaker, name)
        return Resolved(speaker)
    return _by_surname(name, mention)


def _by_surname(name: person_names.Name, mention: SpeakerMention) -> Resolved:
    known = Speaker.objects.filter(identity=fold_name(mention.name)).first()
    people = [speaker for speaker in _namesakes(name, mention) if " " in speaker.name]
    if known:  # a curator may have said who this surname is not
        people = [speaker for speaker in people if not _apart(_final(known), speaker)]
    if len(people) == 1:
        return Resolved(people[0], SURNAME_ALONE, _only(mention.name, people[0]))
    note = "Several people have this surname." if people else SURNAME_NOTE
    return Resolved(_final(known) if known else _create(mention), SURNAME_ALONE, note)


def _perhaps_a_person(mention: SpeakerMention) -> Resolved | None:
    """ "Psaki characterized …": one name that says nothing of its kind, and one official has it.

    Only somebody who speaks for a party: firms are named like people too, seldom like officials.
    """
    name = person_names.parse(mention.name)
    if not _says_nothing_of_its_kind(mention, name):
        return None
    known = Speaker.objects.filter(identity=fold_name(mention.name)).first()
    people = [
        speaker
        for speaker in _namesakes(name, mention)
        if " " in speaker.name and speaker.party_id and not (known and _apart(known, speaker))
    ]
    if len(people) != 1:
        return None
    return Resolved(people[0], PERHAPS_A_PERSON, _perhaps(mention.name, people[0]))


def _says_nothing_of_its_kind(mention: SpeakerMention, name: person_names.Name) -> bool:
    return (
        mention.kind is SpeakerKind.INSTITUTION
        and not (name.is_full or mention.party or mention.role)
        and mention.name.istitle()
    )


def _only(name: str, speaker: Speaker) -> str:
    return f"Only “{name}” is named here; taken for {speaker.name}."


def _perhaps(name: str, speaker: Speaker) -> str:
    return f"Only “{name}” is named here, perhaps not a person; taken for {speaker.name}."


def _namesakes(name: person_names.Name, mention: SpeakerMention) -> list[Speaker]:
    """Unmerged people with this surname whose party does not speak against it."""
    same = Speaker.objects.filter(kind=SpeakerKind.PERSON, merged_into=None, family=name.family)
    return [
        speaker
        for speaker in same[:50]
        if not mention.party or not speaker.party_id or speaker.party_id == mention.party
    ]


def _likeness(speaker: Speaker, name: person_names.Name) -> person_names.Likeness:
    return person_names.likeness(person_names.parse(speaker.name), name)


@transaction.atomic
def _adopt_surname(speaker: Speaker, name: person_names.Name) -> None:
    """A record that had the surname alone turns out to be this person: its statements move here.

    Only where the machine made it and nobody has decided on it; its address leads here.
    """
    kinds = [SpeakerKind.PERSON] + [SpeakerKind.INSTITUTION] * bool(speaker.party_id)
    same = Speaker.objects.filter(kind__in=kinds, identity=name.family, merged_into=None)
    # Locked, as a curator who tells two apart locks them: each sees what the other has done.
    short = same.select_for_update(no_key=True).first()
    if short is None or short.members.exists() or _apart(short, speaker):
        return
    if short.party_id not in (None, speaker.party_id):
        return
    theirs = Attribution.objects.filter(speaker=short)
    if theirs.exclude(status=Status.UNREVIEWED).exists():
        return
    is_person = short.kind == SpeakerKind.PERSON
    note = (_only if is_person else _perhaps)(short.name, speaker)
    for attribution in theirs:
        attribution.speaker = speaker
        attribution.notes = [n for n in attribution.notes if n != SURNAME_NOTE] + [note]
        if not is_person:  # a person's was lowered when it was made
            attribution.confidence *= PERHAPS_A_PERSON
    Attribution.objects.bulk_update(theirs, ["speaker", "notes", "confidence"], batch_size=500)
    Source.objects.filter(speaker=short).update(speaker=speaker)
    short.identity = None  # the surname alone is free again: another person may come who has it
    short.merged_into = speaker
    short.save(update_fields=["identity", "merged_into"])


def _apart(one: Speaker, other: Speaker) -> bool:
    return Distinction.objects.between(one, other).exists()


def _create(mention: SpeakerMention) -> Speaker:
    """A new record, or the one that somebody else made this instant."""
    identity, family = fold_name(mention.name), _family(mention)
    speaker = Speaker(
        name=mention.name[:300], identity=identity, family=family, **_description(mention)
    )
    try:
        insert_speaker(speaker)
    except IntegrityError:
        if (known := Speaker.objects.filter(identity=identity).first()) is None:
            raise
        speaker = _final(known)
    return speaker


def _description(mention: SpeakerMention) -> dict[str, Any]:
    return {
        "kind": mention.kind,
        "party": party(mention.party),
        "role": mention.role[:300],
    }


def insert_speaker(speaker: Speaker) -> None:
    """Insert it at an address of its name's words; see ``insert_with_slug``."""
    insert_with_slug(speaker, speaker.name, fallback="speaker", length=80)


def _learn(speaker: Speaker, mention: SpeakerMention, article: Article) -> None:
    """Keep what this mention adds: other forms of the name, a party, a role, the members."""
    forms = {fold_name(form): form for form in (mention.name, *mention.aliases) if fold_name(form)}
    Alias.objects.bulk_create(
        [Alias(speaker=speaker, name=form[:300], folded=folded) for folded, form in forms.items()],
        ignore_conflicts=True,
    )
    changed = []
    if mention.party and not speaker.party_id:
        speaker.party = party(mention.party)
        changed.append("party")
    if mention.role and not speaker.role:
        speaker.role = mention.role[:300]
        changed.append("role")
    if changed:
        speaker.save(update_fields=changed)
    for name in mention.members:
        member = SpeakerMention(name=name, kind=SpeakerKind.PERSON)
        speaker.members.add(resolve(member, article).speaker)


def _final(speaker: Speaker) -> Speaker:
    while speaker.merged_into is not None:
        speaker = speaker.merged_into
    return speaker


def _family(mention: SpeakerMention) -> str:
    return (
        person_names.parse(mention.name).family[:100] if mention.kind is SpeakerKind.PERSON else ""
    )
