"""Outlets by name in a noun phrase."""

from collections.abc import Sequence

from spacy.tokens import Token

from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases import tokens as parts
from claims.extraction.word_lists import word_lists

_PAPERS = word_lists().papers
_OF_NEWS = ("news", "state", "state-run", "media")


def outlet_in(segments: Sequence[list[Token]]) -> str:
    """An outlet's name: known, or a name after "newspaper", "news source", "broadcaster"."""
    outlets = lexicon.load().outlets
    if named := _apposed(segments):
        return named
    for segment in segments:
        if named := lexicon.outlet_named(parts.string(segment)) or _owner(segment):
            return named
        for number, token in enumerate(segment):
            run = parts.capitals(segment, number)
            if not run or number and parts.goes_on(token):
                continue  # "BBC *Radio Kernow*" is one name
            kind = segment[number + len(run) :]  # "Britain’s Telegraph *newspaper*"
            is_paper = len(kind) == 1 and kind[0].lower_ in _PAPERS
            if kind and not is_paper:
                continue
            text = parts.string(run)
            before = segment[:number]
            if before and before[-1].lower_ == "the":  # "local newspaper the Foln Echo"
                before = before[:-1]
            noun = lexicon.singular(before[-1].text) if before else ""
            press = (
                is_paper
                or (noun in outlets or noun == "source")
                and any(t.lower_ in _OF_NEWS or lexicon.singular(t.text) in outlets for t in before)
            )
            if parts.depends(before) or (segment[number - 1 :] and token.tag_ == "POS"):
                continue
            if press or lexicon.outlet_named(text):
                return lexicon.outlet_named(text) or text
    return ""


def _owner(segment: list[Token]) -> str:
    """ "*The Foln Post’s* Page Nine": the outlet that a part with a name belongs to."""
    place = next((n for n, token in enumerate(segment) if token.text in ("’s", "'s")), 0)
    part = segment[place + 1 :]
    named = bool(part) and all(token.text[:1].isupper() for token in part)
    person = any(token.ent_type_ == "PERSON" for token in part)
    return lexicon.outlet_named(parts.string(segment[:place])) if named and not person else ""


def _apposed(segments: Sequence[list[Token]]) -> str:
    """ "A blog, *The App Analyst*": a name alone beside what kind of outlet it is."""
    if len(segments) < 2:
        return ""
    head, beside = parts.head(segments[0]), segments[1]
    press = head is not None and lexicon.singular(head.text) in lexicon.load().outlets
    named = all(token.text[:1].isupper() for token in beside) and beside[0].tag_ != "CD"
    person = any(token.ent_type_ == "PERSON" for token in beside)
    return parts.string(beside) if press and named and not person else ""


def is_titled(segment: list[Token]) -> bool:
    """ "The blog *The App Analyst* said": "The" has its capital amid a sentence, so it is a name,
    though it ends like an office."""
    first = segment[0]
    if first.text != "The" or first.is_sent_start or not first.i or len(segment) < 3:
        return False
    before = first.nbor(-1)
    opens = before.is_punct or "\n" in before.text
    office = any(token.ent_type_ == "ROLE" for token in segment)
    return not opens and not office and all(token.text[:1].isupper() for token in segment)
