"""The last gate for speakers: a name, a noun phrase that can speak, or nothing."""

import re
import tomllib
from functools import cache

from claims.extraction.coreference.entities import Member
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.types import MentionKind

_MOST_WORDS = 12
_PEOPLE = re.compile(r"[a-z-]+(?:ers|ors|ists|ians|eers|ees|men|women|mates|folk|ites|crats)$")
_NO_WORDS = re.compile(r"^[\W\d_]*$|\d\s*(?:%|per\s?cent)|\bper\s?cent\b", re.IGNORECASE)
_KNOWN_FORM = re.compile(r"@\w|\b\d+-year-olds?$")  # a handle, "a 23-year-old"
_OPENS_CLAUSE = re.compile(
    r"(?:by|of|from|to|with|among|which|whose|who|that|do|does|did|would|will|could|is|are|was|were|"
    r"an? (?:he|she|it|they|after|other|one)|if|when|because)\b",
    re.IGNORECASE,
)


@cache
def _lists() -> dict[str, frozenset[str]]:
    with (nouns.DATA / "speakers.toml").open("rb") as file:
        return {name: frozenset(words.split()) for name, words in tomllib.load(file).items()}


@cache
def _speaking_nouns() -> frozenset[str]:
    lists = _lists()
    own = lists["things"] | lists["collectives"] | lists["people"]
    lexicon = nouns.load()
    return (
        own
        | lexicon.persons
        | lexicon.human
        | lexicon.institutions
        | lexicon.outlets
        | lexicon.documents
        | lexicon.voices
    )


def is_possible_speaker(member: Member) -> bool:
    """Is a member somebody or something that words can be of, and is its name one?"""
    if member.kind is MentionKind.GROUP:
        return all(is_possible_speaker(part) for part in member.members)
    name = member.name.strip()
    if not name or _NO_WORDS.search(name) or len(name.split()) > _MOST_WORDS:
        return False
    if member.party:
        return True
    if name[:1].islower() and _OPENS_CLAUSE.match(name):
        return False
    if _is_name(member, name) or _KNOWN_FORM.search(name):
        return True
    return any(_speaks(head) for head in member.heads or {name.split()[-1].lower()})


def _is_name(member: Member, name: str) -> bool:
    """A capital word that is no day; a handle; a ministry that is named without capitals."""
    if not member.named:
        return False
    times = nouns.name_parts().times
    capital = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", name) if not word[:1].islower()]
    if member.kind is MentionKind.PERSON:
        return bool(capital) and not any(word.lower() in times for word in name.split()[1:])
    return bool([word for word in capital if word.lower() not in times]) or name[:1] == "@"


def _speaks(head: str) -> bool:
    noun = nouns.singular(head)
    if noun in _speaking_nouns():
        return True
    return noun not in _lists()["not_people"] and bool(_PEOPLE.match(f"{noun}s"))
