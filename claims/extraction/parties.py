"""States and blocs: which words name them, speak for them or come from them.

States, capitals and demonyms of the whole world come from countryinfo; blocs, seats of
government and offices from ``data/en/parties.toml``. A party's code is its ISO 3166-1 alpha-2
code in lower case ("cn") or the bloc's short name ("nato").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

from countryinfo import CountryInfo, all_countries

from claims.extraction.types import PartyMention, Span
from claims.extraction.word_lists import read_toml, word_lists

# "U.S." is one word, "US-China" and "China’s" are two, "Côte d'Ivoire" three.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+")
_TRIM = re.compile(r"^(?:the|both)\s+|['’]s?$", re.IGNORECASE)
_ADMINISTRATION = re.compile(r"[\w'’-]+ administration\b")
_PLACE = word_lists().place_prepositions


class Kind(IntEnum):
    """How a phrase points to its party."""

    NAME = 1  # China, European Union
    DEMONYM = 2  # Chinese
    CAPITAL = 3  # Beijing
    SEAT = 4  # the Kremlin
    OFFICE = 5  # Secretary of State
    OTHER = 6  # South China Sea: no party at all


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that names or implies a party; ``text[start:end]`` is the phrase."""

    start: int
    end: int
    code: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A party as it is shown; ``kind`` is "state", "territory", "bloc" or "organisation"."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Phrases by their first word, longest first; parties and adjectives by code."""

    phrases: dict[str, list[tuple[tuple[str, ...], str, Kind]]]
    parties: dict[str, PartyEntry]
    adjectives: dict[str, str]
    executives: dict[str, str]  # code → seat that speaks for it: us → White House
    leaders: dict[str, str]  # name of a leader, or "Biden administration", in lower case → code

    def matches(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Every phrase of ``text[start:end]``, longest first, none overlapping."""
        words = list(_WORD.finditer(text, start, len(text) if end is None else end))
        spellings = [_cased(word.group()) for word in words]
        following = 0
        for number, spelling in enumerate(spellings):
            if number < following or spelling not in self.phrases:
                continue
            entry = self._phrase_at(spellings, number)
            if entry is None:
                continue
            size, code, kind = entry
            if kind is not Kind.OTHER:
                last = words[number + size - 1]
                yield Match(words[number].start(), last.end(), code, kind)
            following = number + size

    def _phrase_at(self, spellings: list[str], number: int) -> tuple[int, str, Kind] | None:
        for phrase, code, kind in self.phrases[spellings[number]]:
            size = len(phrase)
            if tuple(spellings[number : number + size]) == phrase:
                return size, code, kind
        return None

    def party_of(self, text: str) -> str:
        """The party of a title or description: that of its first phrase, "" if it has none."""
        return _party_of(self, text)

    def represented_by(self, name: str) -> str:
        """Whom somebody of this name speaks for: a leader, or one of an administration; else ""."""
        lowered = name.lower()
        if code := self.leaders.get(lowered):
            return code
        administration = _ADMINISTRATION.search(lowered)
        return self.leaders.get(administration.group(), "") if administration else ""

    def whole(self, text: str) -> Match | None:
        """The match that is the entire text, articles and punctuation aside."""
        return _whole(self, text)


@lru_cache(maxsize=8192)
def _party_of(gazetteer: Gazetteer, text: str) -> str:
    return next((match.code for match in gazetteer.matches(text)), "")


@lru_cache(maxsize=8192)
def _whole(gazetteer: Gazetteer, text: str) -> Match | None:
    text = _TRIM.sub("", text.strip(" ,;:“”\"'’"))
    match = next(gazetteer.matches(text), None)
    whole = match is not None and match.start == 0 and match.end >= len(text.rstrip("."))
    return match if whole else None


def about(text: str, content: Iterable[Span]) -> tuple[PartyMention, ...]:
    """The parties a content speaks of, each with its place.

    A capital in which something merely happens ("met in Beijing") is a place, not a party.
    """
    mentions = []
    for piece in content:
        for match in load().matches(text, piece.start, piece.end):
            if match.kind is Kind.CAPITAL and _is_place(text, match.start):
                continue
            mentions.append(PartyMention(match.code, Span(match.start, match.end)))
    return tuple(mentions)


def _is_place(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].lower().split()
    return bool(before) and before[-1] in _PLACE


def _cased(word: str) -> str:
    """CHINA in a headline is China; US, UN and EU stay."""
    return word.title() if word.isupper() and len(word) > 4 and "." not in word else word


@cache
def load() -> Gazetteer:
    """The gazetteer; the first phrase to claim a spelling keeps it."""
    data = read_toml("parties")
    countries = [country for country in all_countries() if country.iso(2)]
    spellings: dict[tuple[str, ...], tuple[str, Kind]] = {}
    for phrase, code, kind in (*_from_file(data), *_from_countries(countries)):
        words = tuple(_cased(word) for word in _WORD.findall(phrase))
        if words:
            spellings.setdefault(words, (code, kind))
    phrases: dict[str, list[tuple[tuple[str, ...], str, Kind]]] = {}
    for words, (code, kind) in spellings.items():
        phrases.setdefault(words[0], []).append((words, code, kind))
    for group in phrases.values():
        group.sort(key=lambda row: -len(row[0]))
    executives = {code: seats[0] for code, seats in data["seats"].items()}
    by_code = _parties(data, countries)
    leaders = dict(_leaders(data["leaders"]))
    return Gazetteer(phrases, by_code, _adjectives(countries), executives, leaders)


def _leaders(names_by_code: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for code, names in names_by_code.items():
        for name in names:
            yield name.lower(), code
            yield f"{name.split()[-1].lower()} administration", code


def _from_file(data: dict[str, Any]) -> Iterator[tuple[str, str, Kind]]:
    for phrase in data["otherwise"]["words"]:
        yield phrase, "", Kind.OTHER
    sections = {"blocs": Kind.NAME, "organisations": Kind.NAME, "seats": Kind.SEAT}
    sections |= {"offices": Kind.OFFICE, "more": Kind.NAME}
    for section, kind in sections.items():
        for code, forms in data[section].items():
            for phrase in forms:
                yield phrase, code, kind


def _from_countries(countries: list[CountryInfo]) -> Iterator[tuple[str, str, Kind]]:
    """Every country's name and spellings first, so that no capital takes them."""
    for country in countries:
        yield str(country.name()), _code(country), Kind.NAME
        for spelling in country.alt_spellings() or []:
            # A single word is an ISO code ("IN") or the country's own name for itself ("Island").
            if " " in spelling:
                yield spelling, _code(country), Kind.NAME
    for country in sorted(countries, key=_by_size):
        for demonym in _demonyms(country):
            yield demonym, _code(country), Kind.DEMONYM
            if demonym.endswith("n"):
                yield demonym + "s", _code(country), Kind.DEMONYM
    for country in countries:
        capital = country.capital()
        if isinstance(capital, str):
            yield capital, _code(country), Kind.CAPITAL


def _by_size(country: CountryInfo) -> tuple[bool, int]:
    """Two countries with one adjective: it is the larger one's ("Indian", "Dominican")."""
    former = read_toml("parties")["territories"]["former"].split()
    return _code(country) in former, -(country.population() or 0)


def _parties(data: dict[str, Any], countries: list[CountryInfo]) -> dict[str, PartyEntry]:
    parties = {code: PartyEntry(forms[0], "bloc") for code, forms in data["blocs"].items()}
    parties |= {code: PartyEntry(f[0], "organisation") for code, f in data["organisations"].items()}
    for country in countries:
        name = data["display"].get(_code(country), country.name())
        kind = "territory" if _code(country) in data["territories"]["codes"].split() else "state"
        parties.setdefault(_code(country), PartyEntry(str(name), kind))
    return parties


def _adjectives(countries: list[CountryInfo]) -> dict[str, str]:
    adjectives: dict[str, str] = {}
    for country in countries:
        for demonym in _demonyms(country):
            adjectives.setdefault(_code(country), demonym)
    return adjectives


def _demonyms(country: CountryInfo) -> list[str]:
    return [word.strip() for word in re.split(r"[,/]", country.demonym() or "") if word.strip()]


def _code(country: CountryInfo) -> str:
    return str(country.iso(2)).lower()


PARTIES = load().parties
