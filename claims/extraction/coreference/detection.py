"""The pronouns and descriptions of an article, in text order, and who each of them is."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Token

from claims.extraction.coreference.entities import Cast, Member
from claims.extraction.coreference.evidence import Anaphor, pronoun
from claims.extraction.coreference.non_persons import describe
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.reader import PRONOUNS, Sort
from claims.extraction.parsing.spacy_pipeline import words_of
from claims.extraction.parsing.syntax import subtree
from claims.extraction.types import Span
from claims.extraction.word_lists import word_lists

_DEFINITE = word_lists().definite
_BESIDE_NAMES = ("compound", "appos", "attr", "nmod", "amod")


def anaphors(cast: Cast, sources: Collection[int] = ()) -> Iterator[Anaphor]:
    """Third-person pronouns and definite descriptions of one person or body, in text order.

    ``sources`` are the tokens that words are attributed to.
    """
    lexicon = nouns.load()
    head_nouns = lexicon.persons | lexicon.institutions
    for number, word in enumerate(words_of(cast.doc)):
        if word.lower() in PRONOUNS:
            anaphor = pronoun(cast.doc[number])
        elif nouns.singular(word) in head_nouns:
            anaphor = _description(cast, cast.doc[number])
        else:
            continue
        if anaphor is not None:
            yield replace(anaphor, is_source=number in sources)


def _description(cast: Cast, token: Token) -> Anaphor | None:
    """ "The diplomat", "her son": no title, no apposition, not brought in just here."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ in _BESIDE_NAMES:
        return None
    if token.ent_type_ not in ("", "ROLE") or cast.covered(_span(token)):
        return None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and (after.ent_type_ == "PERSON" or after.tag_ == "POS"):
        return None
    definite = any(
        c.lower_ in _DEFINITE or c.dep_ == "poss" for c in token.children if c.i < token.i
    )
    if not definite:
        return None
    phrase = reader.read(cast.doc, (subtree(token),))
    if phrase.sort not in (Sort.ROLE, Sort.BODY) or phrase.plural:
        return None
    return described(token, phrase)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def described(token: Token, phrase: reader.Phrase) -> Anaphor:
    """The anaphor of a description that has been read."""
    lexicon = nouns.load()
    words = frozenset(phrase.words.lower().split())
    gender = "f" if words & lexicon.feminine else "m" if words & lexicon.masculine else ""
    kind = "body" if phrase.sort is Sort.BODY else "noun"
    return Anaphor(token, kind, words, phrase.head, gender, phrase.party)


def introduce(cast: Cast, anaphor: Anaphor) -> None:
    """Note a description of somebody who was not spoken of before."""
    span = subtree(anaphor.token)
    member = describe(cast, reader.read(cast.doc, (span,)))
    member.certain = False  # "the driver": whoever that is
    cast.at(_span(anaphor.token), member, anaphor.token)


def settle(cast: Cast, anaphor: Anaphor, member: Member) -> None:
    """Note that a member is meant there."""
    token = anaphor.token
    cast.at(_span(token), member, token)
    member.taken[anaphor.kind] = member.taken.get(anaphor.kind, 0) + 1
    if anaphor.gender and not member.gender and anaphor.kind == "noun":
        member.gender = anaphor.gender
