"""Through whom a statement reached the article: the words that name each hop, innermost first.

Hops stand in four places: the subject of a verb that governs the statement ("Sullivan said the US
decided …"), an outlet spoken to ("told the FT", "in a statement to CGTN"), a relaying phrase
("according to the readout", "as per Newsweek via MSN") and a closing clause ("Xinhua reported").
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from claims.extraction import acts
from claims.extraction.links.index import Neighbours
from claims.extraction.links.media import (
    TELLING,
    channels,
    is_press,
    is_speaker,
    is_unknown_press,
    outlet_within,
)
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.reader import Sort
from claims.extraction.parsing.syntax import inside, parted, sentence_of, subject_of, subtree
from claims.extraction.types import Link, Span, Spans

_CLAUSES = ("ccomp", "parataxis", "dep")
_MODALS = frozenset("will would could should may might must can shall ’ll 'll ’d 'd wo".split())
MAX_MANNER_CHARS = 40  # "the original plan"; what is longer may be a description of people
_QUOTING = frozenset("quoted quotes quoting quote cited cites citing cite".split())


def sources(doc: Doc, link: Link, around: Neighbours) -> list[Spans]:
    """The spans that name the hops of a link, innermost first, its own source left out."""
    own = _own_tokens(doc, link)
    cue = _cue_head(doc, link)
    found = list(_governing(link, cue, own)) if cue is not None else []
    if cue is None or not cue.tag_.startswith("NN"):
        found += _enclosing(link, around)
    if cue is not None:
        found += channels(doc, cue, link)
    for sentence in _sentences(doc, link):
        found += _phrases(doc, sentence, link)
        found += _closing(sentence, cue, link)
        found += _as_clauses(doc, sentence, link)
    found += _carriers(doc, link)
    found = [spans for spans in found if not _is_around_source(doc, spans, link)]
    return _distinct([_outlets(doc, spans) for spans in found], link)


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
    phrases = (subtree(token) for token in reader.tokens_of(doc, *piece))
    longer = (span for span in phrases if span.start == piece.start and span.end > piece.end)
    return max(longer, key=lambda span: span.end, default=piece)


def _carriers(doc: Doc, link: Link) -> Iterator[Spans]:
    """Who published the paper that is the source: "an email published by The Verge"."""
    for piece in link.source:
        outlet = outlet_within(doc, _whole_phrase(doc, piece))
        if outlet.start >= piece.end:
            yield (outlet,)


def redirected(doc: Doc, link: Link) -> Link | None:
    """The link to whom an outlet cites or quotes: "The Post, citing two engineers, reported".

    ``None`` when the link's own source is the speaker after all.
    """
    if not link.source:
        return None
    if spoken := _spoken(doc, link):
        return spoken
    if not is_press(doc, link.source[0]) and not _quotes(doc, link):
        return None
    for sentence in _sentences(doc, link):
        for token in sentence:
            if token.lower_ not in _QUOTING or inside(token, link.content):
                continue
            for child in token.children:
                cited = child.dep_ in ("dobj", "nsubj") and child.i > token.i
                if cited or child.dep_ == "nsubjpass":  # "was quoted by TASS as saying"
                    span = subtree(child)
                    him = child.lower_ in ("him", "her", "them")
                    if not _overlap(span, link.source) and (him or is_speaker(doc, span)):
                        return Link(link.content, (span,), link.cue, link.confidence)
    return None


def _quotes(doc: Doc, link: Link) -> bool:
    """ "It quoted him as saying": whoever quotes hands on another's words."""
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    return any(t.lower_ in _QUOTING and t.tag_ in ("VBD", "VBZ", "VBP") for t in cue)


def _spoken(doc: Doc, link: Link) -> Link | None:
    """ "“It is shut,” said Hanna Melnyk, per CNN": by her, whom the link leaves out."""
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    if not cue or cue[0].lower_ not in ("per", "according", "as"):
        return None
    first = link.content[0].end
    for token in sentence_of(cue[0]):
        beside = first <= token.idx < cue[0].idx and not inside(token, link.content)
        if not beside or not token.tag_.startswith("VB") or not acts.is_uttering(token.text):
            continue
        subject = subject_of(token)
        if subject is None or inside(subject, link.content) or inside(subject, link.source):
            continue
        verb = Span(token.idx, token.idx + len(token))
        return Link(link.content, (subtree(subject),), (verb,), link.confidence)
    return None


def _own_tokens(doc: Doc, link: Link) -> frozenset[int]:
    return frozenset(
        token.i
        for piece in (*link.source, *link.cue)
        for token in reader.tokens_of(doc, piece.start, piece.end)
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


# Governing clauses -----------------------------------------------------------------------------


def _governing(link: Link, cue: Token, own: frozenset[int]) -> Iterator[Spans]:
    """Subjects of the reporting verbs above the cue, with the outlets they spoke to."""
    token, steps = cue, 0
    while token.head != token and steps < 8:
        head, steps = token.head, steps + 1
        relays = _relays(token, head)
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


def _is_patient(subject: Token) -> bool:
    """ "402 cases were reported": what was reported reports nothing; who was quoted may."""
    return subject.dep_ == "nsubjpass" and subject.head.lower_ not in _QUOTING


def _relays(token: Token, head: Token) -> bool:
    """Does ``head`` report what ``token`` heads?"""
    if token.dep_ in _CLAUSES:
        return acts.is_reporting(head.text)
    if token.dep_ in ("advcl", "acl") and token.lower_ in _QUOTING:
        return True
    return token.dep_ == "dobj" and token.tag_.startswith("NN") and acts.is_relaying(head.text)


def _prevented(verb: Token) -> bool:
    """Negated or merely possible: "did not say that", "will make clear that"."""
    return any(
        child.dep_ == "neg" or child.dep_ == "aux" and child.lower_ in _MODALS
        for child in verb.children
    )


def _enclosing(link: Link, neighbours: Neighbours) -> Iterator[Spans]:
    """Sources of the links whose content holds this one's source, cue and content."""
    parts = (*link.source, *link.cue, *link.content)
    around = [
        other
        for other in neighbours.of(link)
        if other.source
        and link.cue
        and all(
            any(o.start <= p.start and p.end <= o.end + 2 for o in other.content) for p in parts
        )
    ]
    for other in sorted(around, key=lambda link: sum(p.end - p.start for p in link.content)):
        yield other.source


# Relaying phrases ------------------------------------------------------------------------------


def _phrases(doc: Doc, sentence: Sequence[Token], link: Link) -> Iterator[Spans]:
    """ "According to X", "per X", "as per X", each with its "via Y"."""
    for token in sentence:
        last = opens_phrase(token)
        if last is None or last.i + 1 >= len(doc) or _within(token, link.content):
            continue
        noun = next((child for child in last.children if child.dep_ == "pobj"), None)
        span = subtree(noun) if noun is not None else run_after(last)
        if span is None:
            continue
        if _is_manner(doc, token, span, link):
            continue
        named, via = _split_via(doc, outlet_within(doc, span))
        if not _overlap(named, link.source):
            yield (named,)
        for token_after in doc.char_span(*span, alignment_mode="expand") or ():
            if token_after.lower_ == "via":
                break
        yield from ((piece,) for piece in via or _via_after(doc, span))


def _is_manner(doc: Doc, token: Token, span: Span, link: Link) -> bool:
    """ "Was proceeding according to the original plan": how it went, and who said so is another.

    Inside a statement only what stands apart by a comma can name a source.
    """
    if reader.read(doc, (span,)).sort is Sort.OTHER and span.end - span.start < MAX_MANNER_CHARS:
        return True
    if not any(p.start < token.idx < p.end - 1 for p in link.content) or not token.i:
        return False
    return not token.nbor(-1).is_punct


def opens_phrase(token: Token) -> Token | None:
    """The last word of "according to", "(as) per" where a phrase begins, else None."""
    if token.i + 1 >= len(token.doc):
        return None
    following = token.nbor(1)
    if token.lower_ == "according" and following.lower_ == "to":
        return following
    if token.lower_ == "per" and token.dep_ == "prep" and _is_named_next(following):
        return token
    return token if token.lower_ == "per" and token.i and token.nbor(-1).lower_ == "as" else None


def _is_named_next(token: Token) -> bool:
    """ "Per Newsweek", "per the Tribune", "per a Red Crescent official"; not "per head"."""
    if token.lower_ in ("the", "a", "an", "its", "his", "her") and token.i + 1 < len(token.doc):
        return token.nbor(1).text[:1].isupper() or token.nbor(-2).is_punct
    return token.text[:1].isupper()


def run_after(token: Token) -> Span | None:
    """Capitalised words after a token, for where the parser sees no object."""
    words: list[Token] = []
    for number in range(token.i + 1, min(token.i + 7, len(token.doc))):
        here = token.doc[number]
        if not (here.text[:1].isupper() or not words and here.lower_ in ("the", "a", "an")):
            break
        words.append(here)
    return Span(words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _split_via(doc: Doc, span: Span) -> tuple[Span, list[Span]]:
    """ "Newsweek via MSN" in one noun phrase: the first name and the further ones."""
    parts: list[list[Token]] = [[]]
    for token in doc.char_span(*span, alignment_mode="expand") or ():
        if token.lower_ == "via":
            parts.append([])
        else:
            parts[-1].append(token)
    spans = [Span(p[0].idx, p[-1].idx + len(p[-1])) for p in parts if p]
    return (spans[0], spans[1:]) if spans else (span, [])


def _via_after(doc: Doc, span: Span) -> list[Span]:
    """ "… Newsweek via MSN" where "via" hangs elsewhere in the parse."""
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or tokens.end + 1 >= len(doc) or doc[tokens.end].lower_ != "via":
        return []
    following = run_after(doc[tokens.end])
    return [following] if following is not None else []


def _closing(sentence: Sequence[Token], cue: Token | None, link: Link) -> Iterator[Spans]:
    """ "…, Newsweek reported." where the parser did not put the clause above the statement."""
    for token in sentence:
        if token.lower_ not in ("reported", "reports", "report") or token is cue:
            continue
        subject = subject_of(token) if token.tag_.startswith("VB") else None
        if subject is None or inside(token, link.content) or inside(subject, link.source):
            continue
        after_all = token.idx > max(piece.end for piece in link.content) - 1
        if after_all and subject.i < token.i and token.i - subject.i <= 3:
            yield (subtree(subject),)


def _as_clauses(doc: Doc, sentence: Sequence[Token], link: Link) -> Iterator[Spans]:
    """ "As Xinhua reported", "as he told the Evening Lantern"; not "even as", "just as"."""
    for token in sentence:
        if token.lower_ != "as" or token.dep_ != "mark" or inside(token, link.content):
            continue
        verb = token.head
        qualified = token.i > 0 and token.nbor(-1).lower_ in ("even", "just", "such", "well")
        if qualified or verb.i > token.i + 6 or not acts.is_uttering(verb.text):
            continue
        subject = subject_of(verb)
        if subject is not None and not inside(subject, link.source):
            yield (subtree(subject),)
        for agent in (c for c in verb.children if c.dep_ == "agent"):  # "as first reported by X"
            yield from ((subtree(noun),) for noun in agent.children if noun.dep_ == "pobj")
        for child in verb.children:
            told = child.dep_ in ("dobj", "dative") and verb.lower_ in TELLING
            if told and (is_press(doc, subtree(child)) or is_unknown_press(doc, child)):
                yield (subtree(child),)


# Spans -----------------------------------------------------------------------------------------


def _sentences(doc: Doc, link: Link) -> list[list[Token]]:
    """The sentences of the link's first content piece and of its cue, each once, within a line."""
    places = [link.content[0].start, link.content[0].end - 1]
    if link.cue:
        places.append(link.cue[0].start)
    found: dict[int, Sentence] = {}
    for place in places:
        piece = doc.char_span(place, place + 1, alignment_mode="expand")
        if piece is not None and len(piece):
            sentence = sentence_of(piece[0])
            found[sentence.start] = sentence
    lines = [_line(sentence, link) for _, sentence in sorted(found.items())]
    return [line for line in lines if line]


def _line(sentence: Sentence, link: Link) -> list[Token]:
    """The tokens of a sentence that no line end parts from the link."""
    lines: list[list[Token]] = [[]]
    for token in sentence:
        if "\n" in token.text:
            lines.append([])
        else:
            lines[-1].append(token)
    parts = (*link.content[:1], *link.cue)
    return [
        token
        for line in lines
        if line
        and any(p.start < line[-1].idx + len(line[-1]) and line[0].idx < p.end for p in parts)
        for token in line
    ]


def _within(token: Token, spans: Spans) -> bool:
    """Well inside a content: a phrase at its very end or beginning belongs to the statement."""
    return any(span.start < token.idx < span.end - 60 for span in spans)


def _overlap(span: Span, spans: Spans) -> bool:
    return any(other.start < span.end and span.start < other.end for other in spans)


def _distinct(found: list[Spans], link: Link) -> list[Spans]:
    kept: list[Spans] = []
    for spans in found:
        taken = tuple(piece for other in kept for piece in other)
        own = any(
            s.start < o.end and o.start < s.end and s.start <= o.start
            for s in spans
            for o in link.source
        )
        if not own and not any(_overlap(span, taken) for span in spans):
            kept.append(spans)
    return kept
