"""What the parse says of stretches of text: noun phrases, subjects, lines."""

from bisect import bisect_right

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from claims.extraction.noun_phrases import lexicon
from claims.extraction.parsing.spacy_pipeline import (
    all_tokens,
    sentence_starts,
    text_of,
    token_numbers,
    words_of,
)
from claims.extraction.types import Span, Spans

SUBJECTS = ("nsubj", "nsubjpass")
TENSED = ("VBD", "VBZ", "VBP")  # tags of verbs in the past or present
FINITE = (*TENSED, "MD")
SAYS = ("says", "say", "said", "warns", "claims", "insists")  # in headlines
MAX_SENTENCE = 300
MAX_HEADLINE = 140  # characters; a longer line is text, however it ends
LINE_ENDS = (".", "!", "?", "”", '"', "’", "'", ":", ";", ",", "…", "]")
MAX_ADDRESS_TOKENS = 5  # between a name and the "you" by which it is spoken to
_OPENS_SPEECH = ("“", '"', "‘", "«", "„", "``")
MAX_PHRASE = 50  # the longest noun phrases of news have some 40 tokens


def token_at(doc: Doc, span: Span) -> Token | None:
    """The head of the tokens that a span touches."""
    numbers = token_numbers(doc, *span)
    if len(numbers) > 1:
        root: Token = doc[numbers.start : numbers.stop].root
        return root
    return doc[numbers.start] if numbers else None


def subtree(token: Token) -> Span:
    """The noun phrase of a token up to its relative clause, within its line.

    At most ``MAX_PHRASE`` tokens either way: "the head of the head of …" would else be read in
    full from each of its nouns.
    """
    left = max(token.left_edge.i, token.i - MAX_PHRASE)
    right = min(token.right_edge.i, token.i + MAX_PHRASE)
    tokens, words = all_tokens(token.doc), words_of(token.doc)
    for number in range(token.i - 1, left - 1, -1):
        if "\n" in words[number]:
            left = number + 1
            break
    while left < token.i and (tokens[left].is_space or tokens[left].is_punct):
        left += 1
    for number in range(token.i + 1, right + 1):
        follower = tokens[number]
        if (
            follower.is_space
            or follower.tag_ in ("WP", "WDT")
            or words[number] in (",", ";", ":", "”", "“")
        ):
            right = number - 1
            break
    last = min(len(tokens), token.i + MAX_PHRASE + 1)
    while right + 1 < last and _continues_name(tokens[right + 1]):
        right += 1
    return Span(tokens[left].idx, tokens[right].idx + len(tokens[right]))


def sentence_of(token: Token) -> SpacySpan:
    """The token's sentence, at most ``MAX_SENTENCE`` tokens either way (lists have no stops)."""
    tokens = sentence_numbers(token)
    return token.doc[tokens.start : tokens.stop]


def sentence_numbers(token: Token) -> range:
    """The numbers of the tokens of its sentence, no more of them."""
    starts = sentence_starts(token.doc)
    place = bisect_right(starts, token.i)
    end = starts[place] if place < len(starts) else len(token.doc)
    first = max(starts[place - 1], token.i - MAX_SENTENCE)
    return range(first, min(end, token.i + MAX_SENTENCE + 1))


def sentence_tokens(token: Token) -> list[Token]:
    """The tokens of its sentence, no more of them: quicker than to go through ``sentence_of``."""
    tokens = sentence_numbers(token)
    return all_tokens(token.doc)[tokens.start : tokens.stop]


def _continues_name(token: Token) -> bool:
    """Where the parser ends a name too soon: "Radio | Nor", "agency | NPA"."""
    before = token.nbor(-1)
    named = before.text[:1].isupper() or lexicon.singular(before.text) in lexicon.load().outlets
    return named and token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME")


def subject_of(verb: Token) -> Token | None:
    """The grammatical subject of a verb, that of the verb it is joined to if it has none."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ not in ("conj", "xcomp"):
            return None
        verb = verb.head
    return None


def parted(token: Token, other: Token) -> bool:
    """Does a line end stand between them? The parser runs over headlines."""
    first, last = sorted((token.idx, other.idx))
    return text_of(token.doc).find("\n", first, last) >= 0


def inside(token: Token, spans: Spans) -> bool:
    return any(span.start <= token.idx < span.end for span in spans)


def is_addressed(doc: Doc, name: range) -> bool:
    """ "*Mr Sova*, you say that …", "Thank you, *Mr Sova*.": whom the text speaks to."""
    start, words = name.start, words_of(doc)
    after = words[name.stop] if name.stop < len(words) else "."
    if after not in (",", ".", "?", "!"):
        return False
    while start and doc[start - 1].ent_type_ == "TITLE" and not doc[start].is_sent_start:
        start -= 1
    if after == "," and (doc[start].is_sent_start or words[start - 1] in _OPENS_SPEECH):
        return _has_you(words[name.stop + 1 : name.stop + 1 + MAX_ADDRESS_TOKENS])
    if after != "," and start and words[start - 1] == ",":
        return _has_you(words[max(0, start - MAX_ADDRESS_TOKENS) : start - 1])
    return False


def _has_you(words: list[str]) -> bool:
    return any(word.lower() in ("you", "your") for word in words)


def in_headline(token: Token) -> bool:
    """Is the token's line a headline, a menu or a credit: short, and no full stop at its end?"""
    text = text_of(token.doc)
    end = short_line_end(text, token.idx)
    return end is not None and not text[token.idx : end].rstrip().endswith(LINE_ENDS)


def short_line_end(text: str, place: int) -> int | None:
    """Where the line of a place ends, if it is short enough for a headline."""
    start = text.rfind("\n", max(0, place - MAX_HEADLINE), place)
    end = text.find("\n", place, place + MAX_HEADLINE)
    if start < 0 and place > MAX_HEADLINE or end < 0 and len(text) - place > MAX_HEADLINE:
        return None
    end = end if end >= 0 else len(text)
    return end if end - start <= MAX_HEADLINE else None


def main_verbs(doc: Doc, span: Span) -> list[Token]:
    """The verbs of a stretch of text that hang on nothing inside it, and those joined to them."""
    tokens = list(doc.char_span(*span, alignment_mode="expand") or ())
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
