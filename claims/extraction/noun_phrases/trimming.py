"""What stands in a phrase beside a name or a noun and is no part of it: offices, days, places."""

import re

from spacy.tokens import Token

from claims.extraction import parties
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases.tokens import is_honorific, string
from claims.extraction.word_lists import word_lists

_COUNTS = word_lists().counts
_OCCUPATION = re.compile(r"(?!\w*q[vu]ist$)[a-z]{4,}(?:ist|yst|ician|ographer)")


def without_honorific(name: list[Token]) -> list[Token]:
    """A name without "Mr", "Datuk Seri" or "Glaciologist", should the names network take it in."""
    while len(name) > 1 and (
        is_honorific(name[0]) or _OCCUPATION.fullmatch(name[0].lower_.strip("."))
    ):
        name = name[1:]
    while len(name) > 2 and _is_office_or_state(name[0]):
        name = name[1:]
    return name


def _is_office_or_state(token: Token) -> bool:
    """ "*Secretary* Sara Moe Lund", "president *France* Emmanuel Lund": no given name."""
    if token.lower_ in lexicon.load().ministers | {"president"}:
        return True
    before = token.nbor(-1).lower_ if token.i else ""
    offices = lexicon.load().ministers | lexicon.load().rulers
    return before in offices and parties.load().whole(token.text) is not None


def without_date(tokens: list[Token]) -> list[Token]:
    """ "The army on Thursday *(Nov 28)*": a day in brackets is no part of who spoke."""
    if len(tokens) < 3 or tokens[-1].text != ")":
        return tokens
    opening = next((n for n, token in enumerate(tokens) if token.text == "("), 0)
    inner = tokens[opening + 1 : -1]
    dated = any(token.text[:1].isdigit() for token in inner) and not parties.load().whole(
        string(inner)
    )
    return tokens[:opening] if opening and dated else tokens


def without_count(tokens: list[Token]) -> list[Token]:
    """ "*A growing number of* nurses": the nurses."""
    for number, token in enumerate(tokens[1:4], start=1):
        if token.lower_ in _COUNTS and tokens[0].lower_ in ("a", "an"):
            after = tokens[number + 1 :]
            return after[1:] if len(after) > 1 and after[0].lower_ == "of" else tokens
    return tokens


def without_state(segment: list[Token]) -> list[Token]:
    """ "*Kenya’s* Brenn Standard": where it is from is no part of a name."""
    for number, token in enumerate(segment[:-1]):
        if token.tag_ == "POS" and segment[number + 1].text[:1].isupper():
            named = parties.load().whole(string(segment[:number])) is not None
            return segment[number + 1 :] if named else segment
    return segment


def without_document(segment: list[Token]) -> list[Token]:
    """ "A statement by *the Force spokesman*": whose it is."""
    for number, token in enumerate(segment[1:-1], start=1):
        paper = lexicon.singular(segment[number - 1].text) in lexicon.load().documents
        if paper and token.lower_ in ("by", "from"):
            return segment[number + 1 :]
    return segment


def document_alone(segment: list[Token]) -> list[Token]:
    """ "A statement *issued here*", "a statement *in Abuja*": where it came out is left out."""
    for number, token in enumerate(segment[1:], start=1):
        if lexicon.singular(segment[number - 1].text) not in lexicon.load().documents:
            continue
        rest = segment[number:]
        issued = token.tag_ == "VBN" and all(t.lower_ != "by" for t in rest)
        placed = token.lower_ == "in" and rest[-1].ent_type_ == "GPE"
        return segment[:number] if issued or placed else segment
    return segment
