"""Names of people: their parts, and whether two of them can be one person's.

Works on strings alone. Word order differs ("Xi Jinping" is "Xi"), accents and hyphens are
dropped ("Requiao" is "Requião"), first names are shortened ("Jen", "J.", "Joseph R.").
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from claims.extraction.folding import fold_word
from claims.extraction.name_variants import is_near, is_short_for
from claims.extraction.noun_phrases import lexicon
from claims.extraction.word_lists import word_lists

_SUFFIX = re.compile(r",?\s+(Jr|Sr|II|III|IV|V)\.?$")
# Honours and offices behind a name are no part of it.
_HONOURS = re.compile(r",?\s+(?:Ph\.?D|MD|MP|MEP|MSP|KC|QC|SC|OBE|MBE|CBE|Esq)\.?$")
_NICKNAME = re.compile(r"\s+[“\"'‘][^“”\"‘’']+[”\"'’]\s+")  # "William “Bill” Harlow"
_DATELINE = re.compile(r"^[^\W\d_]+\)[—–-]+")  # "(GNA)—Emil Roos", read as one word
_POSSESSIVE = re.compile(r"['’]s?$")
_VOWEL = re.compile(r"[AEIOUYÄÖÜÅØÆ]")
_PART = re.compile(r"[^\W\d_]+")
_FAMILY_FIRST = word_lists().family_first
_FATHERS = word_lists().fathers


class Likeness(IntEnum):
    """How surely two names are one person's; larger is surer."""

    NONE = 0
    GIVEN = 1  # a first name alone
    FAMILY = 2  # a surname alone
    FULL = 3  # first name and surname fit


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts; ``keys`` are its words without case and accents.

    ``particles`` is how many words at its beginning are particles: "von der Leyen" has two.
    """

    display: str
    keys: tuple[str, ...]
    suffix: str = ""
    particles: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.keys) - self.particles > 1

    @property
    def family_first(self) -> bool:
        return self.is_full and self.keys[0] in _FAMILY_FIRST and len(self.keys) <= 3

    @property
    def is_either_way(self) -> bool:
        """ "Jin Park", "Li Wei": both words are surnames, and either may come first."""
        return len(self.keys) == 2 and all(key in _FAMILY_FIRST for key in self.keys)

    @property
    def family(self) -> str:
        return self.keys[0] if self.family_first else self.keys[-1]


def spelt_out(name: str) -> str:
    """A surname that a transcript writes in capitals as names are written: "CARREL" → "Carrel".

    Initials ("JFK") have no vowel and stay.
    """
    if len(name) < 3 or not name.isupper() or not _VOWEL.search(name):
        return name
    return _PART.sub(lambda part: part.group().capitalize(), name)


@lru_cache(maxsize=4096)
def parse(text: str) -> Name:
    """A name as written, titles already taken off: "Joseph R. Biden, Jr.’s" → its parts."""
    text = _POSSESSIVE.sub("", " ".join(text.split()).strip(" ,;:"))
    text = _DATELINE.sub("", text)
    text = _NICKNAME.sub(" ", _HONOURS.sub("", text))
    suffix = ""
    if match := _SUFFIX.search(text):
        suffix, text = match.group(1), text[: match.start()]
    keys = tuple(key for word in text.split() if (key := fold_word(word)))
    mark = "." if suffix in ("Jr", "Sr") else ""
    text = spelt_out(text)
    display = f"{text} {suffix}{mark}" if suffix else text
    return Name(display, keys or (fold_word(text),), suffix, _leading_particles(text.split()))


def _leading_particles(words: list[str]) -> int:
    """ "von der Leyen" and "Von der Leyen" begin with two particles; "Van Morrison" with none."""
    particles = lexicon.name_parts().particles
    count = 0
    for number, word in enumerate(words[:-1]):
        follows = number + 2 < len(words) and words[number + 1] in particles
        if word not in particles and not (word.lower() in particles and number == 0 and follows):
            break
        count += 1
    return count


def likeness(first: Name, second: Name) -> Likeness:
    """How surely two names are forms of one. Symmetric."""
    if first.suffix and second.suffix and first.suffix != second.suffix:
        return Likeness.NONE
    if first.keys == second.keys:
        return Likeness.FULL if first.is_full else Likeness.FAMILY
    short, full = sorted((first, second), key=lambda name: (len(name.keys), name.keys))
    if _is_tail(short, full):
        return Likeness.FAMILY
    if not short.is_full:
        return _alone(short.keys[-1], full)
    if set(short.keys) == set(full.keys):
        return Likeness.FULL  # "Jinping Xi"
    if short.family != full.family or short.family_first != full.family_first:
        return Likeness.NONE
    if have_different_fathers(first, second):
        return Likeness.NONE
    given_short, given_full = given_of(short), given_of(full)
    if is_same_given(given_short[0], given_full[0]):
        return Likeness.FULL
    within = set(given_short) <= set(given_full) or set(given_full) <= set(given_short)
    return Likeness.FULL if within else Likeness.NONE


def begins(short: Name, full: Name) -> bool:
    """ "Ahmad Zahid", whose father was Hamidi: the given names of "Ahmad Zahid Hamidi"."""
    is_shorter = short.is_full and len(short.keys) < len(full.keys)
    return is_shorter and short.keys == full.keys[: len(short.keys)] and not short.family_first


def have_different_fathers(first: Name, second: Name) -> bool:
    """ "Mohammed bin Salman Al Saud" is not "Mohammed bin Nayef Al Saud"."""
    fathers = [_father(name.keys) for name in (first, second)]
    return all(fathers) and not is_near(*fathers)


def _father(keys: tuple[str, ...]) -> str:
    named = (after for word, after in pairwise(keys) if word in _FATHERS)
    return next(named, "")


def _is_tail(short: Name, full: Name) -> bool:
    """ "Van Dijk" of "Miriam van Dijk", whatever the case of its particle."""
    tail = full.keys[-len(short.keys) :] == short.keys
    return tail and len(short.keys) > 1 and short.keys[0] in lexicon.name_parts().particles


def _alone(word: str, full: Name) -> Likeness:
    if word == full.family or full.is_either_way and word in full.keys:
        return Likeness.FAMILY
    if word in full.family.split("-"):
        return Likeness.FAMILY
    return Likeness.GIVEN if word in (full.keys[0], full.keys[-1]) else Likeness.NONE


def given_of(name: Name) -> tuple[str, ...]:
    """The words that are not the surname."""
    return name.keys[1:] if name.family_first else name.keys[:-1]


def is_same_given(first: str, second: str) -> bool:
    """Whether two first names are forms of one: by an initial, a beginning, a nickname."""
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return (
        first == second
        or (len(short) >= 3 and long.startswith(short))
        or is_short_for(short, long)
        or short in long.split("-")
    )
