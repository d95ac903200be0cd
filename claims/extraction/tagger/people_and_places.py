"""Names of people put together, and told apart from places, once the network has found them."""

from spacy.tokens import Span

from claims.extraction import parties
from claims.extraction.parsing.syntax import FINITE

_NICKNAME_OPENING = "“\"‘'"
_NICKNAME_MARKS = "“”\"‘’'"


def with_nicknames(names: list[Span]) -> list[Span]:
    """ "William “Bill” Harlow" is one name, and so is "Per Aas", where "per" is no preposition."""
    joined: list[Span] = []
    for name in names:
        name = _with_per(name)
        if joined and joined[-1].end > name.start:
            joined.pop()  # "Per", which the network told apart
        while joined and _is_nickname_between(joined[-1], name):
            start = joined.pop().start
            name = Span(name.doc, start, name.end, label="PERSON")
        joined.append(name)
    return joined


def _is_nickname_between(first: Span, last: Span) -> bool:
    """Do two people's names belong together: only a mark or a word in marks is between them?"""
    if first.label_ != "PERSON" or last.label_ != "PERSON":
        return False
    between = [token.text for token in first.doc[first.end : last.start]]
    whole = [*between, *(token.text for token in last)]
    marks = [text for text in between if text in _NICKNAME_MARKS]
    if len(between) == 1:
        closes = any(t.text in _NICKNAME_MARKS for t in first)  # "William “Bill | ” Harlow"
        return len(marks) == 1 and (closes or whole[0] in _NICKNAME_OPENING)
    return len(between) == 3 and len(marks) == 2


def _with_per(name: Span) -> Span:
    """ "Said Per *Aas*"; at the beginning of a sentence only where a verb follows the name."""
    before = name.doc[name.start - 1] if name.start else None
    if before is None or before.text != "Per" or len(name) > 2 or name.label_ == "GPE":
        return name
    follows = name.doc[name.end].tag_ if name.end < len(name.doc) else ""
    if before.is_sent_start and follows not in FINITE:
        return name
    return Span(name.doc, name.start - 1, name.end, label="PERSON")


def places_apart(names: list[Span]) -> list[Span]:
    """A first name that the text has as a place, too, is the place where it stands alone.

    "Jordan Vik flew to Jordan. *Jordan* said it would bar him." A country or capital is one unless
    somebody in the text has it in their name.
    """
    places = {name.text for name in names if name.label_ == "GPE"}
    people = [name for name in names if name.label_ == "PERSON" and len(name) > 1]
    first, parts = {name[0].text for name in people}, {t.text for name in people for t in name}
    return [
        Span(name.doc, name.start, name.end, label="GPE")
        if name.label_ == "PERSON"
        and (name.text in places & first or name.text not in parts and _is_party_name(name.text))
        else name
        for name in names
    ]


def _is_party_name(name: str) -> bool:
    match = parties.load().whole(name)
    return match is not None and match.kind in (parties.Kind.NAME, parties.Kind.CAPITAL)
