"""Outlets that words were given to: told X, in an interview with X, seen by X."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction import acts
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
_AUDIENCES = word_lists().audiences
_COINED = re.compile(
    r"(?!Mc|Mac|De|Di|Le|La|Fitz|O)[A-Z][a-z]+[A-Z][a-z]+|[A-Z]{3,5}|[a-z]{2,}[A-Z]{2,}"
)
_SITE = re.compile(r"[A-Za-z][\w-]+(?:\.[a-z]{2,4}){1,2}\.?")
_TOLD_TO = re.compile(
    r"\b(?:(?:tells?|told|telling)|(?:interview|spoke|speaking|talking) (?:with|to)) (?:the )?$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r",? (?:(?:first |has |had )?report(?:ed|s)|quot(?:ed|es|ing)|cit(?:ed|es|ing))\b"
)
FOREIGN_ARTICLES = word_lists().foreign_articles
_PROGRAMMES = ("show", "programme", "podcast", "breakfast")
_NO_PRESS = ("the", "social")  # before "media": none in particular, or no press
_NO_OUTLETS = frozenset("PERSON GPE LOC NORP DATE TIME EVENT LAW".split())
_SPEAKING_WORDS = word_lists().speaking
PUBLISHING_WORDS = word_lists().publishing
TELLING_WORDS = word_lists().telling


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
        if any(child.tag_ == "PRP$" for child in token.lefts):
            continue  # "through *his* social media channel": the speaker's own
        if token.lower_ in ("media", "press") and token.i and token.nbor(-1).lower_ in _NO_PRESS:
            continue  # "not authorised to speak to the media": none in particular
        if not (_clause(token) in (verb, raising) or _spoke_to(token, link)):
            continue
        for noun in (token, *token.conjuncts):
            span = outlet_within(doc, _before(doc, _without_conjuncts(noun), link.content))
            is_addressee = noun.dep_ in ("dobj", "dative") or _is_spoken_to(noun)
            unknown = is_addressee and is_unknown_press(doc, noun)
            unknown = unknown or _is_short_for_outlet(doc, span)
            if is_press(doc, span) or unknown or _is_show(noun) or _has_published(doc, noun, span):
                yield (span,)


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


def _is_spoken_to(noun: Token) -> bool:
    """ "Speaking to Sports Hour", "in a voice message to Al Mashhad"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("to", "with"):
        return False
    above = preposition.head
    talk = lexicon.singular(above.text)
    spoken = above.lower_ in _SPEAKING_WORDS or talk in _TALK_WORDS
    return spoken or talk in lexicon.load().documents


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
        if owned and _is_programme(rest[-1]) and tokens[first].text[:1].isupper():
            return part
        joined = not _is_one_name(rest) and all(t.text[:1].isupper() for t in rest)
        if named and (owned or _is_paper(rest) or joined):
            return part
    return span


def _is_programme(last: Token) -> bool:
    """ "Coast One’s The Tom Hale *Show*", "The Ida Lund *Podcast*"."""
    return lexicon.singular(last.text) in _PROGRAMMES


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
        return token.head.lower_ in (*TELLING_WORDS, "addressing")
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


def _clause(token: Token) -> Token:
    """The first verb above with a subject of its own (or the root)."""
    head = token.head
    while head.head != head:
        verb = head.tag_.startswith("VB") and any(c.dep_ in SUBJECTS for c in head.children)
        passive = head.dep_ in ("relcl", "acl") and head.tag_ == "VBN"  # "that was seen by …"
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
    text = text_of(doc)
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 30]
    return bool(_TOLD_TO.search(before) or _REPORTED.match(after))


def is_press(doc: Doc, span: Span) -> bool:
    return reader.read(doc, (span,)).kind in (PhraseKind.OUTLET, PhraseKind.PRESS)


def is_unknown_press(doc: Doc, token: Token) -> bool:
    """An organisation that speaks nowhere itself but was told something: "told Sportkanal".

    Not the Commons, nor an inquiry or a summit, which hear a speech and hand nothing on.
    """
    if token.lower_ in _AUDIENCES:
        return False
    if _COINED.fullmatch(token.text) or _SITE.fullmatch(token.text):
        return True  # "told TechLedger", "told ballmarket.it": people are not written so
    if _is_called_press(token) or _is_programme(token) and token.text.istitle():
        return True
    if _is_described(token):
        return False
    phrase = reader.read(doc, (subtree(token),))
    # "Tells People": a plain noun with a capital and nothing beside it.
    noun = token.text.istitle() and token.left_edge == token.right_edge and not token.ent_type_
    if noun and token.tag_ in ("NN", "NNS", "VBN") and token.head.lower_ in TELLING_WORDS:
        return True
    named = phrase.kind is PhraseKind.NAME and token.ent_type_ not in _NO_OUTLETS
    named = named or _is_spoken_to(token) and _is_named_press(token)
    if not named:
        return False
    same = (t for t in doc if t.lower == token.lower) if count_of(doc, token.text) > 1 else ()
    return not any(other.dep_ in SUBJECTS for other in same)


def _is_described(token: Token) -> bool:
    """ "Told the *grocer* Bellwether": a common noun that is no outlet's says what a name is."""
    nouns = (token, *(noun for noun in token.lefts if noun.dep_ == "compound"))
    return any(
        noun.tag_ == "NN"
        and noun.text.islower()
        and lexicon.singular(noun.text) not in lexicon.load().outlets
        for noun in nouns
    )


def _is_called_press(token: Token) -> bool:
    """ "Told *radio dzLN*", "told *El Faro*": by what stands before the name."""
    if token.head.lower_ not in TELLING_WORDS or not token.i:
        return False
    before = token.nbor(-1)
    called = lexicon.singular(before.text) in lexicon.load().outlets and before.text.islower()
    return called or before.text in FOREIGN_ARTICLES and token.text[:1].isupper()


def _is_named_press(token: Token) -> bool:
    """ "In an interview with the Dunyo agency": a name and what kind of outlet it is."""
    before = [t for t in token.lefts if t.dep_ == "compound"]
    presses = lexicon.load().outlets
    return (
        bool(before) and before[-1].text[:1].isupper() and lexicon.singular(token.text) in presses
    )


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
