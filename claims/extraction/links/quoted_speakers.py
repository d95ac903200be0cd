"""Speakers whom somebody quotes: "Xinhua quoted Lind as saying", "Lind was quoted as saying".

The tagger takes whoever quotes for the source, and the one quoted for a part of the words. Here the
words are those of the one quoted, and whoever quotes is left to the chain (``source_chain``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claims.extraction.links.index import Neighbours
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.reader import Sort
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import sentence_of, subject_of, subtree
from claims.extraction.spans import any_overlap, overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

CONFIDENCE = 0.7
_QUOTING = word_lists().citing_or_reporting
_SAYING = word_lists().said_as
_OPENING = re.compile(r"[“\"‘«][^“\"‘«\n]*$")
MAX_BETWEEN = 14  # tokens between "quoted" and "as saying"


@dataclass(frozen=True, slots=True)
class _Quoting:
    """One "quoted X as saying" with who is quoted and who quotes."""

    cue: Span  # from the verb to "saying"
    speaker: Span
    quoter: Span | None
    content: Span | None  # what follows in the sentence, else what stands before the clause


def with_quoted_speakers(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links, where somebody is quoted as saying words with that one for their source."""
    quotings = list(_quotings(doc))
    if not quotings:
        return list(links)
    corrected = [_corrected(doc, link, quotings) for link in links]
    around = Neighbours(corrected)
    for quoting in quotings:
        if quoting.content is None:
            continue
        link = Link((quoting.content,), (quoting.speaker,), (_verb(doc, quoting),), CONFIDENCE)
        if not any(
            any_overlap((*other.content, *other.cue), (*link.content, *link.cue))
            for other in around.of(link)
        ):
            corrected.append(link)
    return sorted(corrected, key=lambda link: link.content[0].start)


def quoters(doc: Doc, link: Link) -> Iterator[tuple[Span]]:
    """Who quotes the speaker of a link: "by *Xinhua*", "*Xinhua* quoted"."""
    for piece in link.cue:
        for token in reader.tokens_of(doc, *piece)[:1]:
            quoting = _quoting(token) if token.lower_ in _QUOTING else None
            if quoting is not None and quoting.quoter is not None:
                yield (quoting.quoter,)


def _quotings(doc: Doc) -> Iterator[_Quoting]:
    for number, word in enumerate(words_of(doc)):
        if word.lower() in _QUOTING and (quoting := _quoting(doc[number])):
            yield quoting


def _quoting(verb: Token) -> _Quoting | None:
    sentence = sentence_of(verb)
    last = min(sentence.end, verb.i + MAX_BETWEEN)
    saying = next(
        (
            verb.doc[n]
            for n in range(verb.i + 2, last)
            if verb.doc[n].lower_ in _SAYING and verb.doc[n - 1].lower_ == "as"
        ),
        None,
    )
    if saying is None:
        return None
    between = verb.doc[verb.i + 1 : saying.i - 1]
    cue = Span(verb.idx, saying.idx + len(saying))
    subject = subject_of(verb)
    if not len(between) or between[0].lower_ in ("by", "in", "on"):  # "was quoted by X as saying"
        quoter = _phrase(between[1:]) if len(between) > 1 else None
        speaker = subtree(subject) if subject is not None else None
    else:
        quoter = subtree(subject) if subject is not None else None
        speaker = _phrase(between)
    if speaker is None or not _can_speak(verb.doc, speaker):
        return None
    words = [token for token in verb.doc[saying.i + 1 : sentence.end] if not token.is_space]
    while words and words[-1].text in ".,;":
        words.pop()
    if words and words[0].lower_ == "by":  # "was quoted as saying by X"
        quoter, words = _phrase(words[1:]), []
    content = Span(words[0].idx, words[-1].idx + len(words[-1])) if len(words) > 1 else None
    return _Quoting(cue, speaker, quoter, content or _before(verb, subject))


def _before(verb: Token, subject: Token | None) -> Span | None:
    """ "*The port is shut*, TASS quoted Lind as saying": the words before the clause."""
    first = subject.left_edge if subject is not None else verb
    sentence = sentence_of(verb)
    before = first.nbor(-1) if first.i else first
    if before.text in '”"’»' and before.i > 1 and before.nbor(-1).text in (",", "?", "!"):
        opening = _OPENING.search(text_of(verb.doc), max(0, before.idx - 2000), before.idx)
        return Span(opening.start(), before.idx + 1) if opening is not None else None
    if first.i - 1 <= sentence.start or before.text != ",":
        return None
    return Span(sentence.start_char, before.idx)


def _phrase(tokens: Iterable[Token]) -> Span | None:
    words = [token for token in tokens if not token.is_space]
    return Span(words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _can_speak(doc: Doc, span: Span) -> bool:
    return reader.read(doc, (span,)).sort is not Sort.OTHER


def _corrected(doc: Doc, link: Link, quotings: Sequence[_Quoting]) -> Link:
    """A link whose cue quotes somebody: theirs, without the words that name them."""
    quoting = next((q for piece in link.cue if (q := _at(quotings, piece))), None)
    if quoting is None:
        return link
    content = []
    for piece in link.content:
        if overlap(piece, quoting.cue):
            if piece.end <= quoting.cue.end:
                continue
            start = doc.char_span(quoting.cue.end, piece.end, alignment_mode="expand")
            words = [t for t in start or () if not t.is_space and t.idx >= quoting.cue.end]
            if not words:
                continue
            piece = Span(words[0].idx, piece.end)
        if piece.start < piece.end and not overlap(piece, quoting.speaker):
            content.append(piece)
    if not content:
        content = [quoting.content] if quoting.content is not None else list(link.content)
    cue = (_verb(doc, quoting),)
    return replace(link, source=(quoting.speaker,), cue=cue, content=tuple(content))


def _at(quotings: Sequence[_Quoting], piece: Span) -> _Quoting | None:
    """The quoting whose cue the piece touches; they stand in text order and apart."""
    number = bisect_left(quotings, piece.end, key=lambda quoting: quoting.cue.start) - 1
    return quotings[number] if number >= 0 and overlap(quotings[number].cue, piece) else None


def _verb(doc: Doc, quoting: _Quoting) -> Span:
    word = reader.tokens_of(doc, quoting.cue.start, quoting.cue.start + 1)[0]
    return Span(word.idx, word.idx + len(word))
