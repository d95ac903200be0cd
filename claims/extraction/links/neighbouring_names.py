"""Names beside who spoke: whom the text speaks to, whom somebody met, what shows something."""

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from claims.extraction.links.frames import frames
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import FINITE, TENSED, subject_of, subtree
from claims.extraction.types import Link, Span


def without_others(doc: Doc, link: Link) -> Link:
    """The link without names beside who spoke."""
    link = _showing_source(doc, _without_companion(doc, _with_inner_subject(doc, link)))
    return _from_subject_on(doc, _without_vocative(doc, link))


def _with_inner_subject(doc: Doc, link: Link) -> Link:
    """ "Dahl said *Moe, one of his critics,* is not welcome": no second source."""
    if len(link.source) != 2 or len(link.cue) != 1 or not link.content:
        return link
    speaker, subject = link.source
    first = link.content[0]
    ordered = speaker.end <= link.cue[0].start < link.cue[0].end <= subject.start < first.start
    gap = text_of(doc)[subject.end : first.start]
    verb = reader.tokens_of(doc, *first)[0]
    if not ordered or gap.strip(" ,") or verb.tag_ not in FINITE:
        return link
    content = (Span(subject.start, first.end), *link.content[1:])
    return replace(link, source=(speaker,), content=content)


def _from_subject_on(doc: Doc, link: Link) -> Link:
    """ "*Asked about the port and the bank*, the mayor’s aide said": only the subject speaks."""
    if len(link.source) != 1 or not link.cue or link.cue[0].start < link.source[0].end:
        return link
    source = link.source[0]
    verbs = (t for piece in link.cue for t in reader.tokens_of(doc, *piece) if t.tag_ in TENSED)
    verb = next(verbs, None)
    subject = subject_of(verb) if verb is not None else None
    if subject is None or not source.start <= subject.left_edge.idx < subject.idx < source.end:
        return link
    if (last := _listed_with_topics(doc, source)) is not None:
        return replace(link, source=(last,))
    left = subject.left_edge
    before = left.nbor(-1) if left.idx > source.start else None
    if before is None or before.text != "," or subject.dep_ != "nsubj":
        return link
    outer = reader.tokens_of(doc, source.start, left.idx)
    if any(token.head == subject or token.is_ancestor(subject) for token in outer):
        return link  # "Ida Lund, the mayor": one who speaks
    return replace(link, source=(Span(left.idx, source.end),))


def _listed_with_topics(doc: Doc, source: Span) -> Span | None:
    """ "Asked about *the port and the bank,* Lund’s aide said": to the parser all one list."""
    tokens = reader.tokens_of(doc, *source)
    opening = next((token for token in tokens[0].sent if not token.is_punct), tokens[0])
    commas = [n for n, token in enumerate(tokens) if token.text == ","]
    if opening.tag_ not in ("VBN", "VBG") or opening.i >= tokens[0].i or not commas:
        return None
    listed, last = tokens[: commas[-1]], tokens[commas[-1] + 1 :]
    joined = any(token.lower_ == "and" for token in listed)
    person = bool(last) and lexicon.singular(last[-1].text) in lexicon.load().persons
    return Span(last[0].idx, source.end) if joined and person else None


def _without_vocative(doc: Doc, link: Link) -> Link:
    """ "*Sussan*, Steven Miles is saying": whom the text speaks to is not who said it."""
    if len(link.source) != 1 or not link.cue or link.cue[0].start < link.source[0].end:
        return link
    source = link.source[0]
    if ", " not in text_of(doc)[slice(*source)]:
        return link
    tokens = doc.char_span(*source, alignment_mode="expand")
    people = [e for e in tokens.ents if e.label_ == "PERSON"] if tokens is not None else []
    if len(people) < 2 or people[0].start_char != source.start or len(people[1]) < 2:
        return link
    between = text_of(doc)[people[0].end_char : people[1].start_char]
    if between != ", " or people[1].end_char != source.end:
        return link
    return replace(link, source=(Span(people[1].start_char, source.end),))


def _showing_source(doc: Doc, link: Link) -> Link:
    """ "Vik raised *figures* showing that prices fell": what shows it says it."""
    first = reader.tokens_of(doc, *link.cue[0])[0] if link.cue else None
    if first is None or first.dep_ != "acl" or first.tag_ != "VBG":
        return link
    noun = first.head
    shows = first.lower_ in frames().exhibits and noun.tag_ in ("NN", "NNS") and noun.i < first.i
    return (
        replace(link, source=(Span(subtree(noun).start, noun.idx + len(noun)),)) if shows else link
    )


def _without_companion(doc: Doc, link: Link) -> Link:
    """ "Jo Berg met *Eli Lund* to discuss the dam": whom somebody met does not speak with him.

    Of two pieces of a source with a verb between them the one that the cue's subject stands in
    is the source, else the first: "*Berg bought the mill*, and the grocer told …".
    """
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    between = (reader.tokens_of(doc, a.end, b.start) for a, b in pairwise(link.source))
    if not any(t.tag_ in TENSED and t not in cue for tokens in between for t in tokens):
        return link
    subjects = [subject_of(token) for token in cue if token.tag_.startswith("VB")]
    subjects += [token.head for token in cue if token.dep_ == "amod"]  # "residents *angry* about"
    held = [p for p in link.source if any(s is not None and s.idx in range(*p) for s in subjects)]
    return replace(link, source=tuple(held or link.source[:1]))
