"""What words have to do with each other: WordNet 3.0 and our own groups of the news.

``training/word_relations.py`` makes the file of WordNet; its licence lies beside it.
"""

import gzip
import json
import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SAME, DERIVED, GROUPED, SYNONYM, STEM = 1.0, 0.95, 0.9, 0.85, 0.75
MIN_STEM = 5
PREFIXES = frozenset("un dis in im ir il non".split())
# WordNet's rules of detachment (Fellbaum 1998): endings of regular forms.
INFLECTIONS = {
    "n": (("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
          ("men", "man"), ("s", "")),
    "v": (("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""),
          ("ing", "e"), ("ing", "")),
    "a": (("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")),
    "r": (),
}  # fmt: skip


@cache
def word_lists() -> dict[str, Any]:
    """The word lists of ``data/en/words.toml``; a string of words is a frozenset of them."""
    tables = tomllib.loads((DATA / "en" / "words.toml").read_text(encoding="utf-8"))

    def as_sets(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_sets(inner) for key, inner in value.items()}
        return frozenset(value.split()) if isinstance(value, str) else value

    return {key: as_sets(value) for key, value in tables.items()}


@cache
def _wordnet() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(gzip.decompress((DATA / "wordnet.json.gz").read_bytes()))
    return data


@cache
def _groups(name: str) -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(word_lists()[name]):
        for word in group.split():
            numbers[word].add(number)
    return {word: frozenset(group) for word, group in numbers.items()}


@lru_cache(maxsize=65536)
def lemma(form: str, pos: str) -> str:
    """The dictionary form of a lower-case word: "sanctions" as a noun is "sanction"."""
    senses, irregular = _wordnet()["senses"], _wordnet()["forms"]
    if form in irregular.get(pos, ()):
        return str(irregular[pos][form])
    if f"{form}/{pos}" in senses and not (pos == "v" and form.endswith(("ed", "ing"))):
        return form
    stems = [form[: -len(e)] + new for e, new in INFLECTIONS.get(pos, ()) if form.endswith(e)]
    for stem in stems:
        if len(stem) > 1 and f"{stem}/{pos}" in senses:
            return stem
        if len(stem) > 3 and stem[-1] == stem[-2] and f"{stem[:-1]}/{pos}" in senses:
            return stem[:-1]
    if f"{form}/{pos}" in senses or not stems or form.endswith("ss"):
        return form
    return stems[-1] if pos == "n" else form


@lru_cache(maxsize=65536)
def singular(form: str) -> str:
    """Of a plural, also of one that is a word of its own: "relations", "arms"."""
    stem = form[:-1]
    if form.endswith("s") and f"{stem}/n" in _wordnet()["senses"]:
        return stem
    return lemma(form, "n")


@lru_cache(maxsize=65536)
def likeness(first: str, first_pos: str, second: str, second_pos: str) -> float:
    """How near two lemmas' meanings are, 0 to 1; the constants above say for what."""
    if first == second:
        return SAME
    if contrast(first, second):
        return 0.0
    if _groups("synonyms").get(first, frozenset()) & _groups("synonyms").get(second, frozenset()):
        return GROUPED
    if lemma(first, "v") == lemma(second, "v") or lemma(first, "n") == lemma(second, "n"):
        return DERIVED
    data, best = _wordnet(), 0.0
    for a in _readings(first, first_pos):
        for b in _readings(second, second_pos):
            if b in data["derived"].get(a, ()) or a in data["derived"].get(b, ()):
                return DERIVED
            if a[-1] == b[-1] and set(_senses(a)) & set(_senses(b)):
                best = SYNONYM
    if best < STEM and _stem(first, second):
        return STEM
    return best


@lru_cache(maxsize=16384)
def comparison_keys(word: str, pos: str) -> frozenset[str]:
    """Two words that share none are not alike, nor opposites; most that share one are.

    So of many words those to be compared are found at once, without looking at each pair.
    """
    derived = _wordnet()["derived"]
    readings = _readings(word, pos)
    own = {f"v {lemma(word, 'v')}", f"n {lemma(word, 'n')}", f"stem {word[:MIN_STEM]}"}
    own |= {f"group {number}" for number in _groups("synonyms").get(word, ())}
    own |= {f"sense {number}{reading[-1]}" for reading in readings for number in _senses(reading)}
    own |= {f"from {kin}" for reading in readings for kin in (reading, *derived.get(reading, ()))}
    own |= {f"not {other}" for other in (word, *_opposites().get(word, ()))}
    own |= {f"not {word.removeprefix(prefix)}" for prefix in PREFIXES if word.startswith(prefix)}
    return frozenset(own)


@lru_cache(maxsize=65536)
def canonical(word: str) -> str:
    """One word for a group of the same meaning; a noun's verb for a noun: "denial" is "deny"."""
    if word in _first_synonyms():
        return _first_synonyms()[word]
    derived = sorted(
        w[:-2]
        for pos in "na"
        for w in _wordnet()["derived"].get(f"{word}/{pos}", ())
        if w[-1] == "v" and w[:3] == word[:3]
    )
    return derived[0] if derived else word


@cache
def _first_synonyms() -> dict[str, str]:
    """Of a word in several groups, the first word of the first."""
    groups = [group.split() for group in word_lists()["synonyms"]]
    return {word: group[0] for group in reversed(groups) for word in group}


def synonyms_of(word: str) -> list[str]:
    """The other words of its groups of the same meaning, its plural's too."""
    numbers = _groups("synonyms").get(word) or _groups("synonyms").get(singular(word), frozenset())
    groups = [word_lists()["synonyms"][number].split() for number in sorted(numbers)]
    others = dict.fromkeys(other.replace("_", " ") for group in groups for other in group)
    return [other for other in others if other not in (word, singular(word))]


def excludes(first: str, second: str) -> bool:
    """Opposites, or two of a series: what is the one is not the other."""
    return first != second and (contrast(first, second) or is_opposite(first, second))


def contrast(first: str, second: str) -> bool:
    """Two different words of one series: "Monday" and "Friday", "for" and "against"."""
    groups = _groups("contrasts")
    return first != second and bool(
        groups.get(first, frozenset()) & groups.get(second, frozenset())
    )


def is_opposite(first: str, second: str) -> bool:
    """Antonyms of WordNet; "un-" and "dis-" before the same word."""
    for longer, shorter in ((first, second), (second, first)):
        if longer.endswith(shorter) and longer.removesuffix(shorter) in PREFIXES:
            return True
    return second in _opposites().get(first, ())


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Of each word its antonyms, in whatever part of speech both are."""
    opposites: dict[str, set[str]] = defaultdict(set)
    for pair in _wordnet()["opposites"]:
        (first, pos), (second, other_pos) = (reading.rsplit("/", 1) for reading in pair)
        if pos == other_pos:
            opposites[first].add(second)
            opposites[second].add(first)
    return {word: frozenset(others) for word, others in opposites.items()}


def _readings(word: str, pos: str) -> tuple[str, ...]:
    return (f"{word}/{pos}",) if pos else tuple(f"{word}/{p}" for p in "nvar")


def _senses(reading: str) -> list[int]:
    """The commonest senses, by their numbers."""
    senses: list[int] = _wordnet()["senses"].get(reading, [])
    return senses[:3]


def _stem(first: str, second: str) -> bool:
    """One long beginning: "Swiss" and "Switzerland" no, "electoral" and "electorate" yes."""
    shared = next(
        (k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    return shared >= MIN_STEM and shared >= 0.7 * max(len(first), len(second))
