"""Whose words an outlet or a body hands on, where the tagger names only the outlet or body."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links.media import is_press, is_speaker, is_used_as_press
from claims.extraction.links.relaying import relaying_phrases, sentences_of
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import TENSED, inside, sentence_tokens, subject_of, subtree
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

CITING_WORDS = word_lists().citing
_PARTICIPLES = word_lists().citing_participles
MAX_CITED_TOKENS = 12  # of the phrase that names whom somebody cites
_PEOPLE = (PhraseKind.PERSON, PhraseKind.ROLE)


def redirected(doc: Doc, link: Link) -> Link | None:
    """The link to whom an outlet cites or quotes: "The Post, citing two engineers, reported".

    ``None`` when the link's own source is the speaker after all.
    """
    if not link.source:
        return _by_phrase(doc, link)
    if spoken := _spoken(doc, link):
        return spoken
    press = is_press(doc, link.source[0]) or is_used_as_press(doc, link.source[0])
    press = press or _quotes(doc, link)
    for sentence in sentences_of(doc, link):
        for token in sentence:
            if token.lower_ not in CITING_WORDS or inside(token, link.content):
                continue
            if not press and not _opens_citation(token, link):
                continue
            for span in _cited(token):
                kind = reader.read(doc, (span,)).kind
                speaks = kind in _PEOPLE if not press else is_speaker(doc, span)
                him = text_of(doc)[slice(*span)].lower() in ("him", "her", "them")
                if not any_overlap((span,), link.source) and (him or speaks):
                    return Link(link.content, (span,), link.cue, link.confidence)
    return None


def _cited(token: Token) -> Iterator[Span]:
    """Whom a form of "cite" or "quote" names."""
    if token.dep_ == "amod":  # so the parser reads "*Quoting* locals, the officer said"
        words = list(islice(token.doc[token.i + 1 :], MAX_CITED_TOKENS))
        end = next((n for n, word in enumerate(words) if word.text == ","), 0)
        if end:
            yield Span(words[0].idx, words[end - 1].idx + len(words[end - 1]))
    for child in token.children:
        cited = child.dep_ in ("dobj", "nsubj") and child.i > token.i
        if cited or child.dep_ == "nsubjpass":  # "was quoted by TASS as saying"
            yield subtree(child)


def _by_phrase(doc: Doc, link: Link) -> Link | None:
    """ "Many have been infected, as per the ministry": whose it is where nothing else tells."""
    if link.speaker is not None or not link.cue:
        return None
    for sentence in sentences_of(doc, link):
        for source in relaying_phrases(doc, sentence, link):
            return replace(link, source=source)
    return None


def _opens_citation(token: Token, link: Link) -> bool:
    """ "*Quoting* locals, the officer said": they said it, and the officer hands it on."""
    if token.lower_ not in _PARTICIPLES:
        return False
    if token.dep_ == "amod":
        return bool(token.is_sent_start)
    return token.dep_ == "advcl" and inside(token.head, link.cue)


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
