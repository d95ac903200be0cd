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


def synonyms(term: str) -> list[str]:
    """Others for a term of a search, singular or plural; none for a phrase or what is left out."""
    word = term.lower()
    if not WORD.fullmatch(word):
        return []
    groups = _groups()
    forms = (word, f"{word}s", word.removesuffix("s"), word.removesuffix("ed"))
    group = next((groups[form] for form in forms if form in groups), [])
    return [other for other in group if other not in forms]
