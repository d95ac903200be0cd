"""Which entities can be speakers: a name, or a noun phrase that can speak. Read when resolved."""

import re
from functools import cache

from claims.extraction.coreference.entities import Entity
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import read_toml, word_set

_ARTICLE = re.compile(r"^(?:an?|the) ")
MAX_SPEAKER_WORDS = 12  # of a name or a description
MAX_PERSON_NAME_WORDS = 4  # capital words of a person's name; "de", "van" and initials don't count
_PEOPLE = re.compile(r"[a-z-]+(?:ers|ors|ists|ians|eers|ees|men|women|mates|folk|ites|crats)$")
_NO_WORDS = re.compile(r"^[\W\d_]*$|\d\s*(?:%|per\s?cent)|\bper\s?cent\b", re.IGNORECASE)
_KNOWN_FORM = re.compile(r"@\w|\b\d+-year-olds?$")  # a handle, "a 23-year-old"
_PRONOUN = re.compile(
    r"(?:^|\s)(?:I|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Ii]t|[Tt]hat)(?:['’]\w+)?(?=\s|$)"
)
_NOBODY = re.compile(
    r"(?:no one|nobody|not everyone|none of|get the|each|every|hardly any|(?:far |even )?fewer)\b",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(r"[A-Z]+ of (?:(?!the\b)[a-z]+ )*[a-z]+")  # "DNA of modern bees"
_SHOW = re.compile(
    r"\b(?:tv|radio|television|news|talk|morning|evening|comedy|late)\b", re.IGNORECASE
)
_TITLE = re.compile(r"[“\"‘][^”\"’]*[”\"’]")  # "the “Say It Twice” singer"
_OPENS_CLAUSE = re.compile(
    r"(?:by|of|from|to|with|among|which|whose|who|that|do|does|did|would|will|could|is|are|was|were|"
    r"own|his|her|its|their|our|"
    r"an? (?:he|she|it|they|after|other|one|how|what|which)|if|when|because)\b",
    re.IGNORECASE,
)


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: word_set(words) for name, words in read_toml("speakers").items()}


@cache
def _speaking_nouns() -> frozenset[str]:
    lists = _lists()
    own = lists["things"] | lists["collectives"] | lists["bodies"] | lists["people"]
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


def is_possible_speaker(entity: Entity) -> bool:
    """Is an entity somebody or something that words can be of, and is its name one?"""
    if entity.kind is MentionKind.GROUP:
        return all(is_possible_speaker(part) for part in entity.members)
    name = entity.name.strip()
    if len(name.strip(".")) == 1:
        return False  # "I/B/E/S"
    if (
        not name
        or _NO_WORDS.search(name)
        or len(_ARTICLE.sub("", name).split()) > MAX_SPEAKER_WORDS
    ):
        return False
    if name[:1].islower() and _OPENS_CLAUSE.match(name) or _NOBODY.match(name):
        return False
    if _PRONOUN.search(_TITLE.sub("", name)) or " - " in name:
        return False  # "Everyone I", "September 27 they": a clause was cut in two
    if _OF_THINGS.fullmatch(name) or _is_sum(name) or _is_no_body(entity, name):
        return False
    if entity.kind is MentionKind.PERSON and _is_headline(name):
        return False
    if entity.party and entity.named:
        return True
    if _is_name(entity, name) or _KNOWN_FORM.search(name):
        return True
    if entity.heads & {"program", "programme"} and name.startswith(("a ", "an ")):
        return _SHOW.search(name) is not None  # "a visa program"
    # What else an entity was called does not help a name: "shootings", once "a report".
    own = {nouns.singular(word.strip(".,’'\"“”")) for word in name.split()}
    return any(can_speak(head) for head in entity.heads & own or {name.split()[-1].lower()})


def _is_sum(name: str) -> bool:
    """ "Start-up capital": money, where "the capital" and "the Danish capital" are cities."""
    *before, last = name.strip('“”"').split()
    return bool(before) and last in _lists()["sums"] and before[0][:1].islower()


def _is_no_body(entity: Entity, name: str) -> bool:
    return entity.kind is not MentionKind.PERSON and entity.named and names_no_body(name)


def names_no_body(name: str) -> bool:
    """ "National Interests", "Lumio Buyout": a thing that a headline writes with a capital."""
    return nouns.singular(name.split()[-1]) in _lists()["no_bodies"]


def _is_name(entity: Entity, name: str) -> bool:
    """A capital word that is no day; a handle; a ministry that is named without capitals."""
    if not entity.named:
        return False
    times = nouns.name_parts().times
    capital = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", name) if not word[:1].islower()]
    if entity.kind is MentionKind.OUTLET and (name != name.lower() or "." in name.strip(".")):
        return True  # "radio dzLN", "ballmarket.it"
    if entity.kind is MentionKind.PERSON:
        return bool(capital) and not any(word.lower() in times for word in name.split()[1:])
    return bool([word for word in capital if word.lower() not in times]) or name[:1] == "@"


def _is_headline(name: str) -> bool:
    """ "Elizabeth Warren Hammers Wells Fargo": longer than names are, and no initial in it."""
    words = [word for word in name.split() if word[:1].isupper() and not word.endswith(".")]
    return len(words) > MAX_PERSON_NAME_WORDS and len(words) == len(name.split())


def can_speak(head: str) -> bool:
    """Does a noun name people, a body or another thing that words stand in?"""
    noun = nouns.singular(head)
    if noun in _speaking_nouns():
        return True
    return noun not in _lists()["not_people"] and bool(_PEOPLE.match(f"{noun}s"))
