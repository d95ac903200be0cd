"""Texts with links given by hand, so that speakers are tested apart from the tagger."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import pipeline
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger
from claims.extraction.types import Finding, Link, Span, Spans


@cache
def nlp() -> Language:
    return spacy_pipeline.load()


@cache
def tagger() -> Tagger:
    return Tagger.load()


def parsed(text: str) -> Doc:
    """The parsed text with its names, which the tagger finds."""
    doc = nlp()(text)
    tagger().links(doc)
    return doc


def place(text: str, words: str, start: int = 0) -> Spans:
    """Where these words stand in the text, from ``start`` on."""
    if not words:
        return ()
    found = text.index(words, start)
    return (Span(found, found + len(words)),)


def link(text: str, source: str, cue: str, content: str) -> Link:
    """A link by its words: the content's first place, cue and source nearest to it."""
    said = place(text, content)
    return Link(said, _nearest(text, source, said), _nearest(text, cue, said))


def _nearest(text: str, words: str, said: Spans) -> Spans:
    places, start = [], 0
    while words and (found := text.find(words, start)) >= 0:
        places.append(Span(found, found + len(words)))
        start = found + 1
    outside = [p for p in places if p.end <= said[0].start or p.start >= said[0].end]
    return tuple(
        sorted(outside, key=lambda p: min(abs(p.start - said[0].end), abs(said[0].start - p.end)))
    )[:1]


def findings(doc: Doc, links: list[Link]) -> list[Finding]:
    return pipeline.findings(doc, links, tagger().resolver)


def read(text: str, *links: tuple[str, str, str]) -> list[Finding]:
    """The findings of a text with these links, each (source, cue, content), in text order."""
    return findings(parsed(text), [link(text, *words) for words in links])


def speakers(text: str, *links: tuple[str, str, str]) -> list[str]:
    return [finding.speaker.name if finding.speaker else "" for finding in read(text, *links)]


def chain(finding: Finding) -> list[str]:
    return [hop.speaker.name for hop in finding.chain]
