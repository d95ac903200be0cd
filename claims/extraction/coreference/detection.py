"""The pronouns and descriptions of an article, in text order, and who each of them is."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Token

from claims.extraction.coreference.candidates import Anaphor, pronoun
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.non_persons import describe
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.noun_phrases.reader import PRONOUNS
from claims.extraction.parsing.spacy_pipeline import words_of
from claims.extraction.parsing.syntax import subtree
from claims.extraction.types import Span
from claims.extraction.word_lists import word_lists

_DEFINITE = word_lists().definite
_OWNING = ("’s ", "'s ", "’ ", "' ")
_BESIDE_NAMES = ("compound", "appos", "attr", "nmod", "amod")


def anaphors(registry: EntityRegistry, sources: Collection[int] = ()) -> Iterator[Anaphor]:
    """Third-person pronouns and definite descriptions of one person or body, in text order.

    ``sources`` are the tokens that words are attributed to.
    """
    lexicon = nouns.load()
    head_nouns = lexicon.persons | lexicon.institutions
    for number, word in enumerate(words_of(registry.doc)):
        if word.lower() in PRONOUNS:
            anaphor = pronoun(registry.doc[number])
        elif nouns.singular(word) in head_nouns:
            anaphor = _description(registry, registry.doc[number])
        else:
            continue
        if anaphor is not None:
            yield replace(anaphor, is_source=number in sources)


def _description(registry: EntityRegistry, token: Token) -> Anaphor | None:
    """ "The diplomat", "her son": no title, no apposition, not brought in just here."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ in _BESIDE_NAMES:
        return None
    if token.ent_type_ not in ("", "ROLE") or registry.has_mention(_span(token)):
        return None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and (after.ent_type_ == "PERSON" or after.tag_ == "POS"):
        return None
    definite = any(
        c.lower_ in _DEFINITE or c.dep_ == "poss" for c in token.children if c.i < token.i
    )
    if not definite:
        return None
    phrase = reader.read(registry.doc, (subtree(token),))
    if phrase.kind not in (PhraseKind.ROLE, PhraseKind.BODY) or phrase.plural:
        return None
    return described(token, phrase)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def described(token: Token, phrase: NounPhrase) -> Anaphor:
    """The anaphor of a description that has been read."""
    lexicon = nouns.load()
    words = frozenset(phrase.words.lower().split())
    gender = "f" if words & lexicon.feminine else "m" if words & lexicon.masculine else ""
    kind = "body" if phrase.kind is PhraseKind.BODY else "noun"
    owned = phrase.article == "own" or any(mark in phrase.words for mark in _OWNING)
    names = (word for word in phrase.words.split() if word[:1].isupper())
    proper = frozenset(word.lower() for word in names) - {phrase.head}
    return Anaphor(
        token, kind, words, phrase.head, gender, phrase.party,
        proper=proper, is_owned=owned,
    )  # fmt: skip


def introduce(registry: EntityRegistry, anaphor: Anaphor) -> None:
    """Note a description of somebody who was not spoken of before."""
    span = subtree(anaphor.token)
    entity = describe(registry, reader.read(registry.doc, (span,)))
    entity.certain = False  # "the driver": whoever that is
    registry.add_mention(_span(anaphor.token), entity, anaphor.token)


def settle(registry: EntityRegistry, anaphor: Anaphor, entity: Entity) -> None:
    """Note that an entity is meant there."""
    token = anaphor.token
    registry.add_mention(_span(token), entity, token)
    entity.anaphor_counts[anaphor.kind] = entity.anaphor_counts.get(anaphor.kind, 0) + 1
    if anaphor.gender and anaphor.kind == "noun":  # no proof: the description may be another's
        entity.anaphor_counts[anaphor.gender] = entity.anaphor_counts.get(anaphor.gender, 0) + 1
