"""Headlines that end in who said it: "Deal is close, says envoy", "Fish are safe, Moe says".

They have no full stop, and parser and tagger run on into the next line for the words.
"""

from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import FINITE, MAX_HEADLINE, SAYS
from claims.extraction.types import Link, Span


def in_own_line(doc: Doc, link: Link) -> Link:
    """The link with the words before its cue in a headline."""
    text = text_of(doc)
    if len(link.cue) != 1 or text[slice(*link.cue[0])] not in SAYS:
        return link
    cue = link.cue[0]
    start = text.rfind("\n", max(0, cue.start - MAX_HEADLINE), cue.start) + 1
    end = text.find("\n", cue.end, cue.end + MAX_HEADLINE)
    end = end if end >= 0 else len(text)
    if end - start > MAX_HEADLINE or text[start:end].rstrip()[-1:] in ".!?:;,":
        return link
    behind = text[cue.end : end].strip()
    if not behind:
        return _before_speaker(text, link, start)
    return _before_cue(doc, link, Span(start, cue.end + 1 + len(behind)))


def _before_speaker(text: str, link: Link, start: int) -> Link:
    """ "*Fish are safe*, Moe says", where the words were taken from the next line."""
    if len(link.source) != 1 or any(piece.start < link.cue[0].end for piece in link.content):
        return link
    before = text[start : link.source[0].start].rstrip()
    if not before.endswith(","):
        return link
    return replace(link, content=(Span(start, start + len(before) - 1),))


def _before_cue(doc: Doc, link: Link, line: Span) -> Link:
    """ "*Deal is close*, says envoy", where who spoke was taken for the words."""
    text, cue = text_of(doc), link.cue[0]
    before = text[line.start : cue.start].rstrip()
    speaker = Span(cue.end + 1, line.end)
    inverted = before.endswith(",") and len(link.content) == 1 and link.content[0] == speaker
    if not inverted or any(t.tag_ in FINITE for t in reader.tokens_of(doc, *speaker)):
        return link
    if reader.read(doc, (speaker,)).kind is PhraseKind.OTHER:
        return link
    content = Span(line.start, line.start + len(before) - 1)
    return replace(link, source=(speaker,), content=(content,))
