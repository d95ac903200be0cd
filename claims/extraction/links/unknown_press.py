"""Outlets that no list has, known by what was told to them: "told Sportkanal"."""

import re

from spacy.tokens import Doc, Token

from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import count_of
from claims.extraction.parsing.syntax import SUBJECTS, subtree
from claims.extraction.types import Spans
from claims.extraction.word_lists import word_lists

TELLING_WORDS = word_lists().telling
FOREIGN_ARTICLES = word_lists().foreign_articles
_ADDRESSING_WORDS = word_lists().addressing
_TALK_WORDS = word_lists().talks
_SPEAKING_WORDS = word_lists().speaking
_AUDIENCES = word_lists().audiences
_PAPERS = word_lists().papers
_COINED = re.compile(
    r"(?!Mc|Mac|De|Di|Le|La|Fitz)[A-Z][a-z]+(?:[A-Z][a-z]+){1,3}|[A-Z]{3,6}|[a-z]{2,}[A-Z]{2,}"
)
SITE = re.compile(r"[A-Za-z][\w-]+(?:\.[a-z]{2,4}){1,2}\.?")
_PROGRAMMES = ("show", "programme", "podcast", "breakfast")
_NO_OUTLETS = frozenset("PERSON GPE LOC NORP DATE TIME EVENT LAW".split())

_NAMES = (PhraseKind.NAME, PhraseKind.PERSON)


def is_unknown_press(doc: Doc, token: Token, source: Spans = ()) -> bool:
    """An organisation that speaks nowhere itself but was told something: "told Sportkanal".

    Not the Commons, nor an inquiry or a summit, which hear a speech and hand nothing on; nor a
    firm. ``source`` is who told it.
    """
    last = lexicon.singular(token.text)
    if token.lower_ in _AUDIENCES or _is_authority(token) or last in lexicon.load().corporate:
        return False
    if token.head.lower_ in _ADDRESSING_WORDS:
        return _is_titled(token)  # "assured Hamas": anybody may be assured of something
    if _COINED.fullmatch(token.text) or SITE.fullmatch(token.text):
        return True  # "told TechLedger", "told ballmarket.it": people are not written so
    if _is_called_press(token) or is_programme(token) and token.text.istitle():
        return True
    if _is_described(token):
        return False
    # "Tells People": a plain noun with a capital and nothing beside it.
    noun = token.text.istitle() and token.left_edge == token.right_edge and not token.ent_type_
    if noun and token.tag_ in ("NN", "NNS", "VBN") and token.head.lower_ in TELLING_WORDS:
        return True
    named = is_spoken_to(token) and _is_named_press(token) or _is_titled(token)
    named = named or _is_named(doc, token) or _is_told_by_nobody_named(doc, token, source)
    if not named:
        return False
    same = (t for t in doc if t.lower == token.lower) if count_of(doc, token.text) > 1 else ()
    return not any(other.dep_ in SUBJECTS for other in same)


def _is_named(doc: Doc, token: Token) -> bool:
    """A name of no person or place, though its last word may be a document's: "Field Notes"."""
    if token.ent_type_ in _NO_OUTLETS:
        return False
    phrase = reader.read(doc, (subtree(token),))
    words = phrase.text.split()
    paper = phrase.kind is PhraseKind.DOCUMENT and len(words) > 1 and phrase.text.istitle()
    return phrase.kind is PhraseKind.NAME or paper and phrase.article == ""


def _is_authority(token: Token) -> bool:
    """ "Told *the FBI*": initials with an article are a body's, unless the outlet is known."""
    article = any(child.text == "the" for child in token.lefts)
    return article and token.text.isupper() and not lexicon.outlet_named(token.text)


def _is_titled(token: Token) -> bool:
    """ "Told *The* Foln Crier": amid a sentence a capital article is part of an outlet's name."""
    first = token.left_edge
    named = all(t.text[:1].isupper() for t in token.doc[first.i : token.i + 1])
    body = lexicon.singular(token.text) in lexicon.load().institutions
    place = token.ent_type_ in ("GPE", "LOC")
    return first.text == "The" and named and first.i < token.i and not (body or place)


def _is_told_by_nobody_named(doc: Doc, token: Token, source: Spans) -> bool:
    """ "Several sources told *Fightdesk*": people without names tell the press.

    A name that stands there only, with nothing that says who it is, though it may look a person's.
    """
    if not source or token.head.lower_ not in TELLING_WORDS or token.dep_ == "pobj":
        return False
    if token.ent_type_ in ("GPE", "LOC", "NORP") or not token.text[:1].isupper():
        return False
    if count_of(doc, token.text) > 1 or any(t.text[:1].islower() for t in token.lefts):
        return False
    teller = reader.read(doc, source)
    if teller.kind is not PhraseKind.ROLE or teller.article == "the":
        return False
    return reader.read(doc, (subtree(token),)).kind in _NAMES


def _is_described(token: Token) -> bool:
    """ "Told the *grocer* Bellwether": a common noun that is no outlet's says what a name is."""
    nouns = (token, *(noun for noun in token.lefts if noun.dep_ == "compound"))
    return any(
        noun.tag_ == "NN"
        and noun.text.islower()
        and lexicon.singular(noun.text) not in lexicon.load().outlets
        for noun in nouns
    )


def _is_called_press(token: Token) -> bool:
    """ "Told *radio dzLN*", "told *El Faro*": by what stands before the name."""
    if token.head.lower_ not in TELLING_WORDS or not token.i:
        return False
    before = token.nbor(-1)
    called = lexicon.singular(before.text) in lexicon.load().outlets and before.text.islower()
    paper = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _PAPERS
    named = before.text in FOREIGN_ARTICLES or paper  # "told Nayapati daily"
    return called or named and token.text[:1].isupper()


def _is_named_press(token: Token) -> bool:
    """ "In an interview with the Dunyo agency": a name and what kind of outlet it is."""
    before = [t for t in token.lefts if t.dep_ == "compound"]
    presses = lexicon.load().outlets
    return (
        bool(before) and before[-1].text[:1].isupper() and lexicon.singular(token.text) in presses
    )


def is_spoken_to(noun: Token) -> bool:
    """ "Speaking to Sports Hour", "in a voice message to Al Mashhad"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("to", "with"):
        return False
    above = preposition.head
    talk = lexicon.singular(above.text)
    spoken = above.lower_ in _SPEAKING_WORDS or talk in _TALK_WORDS
    return spoken or talk in lexicon.load().documents


def is_programme(last: Token) -> bool:
    """ "Coast One’s The Tom Hale *Show*", "The Ida Lund *Podcast*"."""
    return lexicon.singular(last.text) in _PROGRAMMES
