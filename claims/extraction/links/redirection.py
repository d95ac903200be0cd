"""Whose words an outlet or a body hands on, where the tagger names only the outlet or body."""

from spacy.tokens import Doc

from claims.extraction import acts
from claims.extraction.links.media import is_press, is_speaker, is_used_as_press
from claims.extraction.links.relaying import sentences_of
from claims.extraction.noun_phrases import reader
from claims.extraction.parsing.syntax import TENSED, inside, sentence_tokens, subject_of, subtree
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

CITING_WORDS = word_lists().citing


def redirected(doc: Doc, link: Link) -> Link | None:
    """The link to whom an outlet cites or quotes: "The Post, citing two engineers, reported".

    ``None`` when the link's own source is the speaker after all.
    """
    if not link.source:
        return None
    if spoken := _spoken(doc, link):
        return spoken
    press = is_press(doc, link.source[0]) or is_used_as_press(doc, link.source[0])
    if not press and not _quotes(doc, link):
        return None
    for sentence in sentences_of(doc, link):
        for token in sentence:
            if token.lower_ not in CITING_WORDS or inside(token, link.content):
                continue
            for child in token.children:
                cited = child.dep_ in ("dobj", "nsubj") and child.i > token.i
                if cited or child.dep_ == "nsubjpass":  # "was quoted by TASS as saying"
                    span = subtree(child)
                    him = child.lower_ in ("him", "her", "them")
                    if not any_overlap((span,), link.source) and (him or is_speaker(doc, span)):
                        return Link(link.content, (span,), link.cue, link.confidence)
    return None


def _quotes(doc: Doc, link: Link) -> bool:
    """ "It quoted him as saying": whoever quotes hands on another's words."""
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    return any(t.lower_ in CITING_WORDS and t.tag_ in TENSED for t in cue)


def _spoken(doc: Doc, link: Link) -> Link | None:
    """ "“It is shut,” said Hanna Melnyk, per CNN": by her, whom the link leaves out."""
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    if not cue or cue[0].lower_ not in ("per", "according", "as"):
        return None
    first = link.content[0].end
    for token in sentence_tokens(cue[0]):
        beside = first <= token.idx < cue[0].idx and not inside(token, link.content)
        if not beside or not token.tag_.startswith("VB") or not acts.is_uttering(token.text):
            continue
        subject = subject_of(token)
        if subject is None or inside(subject, link.content) or inside(subject, link.source):
            continue
        verb = Span(token.idx, token.idx + len(token))
        return Link(link.content, (subtree(subject),), (verb,), link.confidence)
    return None
