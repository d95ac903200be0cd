"""Statements inside statements: "Sullivan said the US decided that …" holds two.

The tagger gives every word to one statement at most. Here the inner one is read off the parse, and
an outer link that only passes an inner one on ("Xinhua reported that Xi said …") is dropped.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from claims.extraction import acts, parties, phrases
from claims.extraction.cast import subtree
from claims.extraction.chain import subject_of
from claims.extraction.findings import Link, Span, Spans
from claims.extraction.phrases import Sort

# An inner statement rests on the parse as well as on the outer link.
INNER = 0.8
# A claim told by a noun rests on the parse alone.
_NOUN = 0.7
_NOBODY = frozenset({"it", "there", "who", "which", "that", "i", "we", "you", "he", "she", "they"})
_EXPLETIVES = frozenset({"there", "who", "which", "that", "i", "we", "you"})
_RELAYS = (Sort.OUTLET, Sort.PRESS, Sort.DOCUMENT)
_PASSING_ON = ("according", "per", "reported", "reports", "report", "reporting")


def unfold(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """The links with the statements inside their contents, outer ones first."""
    found = list(links)
    for link in links:
        inner = _inner(doc, link) or _said_noun(doc, link)
        while inner is not None and not any(_same_cue(inner, other) for other in found):
            found.append(inner)
            # "It added that Xi noted …, according to the readout": a relay may hold two layers.
            inner = _inner(doc, inner, relayed=True) if _is_relay(doc, link) else None
    found += [link for link in _nouns(doc, found) if not any(_same_cue(link, o) for o in found)]
    return sorted(found, key=_place)


def passes_on(doc: Doc, link: Link, links: Sequence[Link]) -> bool:
    """Does this link only hand on another link's statement, from a press, paper or source?"""
    if not link.source or not link.cue:
        return False
    cue = {token.lower_ for p in link.cue for token in phrases.tokens_of(doc, p.start, p.end)}
    phrase = phrases.read(doc, link.source)
    unnamed = phrase.sort is Sort.ROLE and (phrase.plural or phrase.article == "a")
    if phrase.sort not in _RELAYS and not (unnamed and cue & set(_PASSING_ON)):
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
    share = sum(p.end - p.start for p in inner.content) / sum(
        p.end - p.start for p in outer.content
    )
    return verb.root in (first.root, *first.root.conjuncts) or share > 0.5


def _holds(content: Spans, span: Span) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in content)


def _is_relay(doc: Doc, link: Link) -> bool:
    return bool(link.source) and phrases.read(doc, link.source).sort in _RELAYS


def _inner(doc: Doc, link: Link, relayed: bool = False) -> Link | None:
    """The statement that a content's main verb reports, if it does."""
    relayed = relayed or _is_relay(doc, link)
    for piece in link.content:
        span = doc.char_span(*piece, alignment_mode="expand")
        if span is None:
            continue
        verb = _main_verb(doc, span)
        if not verb.tag_.startswith("VB") or not acts.is_nested(verb.text) or _unreal(verb):
            continue
        subject = subject_of(verb)
        if subject is None or subject.i < span.start or not _can_speak(doc, subject, relayed):
            continue
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
        if clause is not None and clause.i < span.end:
            inner = _piece(clause, piece)
        else:
            inner = _object(doc, verb, piece, relayed)
        cue = Span(verb.idx, verb.idx + len(verb))
        noun = next((c for c in verb.children if c.dep_ == "dobj" and _tells(c)), None)
        if noun is not None and acts.is_relaying(verb.text):
            inner = _piece(next(c for c in noun.children if _has_that(c)), piece)
            cue = Span(verb.idx, noun.idx + len(noun))
        if inner is not None:
            source = (subtree(subject),)
            return Link((inner,), source, (cue,), link.confidence * INNER)
    return None


def _can_speak(doc: Doc, subject: Token, relayed: bool) -> bool:
    """Nouns, and pronouns where a press or paper speaks of somebody else by them."""
    if subject.lower_ in (_EXPLETIVES if relayed else _NOBODY) and subject.text != "US":
        return False
    if subject.lower_ in phrases.PRONOUNS:
        return True
    phrase = phrases.read(doc, (subtree(subject),))
    return phrase.sort is not Sort.OTHER or phrase.head == "two"


def _main_verb(doc: Doc, span: SpacySpan) -> Token:
    """The content's main verb, also where the parser hangs it below something outside."""
    root = span.root
    if root.tag_.startswith("VB"):
        return root
    heads = [t for t in span if t.head not in span and t.tag_.startswith("VB")]
    return heads[0] if heads else root


def _tells(noun: Token) -> bool:
    """"Expressed *fear that* …"."""
    told = acts.is_telling_noun(noun.text) and any(_has_that(child) for child in noun.children)
    return told and not any(child.dep_ == "poss" for child in noun.children)


def _object(doc: Doc, verb: Token, outer: Span, relayed: bool) -> Span | None:
    """What follows a verb of speech without a clause: "urged provinces to brace".

    Only where it is plainly another's words: passed on by a press or paper, or in quotation marks.
    """
    if not acts.is_uttering(verb.text) or acts.is_topical(verb.text) or verb.i + 1 >= len(doc):
        return None
    if any(c.dep_ == "conj" and any(g.dep_ == "nsubj" for g in c.children) for c in verb.children):
        return None  # two sentences in one: the words are not all this subject's
    after = doc[verb.i + 1]
    quoted = any(c in '“"' for c in doc.text[verb.idx - 2 : after.idx + 1])
    if not (quoted or relayed) or after.idx >= outer.end - 15:
        return None
    return Span(after.idx, outer.end)


def _said_noun(doc: Doc, link: Link) -> Link | None:
    """ "Underlined *the administration’s worry that* …": the worry is the administration’s."""
    cue = [t for p in link.cue for t in phrases.tokens_of(doc, p.start, p.end)]
    if not any(acts.is_relaying(token.text) for token in cue):
        return None
    found = [
        inner
        for inner in _nouns(doc, (), link.content[0])
        if inner.source[0].start <= link.content[0].start + 4
    ]
    owned = [inner for inner in found if _is_owned(doc, inner)]
    return owned[0] if owned else None


def is_noun_only(doc: Doc, link: Link, links: Sequence[Link]) -> bool:
    """Is all that this link states somebody else's worry or claim, which it merely relays?"""
    inner = _said_noun(doc, link)
    return inner is not None and any(
        other is not link
        and other.cue == inner.cue
        and other.content[0].end >= link.content[-1].end - 2
        for other in links
    )


def _nouns(doc: Doc, links: Sequence[Link], within: Span | None = None) -> list[Link]:
    """ "Moscow’s assertion that …", "Russian assertions that …": claims told by a noun."""
    found = []
    tokens = doc if within is None else phrases.tokens_of(doc, *within)
    for noun in tokens:
        if not noun.tag_.startswith("NN") or not acts.is_telling_noun(noun.text):
            continue
        clause = next(
            (c for c in noun.children if c.dep_ in ("acl", "ccomp") and _has_that(c)), None
        )
        owner = next((c for c in noun.children if c.dep_ == "poss" and c.tag_ != "PRP$"), None)
        party = next((c for c in noun.children if c.dep_ == "amod" and _is_party(c)), None)
        source = owner or party
        if clause is None or source is None or _nominal_of_cue(noun, links):
            continue
        last = clause.right_edge
        content = Span(clause.left_edge.idx, last.idx + len(last))
        if party is not None and owner is None and any(_covers(o, content) for o in links):
            continue
        cue = Span(noun.idx, noun.idx + len(noun))
        found.append(Link((content,), (subtree(source),), (cue,), _NOUN))
    return found


def _has_that(clause: Token) -> bool:
    return any(child.lower_ == "that" and child.i < clause.i for child in clause.children)


def _is_party(token: Token) -> bool:
    match = parties.load().whole(token.text)
    return match is not None and match.kind is parties.Kind.DEMONYM


def _is_owned(doc: Doc, link: Link) -> bool:
    """By a possessive: "Russian claims" are relayed as one's own more often."""
    return doc.text[link.source[0].end : link.source[0].end + 1] in ("’", "'") or doc.text[
        link.source[0].start : link.source[0].end
    ].endswith(("’s", "'s"))


def _nominal_of_cue(noun: Token, links: Sequence[Link]) -> bool:
    """Already the cue of a link: "denied *accusations* that"."""
    return any(p.start <= noun.idx < p.end for link in links for p in link.cue)


def _covers(link: Link, content: Span) -> bool:
    return any(p.start <= content.start and content.end <= p.end + 2 for p in link.content)


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
