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
    for segment in segments:
        if named := lexicon.outlet_named(parts.string(segment)):
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
