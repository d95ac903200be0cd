"""Offices that are told by their initials alone: "the CS", "the SHO", "the PPRO".

Who that is stands somewhere before: the Cabinet Secretary, and no other of these initials.
"""

import re
from functools import lru_cache
from itertools import islice

from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases.phrase import NounPhrase
from claims.extraction.noun_phrases.reader import BY_INITIALS
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import MentionKind, Span

MAX_MENTIONS_BESIDE = 4  # from an office to who holds it
MAX_OFFICE_CHARS = 5000  # from an office in words to its initials
_LETTERS = re.compile(r"\b[Tt]he (?P<letters>[A-Z]{2,5})\b")
# From an office to who holds it: "of Savar Model Police Station ", ", Dr ", " (Sadar) Inspector ".
_BESIDE_OFFICE = re.compile(
    r",? (?:\([^()\n]{1,30}\),? )?(?:(?:of|in|for|at|the|and|[A-Z0-9][\w’'&-]*\.?),? ){0,8}"
)
_PERSON = MentionKind.PERSON


def by_initials(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*The CS* said": the Cabinet Secretary named before, and no other of these initials."""
    match = BY_INITIALS.fullmatch(phrase.text)
    return _called_by_initials(registry, match["letters"], position) if match else None


def add_initials(registry: EntityRegistry) -> None:
    """Note who "the CS" is wherever that stands, so that "he" can be meant by it, too."""
    for match in _LETTERS.finditer(text_of(registry.doc)):
        if (holder := _called_by_initials(registry, match["letters"], match.start())) is None:
            continue
        span = Span(*match.span("letters"))
        if not registry.has_mention(span):
            registry.add_mention(span, holder)
        else:
            registry.hand_over(span, match["letters"], holder)


def _called_by_initials(registry: EntityRegistry, letters: str, position: int) -> Entity | None:
    """Who is named beside the office of these initials: a "*station house officer* (Sadar) Ida
    Lund" is the SHO, an "Officer-in-Charge (*OC*) of Moss, Tom Hale" the OC. "The MEA" is no
    "Ministry of External Affairs spokesman", but the ministry."""
    start = max(0, position - MAX_OFFICE_CHARS)
    offices = _spelt(letters).finditer(text_of(registry.doc), start, position)
    beside = (_beside_office(registry, Span(*match.span())) for match in offices)
    holders = {entity for entity in beside if entity is not None}
    return holders.pop() if len(holders) == 1 else None


@lru_cache(maxsize=64)
def _spelt(letters: str) -> re.Pattern[str]:
    """An office in words with these initials, then at its end the initials themselves, or alone."""
    small = r"(?:(?:in|of|for|the|and)[ -])*"
    words = rf"[ -]{small}".join(rf"[{c}{c.lower()}][^\W\d_]+" for c in letters)
    return re.compile(rf"\b(?:{words}(?: \({letters}\))?|{letters})(?!\w)")


def _beside_office(registry: EntityRegistry, office: Span) -> Entity | None:
    """The person named behind an office in its sentence, or just before it, with a comma."""
    text = text_of(registry.doc)
    called = text[office.start : office.end]
    last = called.split()[-1]
    if " " in called and last[0] != "(" and last.lower() not in lexicon.load().persons:
        return None
    for mention in islice(registry.after(office.end), MAX_MENTIONS_BESIDE):
        held = mention.entity.kind is _PERSON
        if held and _BESIDE_OFFICE.fullmatch(text, office.end, mention.start):
            return mention.entity
    before = next(iter(registry.before(office.start)), None)
    apposed = before is not None and text[before.end : office.start] in (", ", ", the ", " (")
    return before.entity if before and apposed and before.entity.kind is _PERSON else None
