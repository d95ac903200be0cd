"""By which name an article calls what a statement calls "the dam"."""

import re
from collections import defaultdict
from functools import lru_cache

from claims.propositions.numbers import DAYS, MONTHS
from claims.propositions.parsed_text import ParsedWord
from claims.propositions.words import singular

MAX_REMEMBERED_TEXTS = 64
DEFINITE = frozenset("the this that".split())
# "the Lomna dam"; not at the beginning of a sentence, where any word has a capital
_NAMED = re.compile(r"(?:(?<=[a-z,] )|(?<=\bThe ))((?:[A-Z][\w’'-]*\w ){1,3})([a-z]{3,})\b")
_NO_NAMES = frozenset(DAYS) | frozenset(MONTHS)

Names = tuple[str, ...]  # its words, in lower case


def name_of(noun: ParsedWord, text: str, end: int) -> Names:
    """The one name that a definite noun has in the text before; none where it has two or none."""
    if not noun.tag_.startswith("NN") or not _is_bare(noun):
        return ()
    calls = _named_nouns(text).get(singular(noun.lower_), ())
    names = {name for start, name in calls if start < end}
    return names.pop() if len(names) == 1 else ()


def _is_bare(noun: ParsedWord) -> bool:
    """ "The dam": nothing says which."""
    before = [token.lower_ for token in noun.children if token.i < noun.i]
    return len(before) == 1 and before[0] in DEFINITE


@lru_cache(maxsize=MAX_REMEMBERED_TEXTS)
def _named_nouns(text: str) -> dict[str, list[tuple[int, Names]]]:
    """Of each noun that follows a name where it begins, and the name."""
    nouns: dict[str, list[tuple[int, Names]]] = defaultdict(list)
    for match in _NAMED.finditer(text):
        name = tuple(match[1].lower().split())
        if not _NO_NAMES.intersection(name):
            nouns[singular(match[2])].append((match.start(), name))
    return dict(nouns)
