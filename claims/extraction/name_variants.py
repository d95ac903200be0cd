"""Spellings that may be of one name: transliterations, short first names, words of institutions.

Works on folded words (``folding``). Its lists are in data/en/name_variants.toml. What it
says is a reason to look, never to join by machine.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from claims.extraction.word_lists import read_toml

MIN_CHARS = 5  # of words in which a letter may differ; below, another letter is another word
LONG_CHARS = 9  # in words so long two letters may

# In order. Capitals are sounds that no single letter stands for.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("(?<=[kn])a[iy]a$", "a"),  # Zelenska, Zelenskaya
        ("shch|tsch|tch|cz|ch", "C"), ("sch|sh", "S"), ("zh", "Z"), ("kh", "h"), ("gh", "g"),
        ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts|tz", "c"), ("ck|q|c(?![eiy])", "k"),
        ("c(?=[eiy])", "s"), ("x", "ks"), ("w", "v"), ("ou|oo", "u"), ("ee|ie|ey|iy|[iy]j$|y", "i"),
        ("(?<=[aeiou])h(?![aeiou])", ""), (r"(.)\1+", r"\1"), ("(?<=[^aeiou]{2})e$", ""),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variants:
    nicknames: dict[str, tuple[str, ...]]  # "bill" → what it is short for
    first_names: dict[str, frozenset[int]]  # spelling → numbers of the groups that it is in
    institutions: dict[str, str]  # word → the word that says the same
    noise: frozenset[str]


@cache
def load() -> Variants:
    data = read_toml("name_variants")
    groups: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(data["first_names"]["groups"]):
        for name in group.split():
            groups[name].add(number)
    return Variants(
        {short: tuple(names) for short, names in data["nicknames"].items()},
        {name: frozenset(numbers) for name, numbers in groups.items()},
        data["institutions"]["same"],
        frozenset(data["institutions"]["noise"]),
    )


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """A word without what transliterations differ in: Zelensky and Zelenskyy are "zelenski"."""
    sound = word.replace("-", "")
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    return sound or word


@lru_cache(maxsize=8192)
def consonants_of(word: str) -> str:
    """The sound without vowels but a first one: a coarse key that brings spellings together."""
    sound = sound_of(word)
    first = {"g": "k", "j": "i"}.get(sound[:1], sound[:1])
    return first + re.sub("[aeiou]", "", sound[1:])


def is_near(word: str, other: str) -> bool:
    """Whether two words may be spellings of one: by sound, or but for a letter or two.

    Not where one has an "a" more: Ivanova is not Ivanov.
    """
    short, long = sorted((word, other), key=len)
    if long == f"{short}a" and len(short) > 2:
        return False
    left, right = sorted((sound_of(word), sound_of(other)))
    if left == right:
        return True
    length = min(len(left), len(right))
    if length < MIN_CHARS or consonants_of(word)[:1] != consonants_of(other)[:1]:
        return False
    return OSA.distance(left, right) <= (2 if length >= LONG_CHARS else 1)


def is_short_for(short: str, long: str) -> bool:
    """ "bill" is for "william"."""
    return long in load().nicknames.get(short, ())


def is_first_name_variant(first_name: str, other: str) -> bool:
    """Whether two first names may be one's: Antony, Anthony; Bill, William; Sergei, Serhiy."""
    variants = load()
    full = ({name, *variants.nicknames.get(name, ())} for name in (first_name, other))
    left, right = full
    if left & right or is_near(first_name, other):
        return True
    none: frozenset[int] = frozenset()
    groups = [
        frozenset[int]().union(*(variants.first_names.get(name, none) for name in names))
        for names in (left, right)
    ]
    return bool(groups[0] & groups[1])
