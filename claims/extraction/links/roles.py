"""The roles of a link put right: who spoke, to whom, and what of the cue is content.

The tagger leaves a source out, takes whom the words were for into the content, or the way they
came into the source. The parse tells better.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.coreference.gate import can_speak
from claims.extraction.links.frames import frames
from claims.extraction.links.media import is_publisher, outlet_within
from claims.extraction.links.unknown_press import TELLING_WORDS
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import subject_of, subtree
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

_RELAYING = ("according", "per", "as")
MAX_ADDRESSEE = 12  # tokens of whom something was told, and when
MAX_INVERTED = 6  # tokens of a subject behind the cue
_OPENS_RELAY = word_lists().citing_participles | {"per", "according"}
_OPEN = ("that", "how", "why", "whether", "if")
_JUDGING = ("praises", "criticises", "accuses", "supports", "opposes")  # whom, is content
_ADDRESSING = ("warns", "urges", "says")


def with_inverted_subject(doc: Doc, link: Link) -> Link:
    """ "Port is unsafe, says *union*": who stands behind the cue of a headline speaks."""
    before = (
        tuple(piece for piece in link.content if piece.end <= link.cue[0].start) if link.cue else ()
    )
    after = tuple(piece for piece in link.content if piece not in before)
    if link.source or not before or len(after) != 1:
        return link
    tokens = [token for token in reader.tokens_of(doc, *after[0]) if not token.is_space]
    verbs = any(token.tag_[:2] in ("VB", "MD") for token in tokens)
    if verbs or len(tokens) > MAX_INVERTED or reader.read(doc, after).kind is PhraseKind.OTHER:
        return link
    return replace(link, content=before, source=after)


def with_main_subject(doc: Doc, link: Link) -> Link:
    """ "Lund named *Abu Gide and Bala Sani*, adding that …": who acts adds, none that he names."""
    verb = reader.tokens_of(doc, *link.cue[0])[0] if link.cue else None
    if verb is None or (verb.tag_, verb.dep_) != ("VBG", "advcl") or not link.source:
        return link
    subject = subject_of(verb.head)
    behind = verb.head.idx < link.source[0].start and link.source[-1].end < verb.idx
    if subject is None or not behind or subject.i > verb.head.i or not acts.is_uttering(verb.text):
        return link
    span = subtree(subject)
    speaks = reader.read(doc, (span,)).kind is not PhraseKind.OTHER
    return replace(link, source=(span,)) if speaks else link


def with_subject(doc: Doc, link: Link) -> Link:
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
        is_apart = not any_overlap((span,), (*link.content, *link.cue))
        named = subject.tag_.startswith("NN") or subject.i > token.i and subject.tag_ == "PRP"
        if named and is_apart:
            return replace(link, source=(span,))
    return link


def _speaking_subject(doc: Doc, verb: Token) -> Token | None:
    """The subject of the verb, or of one above it, that can speak: no "situation" vows."""
    for head in (verb, *verb.ancestors):
        subject = subject_of(head) if head.tag_.startswith("VB") else None
        if subject is None or subject.i > verb.i and not _opens(verb, head):
            continue
        first, last = sorted((subject.idx, verb.idx))
        if "\n" in text_of(doc)[first:last]:
            return None  # the parser ran a headline into the sentence below it
        if reader.read(doc, (subtree(subject),)).kind is not PhraseKind.OTHER:
            return subject
    return None


def _opens(participle: Token, verb: Token) -> bool:
    """ "*Adding* that rents had doubled, Lund said": the subject behind it is its own."""
    return participle.tag_ == "VBG" and participle.dep_ == "advcl" and participle.head == verb


def without_addressee(doc: Doc, link: Link) -> Link:
    """ "Told *Putin that* …": to whom it was told is no part of what was told."""
    cue = {token.i for p in link.cue for token in reader.tokens_of(doc, p.start, p.end)}
    informs = any(doc[number].lower_ in frames().informing for number in cue)
    judges = any(acts.act(doc[number].text).name in _JUDGING for number in cue)
    content = []
    for number, piece in enumerate(link.content):
        tokens = reader.tokens_of(doc, piece.start, piece.end)
        if start := _after_addressee(tokens, cue) or _before_quotation(tokens, cue):
            content.append(Span(start, piece.end))
            continue
        if informs and (start := _after_informed(tokens, cue)):
            content.append(Span(start, piece.end))
            continue
        opening = tokens[:MAX_ADDRESSEE]
        that = next((t for t in opening[1:] if t.lower_ == "that" and t.tag_ == "IN"), None)
        lone = len(link.content) > number + 1 and not judges and _is_addressee(tokens[-1], cue)
        if tokens and lone:
            continue
        is_complement = that is not None and that.head.dep_ == "ccomp" and that.head.head.i in cue
        told = (token for token in opening if that is not None and token.i < that.i)
        if that is not None and is_complement and any(_is_addressee(t, cue) for t in told):
            piece = Span(that.idx, piece.end)
        content.append(piece)
    return replace(link, content=tuple(content))


def _before_quotation(tokens: Sequence[Token], cue: set[int]) -> int | None:
    """Where the quotation begins in "consoled *the Opposition,* “It is late”"."""
    for before, comma, mark in zip(tokens[:8], tokens[1:9], tokens[2:10], strict=False):
        opens = comma.text in (",", ":") and mark.text in "“\"‘'``«„"
        if opens and _is_addressee(before, cue) and before.head.i < before.i:
            return mark.idx
    return None


def _after_addressee(tokens: Sequence[Token], cue: set[int]) -> int | None:
    """Where the words begin in "warned *Vos against* sending boats", after whom they were for."""
    words = (tokens[0].doc[n] for n in sorted(cue)) if tokens else iter(())
    verb = next((token for token in words if token.tag_.startswith("VB")), None)
    if verb is None or acts.act(verb.text).name not in _ADDRESSING:
        return None
    for number, token in enumerate(tokens[:10]):
        against = token.lower_ in ("against", "about", "of") and token.dep_ == "prep"
        if not against or token.head != verb and not _is_news(token, verb, tokens):
            continue
        first = not number and token.lower_ == "against"
        if first or number and _is_addressee(tokens[number - 1], cue):
            return tokens[number + 1].idx if number + 1 < len(tokens) else None
    return None


def _is_news(preposition: Token, verb: Token, tokens: Sequence[Token]) -> bool:
    """ "Warned ships *of further delays*", which the parser hangs on the ships; not "warned members
    of the union to wait"."""
    hearer = preposition.head
    informs = verb.lower_ in frames().informing and can_speak(hearer.text)
    warns = acts.act(verb.text).name == "warns" or informs
    if (
        not warns
        or preposition.lower_ != "of"
        or not _is_addressee(hearer, {verb.i})
        or hearer.i + 1 != preposition.i
    ):
        return False
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    is_name = noun is None or bool(noun.ent_type_) or noun.right_edge.i < tokens[-1].i
    return not is_name and noun is not None and not can_speak(noun.text)


def _after_informed(tokens: Sequence[Token], cue: set[int]) -> int | None:
    """Where the words begin in "assured *farmers that* seed would come", "told *her* she left"."""
    for before, token in pairwise(tokens[:10]):
        opens = token.lower_ == "that" or token.dep_ in ("nsubj", "nsubjpass", "expl")
        clause = token.head.dep_ == "ccomp" and token.head.head.i in cue
        if opens and (clause or token.lower_ == "that") and _is_addressee(before, cue):
            return token.idx
    return None


def from_outlet_on(doc: Doc, link: Link) -> Link:
    """ "Told Reuters *Norway had asked*": with the subject that was read as the outlet's name."""
    if _last_cue_word(doc, link) not in (*TELLING_WORDS, "asked"):
        return link
    first, after = link.content[0], link.cue[-1].end
    if first.end <= after:
        return link
    tokens = (token for token in reader.tokens_of(doc, after, first.end) if token.idx >= after)
    names = list(takewhile(_is_of_name, tokens))
    while names and names[-1].lower_ == "the":
        names.pop()  # "told Bloomberg *the* mine would close"
    if not names or names[-1].idx + len(names[-1]) < first.start - 1:
        return link
    name = Span(names[0].idx, names[-1].idx + len(names[-1]))
    after_names = names[-1].nbor(1) if names[-1].i + 1 < len(doc) else None
    if after_names is not None and after_names.idx == first.start and after_names.lower_ in _OPEN:
        return link  # "told BBC Radio Kernow *that*": the name ends there
    if after_names is not None and first.start < after_names.idx < first.end:
        begins = after_names.tag_ in ("DT", "PRP", "PRP$", "IN", "WRB", "WP")
        if begins and first.start <= names[-1].idx:  # "told *TMZ* the remark was"
            return replace(link, content=(Span(after_names.idx, first.end), *link.content[1:]))
    outlet = outlet_within(doc, name)
    subject = next((token for token in names if token.idx >= outlet.end), None)
    if outlet == name or subject is None:
        return link
    return replace(link, content=(Span(subject.idx, first.end), *link.content[1:]))


def _last_cue_word(doc: Doc, link: Link) -> str:
    """In lower case; empty without a cue."""
    tokens = reader.tokens_of(doc, *link.cue[-1]) if link.cue else []
    return str(tokens[-1].lower_) if tokens else ""


def _is_of_name(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ == "the"


def spoken_source(doc: Doc, link: Link) -> Link:
    """ "Said mayor Bo Carr, *according to AFP*", "officials told *AFP*" in one link: the outlet is
    a hop."""
    if _last_cue_word(doc, link) in TELLING_WORDS:
        before = tuple(piece for piece in link.source if piece.end <= link.cue[-1].start)
        return replace(link, source=before) if before else link
    relaying = [p for p in link.cue if reader.tokens_of(doc, *p)[0].lower_ in _RELAYING]
    spoken = [piece for piece in link.cue if piece not in relaying]
    if not relaying or not spoken or len(link.source) < 2:
        return link
    own = tuple(piece for piece in link.source if piece.end <= relaying[0].start)
    after = any(piece.start >= relaying[0].end for piece in link.source)
    return replace(link, source=own, cue=tuple(spoken)) if own and after else link


def source_alone(doc: Doc, link: Link) -> Link:
    """Who spoke without how: "Hanna Melnyk, the deputy mayor*, per CNN*", "Al-Khatib *in a voice
    message to Reuters*", "a leaked email *published by The Verge*"."""
    cue = {token.i for p in link.cue for token in reader.tokens_of(doc, *p)}
    pieces = []
    for piece in link.source:
        tokens = [token for token in reader.tokens_of(doc, *piece) if not token.is_space]
        if len(tokens) == 2 and tokens[0].tag_ in ("WDT", "WP") and tokens[1].tag_ == "PRP":
            tokens = tokens[1:]  # "the board, *which he* says will meet"
            piece = Span(tokens[0].idx, piece.end)
        ends = (n for n, token in enumerate(tokens) if n and _begins_manner(doc, tokens, n, cue))
        end = next(ends, len(tokens))
        while end > 1 and tokens[end - 1].is_punct and tokens[end - 1].text != ".":
            end -= 1
        last = tokens[end - 1] if end < len(tokens) else None
        pieces.append(Span(piece.start, last.idx + len(last)) if last is not None else piece)
    return replace(link, source=tuple(pieces)) if pieces else link


def _begins_manner(doc: Doc, tokens: Sequence[Token], number: int, cue: set[int]) -> bool:
    token = tokens[number]
    if token.lower_ in _OPENS_RELAY:
        return True
    if token.dep_ == "prep" and token.head.i in cue:
        return True
    rest = Span(token.idx, tokens[-1].idx + len(tokens[-1]))
    return token.tag_ == "VBN" and token.dep_ == "acl" and _is_carried(doc, tokens[number:], rest)


def _is_carried(doc: Doc, tokens: Sequence[Token], rest: Span) -> bool:
    """ "Published by The Verge"."""
    if len(tokens) < 3 or tokens[1].lower_ != "by":
        return False
    return is_publisher(doc, tokens[0], Span(tokens[2].idx, rest.end))


def _is_addressee(token: Token, cue: set[int]) -> bool:
    return token.dep_ in ("dobj", "dative") and token.head.i in cue


def with_refused_verb(doc: Doc, link: Link) -> Link:
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
