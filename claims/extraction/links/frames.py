"""The word lists of ``no_speech.toml``: verbs and nouns that report words only in some frames."""

import tomllib
from dataclasses import dataclass
from functools import cache

from claims.extraction import acts
from claims.extraction.noun_phrases import lexicon


@dataclass(frozen=True, slots=True)
class Frames:
    """The word lists of ``no_speech.toml``; verbs in all forms, nouns in the singular."""

    deeds: frozenset[str]
    performances: frozenset[str]
    exhibits: frozenset[str]
    stands: frozenset[str]
    outcomes: frozenset[str]
    counted: frozenset[str]
    held: frozenset[str]
    addressed: frozenset[str]
    informed: frozenset[str]
    views: frozenset[str]
    things: frozenset[str]
    designs: frozenset[str]
    readers: frozenset[str]
    page: frozenset[str]


@cache
def frames() -> Frames:
    with (lexicon.DATA / "no_speech.toml").open("rb") as file:
        data = tomllib.load(file)
    verbs = {
        name: acts.verb_forms(table["verbs"]) for name, table in data.items() if "verbs" in table
    }
    return Frames(
        **verbs,
        things=frozenset(data["things"]["nouns"].split()),
        designs=frozenset(data["designs"]["nouns"].split()),
        readers=frozenset(data["page"]["readers"].split()),
        page=frozenset(data["page"]["speakers"].split()),
    )
