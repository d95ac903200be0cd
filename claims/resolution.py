"""Which Speaker record a mention is, across articles. Machines propose, people decide.

A full name is the record of that name. A surname alone is joined to the one known person who fits
name and party, with less confidence and a note that says so; where several fit, it stays apart.
Whoever is not named stays inside the article. Merged records lead to what they were merged into.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from articles.models import Article
from claims.extraction import parties
from claims.extraction.findings import SpeakerKind, SpeakerMention
from claims.models import Alias, Party, Speaker

SURNAME_ALONE = 0.8  # what a join by surname leaves of the confidence
LOCAL = (SpeakerKind.ANONYMOUS, SpeakerKind.DOCUMENT)  # "a source", "the readout": of one article
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Resolved:
    """The record, what the join leaves of the confidence, and why."""

    speaker: Speaker
    factor: float = 1.0
    note: str = ""


def fold(name: str) -> str:
    """The form in which names are compared: no case, accents, honorific dots or possessive."""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", name.strip()))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[.,]", " ", plain.replace("’", "'"))
    return " ".join(re.sub(r"^(the|an?)\s+", "", plain).split())[:300]


def resolve(mention: SpeakerMention, article: Article) -> Resolved:
    """The record for ``mention``, made if it is new. Safe when two processes ask at once."""
    if mention.kind in LOCAL:
        return Resolved(_local(mention, article))
    if mention.kind is SpeakerKind.PERSON and len(fold(mention.name).split()) == 1:
        return _surname_alone(mention)
    speaker = _known(mention) or _create(mention)
    _learn(speaker, mention, article)
    return Resolved(speaker)


def party(code: str) -> Party | None:
    """The party's record, made if it is new."""
    if not code:
        return None
    known = parties.PARTIES[code]
    return Party.objects.get_or_create(
        code=code, defaults={"name": known.name, "kind": known.kind}
    )[0]


def _local(mention: SpeakerMention, article: Article) -> Speaker:
    return Speaker.objects.get_or_create(
        article=article,
        name=mention.name[:300],
        defaults={
            "kind": mention.kind,
            "party": party(mention.party),
            "role": mention.role[:300],
            "slug": _free_slug(mention.name),
        },
    )[0]


def _known(mention: SpeakerMention) -> Speaker | None:
    """By identity, else by an alias that only one record of this kind has."""
    folded = fold(mention.name)
    if speaker := Speaker.objects.filter(identity=folded).first():
        return _final(speaker)
    found = {
        _final(alias.speaker)
        for alias in Alias.objects.filter(
            folded=folded, speaker__kind=mention.kind, speaker__article=None
        ).select_related("speaker")
    }
    return found.pop() if len(found) == 1 else None


def _surname_alone(mention: SpeakerMention) -> Resolved:
    folded = fold(mention.name)
    people = [
        speaker
        for speaker in _people_called(folded)
        if not mention.party or not speaker.party_id or speaker.party_id == mention.party
    ]
    if len(people) == 1:
        note = f"Only “{mention.name}” is named here; taken for {people[0].name}."
        return Resolved(people[0], SURNAME_ALONE, note)
    note = "Only a surname is named here." if not people else "Several people have this surname."
    return Resolved(_known(mention) or _create(mention), SURNAME_ALONE, note)


def _people_called(surname: str) -> list[Speaker]:
    """Unmerged people with more than one name, of whom ``surname`` is a known short form."""
    return list(
        Speaker.objects.filter(
            kind=SpeakerKind.PERSON,
            merged_into=None,
            aliases__folded=surname,
            identity__contains=" ",
        ).distinct()[:2]
    )


def _create(mention: SpeakerMention) -> Speaker:
    """A new record, or the one that somebody else made this instant."""
    folded = fold(mention.name)
    try:
        with transaction.atomic():
            speaker = Speaker.objects.create(
                slug=_free_slug(mention.name),
                name=mention.name[:300],
                kind=mention.kind,
                party=party(mention.party),
                role=mention.role[:300],
                identity=folded,
            )
    except IntegrityError:
        speaker = _final(Speaker.objects.get(identity=folded))
    return speaker


def _learn(speaker: Speaker, mention: SpeakerMention, article: Article) -> None:
    """Keep what this mention adds: other forms of the name, a party, a role, the members."""
    forms = {fold(form): form for form in (mention.name, *mention.aliases) if fold(form)}
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


def _free_slug(name: str) -> str:
    base = slugify(name)[:80].strip("-") or "speaker"
    taken = set(Speaker.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
