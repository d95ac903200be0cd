"""Several people or bodies in one name: families, peoples, and names joined by "and"."""

import re

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from claims.extraction.coreference.entities import Mention
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.non_persons import describe, organisation
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import words_of
from claims.extraction.parsing.syntax import in_headline, subtree
from claims.extraction.types import MentionKind, Span

_CONJUNCTIONS = ("and", "&")
MAX_TOKENS_BETWEEN = 8  # tokens between names that are joined
DESCRIBING_TAGS = frozenset("DT JJ NN NNP POS PRP$ CD HYPH IN".split())
_PEOPLE = re.compile(r"(?:crats|icans|ists|ites|vatives)$")


def note_families(registry: EntityRegistry) -> None:
    """ "The Sandovals", "Northerners": a name in the plural is that of several people."""
    for mention in registry.mentions:
        entity, token = mention.entity, registry.doc[mention.last]
        if len(entity.forms) != 1 or entity.forms[0].is_full or not token.text.endswith("s"):
            continue
        the = mention.first and registry.doc[mention.first - 1].lower_ == "the"
        follows = registry.doc[token.i + 1] if token.i + 1 < len(registry.doc) else None
        alone = follows is None or follows.tag_ not in ("NN", "NNS", "NNP", "NNPS", "POS")
        if token.tag_ == "NNS" or the and alone:
            entity.plural = True


def add_peoples(registry: EntityRegistry) -> None:
    """ "The Ostrelians", "Democrats": people in the plural that are no names to the recogniser."""
    for number, word in enumerate(words_of(registry.doc)):
        if not (word[:1].isupper() and word.endswith("s") and len(word) > 3):
            continue
        token = registry.doc[number]
        span = Span(token.idx, token.idx + len(token))
        if token.tag_[:3] != "NNP" or token.ent_type_ or token.dep_ == "compound":
            continue
        alone = number and registry.doc[number - 1].lower_ == "the"
        if (alone or are_people(token)) and not (registry.has_mention(span) or in_headline(token)):
            phrase = reader.read(registry.doc, (span,))
            if phrase.kind is PhraseKind.NAME:
                entity = organisation(registry, phrase)
                entity.plural = True
                registry.add_mention(span, entity, token)


def are_people(token: Token) -> bool:
    """ "Senate Republicans", "the Norland Volunteers"; not "General Motors"."""
    noun = nouns.singular(token.text)
    people = noun in nouns.load().persons or _PEOPLE.search(token.text) is not None
    return people and token.tag_ in ("NNS", "NNPS") and token.ent_type_ != "GPE"


def add_groups(registry: EntityRegistry) -> None:
    """ "Xi and Putin", "Carrel, Holm and Carr": names joined are a group that "they" can mean."""
    run: list[Mention] = []
    for mention in list(registry.mentions):
        between = registry.doc[run[-1].last + 1 : mention.first] if run else None
        joined = between is not None and _joins(between) and can_join_group(run, mention)
        if joined and not any(token.lower_ in _CONJUNCTIONS for token in between or ()):
            run.append(mention)
            continue
        if joined:
            entities = [joint.entity for joint in (*run, mention)]
            registry.add_mention(Span(run[0].start, mention.end), registry.group(entities))
        run = [mention]


def add_mixed_groups(registry: EntityRegistry) -> None:
    """ "Gov. Emil Roos and *leaders of the council*": a person and people who are not named."""
    doc = registry.doc
    for mention in list(registry.mentions):
        after = doc[mention.last + 1 : mention.last + 2]
        if mention.entity.kind is not MentionKind.PERSON or after.text not in _CONJUNCTIONS:
            continue
        span = subtree(doc[mention.token])
        phrase = reader.read(doc, (Span(mention.start, span.end),))
        parts = [reader.read(doc, (part,)) for part in phrase.parts[1:]]
        if len(parts) != 1 or parts[0].kind is not PhraseKind.ROLE or not parts[0].plural:
            continue
        people = describe(registry, parts[0])
        registry.add_mention(phrase.span, registry.group([mention.entity, people]))


def _joins(between: SpacySpan) -> bool:
    """Words that may stand between joined names: "and", "and Chinese President", ", a nurse,"."""
    described = all(
        t.tag_ in DESCRIBING_TAGS or t.lower_ in _CONJUNCTIONS or t.text == "," for t in between
    )
    return (
        0 < len(between) <= MAX_TOKENS_BETWEEN
        and described
        and between[0].lower_ in (*_CONJUNCTIONS, ",")
    )


def can_join_group(run: list[Mention], mention: Mention) -> bool:
    """Is it named, of their kind, and none of them?"""
    entity = mention.entity
    return entity.named and all(
        o.entity is not entity and o.entity.named and o.entity.kind is entity.kind for o in run
    )
