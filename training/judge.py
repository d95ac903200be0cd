"""Which found links are right: the measure that calibration aims at.

A link is right if its content shares half its words (Jaccard) with a gold content and its source
a word with that gold's source, or both have none; one to one, the best shared first. Punctuation
never counts.
"""

import re
from bisect import bisect_left, bisect_right

from claims.extraction.types import Link

_WORD = re.compile(r"\w+")
_STOPWORDS = frozenset("a an the of and or in on at to for from by with as s".split())


class TextWords:
    """The words of a text, found by character offset."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.lower = [match.group().lower() for match in matches]

    def inside(self, pieces) -> frozenset[int]:
        """The numbers of the words that pieces of (start, end) touch."""
        numbers: set[int] = set()
        for start, end in pieces:
            numbers.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(numbers)

    def telling(self, numbers: frozenset[int]) -> frozenset[int]:
        """Without the words that any source may have."""
        return frozenset(n for n in numbers if self.lower[n] not in _STOPWORDS) or numbers


def right(gold: list[dict], links: list[Link], words: TextWords) -> list[bool]:
    """For each link, whether it is right."""
    gold_words = [(words.inside(a["content"]), words.inside(a["source"])) for a in gold]
    link_words = [(words.inside(link.content), words.inside(link.source)) for link in links]
    pairs = []
    for g, (g_content, g_source) in enumerate(gold_words):
        for f, (f_content, f_source) in enumerate(link_words):
            common = len(g_content & f_content)
            if not common or 2 * common < len(g_content | f_content):
                continue
            same = words.telling(g_source) & words.telling(f_source)
            if same or not (g_source or f_source):
                pairs.append((-common / len(g_content | f_content), g, f))
    used: set[int] = set()
    right_links: set[int] = set()
    for _, g, f in sorted(pairs):
        if g not in used and f not in right_links:
            used.add(g)
            right_links.add(f)
    return [f in right_links for f in range(len(links))]
