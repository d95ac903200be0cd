"""Which kind of source a noun names: person, institution, outlet or document.

The nouns stand in ``data/en/nouns.toml`` and the well-known outlets in ``data/en/outlets.toml``.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.extraction.word_lists import read_toml, word_lists, word_set


@dataclass(frozen=True, slots=True)
class Nouns:
    """Lower-case singular nouns by kind."""

    persons: frozenset[str]
    human: frozenset[str]
    loose: frozenset[str]
    alike: tuple[frozenset[str], ...]  # sets of nouns that one person may be called by
    rulers: frozenset[str]  # heads of state and government
    ministers: frozenset[str]
    titular: frozenset[str]  # offices that a text names beside the name before "the judge" is one
    feminine: frozenset[str]
    masculine: frozenset[str]
    titles: frozenset[str]
    institutions: frozenset[str]
    states: frozenset[str]
    outlets: frozenset[str]
    outlet_names: frozenset[str]
    outlet_openings: frozenset[str]
    documents: frozenset[str]
    voices: frozenset[str]
    standing: frozenset[str]
    corporate: frozenset[str]  # last words of the names of companies
    bodies: frozenset[str]  # last words of names that no person has
    places: frozenset[str]  # last words of the names of streets and buildings
    known_outlets: dict[str, str]  # any form, lower case → display name


@lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """The singular of a noun in lower case: "ministries" → "ministry"."""
    noun = noun.lower()
    if irregular := word_lists().irregular_singulars.get(noun):
        return irregular
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


@cache
def load() -> Nouns:
    data, outlets = read_toml("nouns"), read_toml("outlets")["outlets"]
    person, title = data["person"], data["title"]
    feminine, masculine = word_set(person["feminine"]), word_set(person["masculine"])
    loose = word_set(person["loose"])
    outlet_forms = {name.lower(): name for name in outlets}
    outlet_forms |= {form.lower(): name for name, forms in outlets.items() for form in forms}
    persons = word_set(person["words"]) | loose | feminine | masculine
    return Nouns(
        persons=persons,
        human=word_set(person["human"]),
        loose=loose,
        alike=tuple(word_set(words) for words in (*person["alike"], person["rulers"])),
        rulers=word_set(person["rulers"]),
        ministers=word_set(person["ministers"]),
        titular=word_set(person["titular"]),
        feminine=feminine | word_set(title["feminine"]),
        masculine=masculine | word_set(title["masculine"]),
        titles=word_set(title["words"]) | persons,
        institutions=word_set(data["institution"]["words"]),
        states=word_set(data["institution"]["state"]),
        outlets=word_set(data["outlet"]["words"]),
        outlet_names=word_set(data["outlet"]["names"]),
        outlet_openings=word_set(data["outlet"]["openings"]),
        documents=word_set(data["document"]["words"]),
        voices=word_set(data["document"]["voices"]),
        standing=word_set(data["document"]["standing"]),
        corporate=word_set(data["corporate"]["words"]),
        bodies=word_set(data["corporate"]["bodies"]),
        places=word_set(data["place"]["words"]),
        known_outlets=outlet_forms,
    )


def alike(head: str, other: str) -> bool:
    """Do two head nouns name one office?"""
    return head == other or any(head in group and other in group for group in load().alike)


@dataclass(frozen=True, slots=True)
class NameParts:
    """Words in names ("von", "Jr.") and beside them ("Friday"), lower case."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    times: frozenset[str]


@cache
def name_parts() -> NameParts:
    return NameParts(**{part: word_set(words) for part, words in read_toml("names").items()})


@lru_cache(maxsize=8192)
def outlet_named(name: str) -> str:
    """The display name of an outlet if this can be one's name, else ""."""
    plain = re.sub(r"^(?:the|an?)\s+(?:official\s+)?", "", name.strip(" ,."), flags=re.IGNORECASE)
    nouns = load()
    if outlet := nouns.known_outlets.get(plain.lower()) or nouns.known_outlets.get(
        "the " + plain.lower()
    ):
        return outlet if plain[:1].isupper() else ""
    words = plain.split()
    named = [word for word in words if word[:1].isupper() or word.isdigit() and len(word) < 3]
    ends = len(words) > 1 and (
        words[-1].lower() in nouns.outlet_names or words[0].lower() in nouns.outlet_openings
    )
    return plain if ends and len(named) == len(words) else ""
