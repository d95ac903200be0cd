"""People by description whom an article brings in: "its ambassador", "one of the officials"."""

from dataclasses import replace

from claims.extraction.coreference import descriptions, non_persons
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases import tokens as parts
from claims.extraction.noun_phrases.phrase import NounPhrase
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import MentionKind


def spokesperson(registry: EntityRegistry, phrase: NounPhrase, owner: Entity) -> Entity:
    """ "A spokesperson" after "the White House declined": a White House spokesperson."""
    words = f"{owner.name} {phrase.head}"
    named = replace(phrase, words=words, role=words, article="", party=owner.party)
    return non_persons.describe(registry, named)


def one_of(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity:
    many = descriptions.several(registry, phrase, position)
    if many is None:
        return non_persons.describe(registry, phrase)
    words = parts.strip_quantity(many.name)
    head = next((w for w in words.split() if lexicon.singular(w) in many.heads), words.split()[-1])
    name = non_persons.with_article(words.replace(head, non_persons.singular(head), 1))
    entity = registry.new(name, MentionKind.ANONYMOUS, party=many.party, named=False)
    entity.heads = {lexicon.singular(head)}
    return entity


def of_owner(registry: EntityRegistry, phrase: NounPhrase, owner: Entity | None) -> Entity:
    """A description nobody else fits; its owner is named in full."""
    entity = non_persons.describe(registry, phrase)
    if owner is not None and phrase.owner is not None:
        rest = text_of(registry.doc)[phrase.owner.end : phrase.span.end]
        for cut in (",", " who "):
            rest = rest.partition(cut)[0]
        rest = rest.removeprefix("’s").removeprefix("'s").removeprefix("’").strip()
        entity.name = non_persons.possessive_name(owner, rest)
        entity.party = entity.party or owner.party
    return entity
