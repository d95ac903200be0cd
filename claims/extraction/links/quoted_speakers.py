"""Speakers whom somebody quotes: "Xinhua quoted Lind as saying", "Lind was quoted as saying",
"Xinhua quoted a guard suggesting that …".

The tagger takes whoever quotes for the source, and the one quoted for a part of the words. Here the
words are those of the one quoted, and whoever quotes is left to the chain (``source_chain``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links.link_neighbours import Neighbours
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import sentence_of, subject_of, subtree
from claims.extraction.spans import any_overlap, overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

CONFIDENCE = 0.7
QUOTING_VERBS = word_lists().citing_or_reporting
SAYING_WORDS = word_lists().said_as
DIRECT_QUOTING = ("quoted", "quotes", "quoting")  # "reported a man saying": he was reported
_OPENING = re.compile(r"[“\"‘«][^“\"‘«\n]*$")
MAX_TOKENS_BEFORE_SAYING = 14  # tokens between "quoted" and "as saying"


@dataclass(frozen=True, slots=True)
class QuotedAsSaying:
    """One "quoted X as saying" with who is quoted and who quotes."""

    cue: Span  # from the verb to "saying"
    speaker: Span
    quoter: Span | None
    content: Span | None  # what follows in the sentence, else what stands before the clause


def with_quoted_speakers(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links, where somebody is quoted as saying words with that one for their source."""
    passages = list(find_quoted_as_saying(doc))
    if not passages:
        return list(links)
    corrected = [correct_link(doc, link, passages) for link in links]
    around = Neighbours(corrected)
    for passage in passages:
        if passage.content is None:
            continue
        link = Link((passage.content,), (passage.speaker,), (_verb(doc, passage),), CONFIDENCE)
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
            passage = read_quoted_as_saying(token) if token.lower_ in QUOTING_VERBS else None
            if passage is not None and passage.quoter is not None:
                yield (passage.quoter,)


def find_quoted_as_saying(doc: Doc) -> Iterator[QuotedAsSaying]:
    for number, word in enumerate(words_of(doc)):
        if word.lower() in QUOTING_VERBS and (passage := read_quoted_as_saying(doc[number])):
            yield passage


def read_quoted_as_saying(verb: Token) -> QuotedAsSaying | None:
    sentence = sentence_of(verb)
    last = min(sentence.end, verb.i + MAX_TOKENS_BEFORE_SAYING)
    numbers = range(verb.i + 1, last)
    opening = next(
        (n for n in numbers if _opens_saying(verb.doc[n]) or _says_itself(verb.doc[n], verb)), None
    )
    if opening is None:
        return None
    saying = verb.doc[opening]
    if saying.lower_ == "as":
        saying = saying.nbor(2 if saying.nbor(1).lower_ == "having" else 1)
    between = verb.doc[verb.i + 1 : opening]
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
    return QuotedAsSaying(cue, speaker, quoter, content or clause_before(verb, subject))


def _opens_saying(word: Token) -> bool:
    """ "*As* saying", "*as* having said"."""
    if word.lower_ != "as" or word.i + 2 >= len(word.doc):
        return False
    after, last = word.nbor(1), word.nbor(2)
    if after.lower_ == "having":
        return last.tag_ in ("VBN", "VBD") and last.lower_ in SAYING_WORDS
    return after.tag_ == "VBG" and after.lower_ in SAYING_WORDS


def _says_itself(word: Token, verb: Token) -> bool:
    """ "Quoted a guard *suggesting* the gate was open"."""
    if word.tag_ != "VBG" or verb.lower_ not in DIRECT_QUOTING or word.i < verb.i + 2:
        return False
    before = word.nbor(-1)
    beside = before.tag_ in ("NN", "NNS", "NNP", "NNPS") and subject_of(verb) not in (None, before)
    return beside and acts.is_reporting(word.text)


def clause_before(verb: Token, subject: Token | None) -> Span | None:
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
    return reader.read(doc, (span,)).kind is not PhraseKind.OTHER


def correct_link(doc: Doc, link: Link, passages: Sequence[QuotedAsSaying]) -> Link:
    """A link whose cue quotes somebody: theirs, without the words that name them."""
    passage = next((q for piece in link.cue if (q := passage_at(passages, piece))), None)
    if passage is None:
        return link
    content = []
    for piece in link.content:
        if overlap(piece, passage.cue):
            if piece.end <= passage.cue.end:
                continue
            start = doc.char_span(passage.cue.end, piece.end, alignment_mode="expand")
            words = [t for t in start or () if not t.is_space and t.idx >= passage.cue.end]
            if not words:
                continue
            piece = Span(words[0].idx, piece.end)
        if piece.start < piece.end and not overlap(piece, passage.speaker):
            content.append(piece)
    if not content:
        content = [passage.content] if passage.content is not None else list(link.content)
    cue = (_verb(doc, passage),)
    return replace(link, source=(passage.speaker,), cue=cue, content=tuple(content))


def passage_at(passages: Sequence[QuotedAsSaying], piece: Span) -> QuotedAsSaying | None:
    """The passage whose cue the piece touches; they stand in text order and apart."""
    number = bisect_left(passages, piece.end, key=lambda passage: passage.cue.start) - 1
    return passages[number] if number >= 0 and overlap(passages[number].cue, piece) else None


def _verb(doc: Doc, passage: QuotedAsSaying) -> Span:
    word = reader.tokens_of(doc, passage.cue.start, passage.cue.start + 1)[0]
    return Span(word.idx, word.idx + len(word))
