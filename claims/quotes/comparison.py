"""Comparison (diff) of two wordings: equal but for quotation marks and spaces, or how they differ.

Pure text, no database. Words count as the same only letter by letter, capitals included but for
the first letter of a quote. Quotation marks, the shapes of dashes and apostrophes, and blanks do
not count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from claims.extraction.types import Span
from claims.quotes.differences import Difference, DifferenceKind
from claims.quotes.tokens import HYPHENS, Token, TokenizedText

INVISIBLE = r"\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069"
ELLIPSIS = re.compile(r"\[?(?:…|\.\s?\.\s?\.)\]?")
BROKEN_WORD = re.compile(rf"(?<=\w)[{HYPHENS}]\s*\n\s*(?=\w)")  # a word, at the end of a line
EDGE_STOPS = frozenset(".,;:!?…-")  # at the ends of a quote they belong to the sentence around it
BRACKETED = re.compile(r"\[[^\[\]]{1,80}\]")
INITIAL = re.compile(r"\[(\w)\](?=\w)")  # [T]he
MAX_BRACKETS, MAX_PLACES_TRIED = 10, 50  # of one quote; where its first words are looked for
MAX_BRACKET_GAP = 80  # characters of a text in whose place a bracket may stand
BRACKETED_WORD = re.compile(rf"{BRACKETED.pattern}\w*")
WINDOW_FACTOR = 1.6  # times the words of a quote: how much of a text may be its other wording


@dataclass(frozen=True, slots=True)
class Similarity:
    """Similarity of a span of a text to a quote: ``ratio`` is 0 to 1, by words.

    ``declared``: nothing differs but what the quote has in square brackets.
    """

    ratio: float
    span: Span
    differences: tuple[Difference, ...]
    declared: bool = False


NO_SIMILARITY = Similarity(0, Span(0, 0), ())


def readings(quote: str) -> list[str]:
    """The quote without invisible signs, with each reading of a hyphen at the end of a line.

    Such a hyphen may have broken a word or belong to it.
    """
    visible = re.sub(f"[{INVISIBLE}]", "", quote)
    return list(dict.fromkeys([BROKEN_WORD.sub("", visible), BROKEN_WORD.sub("-", visible)]))


def count_words(text: str) -> int:
    return len(TokenizedText(text).words)


def parts(quote: str) -> list[str]:
    """What stands between the ellipses of a quote; each part has a word."""
    return [part for part in ELLIPSIS.split(quote) if count_words(part)]


def find(quote: str, text: str) -> Span | None:
    """The first of ``find_all``; None if there is none."""
    return next(find_all(quote, text), None)


def find_all(quote: str, text: str) -> Iterator[Span]:
    """Where the text has these words unchanged, from the first to the last.

    An ellipsis in the quote stands for words left out there. The first letter may be a capital or
    not, for that depends on the sentence that quotes.
    """
    runs = [_first_letter_either_way(_run(part)) for part in parts(quote)]
    tokenized = TokenizedText(text)
    start = 0
    while token_range := _in_order(runs, tokenized, start):
        yield tokenized.span(token_range)
        start = token_range.start + 1


def _in_order(runs: list[list[list[str]]], text: TokenizedText, start: int) -> range | None:
    first, after = None, start
    for run in runs:
        matches = [match for alternative in run if (match := text.find(alternative, after))]
        if not matches:
            return None
        match = min(matches, key=lambda candidate: candidate.start)
        first, after = match.start if first is None else first, match.stop
    return None if first is None else range(first, after)


def _run(part: str) -> list[str]:
    """What is compared of a part. Signs at its ends belong to the sentence that quotes."""
    tokenized = TokenizedText(part)
    return [tokenized.plain[place] for place in tokenized.bare]


def _first_letter_either_way(run: list[str]) -> list[list[str]]:
    index = next((n for n, word in enumerate(run) if any(map(str.isalnum, word))), 0)
    letter, tail = run[index][0], run[index][1:]
    initials = dict.fromkeys((letter, letter.upper(), letter.lower()))
    return [[*run[:index], f"{initial}{tail}", *run[index + 1 :]] for initial in initials]


def differs_in_brackets_only(quote: str, text: str) -> bool:
    """Has the text these words, but for what the quote has in square brackets?"""
    if not 0 < len(BRACKETED.findall(quote)) <= MAX_BRACKETS:
        return False
    tokenized = TokenizedText(text)
    return any(
        all(_follow(BRACKETED.split(part), tokenized) for part in parts(INITIAL.sub(case, quote)))
        for case in (lambda bracket: bracket[1].lower(), lambda bracket: bracket[1].upper())
    )


def _follow(pieces: list[str], text: TokenizedText) -> bool:
    """Do the pieces stand in the text in this order, none far behind the one before?"""
    first, *later = [run for piece in pieces if (run := _run(piece))] or [[]]
    start = 0
    for _ in range(MAX_PLACES_TRIED):
        match = text.find(first, start)
        if match is None:
            break
        if _follow_on(later, text, match):
            return True
        start = match.start + 1
    return not first


def _follow_on(runs: list[list[str]], text: TokenizedText, before: range) -> bool:
    for run in runs:
        match = text.find(run, before.stop)
        if not match or text[match.start].span.start - text.span(before).end > MAX_BRACKET_GAP:
            return False
        before = match
    return True


def _inside(span: Span, of: tuple[int, int]) -> bool:
    return of[0] <= span.start and span.end <= of[1]


def _tokens(tokenized: TokenizedText, text: str, places: range) -> list[Token]:
    """With what stands in brackets, [he] or [T]he, as one word."""
    tokens = [tokenized[place] for place in places]
    if not tokens:
        return []
    brackets = BRACKETED_WORD.finditer(text, tokens[0].span.start, tokens[-1].span.end)
    for bracket in reversed(list(brackets)):
        inside = [n for n, token in enumerate(tokens) if _inside(token.span, bracket.span())]
        if inside:
            word = Token(" ".join(bracket[0].split()), Span(*bracket.span()), True)
            tokens[inside[0] : inside[-1] + 1] = [word]
    return tokens


def most_similar(quote: str, text: str) -> Similarity:
    """The span of the text that is most similar to the quote. Linear in the text's length."""
    quoted, tokenized = TokenizedText(quote), TokenizedText(text)
    words = [quoted.plain[n] for n in quoted.bare]
    window = _densest_window(_casefolded(words), _casefolded(tokenized.plain))
    quote_tokens = _without_stops_around(quoted, quote)
    candidates = _tokens(tokenized, text, range(*window))
    matcher = _matcher(quote_tokens, candidates)
    block_range = _densest_blocks([block for block in matcher.get_matching_blocks() if block.size])
    if block_range is None:
        return NO_SIMILARITY
    first, last = block_range  # around them, as many words as the quote has there
    end = last.b + len(quote_tokens) - last.a
    tokens = _without_stops(candidates[max(first.b - first.a, 0) : end])
    if not tokens:
        return NO_SIMILARITY
    if [token.plain for token in tokens] == [token.plain for token in quote_tokens]:
        # Else the difference, of a word cut in two, would lie outside.
        tokens = _to_blanks(tokens, candidates)
    return _similarity((quote, quote_tokens), (text, tokens))


def _without_stops_around(quote: TokenizedText, text: str) -> list[Token]:
    tokens = _tokens(quote, text, range(len(quote)))
    words = quote.span(quote.bare) if quote.bare else Span(0, 0)
    inside = range(words.start, words.end)
    return [t for t in tokens if t.plain not in EDGE_STOPS or t.span.start in inside]


def _similarity(quote: tuple[str, list[Token]], text: tuple[str, list[Token]]) -> Similarity:
    quote_tokens, text_tokens = quote[1], text[1]
    words, quote_words = [t.plain for t in text_tokens], [t.plain for t in quote_tokens]
    exact = SequenceMatcher(None, words, quote_words, autojunk=False)
    span = Span(text_tokens[0].span.start, text_tokens[-1].span.end)
    context = text[0][max(span.start - MAX_BRACKET_GAP, 0) : span.end + MAX_BRACKET_GAP]
    differences = tuple(_differences(exact.get_opcodes(), text, quote))
    return Similarity(
        _matcher(text_tokens, quote_tokens).ratio(),
        span,
        differences,
        differs_in_brackets_only(quote[0], context),
    )


def _casefolded(plain: Sequence[str]) -> list[str]:
    return [word.casefold() for word in plain]


def _matcher(first: Sequence[Token], second: Sequence[Token]) -> SequenceMatcher[str]:
    """Without regard to case."""
    words, others = [t.plain for t in first], [t.plain for t in second]
    return SequenceMatcher(None, _casefolded(words), _casefolded(others), autojunk=False)


def _to_blanks(tokens: list[Token], line: list[Token]) -> list[Token]:
    """With all that touches them, up to the next blank."""
    first, last = line.index(tokens[0]), line.index(tokens[-1])
    while first and line[first - 1].span.end == line[first].span.start:
        first -= 1
    while last + 1 < len(line) and line[last].span.end == line[last + 1].span.start:
        last += 1
    return line[first : last + 1]


def _without_stops(row: list[Token]) -> list[Token]:
    first, last = 0, len(row)
    while first < last and row[first].plain in EDGE_STOPS:
        first += 1
    while first < last and row[last - 1].plain in EDGE_STOPS:
        last -= 1
    return row[first:last]


def _densest_window(quote: Sequence[str], text: Sequence[str]) -> Span:
    """The run of the text that shares most words with the quote, a little wider on both sides."""
    size = int(len(quote) * WINDOW_FACTOR) + 2
    needed, in_window, shared = Counter(quote), Counter[str](), 0
    best, best_shared = 0, -1
    for place, word in enumerate(text):
        in_window[word] += 1
        shared += in_window[word] <= needed[word]
        if place >= size:
            dropped = text[place - size]
            shared -= in_window[dropped] <= needed[dropped]
            in_window[dropped] -= 1
        if shared > best_shared:
            best, best_shared = place, shared
    return Span(max(best - 2 * size, 0), min(best + size, len(text)))


def _densest_blocks(blocks: list[Match]) -> tuple[Match, Match] | None:
    """The first and last of the runs that lie together: a far-off "the" is none of them."""
    best, best_score = None, 0.0
    for first in range(len(blocks)):
        score = 0.0
        for last in range(first, len(blocks)):
            block, before = blocks[last], blocks[last - 1]
            score += block.size - (0.5 * (block.b - before.b - before.size) if last > first else 0)
            if score > best_score:
                best, best_score = (blocks[first], block), score
    return best


def _differences(
    opcodes: Sequence[tuple[str, int, int, int, int]],
    text: tuple[str, Sequence[Token]],
    quote: tuple[str, Sequence[Token]],
) -> Iterator[Difference]:
    for name, i, j, k, m in opcodes:
        if name == "equal":
            yield _difference(DifferenceKind.SAME, *text, i, j)
            continue
        if i < j:
            yield _difference(DifferenceKind.MISSING, *text, i, j)
        if k < m:
            yield _difference(DifferenceKind.ADDED, *quote, k, m)


def _difference(
    kind: DifferenceKind, text: str, tokens: Sequence[Token], start: int, end: int
) -> Difference:
    first, last = tokens[start].span.start, tokens[end - 1].span.end
    words = " ".join(text[first:last].split())
    return Difference(kind, words, text[first - 1 : first].isspace() if first else False)
