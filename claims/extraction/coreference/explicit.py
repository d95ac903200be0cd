"""Mentions that the text settles by its own words, before or after the learned resolver is asked.

"Another" is another of those brought in before, "the 23-year-old" who was just spoken of, "the
envoy" the only envoy of the article, "they" the several people of the sentence before.
"""

import re
from itertools import islice

from claims.extraction import parties
from claims.extraction.coreference.descriptions import nearest
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases.phrase import NounPhrase
from claims.extraction.types import MentionKind

MAX_SENTENCES = 2  # back to whom an age or "another" is of
MAX_MENTIONS = 30
_ANOTHER = re.compile(
    r"(?P<word>another|a (?:second|third|fourth)|the other|others)", re.IGNORECASE
)
_BEHIND_NOUN = re.compile(r" (?:for|of|from|in|at|on|to|with|who|that)\b")
_PLACED = re.compile(r"\b(?:from|of|for) (?:the )?[A-Z]")
_AGE = re.compile(r"(?:the )?\d{1,3}-year-old", re.IGNORECASE)


def another(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "One engineer said … *Another* said": another engineer, new to the article."""
    match = _ANOTHER.fullmatch(phrase.text)
    if match is None:
        return None
    word, several = match["word"].lower(), match["word"].lower() == "others"
    for entity in nearest(registry, position):
        if entity.kind is not MentionKind.ANONYMOUS or not entity.heads or entity.plural:
            continue
        kind = re.sub(r"^(?:an?|one|another|a (?:second|third|fourth)|the) ", "", entity.name)
        name = f"other {_plural(kind)}" if several else f"{word} {kind}"
        other = registry.new(name, MentionKind.ANONYMOUS, party=entity.party, named=False)
        other.heads, other.plural = set(entity.heads), several
        return other
    return None


def _plural(kind: str) -> str:
    """ "Candidate for president" → "candidates for president"."""
    match = _BEHIND_NOUN.search(kind)
    end = match.start() if match else len(kind)
    return f"{kind[:end]}s{kind[end:]}"


def aged(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*The 23-year-old* added": the subject just before, else the first one named there."""
    return _just_named(registry, position) if _AGE.fullmatch(phrase.text) else None


def _just_named(registry: EntityRegistry, position: int) -> Entity | None:
    """The person who spoke or was the subject just before, else the first one named there."""
    people = [
        mention
        for mention in islice(registry.before(position), MAX_MENTIONS)
        if registry.sentence(position) - registry.sentence(mention.start) <= MAX_SENTENCES
        and mention.entity.kind is MentionKind.PERSON
    ]
    spoke = [mention for mention in people if mention.spoke]
    subjects = [mention for mention in people if mention.subject]
    return next((mention.entity for mention in (*spoke, *subjects, *people[::-1])), None)


def of_nation(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*The Ivorian* added": the person just spoken of, where the words do not mean the state."""
    match = parties.load().whole(phrase.text) if phrase.text[:4].lower() == "the " else None
    if match is None or match.kind is not parties.Kind.DEMONYM or phrase.text.endswith("s"):
        return None
    plural = phrase.text.endswith(("ese", "ish", "ch", "ss")) and not phrase.text.endswith("zech")
    if plural and any(
        m.entity.party == match.code and not m.entity.is_person
        for m in islice(registry.before(position), MAX_MENTIONS)
    ):
        return None
    return _just_named(registry, position)


def holder(
    registry: EntityRegistry, phrase: NounPhrase, position: int, resolved: Entity | None
) -> Entity | None:
    """ "The envoy": the one person before it who was called so, whatever stands nearer.

    Anybody may be "the source" or "the man": there whoever the resolver takes stays, if it fits.
    """
    loose = lexicon.load().loose
    if phrase.head in loose and resolved is not None and resolved.heads & loose:
        return None
    holders = [
        entity
        for entity in nearest(registry, position)
        if entity.is_person and not entity.plural and phrase.head in entity.heads
    ]
    # "The envoy, Ida Holm": a description stands beside the name that it is of.
    holders = [entity for entity in holders if entity.named] or holders
    if len(holders) != 1 or phrase.party and holders[0].party not in ("", phrase.party):
        return None
    own = set(phrase.words.lower().split()) - {phrase.head, "the"}
    return holders[0] if own <= holders[0].words else None


def is_stranger(entity: Entity, phrase: NounPhrase) -> bool:
    """ "The senator from Alaska" is nobody who was called by another office and from elsewhere;
    "the health center" is no person."""
    if phrase.head in lexicon.load().places and entity.kind is MentionKind.PERSON:
        return True
    if not _PLACED.search(phrase.words) or phrase.head in entity.heads or not entity.roles:
        return False
    own = set(phrase.words.lower().split()) - {phrase.head, "the", "from", "of", "for"}
    return not own & (entity.words | set(entity.name.lower().split()))


def several_before(registry: EntityRegistry, position: int) -> Entity | None:
    """ "*Residents* met on Friday. *They* said": the only plural subject of the sentence before."""
    subjects: list[Entity] = []
    for mention in islice(registry.before(position), MAX_MENTIONS):
        away = registry.sentence(position) - registry.sentence(mention.start)
        if away > 1 or registry.paragraph(position) != registry.paragraph(mention.start):
            break
        entity = mention.entity
        if away == 1 and mention.subject and entity.plural and not entity.only_for_they:
            subjects.append(entity)
    return subjects[0] if len(set(subjects)) == 1 else None
