"""Who a hop of a chain is. What was told words, or reported them, is an outlet, known or not."""

from dataclasses import replace

from claims.extraction.coreference import descriptions, non_persons
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.sources import Resolver
from claims.extraction.folding import fold_word
from claims.extraction.links.media import is_told, is_used_as_press
from claims.extraction.links.unknown_press import FOREIGN_ARTICLES, SITE
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.types import MentionKind, Spans

_PRESSES = (PhraseKind.BODY, PhraseKind.DOCUMENT, PhraseKind.OTHER)


def hop(resolver: Resolver, spans: Spans, content: Spans) -> Entity | None:
    """The entity that a hop's words name, ``None`` if they name nobody."""
    phrase = reader.read(resolver.doc, spans)
    if (outlet := _outlet_in_short(resolver, phrase.text)) is not None:
        return outlet
    if SITE.fullmatch(phrase.text):
        return _outlet(resolver, phrase)  # "as per ballmarket.it"
    if not is_used_as_press(resolver.doc, phrase.span):
        return resolver.resolve(spans, content).entity
    if phrase.kind in _PRESSES and phrase.head in lexicon.load().outlets:
        # "The agency", "the paper", "the website".
        return descriptions.press(resolver.registry, phrase, phrase.span.start)
    initials = phrase.kind is PhraseKind.PERSON and phrase.text.isupper()
    namesakes = resolver.registry.families.get(fold_word(phrase.text), ())
    if initials and not any(person.forms[0].is_full for person in namesakes):
        return _outlet(resolver, phrase)  # "told NAN"
    plain = phrase.kind is PhraseKind.ROLE and phrase.text[:1].isupper() and phrase.text.isalpha()
    if plain or phrase.kind is PhraseKind.OTHER or phrase.text.split()[0] in FOREIGN_ARTICLES:
        return _outlet(resolver, phrase)  # "told People", "radio dzLN"
    entity = resolver.resolve(spans, content).entity
    if entity is not None and _is_new_outlet(resolver, entity, phrase):
        entity.kind = MentionKind.OUTLET
    if entity is None or entity.party or entity.kind is not MentionKind.INSTITUTION:
        return entity
    if entity.named and not entity.heads & lexicon.load().institutions:
        entity.kind = MentionKind.OUTLET
    return entity


def _is_new_outlet(resolver: Resolver, entity: Entity, phrase: NounPhrase) -> bool:
    """ "Sources told *Fightdesk*": what looks a person's name and is told of here alone."""
    alone = entity.kind is MentionKind.PERSON and len(entity.forms) == 1 and not entity.roles
    return alone and entity.name == phrase.name and is_told(resolver.doc, phrase.span)


def _outlet_in_short(resolver: Resolver, words: str) -> Entity | None:
    """ "The Post": the one outlet so far whose name ends so."""
    last = fold_word(words.removeprefix("the ").removeprefix("The "))
    outlets = [
        entity
        for entity in resolver.registry.entities
        if entity.kind is MentionKind.OUTLET and entity.named and entity.forms
        and entity.forms[0].keys[1:][-1:] == (last,)
    ]  # fmt: skip
    return outlets[0] if len(outlets) == 1 else None


def _outlet(resolver: Resolver, phrase: NounPhrase) -> Entity:
    """An outlet called just so, whom "the station" may mean in the next sentence."""
    outlet = replace(phrase, kind=PhraseKind.OUTLET, name=phrase.text, head="")
    entity = non_persons.organisation(resolver.registry, outlet)
    # Not "told People": a plain word has no say in who "the magazine" is.
    if phrase.kind is PhraseKind.OTHER and not resolver.registry.has_mention(phrase.span):
        resolver.registry.add_mention(phrase.span, entity)
    return entity
