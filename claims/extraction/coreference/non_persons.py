"""Entities without a person's name: parties, organisations, descriptions."""

import re
from dataclasses import replace

from claims.extraction import parties
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases import tokens as parts
from claims.extraction.noun_phrases.person_names import Name
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.noun_phrases.reader import PRONOUNS
from claims.extraction.types import MentionKind

# "An unnamed man", "an 81-year-old", "an MP"; but "a union leader", "a US official", "a European".
_VOWEL = re.compile(
    r"(?:[FHLMNRSX][A-Z]{0,2}|[FHLMNRSX][B-DF-HJ-NP-TV-Z]+)s?\b|[AEIOaeio](?!uro|ne\b)|[Uu](?!ni[ocftvql]|[A-Z]|s[aeiu]|k|ti|r[aiu])|8|1[18]\b"
)

_DOMAIN = re.compile(r"(?<=\w)\.(?:com|org|net|co\.[a-z]{2})\b")
_BRACKETS = re.compile(r"\s*\([^()]*\)")

_NUMBERS = parts.NUMERALS | {"both"}
MAX_INITIALS = 4  # letters of "MPs"

DESCRIBED = {
    PhraseKind.ROLE: MentionKind.ANONYMOUS,
    PhraseKind.BODY: MentionKind.INSTITUTION,
    PhraseKind.PRESS: MentionKind.OUTLET,
    PhraseKind.DOCUMENT: MentionKind.DOCUMENT,
    PhraseKind.OTHER: MentionKind.ANONYMOUS,
}


def party_name(text: str, match: parties.Match) -> str:
    """A seat keeps its own name, all else is the party: "Beijing" is China."""
    if match.kind is parties.Kind.SEAT:
        return text
    return parties.load().parties[match.code].name


def party_entity(registry: EntityRegistry, name: str, code: str) -> Entity:
    """The party or seat of this name, made if new: "Beijing", "the Kremlin"."""
    key = ("party", name)
    if key not in registry.by_key:
        registry.by_key[key] = registry.new(name, MentionKind.INSTITUTION, party=code)
    return registry.by_key[key]


def organisation(registry: EntityRegistry, phrase: NounPhrase) -> Entity:
    """The organisation or outlet of this name, made if new. The fullest form names it."""
    name = phrase.name or phrase.words
    name = _BRACKETS.sub("", name).removeprefix("the ").removeprefix("The ")
    if (full := _spelt_out(registry, name)) != name:
        entity = organisation(registry, replace(phrase, name=full))
        entity.aliases.add(name)
        return entity
    # "Edmunds" is "Edmunds.com".
    keys = tuple(fold_word(word) for word in _DOMAIN.sub("", name).split())
    kind = MentionKind.OUTLET if phrase.kind is PhraseKind.OUTLET else MentionKind.INSTITUTION
    alike = registry.organisations.setdefault(keys[0] if keys else "", [])
    is_place = _is_place(registry, phrase)
    for entity in alike:
        long = entity.forms[0].keys
        more = keys[len(long) :] or long[len(keys) :]
        if more and (entity.place or is_place):
            continue  # "Foln" is not the "Foln Water Commission"
        if keys[: len(long)] == long[: len(keys)] and not _is_country(more):
            if len(keys) > len(long):
                entity.name, entity.forms[0] = name, Name(name, keys)
                registry.note_initials(entity)
            break
    else:
        entity = registry.new(name, kind, party=phrase.party)
        entity.forms.append(Name(name, keys))
        alike.append(entity)
        registry.note_initials(entity)
    entity.aliases.add(name)
    if phrase.head:
        entity.heads.add(phrase.head)
    return entity


def _spelt_out(registry: EntityRegistry, name: str) -> str:
    """What initials stand for, as the text has it in brackets or, of one body alone, without."""
    full = registry.short_names.get(name, "")
    if full and lexicon.singular(full.split()[-1]) not in lexicon.load().persons:
        return full
    if full or not name.isupper():
        return name  # "the CAO" is a Chief Administrative Officer, and he has a name
    bodies = {body.name for body in registry.by_initials.get(name, ())}
    return bodies.pop() if len(bodies) == 1 else name


def _is_place(registry: EntityRegistry, phrase: NounPhrase) -> bool:
    """Is the phrase, or the name in it, a town or region to the names network?"""
    named = registry.doc.char_span(*phrase.span, alignment_mode="expand")
    return named is not None and all(t.ent_type_ == "GPE" for t in named if t.tag_ != "DT")


def _is_country(words: tuple[str, ...]) -> bool:
    """ "Told Reuters *Norway* had asked": what the parser takes for one name is two."""
    match = parties.load().whole(" ".join(words).title()) if words else None
    return match is not None


def describe(registry: EntityRegistry, phrase: NounPhrase) -> Entity:
    """An entity known by description; the same words in one article are the same entity."""
    name = display(phrase)
    kind = DESCRIBED.get(phrase.kind, MentionKind.ANONYMOUS)
    key = (kind, name.lower())
    if key not in registry.by_key:
        registry.by_key[key] = registry.new(name, kind, party=phrase.party, named=False)
        registry.by_key[key].plural = phrase.plural and not phrase.one_of
    entity = registry.by_key[key]
    entity.learn(phrase)
    entity.words.update(phrase.words.lower().split())
    entity.aliases.add(phrase.words)
    return entity


def display(phrase: NounPhrase) -> str:
    """A description as a name: "One US source" → "a US source", "three officials" → "officials"."""
    words = _american(_BRACKETS.sub("", phrase.words))
    opening = words.partition(" ")[0]
    nouns = lexicon.load()
    people = nouns.feminine | nouns.masculine | nouns.loose
    people |= nouns.persons if len(opening) > MAX_INITIALS else set()
    if opening.isupper() and phrase.head in people and lexicon.singular(opening) == phrase.head:
        words = opening.lower() + words[len(opening) :]  # "A MAN who lost his boat said"
    if phrase.one_of:
        first, *rest = words.split()
        head = next((w for w in words.split() if lexicon.singular(w) == phrase.head), first)
        return with_article(words.replace(head, singular(head), 1))
    first = phrase.text.strip().partition(" ")[0].lower()
    if first == "another":
        return f"another {words.removeprefix('another ')}"
    if phrase.article == "a" and not phrase.plural and phrase.head not in PRONOUNS:
        return with_article(words)
    if phrase.plural and first in _NUMBERS and phrase.head not in parts.NUMERALS:
        return f"{first} {words}"
    if words.lower() in parts.QUANTITY | {"others"}:
        return words.lower()  # "Many fear", "Some argue"
    plain = phrase.plural and words[:1].isupper() and not words[1:2].isupper()
    first = words.split()[0] if words else ""
    if plain and not parties.load().whole(first) and lexicon.singular(first) == phrase.head:
        return words[0].lower() + words[1:]
    return words


def counted(phrase: NounPhrase) -> str:
    """ "The *two sides*", "*both camps*": without their number nobody would know which."""
    opening = [word for word in phrase.text.lower().split()[:2] if word != "the"][:1]
    number = opening[0] if opening and opening[0] in _NUMBERS else ""
    numbered = phrase.plural and number and not phrase.words.lower().startswith(number)
    return f"{number} {phrase.words}" if numbered else phrase.words


def singular(noun: str) -> str:
    """The singular of a noun as it is written: "officials" → "official", "MPs" → "MP"."""
    return noun[:-1] if noun[:-1].isupper() else lexicon.singular(noun)


def _american(words: str) -> str:
    """ "United States officials" and "American officials" are "US officials"."""
    for spelling in ("the United States", "United States", "U.S.", "American"):
        if words.startswith(spelling + " "):
            return "US" + words[len(spelling) :]
    return words


def with_article(words: str) -> str:
    article = "an" if _VOWEL.match(words) else "a"
    return f"{article} {words}"


def possessive_name(owner: Entity, rest: str) -> str:
    """ "Its ambassador" → "Chinese ambassador", "his office" → "Xi Jinping’s office"."""
    if owner.kind is MentionKind.DOCUMENT:
        return f"{rest} of the {min(owner.heads, default=owner.name)}"
    if owner.party and owner.name == parties.PARTIES[owner.party].name:
        return f"{parties.load().adjectives.get(owner.party, owner.name)} {rest}"
    return f"{owner.name}’s {rest}"
