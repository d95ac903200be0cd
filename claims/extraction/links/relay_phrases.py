"""Statements that only "per the Tribune" or "according to the clerk" tells to be somebody's.

The tagger knows most of these cues. What it leaves out is added where the phrase stands apart by a
comma, names somebody who can speak, and no statement of the sentence takes it for a hop.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.extraction.links.link_neighbours import Neighbours
from claims.extraction.links.relaying import opens_phrase, run_after
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import sentence_of, subtree
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

CONFIDENCE = 0.7
MIN_CHARS = 12  # of a content: less is no sentence
_PHRASES = ("per", "according", "in")
_VIEWS = word_lists().views


def with_relay_phrases(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links and those of relaying phrases that none of them has, in text order."""
    around = Neighbours(links)
    added = [link for link in _phrase_links(doc) if not _is_known(link, around)]
    return sorted([*links, *added], key=lambda link: (link.cue or link.content)[0].start)


def _phrase_links(doc: Doc) -> Iterator[Link]:
    for number, word in enumerate(words_of(doc)):
        if word.lower() not in _PHRASES:
            continue
        token = doc[number]
        last = _last_of_view(token) if token.lower_ == "in" else opens_phrase(token)
        if last is None:
            continue
        first = token.nbor(-1) if token.i and token.nbor(-1).lower_ == "as" else token
        noun = next((child for child in last.children if child.dep_ == "pobj"), None)
        source = subtree(noun) if noun is not None else run_after(last)
        if source is None or reader.read(doc, (source,)).kind is PhraseKind.OTHER:
            continue
        content = _beside(doc, first, source)
        if content is not None:
            yield Link((content,), (source,), (Span(first.idx, last.idx + len(last)),), CONFIDENCE)


def _last_of_view(token: Token) -> Token | None:
    """The "of" in "*in the words of* Tito Sosa", "in the view of …"."""
    if token.i + 4 >= len(token.doc):
        return None
    the, noun, of = (token.nbor(number) for number in (1, 2, 3))
    plain = the.lower_ == "the" and noun.lower_ in _VIEWS and of.lower_ == "of"
    return of if plain else None


def _beside(doc: Doc, first: Token, source: Span) -> Span | None:
    """The sentence without the phrase: before its comma, or after the one that ends it."""
    sentence, text = sentence_of(first), text_of(doc)
    if first.i > sentence.start and first.nbor(-1).text == ",":
        start, end = sentence.start_char, first.nbor(-1).idx
    elif first.i == sentence.start and text[source.end : source.end + 1] == ",":
        start, end = source.end + 1, sentence.end_char
    else:
        return None
    start = text.rfind("\n", start, end) + 1 or start
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    content = Span(start + lead, start + len(words.rstrip(" .\n")))
    return content if content.end - content.start >= MIN_CHARS else None


def _is_known(link: Link, around: Neighbours) -> bool:
    """Does a statement share the phrase or the words?"""
    parts = (*link.content, *link.source, *link.cue)
    return any(
        any_overlap((*other.content, *other.cue, *other.source), parts) for other in around.of(link)
    )
