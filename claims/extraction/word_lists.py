"""Word lists of the language, read once from the TOML files of ``data/en``.

Each user reads what it needs into a type of its own. Short lists that belong to no larger rule
stand in ``word_lists.toml``; ``word_lists()`` has them.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "en"


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of ``word_lists.toml``, which says what each is for."""

    quantities: frozenset[str]
    approximations: frozenset[str]
    counts: frozenset[str]
    numerals: frozenset[str]
    determiners: frozenset[str]
    joining: frozenset[str]
    relatives: frozenset[str]
    definite: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    clause_openings: frozenset[str]
    phrase_openings: frozenset[str]
    continuing: frozenset[str]
    replying: frozenset[str]
    time_nouns: frozenset[str]
    shares: frozenset[str]
    nobody: frozenset[str]
    expletives: frozenset[str]
    possessives: frozenset[str]
    honorifics: frozenset[str]
    ranks: frozenset[str]
    honours: frozenset[str]
    name_particles: frozenset[str]
    name_articles: frozenset[str]
    fathers: frozenset[str]
    family_first: frozenset[str]
    spokespeople: frozenset[str]
    office_initials: frozenset[str]
    firms: frozenset[str]
    state_bodies: frozenset[str]
    accounts: frozenset[str]
    press_modifiers: frozenset[str]
    papers: frozenset[str]
    foreign_articles: frozenset[str]
    talks: frozenset[str]
    speaking: frozenset[str]
    publishing: frozenset[str]
    issuing: frozenset[str]
    issued_documents: frozenset[str]
    audiences: frozenset[str]
    replies: frozenset[str]
    telling: frozenset[str]
    addressing: frozenset[str]
    channel_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    modals_in_speech: frozenset[str]
    citing: frozenset[str]
    naming_sources: frozenset[str]
    citing_participles: frozenset[str]
    citing_or_reporting: frozenset[str]
    said_as: frozenset[str]
    not_to_be: frozenset[str]
    views: frozenset[str]
    among: frozenset[str]
    passing_on: frozenset[str]
    titles_in_full: dict[str, str]  # short title → the title
    irregular_singulars: dict[str, str]  # plural → singular
    pronoun_genders: dict[str, str]  # pronoun → m, f, n, p for many, 1 for the writer, w for who
    pronoun_kinds: dict[str, str]  # pronoun of the third person → he, she, they or it


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The tables of one file of the language."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def word_lists() -> WordLists:
    """Raises TypeError for a list that the file lacks or that nobody reads."""
    lists: dict[str, Any] = {
        name: _by_word(words) if isinstance(words, dict) else word_set(words)
        for name, words in read_toml("word_lists").items()
    }
    return WordLists(**lists)


def _by_word(groups: dict[str, str]) -> dict[str, str]:
    """Each word → the key of the group in which it stands."""
    return {word: key for key, words in groups.items() for word in words.split()}
