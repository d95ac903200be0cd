"""Words that stand in the input twice: an article pasted twice, pull quotes. They count once."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from articles.cleaning.head import NAME
from articles.cleaning.paragraphs import Paragraph, key
from articles.structure import LineKind

MIN_REPEATED_WORDS = 8  # of a paragraph that nobody writes twice; "No comment." may stand twice
MIN_QUOTED_WORDS = 4  # words in quotation marks, on a line of their own
MIN_REPEATED_SENTENCE_WORDS = 20  # of one whose page says that it is a paragraph; formulas recur
MAX_PULL_QUOTE_WORDS = 80  # of a pull quote
MAX_CANDIDATE_POSITIONS = 8  # at which words like a pull quote's are looked for
PULL_QUOTE = re.compile(
    r"[“”„«\"‘'](?P<words>.+?)[”“»\"’']?[.,]?"
    r"(?:\s*[–—―-]+\s*(?P<signed>\S.{1,80})|(?<=[”“»\"’'])\s+(?P<named>[A-Z].{1,80}))?"
)
SIGNATURE = re.compile(rf"[–—―-]+\s*\S.{{1,80}}|{NAME.pattern}(?:,\s.{{1,60}})?")

Place = tuple[int, int]  # paragraph, word


def mark_repetition(live: list[Paragraph], title: Paragraph | None) -> None:
    """Mark paragraphs that stood above already, and lines that repeat words of a longer one."""
    keys = [key(part.text) for part in live]
    _mark_repeated(live, keys)
    own = [
        [] if part.kind is LineKind.EMBED else text.split()
        for part, text in zip(live, keys, strict=True)
    ]
    _mark_pull_quotes(live, own, title)


def _mark_repeated(live: list[Paragraph], keys: list[str]) -> None:
    """Long paragraphs known from above; short ones where they stand in a stretch of such."""
    first: dict[str, int] = {}
    distances = [0] * len(live)
    for index, part in enumerate(live):
        if _is_written_once(part):
            distances[index] = index - first.setdefault(keys[index], index)
    is_structured = any(part.kind for part in live)
    indexes = range(0 if is_structured else len(live))
    for index, neighbour in (*pairwise(indexes), *pairwise(reversed(indexes))):
        distance = distances[index]
        above = neighbour - distance
        is_open = distance and not distances[neighbour] and above >= 0
        if is_open and keys[above] == keys[neighbour]:
            distances[neighbour] = distance
    for part, distance in zip(live, distances, strict=True):
        if distance:
            part.reason = "repeated paragraph"


def _is_written_once(part: Paragraph) -> bool:
    """So long that it stands twice by mistake only."""
    if part.kind is None:
        return part.words >= MIN_REPEATED_WORDS
    is_sentence = part.kind in (LineKind.PARAGRAPH, LineKind.QUOTE) and part.ends_with_stop
    return is_sentence and part.words >= MIN_REPEATED_SENTENCE_WORDS


def _mark_pull_quotes(
    live: list[Paragraph], words: list[list[str]], title: Paragraph | None
) -> None:
    quotes = dict(_candidates(live, title))
    places = _places(words, {tuple(quote[:MIN_QUOTED_WORDS]) for quote in quotes.values()})
    for index, quote in quotes.items():
        around = places[tuple(quote[:MIN_QUOTED_WORDS])]
        others = (place for place in around if place[0] != index and not live[place[0]].reason)
        if any(_holds(words, place, quote) for place in others):  # of two, one stays
            live[index].reason = "pull quote"
            below = live[index + 1] if index + 1 < len(live) else None
            if below and not below.is_prose and SIGNATURE.fullmatch(below.text):
                below.reason = below.reason or "pull quote"


def _candidates(live: list[Paragraph], title: Paragraph | None) -> Iterator[tuple[int, list[str]]]:
    """Lines that may repeat others: with the place of each its words, without who said them."""
    has_begun = False
    for index, part in enumerate(live):
        has_begun = has_begun or part.is_prose
        if part is title or part.reason or _is_listed(part) or part.words > MAX_PULL_QUOTE_WORDS:
            continue
        match = PULL_QUOTE.fullmatch(part.text)
        quoted = key(match["words"]).split() if match else []
        if len(quoted) >= MIN_QUOTED_WORDS:
            yield index, quoted
        elif has_begun and part.words >= MIN_REPEATED_WORDS:
            yield index, key(part.text).split()


def _is_listed(part: Paragraph) -> bool:
    return part.is_bullet or part.kind is LineKind.TABLE


def _places(
    words: list[list[str]], beginnings: set[tuple[str, ...]]
) -> dict[tuple[str, ...], list[Place]]:
    """Where in the article those words stand, the first few places of each."""
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for paragraph, row in enumerate(words if beginnings else ()):
        for at in range(len(row) - MIN_QUOTED_WORDS + 1):
            beginning = tuple(row[at : at + MIN_QUOTED_WORDS])
            if beginning in beginnings and len(places[beginning]) < MAX_CANDIDATE_POSITIONS:
                places[beginning].append((paragraph, at))
    return places


def _holds(words: list[list[str]], place: Place, quote: list[str]) -> bool:
    """These words stand there, in a paragraph that has others as well."""
    row, at = words[place[0]], place[1]
    return len(row) > len(quote) and row[at : at + len(quote)] == quote
