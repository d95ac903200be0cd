"""Through whom a statement reached the article: the words that name each hop, innermost first.

Hops stand in four places: the subject of a verb that governs the statement ("Sullivan said the US
decided …"), an outlet spoken to ("told the FT", "in a statement to CGTN"), a relaying phrase
("according to the readout", "as per Newsweek via MSN") and a closing clause ("Xinhua reported").
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links.bracketed_outlets import bracketed_outlet
from claims.extraction.links.link_neighbours import Neighbours
from claims.extraction.links.media import channels, is_no_outlet, is_press, outlet_within
from claims.extraction.links.quoted_speakers import quoters
from claims.extraction.links.redirection import CITING_WORDS
from claims.extraction.links.relaying import (
    as_clauses,
    closing_clauses,
    relaying_phrases,
    sentences_of,
)
from claims.extraction.links.unknown_press import TELLING_WORDS, is_unknown_press
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.parsing.spacy_pipeline import text_of, token_numbers
from claims.extraction.parsing.syntax import inside, parted, subject_of, subtree
from claims.extraction.spans import any_contains, any_overlap, length, overlap
from claims.extraction.types import Link, Span, Spans
from claims.extraction.word_lists import word_lists

_CLAUSES = ("ccomp", "parataxis", "dep")
_POSSESSED = re.compile(r"(?:[’']s)? ")
_CONTRADICTING = ("denies", "opposes")
_MODALS = word_lists().modals_in_speech


def sources(doc: Doc, link: Link, around: Neighbours) -> list[Spans]:
    """The spans that name the hops of a link, innermost first, its own source left out."""
    own = _own_tokens(doc, link)
    cue = _cue_head(doc, link)
    others = frozenset(_cues_of_others(doc, link, around))
    hops = list(_governing(link, cue, own | others)) if cue is not None else []
    if cue is None or not cue.tag_.startswith("NN"):
        hops += _enclosing(text_of(doc), link, around)
    hops += quoters(doc, link)
    if cue is not None:
        hops = [*channels(doc, cue, link), *_beside_channels(doc, cue, link), *hops]
    for sentence in sentences_of(doc, link):
        apart = [token for token in sentence if token.i not in others]
        hops += relaying_phrases(doc, apart, link)
        hops += closing_clauses(sentence, cue, link)
        hops += as_clauses(doc, sentence, link)
    hops += [*_told_outlet(doc, link), *_carriers(doc, link)]
    if outlet := bracketed_outlet(doc, link):
        hops.append(outlet)
    hops = [spans for spans in hops if not _is_around_source(doc, spans, link)]
    quoted = tuple(piece for piece in link.content if text_of(doc)[piece.start] in '“"„«')
    return _distinct(doc, [_outlets(doc, spans) for spans in hops], link, quoted)


def _beside_channels(doc: Doc, cue: Token, link: Link) -> Iterator[Spans]:
    """ "The striker told Coast FM, *accusing* the board": what is added beside reached it, too."""
    added = cue.dep_ == "advcl" and cue.tag_ == "VBG"
    if added and acts.is_uttering(cue.head.text) and not parted(cue, cue.head):
        yield from channels(doc, cue.head, link)


def _is_around_source(doc: Doc, spans: Spans, link: Link) -> bool:
    """ "A man identified only as | Shorty": the words that bring the source in are no hop."""
    whole = _whole_phrase(doc, spans[0])
    return any(whole.start < piece.start and piece.end <= whole.end for piece in link.source)


def _outlets(doc: Doc, spans: Spans) -> Spans:
    """The outlet in "a statement carried by Xinhua", which is whom the words came through."""
    if len(spans) != 1:
        return spans
    whole = _whole_phrase(doc, spans[0])
    outlet = outlet_within(doc, whole)
    return (outlet,) if outlet != whole else spans


def _whole_phrase(doc: Doc, piece: Span) -> Span:
    """The noun phrase that begins with these words, if it goes on after them."""
    tokens = reader.tokens_of(doc, *piece)
    phrases = (subtree(token) for token in tokens if token.left_edge.idx <= piece.start)
    longer = (span for span in phrases if span.start == piece.start and span.end > piece.end)
    return max(longer, key=lambda span: span.end, default=piece)


def _told_outlet(doc: Doc, link: Link) -> Iterator[Spans]:
    """The outlet between "told" and the words, whatever the parser makes of it."""
    if not link.cue or link.cue[-1].end >= link.content[0].start:
        return
    between = reader.tokens_of(doc, link.cue[-1].end, link.content[0].start)
    between = [t for t in between if not t.is_space and t.idx < link.content[0].start]
    cue = reader.tokens_of(doc, *link.cue[-1])
    if between and cue[-1].lower_ in TELLING_WORDS:
        span = Span(between[0].idx, between[-1].idx + len(between[-1]))
        within = outlet_within(doc, span)  # "ESPN", where a colleague’s name stands behind it
        name = between[-1]
        unknown = name.dep_ in ("dobj", "dative") and is_unknown_press(doc, name, link.source)
        unknown = unknown or _is_short_name(between)
        press = is_press(doc, span) or within != span and is_press(doc, within)
        if (press or unknown) and not any(map(is_no_outlet, between)):
            yield (within,)


def _is_short_name(words: Sequence[Token]) -> bool:
    """ "Told *the Post* the road was shut": a name that ends as outlets' names do."""
    the, name = words[0], words[-1]
    plain = len(words) == 2 and the.lower_ == "the" and name.text.istitle()
    return plain and name.lower_ in lexicon.load().outlet_names


def _carriers(doc: Doc, link: Link) -> Iterator[Spans]:
    """Who published the paper that is the source: "an email published by The Verge"."""
    for piece in link.source:
        outlet = outlet_within(doc, _whole_phrase(doc, piece))
        if outlet.start >= piece.end:
            yield (outlet,)


def _own_tokens(doc: Doc, link: Link) -> frozenset[int]:
    return frozenset(
        number for piece in (*link.source, *link.cue) for number in token_numbers(doc, *piece)
    )


def _cue_head(doc: Doc, link: Link) -> Token | None:
    """The verb or noun of the cue; without a cue, what the content depends on."""
    tokens = [t for piece in link.cue for t in reader.tokens_of(doc, piece.start, piece.end)]
    tokens = [token for token in tokens if not token.is_space]
    for token in tokens:
        if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass"):
            return token
    if tokens:
        return tokens[0]
    piece = doc.char_span(*link.content[0], alignment_mode="expand")
    return piece.root if piece is not None else None


def _cues_of_others(doc: Doc, link: Link, around: Neighbours) -> Iterator[int]:
    """The verbs that report other words: "Council denies bribes, union *says* ‘shame’"."""
    parts = (*link.content, *link.cue, *link.source)
    for other in around.of(link):
        if other.content and other.source != link.source and not any_overlap(other.content, parts):
            for piece in other.cue:
                yield from token_numbers(doc, *piece)


# Governing clauses -----------------------------------------------------------------------------


def _governing(link: Link, cue: Token, own: frozenset[int]) -> Iterator[Spans]:
    """Subjects of the reporting verbs above the cue, with the outlets they spoke to."""
    token, steps = cue, 0
    while token.head != token and steps < 8:
        head, steps = token.head, steps + 1
        # "The band *offered* to play, Hale said": what he said governs nothing.
        relays = _relays(token, head) and not (_is_apart(token, head) or inside(head, link.content))
        if relays and head.i not in own:
            subject = head if head.tag_.startswith("NN") else subject_of(head)
            if subject is None or parted(subject, cue) or _is_patient(subject):
                subject = None
            if subject is not None and subject.i not in own and not _prevented(head):
                yield (subtree(subject),)
                yield from channels(token.doc, head, link)
        elif (
            token.dep_ not in ("conj", "ccomp", "xcomp", "advcl", "dobj", "pobj", "prep")
            or token.dep_ in ("xcomp", "advcl", "pobj", "prep", "dobj")
            and not relays
        ):
            return
        token = head


def _is_apart(token: Token, head: Token) -> bool:
    """ "Roth accused the ministry; her colleague called it …": two sentences in one."""
    first, last = sorted((token.i, head.i))
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
    return own and any(word.text == ";" for word in token.doc[first:last])


def _is_patient(subject: Token) -> bool:
    """ "402 cases were reported": what was reported reports nothing; who was quoted may."""
    return subject.dep_ == "nsubjpass" and subject.head.lower_ not in CITING_WORDS


def _relays(token: Token, head: Token) -> bool:
    """Does ``head`` report what ``token`` heads?"""
    if token.dep_ in _CLAUSES:
        return acts.is_reporting(head.text) and acts.act(head.text).name not in _CONTRADICTING
    if token.dep_ in ("advcl", "acl") and token.lower_ in CITING_WORDS:
        return True
    return token.dep_ == "dobj" and token.tag_.startswith("NN") and acts.is_relaying(head.text)


def _prevented(verb: Token) -> bool:
    """Negated or merely possible: "did not say that", "will make clear that"."""
    return any(
        child.dep_ == "neg" or child.dep_ == "aux" and child.lower_ in _MODALS
        for child in verb.children
    )


def _hands_on(cue: Spans, text: str) -> bool:
    """Not "were summoned to an address where …", nor "deny": nobody hands on what he denies."""
    words = " ".join(text[slice(*piece)] for piece in cue)
    return not cue or acts.is_known(words) and acts.act(words).name not in _CONTRADICTING


def _enclosing(text: str, link: Link, neighbours: Neighbours) -> Iterator[Spans]:
    """Sources of the links whose content holds this one's source, cue and content."""
    parts = (*link.source, *link.cue, *link.content)
    around = [
        other
        for other in neighbours.of(link)
        if other.source
        and link.cue
        and all(any_contains(other.content, p, slack=2) for p in parts)
        and _hands_on(other.cue, text)
    ]
    for other in sorted(around, key=lambda link: length(link.content)):
        # A label ("A:") names nobody; who it is may be known.
        if source := other.source if other.speaker is None else other.speaker:
            yield source


def _is_owner(doc: Doc, span: Span) -> bool:
    """ "A spokesperson *for the Post*", "close to *Lind’s* thinking": whose, and no hop."""
    tokens = reader.tokens_of(doc, *span)
    before = tokens[0].nbor(-1).lower_ if tokens[0].i else ""
    after = tokens[-1].nbor(1).tag_ if tokens[-1].i + 1 < len(doc) else ""
    return before in ("for", "of", "at") or after == "POS"


def _distinct(doc: Doc, hops: list[Spans], link: Link, quoted: Spans) -> list[Spans]:
    """Each hop once, without the link's own source and what the quoted words name."""
    distinct_hops: list[Spans] = []
    for spans in hops:
        taken = tuple(piece for other in distinct_hops for piece in other)
        own = any(
            overlap(s, o) and (s.start <= o.start or _is_owner(doc, s))
            for s in spans
            for o in link.source
        )
        said = all(any_contains(quoted, piece) for piece in spans)
        if any(_POSSESSED.fullmatch(text_of(doc)[p.end : spans[0].start]) for p in taken):
            continue  # "told Coast One’s *Sunday programme*"
        if not own and not said and not any_overlap(spans, taken):
            distinct_hops.append(spans)
    return distinct_hops
