"""The word lists of ``no_speech.toml``: verbs and nouns that report words only in some frames."""

from dataclasses import dataclass
from functools import cache

from claims.extraction import acts
from claims.extraction.word_lists import read_toml, word_set


@dataclass(frozen=True, slots=True)
class Frames:
    """The word lists of ``no_speech.toml``; verbs in all forms, nouns in the singular."""

    deeds: frozenset[str]
    enabling: frozenset[str]
    performances: frozenset[str]
    exhibits: frozenset[str]
    shows: frozenset[str]
    stands: frozenset[str]
    outcomes: frozenset[str]
    counted: frozenset[str]
    held: frozenset[str]
    addressed: frozenset[str]
    hearing: frozenset[str]
    informed: frozenset[str]
    views: frozenset[str]
    courtesies: frozenset[str]
    posting: frozenset[str]
    silence: frozenset[str]
    avoiding: frozenset[str]
    informing: frozenset[str]
    pictures: frozenset[str]
    things: frozenset[str]
    designs: frozenset[str]
    readers: frozenset[str]
    page: frozenset[str]
    offers: frozenset[str]


@cache
def frames() -> Frames:
    data = read_toml("no_speech")
    verbs = {
        name: acts.verb_forms(table["verbs"]) for name, table in data.items() if "verbs" in table
    }
    return Frames(
        **verbs,
        pictures=word_set(data["posting"]["nouns"]),
        things=word_set(data["things"]["nouns"]),
        designs=word_set(data["designs"]["nouns"]),
        readers=word_set(data["page"]["readers"]),
        page=word_set(data["page"]["speakers"]),
        offers=word_set(data["page"]["offers"]),
    )
