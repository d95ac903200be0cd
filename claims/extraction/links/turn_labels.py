"""The labels of turns in interviews, transcripts and records of parliaments."""

import re
from dataclasses import dataclass
from functools import cache

from claims.extraction.noun_phrases import lexicon
from claims.extraction.word_lists import read_toml, word_lists, word_set

WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_PARTICLES = word_lists().name_particles | word_lists().name_articles


@dataclass(frozen=True, slots=True)
class Labels:
    """The word lists of ``turns.toml``, in lower case."""

    asking: frozenset[str]
    answering: frozenset[str]
    furniture: frozenset[str]
    competitions: frozenset[str]


@cache
def labels() -> Labels:
    data = read_toml("turns")
    return Labels(
        asking=word_set(data["asking"]["labels"]),
        answering=word_set(data["answering"]["labels"]),
        furniture=word_set(data["furniture"]["labels"]),
        competitions=word_set(data["competitions"]["nouns"]),
    )


def is_label(words: str) -> bool:
    """A name in capitals, or one of at most five words that all begin so: "HOST", "Ann Bell"."""
    parts = WORD.findall(words)
    capital = all(part[0].isupper() or part.lower() in _PARTICLES for part in parts)
    return capital and 1 <= len(parts) <= 5


def is_party(words: str) -> bool:
    """ "Con", "Lab/Co-op", "SNP": what stands last in the label of a parliament's record."""
    return words[:1].isupper() and len(words) <= 12 and len(words.split()) <= 2


def is_name(words: str) -> bool:
    parts = words.split()
    return len(parts) > 1 and all(p[0].isupper() or p.lower() in _PARTICLES for p in parts)


def is_office(words: str) -> bool:
    """Whether the words before the bracket are an office: they begin with "The" or end in one."""
    parts = words.split()
    titles = lexicon.load().titles
    return parts[0].lower() == "the" or any(lexicon.singular(part) in titles for part in parts)
