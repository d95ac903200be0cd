"""What stands in a phrase beside a name or a noun and is no part of it: offices, days, places."""

import re
from itertools import takewhile

from spacy.tokens import Token

from claims.extraction import parties
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases.tokens import is_honorific, string
from claims.extraction.word_lists import word_lists

_COUNTS = word_lists().counts
_RANKS = word_lists().ranks
_TALKS = word_lists().talks
_TIMES = lexicon.name_parts().times
_SHORT_TIMES = frozenset(time[:3] for time in _TIMES)
_PARTS_OF_DAY = word_lists().time_nouns
_HOURS = frozenset({"a.m", "p.m", "am", "pm"})
_AROUND = frozenset({"around", "about", "at"})
_OCCUPATION = re.compile(r"(?!\w*q[vu]ist$)[a-z]{4,}(?:ist|yst|ician|ographer)")


def without_honorific(name: list[Token]) -> list[Token]:
    """A name without "Mr", "Datuk Seri" or "Glaciologist", should the names network take it in."""
    while len(name) > 1 and (
        is_honorific(name[0])
        or name[0].lower_ in _RANKS
        or _OCCUPATION.fullmatch(name[0].lower_.strip("."))
    ):
        name = name[1:]
    while len(name) > 2 and _is_office_or_state(name[0]):
        name = name[1:]
    return name


def with_given_name(name: list[Token], segment: list[Token]) -> list[Token]:
    """A surname with the first name that the names network left out: "spokesman *Rowan* Roos"."""
    first = name[0].nbor(-1) if name[0].i > segment[0].i + 1 else None
    if first is None or any(token.text == first.text for token in name):
        return name
    surname = all(token.text == "-" or token.nbor(-1).text == "-" for token in name[1:])
    office = first.nbor(-1)
    named = first.tag_ == "NNP" and first.text.istitle() and not first.ent_type_
    nouns = lexicon.load()
    behind = lexicon.singular(office.text.rpartition("-")[2]) in nouns.persons | nouns.titles
    plain = not is_honorific(first) and first.lower_.strip(".") not in nouns.titles
    if surname and named and plain and behind and office.text.islower():
        return [first, *name]
    return name


def _is_office_or_state(token: Token) -> bool:
    """ "*Secretary* Sara Moe Lund", "president *France* Emmanuel Lund": no given name."""
    if token.lower_ in lexicon.load().ministers | {"president"}:
        return True
    before = token.nbor(-1).lower_ if token.i else ""
    offices = lexicon.load().ministers | lexicon.load().rulers
    return before in offices and parties.load().whole(token.text) is not None


def without_setting(tokens: list[Token]) -> list[Token]:
    """A phrase without the day or the occasion on which somebody spoke."""
    return _without_occasion(_without_day(_without_date(tokens)))


def without_opening(tokens: list[Token]) -> list[Token]:
    """A phrase without an hour or "a number of" before it; "*the same* lawyer" is the lawyer."""
    tokens = _without_count(_without_hour(tokens))
    same = len(tokens) > 2 and [token.lower_ for token in tokens[:2]] == ["the", "same"]
    return [tokens[0], *tokens[2:]] if same else tokens


def _without_date(tokens: list[Token]) -> list[Token]:
    """ "The army on Thursday *(Nov 28)*": a day in brackets is no part of who spoke."""
    if len(tokens) < 3 or tokens[-1].text != ")":
        return tokens
    opening = next((n for n, token in enumerate(tokens) if token.text == "("), 0)
    inner = tokens[opening + 1 : -1]
    dated = any(token.text[:1].isdigit() for token in inner) and not parties.load().whole(
        string(inner)
    )
    return tokens[:opening] if opening and dated else tokens


def _without_day(tokens: list[Token]) -> list[Token]:
    """ "Officials *on Feb. 17*", "residents of Foln *on Monday morning*": when they spoke."""
    for number in range(len(tokens) - 2, 0, -1):
        token = tokens[number]
        if token.lower_ == "on" and _is_day(tokens[number + 1]):
            return tokens[:number]
        behind = token.lower_ in _PARTS_OF_DAY or token.text[:1].isdigit() or token.text in ".,"
        if not behind and not _is_day(token):
            return tokens
    return tokens


def _is_day(token: Token) -> bool:
    """ "Monday", "February", "Feb."."""
    word = token.lower_.strip(".")
    return word in _TIMES or len(word) == 3 and token.text.istitle() and word in _SHORT_TIMES


def _without_occasion(tokens: list[Token]) -> list[Token]:
    """ "A panel *in its report*", "an aide *in a talk with editors*": where they spoke."""
    for number, token in enumerate(tokens[1:-2], start=1):
        after = tokens[number + 1]
        opens = token.lower_ == "in" and tokens[number - 1].tag_ in ("NN", "NNS")
        if opens and (after.tag_ == "PRP$" or after.lower_ in ("a", "an")):
            nouns = takewhile(lambda t: t.tag_[:2] in ("NN", "JJ", "CD"), tokens[number + 2 :])
            last = next(reversed(list(nouns)), token)
            if lexicon.singular(last.text) in lexicon.load().documents | _TALKS:
                return tokens[:number]
    return tokens


def _without_hour(tokens: list[Token]) -> list[Token]:
    """ "*p.m.* a caller", "*Around 2 Monday morning* neighbours": when, before who."""
    first = tokens[0].lower_.strip(".") if tokens else ""
    timed = first in _HOURS or first in _AROUND and tokens[1:2] and tokens[1].text[:1].isdigit()
    if not timed:
        return tokens
    times = [n for n, token in enumerate(tokens[:-1]) if _is_time(token)]
    return tokens[times[-1] + 1 :] if times else tokens


def _is_time(token: Token) -> bool:
    return token.lower_.strip(".") in _HOURS or token.lower_ in _TIMES | _PARTS_OF_DAY


def _without_count(tokens: list[Token]) -> list[Token]:
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


def apposed_body(segments: list[list[Token]]) -> list[Token]:
    """ "The caterer, *Foln Foods*": the name of a body beside what it is."""
    if len(segments) < 2 or segments[0][0].lower_ not in word_lists().definite:
        return []
    plain = segments[0][-1].tag_ == "NN" and segments[0][-1].text.islower()
    name = segments[1][1:] if segments[1][0].lower_ == "the" else segments[1]
    named = bool(name) and all(t.text[:1].isupper() or t.tag_ in ("POS", "HYPH") for t in name)
    body = all(token.ent_type_ == "ORG" for token in name)
    return name if plain and named and body and name[0].ent_iob_ == "B" else []
