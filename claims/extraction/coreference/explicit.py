"""Mentions that the text settles by its own words, before or after the learned resolver is asked.

"Another" is another of those brought in before, "the 23-year-old" who was just spoken of, "the
envoy" the only envoy of the article, "they" the several people of the sentence before.
"""

import re
from itertools import islice

from claims.extraction.coreference.descriptions import nearest
from claims.extraction.coreference.entities import Cast, Member
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases.reader import Phrase
from claims.extraction.types import MentionKind

MAX_SENTENCES = 2  # back to whom an age or "another" is of
MAX_MENTIONS = 30
_ANOTHER = re.compile(
    r"(?P<word>another|a (?:second|third|fourth)|the other|others)", re.IGNORECASE
)
_PLACED = re.compile(r"\b(?:from|of|for) (?:the )?[A-Z]")
_AGE = re.compile(r"(?:the )?\d{1,3}-year-old", re.IGNORECASE)


def another(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    """ "One engineer said … *Another* said": another engineer, new to the article."""
    match = _ANOTHER.fullmatch(phrase.text)
    if match is None:
        return None
    word, several = match["word"].lower(), match["word"].lower() == "others"
    for member in nearest(cast, position):
        if member.kind is not MentionKind.ANONYMOUS or not member.heads or member.plural:
            continue
        kind = re.sub(r"^(?:an?|one|another|a (?:second|third|fourth)|the) ", "", member.name)
        name = f"other {kind}s" if several else f"{word} {kind}"
        made = cast.new(name, MentionKind.ANONYMOUS, party=member.party, named=False)
        made.heads, made.plural = set(member.heads), several
        return made
    return None


def aged(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    """ "*The 23-year-old* added": the subject just before, else the first one named there."""
    if not _AGE.fullmatch(phrase.text):
        return None
    first = None
    for occurrence in islice(cast.before(position), MAX_MENTIONS):
        if cast.sentence(position) - cast.sentence(occurrence.start) > MAX_SENTENCES:
            break
        if occurrence.member.kind is MentionKind.PERSON:
            first = occurrence.member
            if occurrence.subject:
                break
    return first


def holder(cast: Cast, phrase: Phrase, position: int, resolved: Member | None) -> Member | None:
    """ "The envoy": the one person before it who was called so, whatever stands nearer.

    Anybody may be "the source" or "the man": there whoever the resolver takes stays, if it fits.
    """
    loose = lexicon.load().loose
    if phrase.head in loose and resolved is not None and resolved.heads & loose:
        return None
    holders = [
        member
        for member in nearest(cast, position)
        if member.is_person and not member.plural and phrase.head in member.heads
    ]
    # "The envoy, Ida Holm": a description stands beside the name that it is of.
    holders = [member for member in holders if member.named] or holders
    if len(holders) != 1 or phrase.party and holders[0].party not in ("", phrase.party):
        return None
    own = set(phrase.words.lower().split()) - {phrase.head, "the"}
    return holders[0] if own <= holders[0].words else None


def is_stranger(member: Member, phrase: Phrase) -> bool:
    """ "The senator from Alaska" is nobody who was called by another office and from elsewhere."""
    if not _PLACED.search(phrase.words) or phrase.head in member.heads or not member.roles:
        return False
    own = set(phrase.words.lower().split()) - {phrase.head, "the", "from", "of", "for"}
    return not own & (member.words | set(member.name.lower().split()))


def several_before(cast: Cast, position: int) -> Member | None:
    """ "*Residents* met on Friday. *They* said": the only plural subject of the sentence before."""
    subjects: list[Member] = []
    for occurrence in islice(cast.before(position), MAX_MENTIONS):
        away = cast.sentence(position) - cast.sentence(occurrence.start)
        if away > 1 or cast.paragraph(position) != cast.paragraph(occurrence.start):
            break
        member = occurrence.member
        if away == 1 and occurrence.subject and member.plural and not member.background:
            subjects.append(member)
    return subjects[0] if len(set(subjects)) == 1 else None
