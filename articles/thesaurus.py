"""Words that a search takes for one another; they stand in ``thesaurus.toml``."""

import re
import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("thesaurus.toml")
WORD = re.compile(r"[^\W\d_]+")


@cache
def _groups() -> dict[str, list[str]]:
    """Word or phrase → its group. Raises ``ValueError`` for a word that stands in two."""
    with FILE.open("rb") as file:
        groups = tomllib.load(file)["groups"]
    groups_by_word: dict[str, list[str]] = {}
    for group in groups:
        for word in group:
            if word in groups_by_word:
                raise ValueError(f"{FILE.name}: “{word}” stands in two groups; take it out of one.")
            groups_by_word[word] = group
    return groups_by_word


def join_phrases(terms: list[str]) -> list[str]:
    """The terms of a search, with those that make a phrase of the thesaurus as one of them."""
    joined: list[str] = []
    while terms:
        lengths = range(min(len(terms), _max_phrase_words()), 1, -1)
        phrases = (size for size in lengths if " ".join(terms[:size]).lower() in _groups())
        size = next(phrases, 1)
        joined.append(" ".join(terms[:size]))
        terms = terms[size:]
    return joined


@cache
def _max_phrase_words() -> int:
    return max(len(phrase.split()) for phrase in _groups())


def synonyms(term: str) -> list[str]:
    """Others for a term of a search, singular or plural; none for what is quoted or left out."""
    word = term.lower()
    if not all(WORD.fullmatch(part) for part in word.split(" ")):
        return []
    groups = _groups()
    forms = (word, f"{word}s", word.removesuffix("s"), word.removesuffix("ed"))
    group = next((groups[form] for form in forms if form in groups), [])
    return [other for other in group if other not in forms]
