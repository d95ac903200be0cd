"""Who and what an article holds: people first, then parties, organisations, descriptions."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from claims.extraction import parties
from claims.extraction.coreference import (
    descriptions,
    office_initials,
    people_detection,
    plural_entities,
    quotation_sources,
)
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.gate import names_no_body
from claims.extraction.coreference.non_persons import (
    DESCRIBED,
    describe,
    organisation,
    party_entity,
    party_name,
)
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.noun_phrases.tokens import is_counted
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import in_headline, subtree, token_at
from claims.extraction.types import Link, Span


def build(doc: Doc, links: Iterable[Link] = ()) -> EntityRegistry:
    """The entities of a parsed article: people first, then parties, organisations, descriptions.

    The sources of its links are read too: there stand names that the entity recogniser missed.
    """
    registry, links = EntityRegistry(doc), list(links)
    quotation_sources.note(registry, links)
    people_detection.add_people(registry, links)
    office_initials.add_initials(registry)
    plural_entities.note_families(registry)
    _parties(registry)
    _organisations(registry)
    plural_entities.add_peoples(registry)
    _descriptions(registry)
    plural_entities.add_groups(registry)
    plural_entities.add_mixed_groups(registry)
    return registry


def _parties(registry: EntityRegistry) -> None:
    text = text_of(registry.doc)
    for match in parties.load().matches(text):
        if match.kind in (parties.Kind.DEMONYM, parties.Kind.OFFICE):
            continue
        span = Span(match.start, match.end)
        if registry.has_mention(span):
            continue
        token = token_at(registry.doc, span)
        if token is None or token.ent_type_ == "PERSON" or _modifies(token):
            continue
        if match.kind in (parties.Kind.NAME, parties.Kind.CAPITAL) and _ends_name(
            registry.doc, span
        ):
            continue
        entity = party_entity(
            registry, party_name(text[match.start : match.end], match), match.code
        )
        entity.aliases.add(text[match.start : match.end])
        registry.add_mention(span, entity, token)


def _ends_name(doc: Doc, span: Span) -> bool:
    """ "Water Board *Norway*": the end of an organisation's name."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None or not tokens.start or tokens[0].ent_iob_ != "I":
        return False
    before = doc[tokens.start - 1]
    last = tokens.end == len(doc) or doc[tokens.end].ent_iob_ != "I"
    named = before.text[:1].isupper() and before.lower_ != "the"
    return tokens[0].ent_type_ == "ORG" and last and named


def _modifies(token: Token) -> bool:
    """ "US officials", "China ties": the party is no actor there."""
    return token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i


def _organisations(registry: EntityRegistry) -> None:
    """Organisations and outlets by name; "Quellor" is "Quellor Systems"."""
    for ent in registry.doc.ents:
        if ent.label_ not in ("ORG", "GPE", "NORP", "PERSON") or "\n" in ent.text:
            continue
        span = Span(ent.start_char, ent.end_char)
        if registry.has_mention(span) or in_headline(ent[0]) or " and " in ent.text:
            continue
        if text_of(registry.doc)[ent.end_char : ent.end_char + 1] == "-":
            continue  # "the *Denver*-based company"
        if names_no_body(ent.text):
            continue  # "File Photo"
        if ent.start > 0 and is_counted([registry.doc[ent.start - 1], *ent]):
            continue  # "Three *State Premiers*"
        phrase = reader.read(registry.doc, (span,))
        if (
            phrase.kind in (PhraseKind.OUTLET, PhraseKind.NAME, PhraseKind.BODY)
            and phrase.text[:1].isupper()
        ):
            entity = organisation(registry, phrase)
            entity.place = entity.place or ent.label_ == "GPE"
            entity.plural = (
                entity.plural or ent.label_ == "NORP" or plural_entities.are_people(ent.root)
            )
            registry.add_mention(span, entity, ent.root)


def _descriptions(registry: EntityRegistry) -> None:
    """People and bodies brought in without a name: "a senior official", "two engineers"."""
    lexicon = nouns.load()
    source_nouns = lexicon.persons | lexicon.documents | lexicon.institutions
    for number, word in enumerate(words_of(registry.doc)):
        if not word[:1].isalpha():
            continue
        noun = nouns.singular(word)
        if noun not in source_nouns and not word.endswith("s"):
            continue
        token = registry.doc[number]
        if word[:1].isupper() and not (token.is_sent_start and token.tag_ == "NNS"):
            continue
        modifies = token.dep_ in ("compound", "appos", "attr", "nmod")
        if modifies or token.tag_ != "NNS" and (noun not in source_nouns or token.tag_ != "NN"):
            continue
        if registry.has_mention(Span(token.idx, token.idx + len(token))):
            continue
        span = subtree(token)
        phrase = reader.read(registry.doc, (span,))
        if phrase.head != noun or phrase.kind not in DESCRIBED:
            continue
        brings_in = phrase.article == "a" or phrase.plural and not phrase.article
        if noun in source_nouns and brings_in:
            registry.add_mention(span, describe(registry, phrase), token)
        elif phrase.plural and not phrase.one_of:
            registry.add_mention(span, _plural(registry, phrase, noun in source_nouns), token)


def _plural(registry: EntityRegistry, phrase: NounPhrase, is_source: bool) -> Entity:
    """ "The officials" spoken of before; things and animals only for what "they" may mean."""
    spoken_of = descriptions.several(registry, phrase, phrase.span.start) if is_source else None
    if spoken_of is not None:
        return spoken_of
    entity = describe(registry, phrase)
    entity.only_for_they = not is_source
    return entity
