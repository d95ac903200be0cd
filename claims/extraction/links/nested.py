"""Statements inside statements: "Sullivan said the US decided that …" holds two.

The tagger gives every word to one statement at most. Here the inner one is read off the parse;
which outer links only pass an inner one on is for ``relay_links``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claims.extraction import acts, quotations
from claims.extraction.links.frames import frames
from claims.extraction.links.link_neighbours import Neighbours, begin
from claims.extraction.links.relay_links import is_body, is_by_press, is_relay, whole_content
from claims.extraction.links.reporting_nouns import noun_claims, owned_claim
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import main_verbs, parted, subject_of, subtree
from claims.extraction.spans import any_overlap, length
from claims.extraction.types import Link, QuotationKind, Span
from claims.extraction.word_lists import word_lists

# An inner statement rests on the parse as well as on the outer link.
INNER_CONFIDENCE = 0.8
MIN_OBJECT_CHARS, MIN_UTTERED_CHARS = 15, 8  # "asked for boats" says too little by itself
# Acts whose object is no statement: "claimed a loss", "reports 987 subsidiaries".
_NEUTRAL_ACTS = ("says", "claims", "reports", "declines", "admits")
# Acts that nobody does without words; one supports or asks by deeds, too.
_UTTERED_ACTS = ("promises", "urges", "denies", "warns", "accuses", "criticises", "praises")
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
    by_press = is_by_press(doc, link)
    by_body = not by_press and is_body(doc, link)
    quoted = quotations.kind(text_of(doc), link.content) is QuotationKind.DIRECT
    return _Region(whole_content(link), relayed, link.confidence, by_press, quoted, by_body)


def _inner(doc: Doc, region: _Region) -> Link | None:
    """The statement that a main verb of the region reports, if one does."""
    for verb in main_verbs(doc, region.span):
        subject = subject_of(verb)
        reports = acts.is_nested(verb.text) or region.by_press and acts.is_reporting(verb.text)
        if reports and subject is not None and subject.dep_ == "nsubjpass":
            subject = _agent(verb)  # "Stone was told *by Vik* that"
        if not reports or _unreal(verb) or subject is None or _goes_on(verb) or _is_what(verb):
            continue
        outside = subject.idx < region.span.start
        if outside and not region.relayed or parted(subject, verb):
            continue
        if region.quoted and not acts.is_uttering(verb.text):
            continue  # “The council decided that …”: the words of the one quoted
        if not _can_speak(doc, subject, region.relayed):
            continue
        cue, content = _reported(doc, verb, region)
        if content is not None and not _begins_with_and(doc, content):
            return Link(
                (content,), (subtree(subject),), (cue,), region.confidence * INNER_CONFIDENCE
            )
    return None


def _goes_on(verb: Token) -> bool:
    """ "The fire *continues to burn*"."""
    infinitive = any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.children)
    return infinitive and verb.lower_ in frames().enabling


def _begins_with_and(doc: Doc, content: Span) -> bool:
    """ "The officials said no *and that was the end of it*": the parser's clause is another's."""
    return reader.tokens_of(doc, *content)[0].tag_ == "CC"


def _is_what(verb: Token) -> bool:
    """ "*What Vik said* does not fit": of what was said, and not what."""
    return any(c.dep_ == "dobj" and c.tag_ == "WP" and c.i < verb.i for c in verb.children)


def _agent(verb: Token) -> Token | None:
    agents = (noun for child in verb.children if child.dep_ == "agent" for noun in child.children)
    return next((noun for noun in agents if noun.dep_ == "pobj"), None)


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
    return cue, _object(doc, verb, region) or _infinitive(verb, region)


def _infinitive(verb: Token, region: _Region) -> Span | None:
    """ "The ministry said that Kost urged *Denmark to stop its raids*"."""
    handed_on = region.by_body or region.by_press or region.relayed
    if region.quoted or not handed_on or acts.act(verb.text).name not in _UTTERED_ACTS:
        return None
    for child in verb.children:
        joined = child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB" and child.i > verb.i
        if joined and any(t.lower_ == "to" and t.dep_ == "aux" for t in child.children):
            piece = _piece(child, region.span)
            start = verb.nbor(1).idx
            return Span(start, piece.end) if piece is not None and start < piece.end else None
    return None


def _can_speak(doc: Doc, subject: Token, relayed: bool) -> bool:
    """Nouns, and pronouns where a press or paper speaks of somebody else by them."""
    if subject.lower_ in (_EXPLETIVES if relayed else _NOBODY_WORDS) and subject.text != "US":
        return False
    if subject.lower_ in reader.PRONOUNS:
        return True
    phrase = reader.read(doc, (subtree(subject),))
    return phrase.kind is not PhraseKind.OTHER or phrase.head == "two"


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


def _place(link: Link) -> tuple[int, int, int]:
    """By where the statement begins, then its content, the longer content first."""
    return begin(link), link.content[0].start, -length(link.content)
