"""A search that names a speaker and a subject: "Psaki China", "China denies", "Xi on trade"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from articles.search import terms
from claims import glossary
from claims.extraction import acts
from claims.extraction.folding import fold_name
from claims.listing.conditions import LIKELY_ROWS, for_statements
from claims.listing.search.recent_matches import ANY_MATCH, newest_matches, with_words
from claims.models import Party, Speaker, Statement
from claims.models.speaker import SpeakerQuerySet
from claims.speakers.name_lookup import find_parties, strip_titles

MAX_SPEAKERS, MAX_STATEMENTS = 3, 3  # that are offered; statements of each speaker
SUGGESTION_LIMITS = ANY_MATCH._replace(ranked=MAX_STATEMENTS)
MAX_NAME_WORDS = 4  # words of a name that is looked for within a search
SAYING_WORDS = frozenset(("say", "says", "said", "saying", "quote", "quotes"))


@dataclass(frozen=True, slots=True)
class SubjectReading:
    """What the words beside the name are taken for: an act, a party spoken of, words."""

    act: str = ""
    party: Party | None = None
    words: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """As the list of statements takes them."""
        values = {"act": self.act, "about": self.party.code if self.party else "", "q": self.words}
        return {name: value for name, value in values.items() if value}

    def __str__(self) -> str:
        on = str(self.party) if self.party else f"“{self.words}”" if self.words else ""
        did = glossary.did(self.act) if self.act else ""
        return ", ".join(filter(None, (did, f"on {on}" if on else "")))


@dataclass(frozen=True, slots=True)
class SuggestedFilter:
    """``who`` is a speaker, or a party: all who speak for it.

    ``ids`` are the newest such statements; empty where it takes too long to tell.
    """

    who: Speaker | Party
    reading: SubjectReading
    ids: list[int]

    @property
    def filters(self) -> dict[str, str | list[str]]:
        """As the list of statements takes them; with what a speaker said jointly with others."""
        if isinstance(self.who, Party):
            return {"party": self.who.code, **self.reading.filters}
        return {"speaker": [voice.slug for voice in self.who.voices()], **self.reading.filters}

    def __str__(self) -> str:
        its = ", its speakers:" if isinstance(self.who, Party) else ""
        return f"{self.who}{its} {self.reading}"


def suggest_filters(words: list[str], speakers: list[Speaker]) -> list[SuggestedFilter]:
    """What these speakers, whom some of the words name, say with the words that remain.

    Likewise what those say who speak for the party that the search begins with: a state itself is
    among them.
    """
    parties = list(_parties(words))
    states = {party.name for party, _ in parties}
    people = [
        (speaker, rest_of(words, speaker)) for speaker in speakers if speaker.name not in states
    ]
    named: list[tuple[Speaker | Party, list[str]]] = [*people, *parties]
    suggestions: list[SuggestedFilter] = []
    for who, rest in named:
        if rest and len(suggestions) < MAX_SPEAKERS:
            suggestions += find_statements_of(who, rest)
    return suggestions


def _parties(words: list[str]) -> Iterator[tuple[Party, list[str]]]:
    """The party that the first words name, with the words behind it."""
    for size in range(min(MAX_NAME_WORDS, len(words) - 1), 0, -1):
        if named := find_parties(" ".join(words[:size])):
            yield named[0], _without_says(words[size:])
            return


def find_statements_of(who: Speaker | Party, rest: list[str]) -> list[SuggestedFilter]:
    """By the first reading that finds anything, or takes too long to tell."""
    by = (
        Q(public_row__party=who)
        if isinstance(who, Party)
        else Q(public_row__speaker__in=who.voices())
    )
    for reading in subject_readings(rest):
        all_of_it = with_words(reading.words) if reading.words else Statement.objects.public()
        these = all_of_it.filter(by, subject_condition(reading), for_statements(LIKELY_ROWS))
        matches = newest_matches(these, terms(reading.words), SUGGESTION_LIMITS)
        if matches.ids or matches.recent:
            return [SuggestedFilter(who, reading, matches.ids[:MAX_STATEMENTS])]
    return []


def subject_condition(reading: SubjectReading) -> Q:
    match: dict[str, Any] = {"public_row__act": reading.act} if reading.act else {}
    if reading.party:
        match["public_row__about__contains"] = [reading.party.pk]
    return Q(**match)


def subject_readings(rest: list[str]) -> Iterator[SubjectReading]:
    verb = acts.load().verbs.get(rest[0].lower(), "")
    for act, words in ((verb, rest[1:]), ("", rest)) if verb else (("", rest),):
        subject = " ".join(words)
        party = next(iter(find_parties(subject)), None) if subject else None
        yield SubjectReading(act, party, "" if party else subject)


def find_speakers_among(words: list[str]) -> SpeakerQuerySet:
    """Those whose surname, or whose whole name, is among these words."""
    folded = [fold_name(word) for word in words]
    runs = {
        " ".join(folded[start:end])
        for start in range(len(folded))
        for end in range(start + 1, min(start + MAX_NAME_WORDS, len(folded)) + 1)
    }
    named = Q(family__in=[word for word in folded if word]) | Q(identity__in=runs)
    matches: SpeakerQuerySet = Speaker.objects.filter(named, merged_into=None).quoted()
    return matches.with_statement_count().order_by("-statement_count", "name", "pk")[
        : 2 * MAX_SPEAKERS
    ]


def rest_of(words: list[str], speaker: Speaker) -> list[str]:
    """The words without the name, without titles before it and "says" after it."""
    name = set(fold_name(speaker.name).split()) | {speaker.family}
    first = next((n for n, word in enumerate(words) if fold_name(word) in name), 0)
    after = [word for word in words[first:] if fold_name(word) not in name]
    return [*strip_titles(words[:first], speaker), *_without_says(after)]


def _without_says(words: list[str]) -> list[str]:
    says = next((n for n, word in enumerate(words) if word.lower() not in SAYING_WORDS), len(words))
    return words[says:]
