"""Outlets that words were given to: told X, in an interview with X, seen by X."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links.unknown_press import (
    TELLING_WORDS,
    is_programme,
    is_spoken_to,
    is_unknown_press,
)
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import count_of, text_of
from claims.extraction.parsing.syntax import (
    FINITE,
    SUBJECTS,
    inside,
    parted,
    sentence_tokens,
    subtree,
)
from claims.extraction.types import Link, Span, Spans
from claims.extraction.word_lists import word_lists

_CHANNEL_PREPOSITIONS = word_lists().channel_prepositions
_TALK_WORDS = word_lists().talks
_ADDRESSING_WORDS = word_lists().addressing
_TOLD_TO = re.compile(
    r"\b(?:(?:tells?|told|telling)|(?:interview|statement|spoke|speaking|talking) (?:with|to)"
    r"|(?:quoted|cited) by)"
    r" (?:the )?$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r",? (?:(?:first |has |had )?report(?:ed|s)|quot(?:ed|es|ing)|cit(?:ed|es|ing))\b"
)
_NO_PRESS = ("the", "social", *word_lists().telling)  # before "media": none in particular
_SPEAKING_WORDS = word_lists().speaking
PUBLISHING_WORDS = word_lists().publishing


def channels(doc: Doc, verb: Token, link: Link) -> Iterator[Spans]:
    """Outlets that the words were given to: told X, in an interview with X, seen by X."""
    raising = verb.head if verb.dep_ == "xcomp" else verb  # "he *appeared* to hint"
    for token in sentence_tokens(verb):
        if not _is_addressed(token) or token.is_space or parted(token, verb):
            continue
        if inside(token, link.content):
            # "told Reuters | Norway had asked": the parser took both for one name.
            yield from _before_content(doc, token, link)
            continue
        if any(t.tag_ == "PRP$" or t.lower_ == "this" for t in token.lefts):
            continue  # "through *his* channel": the speaker's own; "this newspaper": the page's
        if is_no_outlet(token) or inside(token, link.source) and _is_merely_named(doc, token):
            continue
        if not (_clause(token) in (verb, raising) or _spoke_to(token, link)):
            continue
        for noun in (token, *token.conjuncts):
            span = outlet_within(doc, _before(doc, _without_conjuncts(noun), link.content))
            is_addressee = noun.dep_ in ("dobj", "dative") or is_spoken_to(noun)
            unknown = is_addressee and is_unknown_press(doc, noun, link.source)
            unknown = unknown or is_addressee and _is_the_paper(noun)
            unknown = unknown or _is_short_for_outlet(doc, span)
            if is_press(doc, span) or unknown or _is_show(noun) or _has_published(doc, noun, span):
                yield (span,)


def _is_merely_named(doc: Doc, noun: Token) -> bool:
    """ "Sources close to *the program* said": what a source is close to was told nothing."""
    spoken = is_spoken_to(noun) or noun.head.head.lower_ in PUBLISHING_WORDS
    return not spoken and reader.read(doc, (subtree(noun),)).kind is PhraseKind.PRESS


def is_no_outlet(noun: Token) -> bool:
    """ "Not authorised to speak to *the media*": none in particular; "on the *social network*"."""
    before = noun.nbor(-1).lower_ if noun.i else ""
    if noun.lower_ in ("media", "press"):
        return before in _NO_PRESS
    return before == "social"


def _is_the_paper(noun: Token) -> bool:
    """ "Told *the paper*": to whom people talk is no document."""
    the = any(child.lower_ == "the" for child in noun.lefts)
    return the and noun.lower_ in lexicon.load().outlets


def _is_short_for_outlet(doc: Doc, span: Span) -> bool:
    """ "In an interview with *the Post*", where the Foln Post is named before."""
    text = text_of(doc)
    name = text[slice(*span)].removeprefix("the ").removeprefix("The ")
    if not name.isalpha() or not name.istitle() or count_of(doc, name) < 2:
        return False
    before = re.compile(rf"(?:[A-Z]\w+ ){{1,3}}{name}\b").finditer(text, 0, span.start)
    return any(lexicon.outlet_named(match.group()) for match in before)


def _before(doc: Doc, span: Span, content: Spans) -> Span:
    """The part of a noun phrase before the content: the parser may hang a clause on it."""
    start = min((p.start for p in content if span.start < p.start < span.end), default=span.end)
    tokens = [t for t in reader.tokens_of(doc, *span) if t.idx < start and not t.is_space]
    return Span(span.start, tokens[-1].idx + len(tokens[-1])) if tokens else span


def _before_content(doc: Doc, noun: Token, link: Link) -> Iterator[Spans]:
    left = [t for t in noun.lefts if t.dep_ == "compound" and not inside(t, link.content)]
    if left and noun.dep_ in ("dobj", "dative") and noun.head.lower_ in TELLING_WORDS:
        span = Span(left[0].idx, left[-1].idx + len(left[-1]))
        if is_press(doc, span):
            yield (span,)


def _is_show(noun: Token) -> bool:
    """ "Joked on The Late Hour": what is so named and spoken on is a programme."""
    article = next((t for t in noun.lefts if t.dep_ == "det"), None)
    if article is None or noun.head.lower_ != "on" or noun.head.dep_ != "prep":
        return False
    named = article.text == "The" and noun.text[:1].isupper()
    return named and acts.is_uttering(noun.head.head.text)


def _has_published(doc: Doc, noun: Token, span: Span) -> bool:
    """ "In a post shared by the Gazette"."""
    verb = noun.head.head
    agent = noun.head.dep_ == "agent" and verb.dep_ == "acl" and verb.lower_ in PUBLISHING_WORDS
    return agent and is_publisher(doc, verb, span)


def outlet_within(doc: Doc, span: Span) -> Span:
    """The outlet that a noun phrase holds, else the phrase itself.

    "Reuters Norway", where "told Reuters Norway had asked" was read as one name; "a Fell Tribune
    report"; "a statement carried by the Fell Tribune".
    """
    tokens = [token for token in reader.tokens_of(doc, *span) if not token.is_space]
    if carrier := _carrier(doc, tokens):
        return carrier
    first = 1 if tokens and tokens[0].tag_ == "DT" else 0
    for end in range(len(tokens) - 1, first, -1):
        part = Span(tokens[first].idx, tokens[end - 1].idx + len(tokens[end - 1]))
        rest = tokens[end:]
        named = lexicon.outlet_named(text_of(doc)[part.start : part.end])
        owned = rest[0].tag_ == "POS"  # "the BBC’s Today programme"
        if owned and is_programme(rest[-1]) and tokens[first].text[:1].isupper():
            return part
        joined = not _is_one_name(rest) and all(t.text[:1].isupper() for t in rest)
        if named and (owned or _is_paper(rest) or joined):
            return part
    return span


def _is_one_name(rest: list[Token]) -> bool:
    """ "Told BBC Radio *Kernow* that": all of it one name, and no subject of what was told."""
    last = rest[-1]
    after = last.nbor(1).tag_ if last.i + 1 < len(last.doc) else ""
    return all(t.ent_iob_ == "I" for t in rest) and after not in FINITE


def _is_paper(rest: list[Token]) -> bool:
    """ "Report", "’s interview": what an outlet's name may stand before."""
    words = [t for t in rest if t.tag_ != "POS"]
    noun = lexicon.singular(words[-1].text) if words else ""
    return noun in lexicon.load().documents or noun in _TALK_WORDS


def _carrier(doc: Doc, tokens: list[Token]) -> Span | None:
    """Who carried or published the paper that a noun phrase names, if it is an outlet."""
    for number, token in enumerate(tokens[:-2]):
        if token.tag_ == "VBN" and tokens[number + 1].lower_ == "by" and number:
            start = tokens[number + 2]
            span = Span(start.idx, tokens[-1].idx + len(tokens[-1]))
            return span if is_publisher(doc, token, span) else None
    return None


def _is_addressed(token: Token) -> bool:
    """The object of "told", or of a preposition by which words reach an outlet."""
    if token.dep_ in ("dobj", "dative"):
        return token.head.lower_ in (*TELLING_WORDS, *_ADDRESSING_WORDS)
    by_way_of = token.head.lower_ in _CHANNEL_PREPOSITIONS or token.head.dep_ == "agent"
    return token.dep_ == "pobj" and by_way_of


def _spoke_to(token: Token, link: Link) -> bool:
    """In the source itself: "US officials who spoke to the Financial Times"."""
    return any(
        above.dep_ == "relcl"
        and above.lower_ in _SPEAKING_WORDS
        and inside(above.head, link.source)
        for above in token.ancestors
    )


def _without_conjuncts(token: Token) -> Span:
    """A noun phrase without what is joined to it by "and"."""
    if not any(child.dep_ == "conj" for child in token.children):
        return subtree(token)
    return Span(token.left_edge.idx, token.idx + len(token))


def _is_passive(verb: Token) -> bool:
    """ "Seen by …", "that was seen by …"; not "who has been in …"."""
    if verb.dep_ == "acl":
        return verb.tag_ == "VBN"
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return verb.dep_ == "relcl" and verb.tag_ == "VBN" and passive


def _clause(token: Token) -> Token:
    """The first verb above with a subject of its own (or the root)."""
    head = token.head
    while head.head != head:
        verb = head.tag_.startswith("VB") and any(c.dep_ in SUBJECTS for c in head.children)
        passive = _is_passive(head)
        if not passive and (verb or head.dep_ == "conj" and head.tag_.startswith("VB")):
            return head
        head = head.head
    return head


def is_publisher(doc: Doc, verb: Token, span: Span) -> bool:
    """ "Published by The Verge": an outlet, or a name that is no person's."""
    if is_press(doc, span):
        return True
    words = reader.tokens_of(doc, *span)
    named = bool(words) and words[-1].text[:1].isupper() and words[-1].ent_type_ != "PERSON"
    return verb.lower_ in PUBLISHING_WORDS and named


def is_used_as_press(doc: Doc, span: Span) -> bool:
    """Whether the words around a name show that it is an outlet: "told X", "X reported"."""
    after = text_of(doc)[span.end : span.end + 30]
    return is_told(doc, span) or bool(_REPORTED.match(after))


def is_told(doc: Doc, span: Span) -> bool:
    """ "Told X", "in an interview with X", "quoted by X"."""
    return bool(_TOLD_TO.search(text_of(doc)[max(0, span.start - 40) : span.start]))


def is_press(doc: Doc, span: Span) -> bool:
    return reader.read(doc, (span,)).kind in (PhraseKind.OUTLET, PhraseKind.PRESS)


def is_speaker(doc: Doc, span: Span) -> bool:
    kinds = (
        PhraseKind.PERSON,
        PhraseKind.ROLE,
        PhraseKind.BODY,
        PhraseKind.PARTY,
        PhraseKind.NAME,
        PhraseKind.OUTLET,
        PhraseKind.DOCUMENT,
    )
    return reader.read(doc, (span,)).kind in kinds
