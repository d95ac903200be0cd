"""Statements inside statements: "Sullivan said the US decided that …" holds two.

The tagger gives every word to one statement at most. Here the inner one is read off the parse, and
an outer link that only passes an inner one on ("Xinhua reported that Xi said …") is dropped.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claims.extraction import acts, phrases
from claims.extraction.cast import subtree
from claims.extraction.chain import subject_of
from claims.extraction.findings import Link, Span, Spans
from claims.extraction.phrases import Sort

# An inner statement rests on the parse as well as on the outer link.
INNER = 0.8
_PASSING_ON = ("according", "per", "reported", "reports", "report", "reporting")


def unfold(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """The links with the statements inside their contents, outer ones first."""
    found = list(links)
    for link in links:
        inner = _inner(doc, link)
        if inner is not None and not any(_same_cue(inner, other) for other in found):
            found.append(inner)
    return sorted(found, key=_place)


def passes_on(doc: Doc, link: Link, links: Sequence[Link]) -> bool:
    """Does this link only hand on another link's statement, from a press, paper or source?"""
    if not link.source or not link.cue:
        return False
    cue = {token.lower_ for p in link.cue for token in phrases.tokens_of(doc, p.start, p.end)}
    if not cue & set(_PASSING_ON):
        return False
    phrase = phrases.read(doc, link.source)
    sorts = (Sort.OUTLET, Sort.PRESS, Sort.DOCUMENT)
    unnamed = phrase.sort is Sort.ROLE and (phrase.plural or phrase.article == "a")
    if phrase.sort not in sorts and not unnamed:
        return False
    return any(_is_main(doc, link, other) for other in links if other is not link)


def _is_main(doc: Doc, outer: Link, inner: Link) -> bool:
    """Is the inner statement's cue the main verb of the outer one's content?"""
    if not inner.cue or not _holds(outer.content, inner.cue[0]):
        return False
    if inner.source and not _holds(outer.content, inner.source[0]):
        return False
    first = doc.char_span(*outer.content[0], alignment_mode="expand")
    verb = doc.char_span(*inner.cue[0], alignment_mode="expand")
    if first is None or verb is None:
        return False
    share = sum(p.end - p.start for p in inner.content) / sum(p.end - p.start for p in outer.content)
    return verb.root in (first.root, *first.root.conjuncts) or share > 0.5


def _holds(content: Spans, span: Span) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in content)


def _inner(doc: Doc, link: Link) -> Link | None:
    """The statement that a content's main verb reports, if it does."""
    for piece in link.content:
        span = doc.char_span(*piece, alignment_mode="expand")
        if span is None:
            continue
        verb = span.root
        if not verb.tag_.startswith("VB") or not acts.is_nested(verb.text) or _unreal(verb):
            continue
        subject = subject_of(verb)
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
        if subject is None or clause is None or subject.i < span.start or clause.i >= span.end:
            continue
        if subject.lower_ in phrases.PRONOUNS and subject.text != "US":
            continue
        inner = _piece(clause, piece)
        if inner is not None:
            cue = Span(verb.idx, verb.idx + len(verb))
            source = (subtree(subject),)
            return Link((inner,), source, (cue,), link.confidence * INNER)
    return None


def _piece(clause: Token, outer: Span) -> Span | None:
    """The clause's words, coordinate clauses included, within the outer content."""
    start = clause.left_edge.idx
    last = max((t.right_edge for t in (clause, *clause.conjuncts)), key=lambda token: token.i)
    end = min(outer.end, last.idx + len(last))
    return Span(start, end) if outer.start <= start < end else None


def _unreal(verb: Token) -> bool:
    return any(child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children)


def _same_cue(one: Link, other: Link) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.cue for b in other.cue)


def _place(link: Link) -> tuple[int, int]:
    """By where the source stands, then the longer content first."""
    first = min(piece.start for piece in (*link.source, *link.cue, *link.content))
    return first, -sum(piece.end - piece.start for piece in link.content)
