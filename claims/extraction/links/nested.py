"""Statements inside statements: "Sullivan said the US decided that …" holds two.

The tagger gives every word to one statement at most. Here the inner one is read off the parse, and
an outer link that only passes an inner one on ("Xinhua reported that Xi said …") is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claims.extraction import acts, quotations
from claims.extraction.links.link_neighbours import Neighbours, begin
from claims.extraction.links.reporting_nouns import noun_claims, only_relays_noun_claim, owned_claim
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import parted, subject_of, subtree
from claims.extraction.spans import any_overlap, common_length, contains, hull, length, longest
from claims.extraction.types import Link, QuotationKind, Span
from claims.extraction.word_lists import word_lists

# An inner statement rests on the parse as well as on the outer link.
INNER_CONFIDENCE = 0.8
MIN_OBJECT_CHARS, MIN_UTTERED_CHARS = 15, 8  # "asked for boats" says too little by itself
MIN_NESTED_SHARE = (
    0.8  # of an outer statement's code points: it then says nothing but the inner one
)
# Acts whose object is no statement: "claimed a loss", "reports 987 subsidiaries".
_NEUTRAL_ACTS = ("says", "claims", "reports", "declines", "admits")
# Acts that nobody does without words; one supports or asks by deeds, too.
_UTTERED_ACTS = ("promises", "urges", "denies", "warns", "accuses", "criticises", "praises")
RELAYS = (PhraseKind.OUTLET, PhraseKind.PRESS, PhraseKind.DOCUMENT)
_BODIES = (PhraseKind.BODY, PhraseKind.NAME, PhraseKind.PARTY)
_PASSING_ON = word_lists().passing_on
_NOBODY_WORDS = word_lists().nobody
_EXPLETIVES = word_lists().expletives


@dataclass(frozen=True, slots=True)
class _Region:
    """Where an inner statement is looked for: a content from its first piece to its last.

    ``relayed`` says that a press or paper passes it on, so that it is surely another's words.
    """

    span: Span
    relayed: bool
    confidence: float
    by_press: bool = False  # an outlet reports it after the words: thoughts, too, are another's
    quoted: bool = False  # all of it stands in quotation marks
    by_body: bool = False  # by a body that is no press: only what is plainly uttered is another's


def unfold(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """The links with the statements inside their contents, outer ones first."""
    statements = list(links)
    cues = {piece.start for link in links for piece in link.cue}
    around = Neighbours(links)
    for link in links:
        region = _region(doc, link)
        inner = _inner(doc, region) or owned_claim(doc, link)
        while inner is not None and not _has_cue(inner, link, around, cues):
            statements.append(inner)
            cues.add(inner.cue[0].start)
            # "It added that Xi noted …, according to the readout": a relay may hold two layers.
            region = replace(region, span=inner.content[0], confidence=inner.confidence)
            inner = _inner(doc, region) if is_relay(doc, link) else None
    statements += noun_claims(doc, Neighbours(statements))
    return sorted(statements, key=_place)


def _region(doc: Doc, link: Link) -> _Region:
    relayed = is_relay(doc, link)
    by_press = _by_press(doc, link)
    by_body = not by_press and _is_body(doc, link)
    quoted = quotations.kind(text_of(doc), link.content) is QuotationKind.DIRECT
    return _Region(_whole(link), relayed, link.confidence, by_press, quoted, by_body)


def passes_on(doc: Doc, link: Link, around: Neighbours) -> bool:
    """Does this link only hand on another link's statement, from a press, paper or source?

    Then it is a hop of that statement's chain. What says more, or tells of somebody's thoughts
    ("surveys suggest that voters find …"), is a statement of its own.
    """
    if not link.source or not link.cue:
        return False
    if only_relays_noun_claim(doc, link, around):
        return True
    cue = {token.lower_ for p in link.cue for token in reader.tokens_of(doc, p.start, p.end)}
    phrase = reader.read(doc, link.source)
    unnamed = phrase.kind is PhraseKind.ROLE and (phrase.plural or phrase.article == "a")
    if _reports_first(doc, link) and any(acts.is_uttering(word) for word in cue):
        return False  # "the Examiner reported that Richards noted …": its own statement, nested
    if is_relay(doc, link) or unnamed and cue & _PASSING_ON:
        return any(
            _is_main(doc, link, other) and _is_all(doc, link, other) for other in around.of(link)
        )
    return False


def is_relay(doc: Doc, link: Link) -> bool:
    """Does its source speak for others: a press or paper, or a body named after their words?

    "Kost pledged to deepen trade, according to the ministry", "…, the ministry said".
    """
    if not link.source:
        return False
    kind = reader.read(doc, link.source).kind
    if kind in RELAYS:
        return True
    return kind in _BODIES and (_is_by_way_of(doc, link) or not _reports_first(doc, link))


def _by_press(doc: Doc, link: Link) -> bool:
    """ "Takeda expects a higher bid, MarketWatch reported"."""
    if not link.source or _reports_first(doc, link):
        return False
    if reader.read(doc, link.source).kind in (PhraseKind.OUTLET, PhraseKind.PRESS):
        return True
    cue = [token.lower_ for p in link.cue for token in reader.tokens_of(doc, *p)]
    named = reader.read(doc, link.source).kind is PhraseKind.NAME
    return named and any(word in ("reported", "reports", "report") for word in cue)


def _is_body(doc: Doc, link: Link) -> bool:
    return bool(link.source) and reader.read(doc, link.source).kind in _BODIES


def _is_by_way_of(doc: Doc, link: Link) -> bool:
    """ "According to", "per", "as per"."""
    cue = [token.lower_ for p in link.cue for token in reader.tokens_of(doc, *p)]
    return bool(cue) and cue[0] in ("according", "per", "as")


def _reports_first(doc: Doc, link: Link) -> bool:
    """Whether the cue stands before the words, as in "the Examiner reported that …"."""
    return bool(link.cue) and link.cue[0].start < link.content[0].start


def _is_main(doc: Doc, outer: Link, inner: Link) -> bool:
    """Is the inner statement's cue a main verb of the outer one's content, or most of it its?"""
    whole = _whole(outer)
    if not inner.cue or not contains(whole, inner.cue[0]) or not contains(whole, inner.content[0]):
        return False
    verb = doc.char_span(*inner.cue[0], alignment_mode="expand")
    share = length(inner.content) / max(1, length(outer.content))
    return verb is not None and verb.root in _main_verbs(doc, whole) or share > 0.5


def _is_all(doc: Doc, outer: Link, inner: Link) -> bool:
    """Does the inner one tell the words of another, nearly all that the outer one holds?"""
    cue = reader.tokens_of(doc, inner.cue[0].start, inner.cue[-1].end)
    uttered = any(acts.is_uttering(token.text) for token in cue) or _by_press(doc, outer)
    if inner.source == outer.source or not uttered:
        return False
    whole = hull((*inner.source, *inner.cue, *inner.content))
    first, last = outer.content[0].start, outer.content[-1].end
    if first < whole.start and not _has_verb(doc, first, whole.start):
        whole = Span(first, whole.end)  # "*In a call on Monday,* Lind told Marsh that it is over"
    if whole.end < last and not _has_verb(doc, whole.end, last):
        whole = Span(whole.start, last)  # "“It is over,” Lind told *the Gazette*"
    return common_length(outer.content, (whole,)) > MIN_NESTED_SHARE * length(outer.content)


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(token.tag_[:2] in ("VB", "MD") for token in reader.tokens_of(doc, start, end))


def _inner(doc: Doc, region: _Region) -> Link | None:
    """The statement that a main verb of the region reports, if one does."""
    for verb in _main_verbs(doc, region.span):
        subject = subject_of(verb)
        reports = acts.is_nested(verb.text) or region.by_press and acts.is_reporting(verb.text)
        if not reports or _unreal(verb) or subject is None:
            continue
        outside = subject.idx < region.span.start
        if outside and not region.relayed or parted(subject, verb):
            continue
        if region.quoted and not acts.is_uttering(verb.text):
            continue  # “The council decided that …”: the words of the one quoted
        if not _can_speak(doc, subject, region.relayed):
            continue
        cue, content = _reported(doc, verb, region)
        if content is not None:
            return Link(
                (content,), (subtree(subject),), (cue,), region.confidence * INNER_CONFIDENCE
            )
    return None


def _reported(doc: Doc, verb: Token, region: _Region) -> tuple[Span, Span | None]:
    """What a verb reports and the cue that does it: a clause, "fear that …", or its object."""
    cue = Span(verb.idx, verb.idx + len(verb))
    noun = next((child for child in verb.children if child.dep_ == "dobj" and _tells(child)), None)
    if noun is not None and acts.is_relaying(verb.text):
        clause = next(child for child in noun.children if _has_that(child))
        return Span(verb.idx, noun.idx + len(noun)), _piece(clause, region.span)
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    if clauses and clauses[0].idx < region.span.end:
        return cue, _piece(clauses[0], region.span)
    return cue, _object(doc, verb, region)


def _can_speak(doc: Doc, subject: Token, relayed: bool) -> bool:
    """Nouns, and pronouns where a press or paper speaks of somebody else by them."""
    if subject.lower_ in (_EXPLETIVES if relayed else _NOBODY_WORDS) and subject.text != "US":
        return False
    if subject.lower_ in reader.PRONOUNS:
        return True
    phrase = reader.read(doc, (subtree(subject),))
    return phrase.kind is not PhraseKind.OTHER or phrase.head == "two"


def _main_verbs(doc: Doc, span: Span) -> list[Token]:
    """The verbs of a stretch of text that hang on nothing inside it, and those joined to them."""
    tokens = reader.tokens_of(doc, *span)
    inside = {token.i for token in tokens}
    heads = [
        token
        for token in tokens
        if token.tag_.startswith("VB") and (token.head.i not in inside or token.head == token)
    ]
    joined = [
        other
        for head in heads
        for other in head.conjuncts
        if other.i in inside and other.tag_.startswith("VB")
    ]
    return list(dict.fromkeys([*heads, *joined]))


def _tells(noun: Token) -> bool:
    """ "Expressed *fear that* …", but not somebody's fear."""
    is_telling = acts.is_telling_noun(noun.text) and any(
        _has_that(child) for child in noun.children
    )
    return is_telling and not any(child.dep_ == "poss" for child in noun.children)


def _has_that(clause: Token) -> bool:
    that = any(child.lower_ == "that" and child.i < clause.i for child in clause.children)
    return that and clause.dep_ in ("acl", "ccomp", "relcl")


def _object(doc: Doc, verb: Token, region: _Region) -> Span | None:
    """What follows a verb of speech without a clause: "urged provinces to brace".

    Only where it is plainly another's words: passed on by a press or paper, or in quotation marks.
    """
    is_speech = acts.is_uttering(verb.text) or region.by_press
    if not is_speech or acts.is_topical(verb.text) or verb.i + 1 >= len(doc):
        return None
    if any(_is_own_sentence(child) for child in verb.children):
        return None  # two sentences in one: the words are not all this subject's
    after = doc[verb.i + 1]
    marks = text_of(doc)[verb.idx - 2 : after.idx + 1]
    quoted = any(character in '“"' for character in marks)
    marks_after = text_of(doc)[after.idx : region.span.end]
    name = acts.act(verb.text).name
    telling = name not in _NEUTRAL_ACTS or acts.is_relaying(verb.text)
    refusing = name == "declines" and after.lower_ == "to"  # "Leino declined to say, AP reported"
    if region.by_press and refusing and after.i + 1 < len(doc):
        telling, after = True, after.nbor(1)
    if region.by_body:
        telling = name in _UTTERED_ACTS
    quoted = quoted or region.relayed and any(mark in marks_after for mark in '“"„«')
    if not (quoted or region.relayed and telling or region.by_press and _is_clause(doc, after)):
        return None
    if region.span.end - after.idx <= (
        MIN_UTTERED_CHARS if name in _UTTERED_ACTS else MIN_OBJECT_CHARS
    ):
        return None
    return Span(after.idx, region.span.end)


def _is_clause(doc: Doc, first: Token) -> bool:
    """ "Lind said *the port was shut*, the Tribune reported", where the parser hangs the clause on
    "reported": the words hold a verb with a subject that begins with this word."""
    subject = next((t for t in (first, *first.ancestors) if t.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.left_edge == first and subject.head.i > first.i


def _is_own_sentence(child: Token) -> bool:
    return child.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)


def _piece(clause: Token, outer: Span) -> Span | None:
    """The clause's words, coordinate clauses included, within the outer content."""
    start = clause.left_edge.idx
    last = max((t.right_edge for t in (clause, *clause.conjuncts)), key=lambda token: token.i)
    end = min(outer.end, last.idx + len(last))
    return Span(start, end) if outer.start <= start < end else None


def _unreal(verb: Token) -> bool:
    refused = verb.dep_ == "xcomp" and acts.act(verb.head.text).name == "declines"
    return refused or any(child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children)


def _has_cue(inner: Link, outer: Link, around: Neighbours, cues: set[int]) -> bool:
    """Is there a link with this cue already?"""
    return inner.cue[0].start in cues or any(
        any_overlap(inner.cue, other.cue) for other in (outer, *around.of(outer))
    )


def _whole(link: Link) -> Span:
    """From the first piece of the content to the last, where the cue does not stand between."""
    whole = Span(link.content[0].start, link.content[-1].end)
    if any(contains(whole, piece) for piece in link.cue):
        return longest(link.content)
    return whole


def _place(link: Link) -> tuple[int, int, int]:
    """By where the statement begins, then its content, the longer content first."""
    return begin(link), link.content[0].start, -length(link.content)
