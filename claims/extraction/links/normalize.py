"""Links made fit for reading: what the tagger gives is cut at line ends, completed and freed of
doubles before anybody asks who said it.

Articles hold headlines, menus and captions without a full stop, over which parser and tagger run
on into the next paragraph. A statement never begins or ends in such a line by accident.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links import plausibility
from claims.extraction.links.index import Neighbours, begin
from claims.extraction.links.media import TELLING, is_press, outlet_within
from claims.extraction.links.quotation_owners import one_owner_each
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.reader import Sort
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import subject_of, subtree
from claims.extraction.quotations import quotations
from claims.extraction.types import Link, Span, Spans

_SAME = 0.8  # share of common code points from which two contents are one statement
_CITING = ("citing", "cites", "cited", "quoting")
_FIRST = ("i", "we")
_ADDRESSING = ("warns", "urges", "says")
# "Here’s What Xi Jinping Says": a headline that has none of the words it promises.
_POINTS = re.compile(
    r"(here|this|that)(['’]?s| is| was) (what|all|everything)[\s:,]*", re.IGNORECASE
)


def tidy(doc: Doc, links: Iterable[Link]) -> list[Link]:
    """The links, each within its lines, with subjects filled in and doubles left out."""
    quoted = {q.start: q.end for q in quotations(text_of(doc))}
    starts = list(quoted)
    tidied = []
    for link in links:
        link = _within_lines(text_of(doc), link, quoted, starts)
        if not link.content:
            continue
        link = _with_whole_names(doc, link)
        link = _with_subject(doc, _without_addressee(doc, _to_paragraph_end(text_of(doc), link)))
        link = _source_alone(doc, _from_outlet_on(doc, link))
        if link.content and not _is_mere_citation(doc, link) and not _only_points(doc, link):
            tidied.append(_with_refused_verb(doc, link))
    tidied = [link for link in tidied if _reports_speech(doc, link, quoted, starts)]
    tidied = _without_doubles(_without_own_words(doc, _merged(doc, tidied)))
    return one_owner_each(doc, tidied)


def _reports_speech(doc: Doc, link: Link, quoted: dict[int, int], starts: Sequence[int]) -> bool:
    anchor = link.cue[0] if link.cue else link.content[0]
    return plausibility.reports_speech(doc, link, _is_quoted(starts, quoted, anchor))


# Lines -----------------------------------------------------------------------------------------


def _within_lines(text: str, link: Link, quoted: dict[int, int], starts: Sequence[int]) -> Link:
    """Sources in the cue's line only; contents cut at a line end unless quotations run on.

    ``quoted`` has the end of each quotation by its start, ``starts`` the starts in order.
    """
    anchor = link.cue[0] if link.cue else link.content[-1]
    source = tuple(
        cut for piece in link.source for cut in _lines(text, piece) if _one_line(text, cut, anchor)
    )
    content: list[Span] = []
    for piece in link.content:
        cuts = _lines(text, piece)
        if not cuts:
            continue  # white space alone
        if len(cuts) == 1 or piece.start in quoted or _is_quoted(starts, quoted, piece):
            content.append(piece)
            continue
        near = [cut for cut in cuts if _one_line(text, cut, anchor) or cut.start in quoted]
        content.extend(near or [max(cuts, key=lambda cut: cut.end - cut.start)])
    return replace(link, source=source or link.source[:1], content=tuple(content))


def _is_quoted(starts: Sequence[int], quoted: dict[int, int], piece: Span) -> bool:
    """Whether the last quotation that begins before the piece holds it, but for a mark."""
    number = bisect_right(starts, piece.start) - 1
    return number >= 0 and piece.end <= quoted[starts[number]] + 2


def _lines(text: str, span: Span) -> list[Span]:
    """The span cut at line ends, empty lines left out."""
    found, start = [], span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        words = line.strip()
        if words:
            lead = len(line) - len(line.lstrip())
            found.append(Span(start + lead, start + lead + len(words)))
        start += len(line)
    return found


def _one_line(text: str, one: Span, other: Span) -> bool:
    first, last = sorted((one, other))
    return "\n" not in text[first.end : last.start]


def _to_paragraph_end(text: str, link: Link) -> Link:
    """A quotation that closes, goes on without a mark and closes again: the marks are dirty.

    “China is a friend.” As an ambassador, I can say so.” is one quotation to its end.
    """
    last = link.content[-1]
    if text[last.end - 1 : last.end] != "”" and text[last.end : last.end + 1] != "”":
        return link
    end = text.find("\n", last.end)
    end = end if end >= 0 else len(text)
    rest = text[last.end : end].rstrip()
    if link.cue and link.cue[0].start > last.start or not rest.lstrip("”").endswith("”"):
        return link
    if "“" in rest:
        return link
    return replace(link, content=(*link.content[:-1], Span(last.start, last.end + len(rest))))


def _with_whole_names(doc: Doc, link: Link) -> Link:
    """The source with the whole of a name that it cuts: "The United | States"."""
    taken = (*link.cue, *link.content)
    source = tuple(_to_name_ends(doc, piece, taken) for piece in link.source)
    return replace(link, source=source)


def _to_name_ends(doc: Doc, piece: Span, taken: Spans) -> Span:
    tokens = doc.char_span(piece.start, piece.end, alignment_mode="expand")
    if tokens is None:
        return piece
    start, end = piece
    first = doc[tokens.start]
    if first.ent_iob_ == "I":
        start = next(e.start_char for e in doc.ents if e.start <= first.i < e.end)
    if tokens.end < len(doc) and doc[tokens.end].ent_iob_ == "I":
        end = next(e.end_char for e in doc.ents if e.start <= tokens.end < e.end)
    free = not any(t.start < end and start < t.end for t in taken)
    return Span(start, end) if free else piece


# What is missing or too much -------------------------------------------------------------------


def _with_subject(doc: Doc, link: Link) -> Link:
    """Fill in the subject of the cue's verb where the tagger named no source, or only "The"."""
    if link.source:
        tokens = reader.tokens_of(doc, link.source[0].start, link.source[-1].end)
        if len(tokens) == 1 and tokens[0].tag_ == "DT" and tokens[0].head.tag_.startswith("NN"):
            return replace(link, source=(subtree(tokens[0].head),))
        return link
    for token in (t for p in link.cue for t in reader.tokens_of(doc, p.start, p.end)):
        subject = _speaking_subject(doc, token) if token.tag_.startswith("VB") else None
        if subject is None or not acts.is_reporting(token.text):
            continue
        if subject.dep_ != "nsubj" and token.lower_ not in ("quoted", "cited"):
            continue
        span = subtree(subject)
        nominal = subject.tag_.startswith("NN") and not any(
            span.start < p.end and p.start < span.end for p in (*link.content, *link.cue)
        )
        if nominal:
            return replace(link, source=(span,))
    return link


def _speaking_subject(doc: Doc, verb: Token) -> Token | None:
    """The subject of the verb, or of one above it, that can speak: no "situation" vows."""
    for here in (verb, *verb.ancestors):
        subject = subject_of(here) if here.tag_.startswith("VB") else None
        if subject is None or subject.i > verb.i:
            continue
        if "\n" in text_of(doc)[subject.idx : verb.idx]:
            return None  # the parser ran a headline into the sentence below it
        if reader.read(doc, (subtree(subject),)).sort is not Sort.OTHER:
            return subject
    return None


def _without_addressee(doc: Doc, link: Link) -> Link:
    """ "Told *Putin that* …": to whom it was told is no part of what was told."""
    cue = {token.i for p in link.cue for token in reader.tokens_of(doc, p.start, p.end)}
    content = []
    for number, piece in enumerate(link.content):
        tokens = reader.tokens_of(doc, piece.start, piece.end)
        if start := _after_addressee(tokens, cue):
            content.append(Span(start, piece.end))
            continue
        that = next((t for t in tokens[1:8] if t.lower_ == "that" and t.tag_ == "IN"), None)
        lone = len(link.content) > number + 1 and _is_addressee(tokens[-1], cue)
        if tokens and lone:
            continue
        told = that is not None and that.head.dep_ == "ccomp" and that.head.head.i in cue
        if that is not None and told and _is_addressee(doc[that.i - 1], cue):
            piece = Span(that.idx, piece.end)
        content.append(piece)
    return replace(link, content=tuple(content))


def _after_addressee(tokens: Sequence[Token], cue: set[int]) -> int | None:
    """Where the words begin in "warned *Vos against* sending boats", after whom they were for."""
    words = (tokens[0].doc[n] for n in sorted(cue)) if tokens else iter(())
    verb = next((token for token in words if token.tag_.startswith("VB")), None)
    if verb is None or acts.act(verb.text).name not in _ADDRESSING:
        return None
    for number, token in enumerate(tokens[:10]):
        against = token.lower_ in ("against", "about", "of") and token.dep_ == "prep"
        if against and number and token.head == verb and _is_addressee(tokens[number - 1], cue):
            return tokens[number + 1].idx if number + 1 < len(tokens) else None
    return None


def _from_outlet_on(doc: Doc, link: Link) -> Link:
    """ "Told Reuters *Norway had asked*": with the subject that was read as the outlet's name."""
    if not link.cue or not link.content:
        return link
    start = link.content[0].start
    between = reader.tokens_of(doc, link.cue[-1].end, start) if link.cue[-1].end < start else []
    between = [token for token in between if not token.is_space and token.idx < start]
    if not between or not all(token.text[:1].isupper() for token in between):
        return link
    told = reader.tokens_of(doc, *link.cue[-1])[-1].lower_ in TELLING
    name = Span(between[0].idx, between[-1].idx + len(between[-1]))
    outlet = outlet_within(doc, name)
    if not told or outlet == name:
        return link
    subject = next(token for token in between if token.idx >= outlet.end)
    return replace(link, content=(Span(subject.idx, link.content[0].end), *link.content[1:]))


def _source_alone(doc: Doc, link: Link) -> Link:
    """Who spoke without how: "Hanna Melnyk, the deputy mayor*, per CNN*", "Al-Khatib *in a voice
    message to Reuters*", "a leaked email *published by The Verge*"."""
    cue = {token.i for p in link.cue for token in reader.tokens_of(doc, *p)}
    pieces = []
    for piece in link.source:
        tokens = [token for token in reader.tokens_of(doc, *piece) if not token.is_space]
        ends = (n for n, token in enumerate(tokens) if n and _begins_manner(doc, tokens, n, cue))
        end = next(ends, len(tokens))
        while end > 1 and tokens[end - 1].is_punct and tokens[end - 1].text != ".":
            end -= 1
        last = tokens[end - 1] if end < len(tokens) else None
        pieces.append(Span(piece.start, last.idx + len(last)) if last is not None else piece)
    return replace(link, source=tuple(pieces)) if pieces else link


def _begins_manner(doc: Doc, tokens: Sequence[Token], number: int, cue: set[int]) -> bool:
    token = tokens[number]
    if token.lower_ == "per" or token.lower_ == "according":
        return True
    if token.dep_ == "prep" and token.head.i in cue:
        return True
    rest = Span(token.idx, tokens[-1].idx + len(tokens[-1]))
    return token.tag_ == "VBN" and token.dep_ == "acl" and _is_carried(doc, tokens[number:], rest)


def _is_carried(doc: Doc, tokens: Sequence[Token], rest: Span) -> bool:
    """ "Published by The Verge"."""
    if len(tokens) < 3 or tokens[1].lower_ != "by":
        return False
    return is_press(doc, Span(tokens[2].idx, rest.end))


def _is_addressee(token: Token, cue: set[int]) -> bool:
    return token.dep_ in ("dobj", "dative") and token.head.i in cue


def _with_refused_verb(doc: Doc, link: Link) -> Link:
    """ "Has refused *to condemn* Russia": what somebody refuses is content. Without its verb it
    would read as if they refused Russia, or denied that an invasion took place."""
    if not link.cue:
        return link
    cue = link.cue[-1]
    tokens = reader.tokens_of(doc, cue.start, cue.end)
    for refusal, to, verb in zip(tokens, tokens[1:], tokens[2:], strict=False):
        infinitive = (to.lower_, verb.tag_) in (("to", "VB"), ("from", "VBG"))
        if not infinitive or acts.act(refusal.text).name != "declines":
            continue
        if 0 <= link.content[0].start - cue.end <= 1:
            first = Span(verb.idx, link.content[0].end)
            shorter = Span(cue.start, refusal.idx + len(refusal))
            content = (first, *link.content[1:])
            return replace(link, cue=(*link.cue[:-1], shorter), content=content)
    return link


def _only_points(doc: Doc, link: Link) -> bool:
    """Whether the content announces what was said and is nothing of it."""
    words = " ".join(text_of(doc)[start:end] for start, end in link.content)
    return _POINTS.fullmatch(words) is not None


def _is_mere_citation(doc: Doc, link: Link) -> bool:
    """ "Citing two engineers" cites people; it states nothing."""
    cue = [t for p in link.cue for t in reader.tokens_of(doc, p.start, p.end)]
    if not cue or cue[0].lower_ not in _CITING:
        return False
    words = [t for p in link.content for t in reader.tokens_of(doc, p.start, p.end)]
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words)


# Doubles ---------------------------------------------------------------------------------------


def _merged(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """One statement found twice, by its speaker's cue and by "according to Xinhua".

    The speaker keeps it, with whatever further pieces the other found.
    """
    around = Neighbours(links)
    changed: dict[int, Link | None] = {}
    for outer in links:
        if not _is_relay(doc, outer):
            continue
        for inner in around.of(outer):
            if id(inner) in changed or not _shares(doc, outer, inner):
                continue
            after = [p for p in outer.content if p.start >= inner.content[-1].end]
            changed[id(inner)] = replace(inner, content=(*inner.content, *after))
            changed[id(outer)] = None
            break
    merged = (changed.get(id(link), link) for link in links)
    return [link for link in merged if link is not None]


def _shares(doc: Doc, outer: Link, inner: Link) -> bool:
    """Does the inner statement, with a cue outside the outer content, share its first words?"""
    if not inner.cue or inner.source == outer.source or _is_relay(doc, inner):
        return False
    first = inner.content[0]
    shared = any(p.start < first.end and first.start < p.end for p in outer.content)
    return shared and not _holds(outer, inner.cue[0])


def _is_relay(doc: Doc, link: Link) -> bool:
    cue = " ".join(text_of(doc)[p.start : p.end].lower() for p in link.cue)
    if not link.source or not cue.startswith(("according to", "per", "as per", "reported")):
        return False
    sorts = (Sort.OUTLET, Sort.PRESS, Sort.DOCUMENT)
    return reader.read(doc, link.source[:1]).sort in sorts


def _holds(link: Link, span: Span) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in link.content)


def _without_own_words(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """Inside a quotation, "I can state that …" is the quoted speaker's own: no new statement."""
    around = Neighbours(links)

    def quoted_elsewhere(link: Link) -> bool:
        source = (
            text_of(doc)[link.source[0].start : link.source[-1].end].lower() if link.source else ""
        )
        return source in _FIRST and any(_holds(other, link.content[0]) for other in around.of(link))

    return [link for link in links if not quoted_elsewhere(link)]


def _without_doubles(links: Sequence[Link]) -> list[Link]:
    """The surer of two links with one content, unless two sources are named."""
    kept: list[Link] = []
    dropped: set[int] = set()
    around = Neighbours(links)
    for link in sorted(links, key=lambda link: -link.confidence):
        surer = (other for other in around.of(link) if _rank(other) > _rank(link))
        if any(id(other) not in dropped and _double(link, other) for other in surer):
            dropped.add(id(link))
        else:
            kept.append(link)
    return sorted(kept, key=lambda link: link.content[0].start)


def _rank(link: Link) -> tuple[float, int, int]:
    """The surer first; of two equally sure ones the longer, then the earlier."""
    return link.confidence, _length(link.content), -begin(link)


def _double(one: Link, other: Link) -> bool:
    common = _length(_common(one.content, other.content))
    longer = max(_length(one.content), _length(other.content))
    cues = any(a.start < b.end and b.start < a.end for a in one.cue for b in other.cue)
    sources = not one.source or not other.source or one.source[0].start == other.source[0].start
    return common >= _SAME * longer and (sources or cues)


def _common(one: Spans, other: Spans) -> Spans:
    """What both cover; each is sorted and disjoint."""
    shared: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i].start, other[j].start), min(one[i].end, other[j].end)
        if start < end:
            shared.append(Span(start, end))
        if one[i].end <= other[j].end:
            i += 1
        else:
            j += 1
    return tuple(shared)


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)
