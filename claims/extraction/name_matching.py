"""Which names may be one speaker's, and by which keys the database brings them together.

Works on strings alone. ``match_keys`` are coarse: records that share one are compared by
``compare_people`` or ``compare_institutions``, which say why two names may be one, and how surely.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction import name_variants, parties
from claims.extraction.folding import MAX_KEY_CHARS, fold_name, name_with_digraphs, romanize
from claims.extraction.name_variants import (
    consonants_of,
    is_first_name_variant,
    is_near,
    is_short_for,
    sound_of,
)
from claims.extraction.noun_phrases import person_names
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import word_lists

FAMILY = "family"  # the kind of key that many people share
MIN_ACRONYM_WORDS = 3
PARTICLES = word_lists().name_particles
MAX_WORDS = 12  # of a name; what is longer is no name
NAMED = (MentionKind.PERSON, MentionKind.INSTITUTION, MentionKind.GROUP, MentionKind.OUTLET)
ABOUT_NOTHING = (0.0, "")


def match_keys(name: str, kind: str) -> list[str]:
    """Keys under which a speaker of this name and kind is compared; none for the unnamed."""
    if kind not in NAMED:
        return []
    keys = _person_keys(name) if kind == MentionKind.PERSON else _institution_keys(name)
    return sorted({form_key(name), *(key[:MAX_KEY_CHARS] for key in keys)})


def form_key(name: str) -> str:
    """What two records of one spelling share."""
    return f"form {fold_name(name)}"


def _person_keys(name: str) -> Iterator[str]:
    parsed = person_names.parse(name)
    for words in {parsed.keys, person_names.parse(name_with_digraphs(name)).keys}:
        if len(words) > MAX_WORDS:
            continue
        yield from (f"{FAMILY} {consonants_of(word)}" for word in {words[0], words[-1]})
        yield f"begins {sound_of(words[-1])[:4]}"
        if len(words) > 1:
            yield from _full_name_keys(words)
    yield f"letters {''.join(fold_name(romanize(name)).split())}"


def _full_name_keys(words: tuple[str, ...]) -> Iterator[str]:
    """Surname and first letter, in either order; the first two words, "mohammed (bin) salman"."""
    for given_name, family in ((words[0], words[-1]), (words[-1], words[0])):
        for first in {given_name, *name_variants.load().nicknames.get(given_name, ())}:
            yield f"person {consonants_of(family)} {consonants_of(first)[:1]}"
    telling = [word for word in words if word not in PARTICLES][:2]
    yield f"first {' '.join(sorted(map(consonants_of, telling)))}"


def _institution_keys(name: str) -> Iterator[str]:
    words = institution_words(name)
    if len(words) > MAX_WORDS:
        return
    yield f"words {' '.join(sorted(map(consonants_of, words)))}"
    yield f"begins {fold_name(name)[:4]}"
    if len(letters := fold_name(name).replace(" ", "")) <= MAX_WORDS:
        yield f"initials {letters}"
    if letters := initials_of(name):
        yield f"initials {letters}"
    yield from (f"word {word}" for word in words)
    telling = sorted(words)
    pairs = [(a, b) for n, a in enumerate(telling) for b in telling[n + 1 :]]
    yield from (f"two {a} {b}" for a, b in pairs[:10])


@lru_cache(maxsize=4096)
def institution_words(name: str) -> frozenset[str]:
    """The words that tell: a state by its code, synonyms by one of them, no "of" and no "affairs".

    "Chinese Foreign Ministry" and "Ministry of Foreign Affairs of China" have the same.
    """
    variants = name_variants.load()
    words = fold_name(_coded(name)).split()
    telling = [word for word in words if word not in variants.noise] or words
    return frozenset(_singular(variants.institutions.get(word, word)) for word in telling)


def _coded(name: str) -> str:
    """With states and what comes from them as codes: "Chinese", "China’s" → "party0cn"."""
    pieces, end = [], 0
    for match in parties.load().matches(name):
        if match.kind in (parties.Kind.NAME, parties.Kind.DEMONYM):
            pieces += [name[end : match.start], f" party0{match.code}"]
            end = match.end
    return "".join(pieces) + name[end:]


def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def initials_of(name: str) -> str:
    """ "International Atomic Energy Agency" → "iaea"; empty for fewer than three words."""
    noise = name_variants.load().noise - {"affairs"}
    words = [word for word in fold_name(name).split() if word not in noise]
    return "".join(word[0] for word in words) if len(words) >= MIN_ACRONYM_WORDS else ""


@dataclass(frozen=True, slots=True)
class _Two:
    """Two names of people in parts, in the order given."""

    first: person_names.Name
    second: person_names.Name

    @property
    def likeness(self) -> person_names.Likeness:
        return person_names.likeness(self.first, self.second)


def compare_people(name: str, other: str) -> tuple[float, str]:
    """How much speaks for two people's names being one person's, from 0 to 1, and what."""
    two = _Two(person_names.parse(name), person_names.parse(other))
    if two.likeness is person_names.Likeness.FULL:
        return 0.8, _nickname_reason(two) or "first name and surname fit"
    letters = ["".join(fold_name(romanize(spelling)).split()) for spelling in (name, other)]
    if letters[0] == letters[1] and len(letters[0]) >= name_variants.MIN_CHARS:
        return 0.7, "the same letters, divided or written in another script"
    if two.likeness is person_names.Likeness.FAMILY:
        return 0.45, "one is named by a surname that the other has"
    suffixes = two.first.suffix, two.second.suffix
    if all(suffixes) and suffixes[0] != suffixes[1]:
        return ABOUT_NOTHING  # father and son
    if two.first.is_full and two.second.is_full:
        return _compare_full(two, (name, other))
    return _compare_surnames(two)


def _compare_full(two: _Two, written: tuple[str, str]) -> tuple[float, str]:
    if person_names.have_different_fathers(two.first, two.second):
        return ABOUT_NOTHING
    for spelling in (lambda name: name, name_with_digraphs):
        pair = _Two(*(person_names.parse(spelling(name)) for name in written))
        for first in (two.first, pair.first):
            for second in (two.second, pair.second):
                if reason := _nearly_alike(first, second):
                    return 0.6, reason
    short, long = sorted((two.first, two.second), key=lambda name: (len(name.keys), name.keys))
    telling = [word for word in short.keys if word not in PARTICLES]
    theirs = [word for word in long.keys if word not in PARTICLES][: len(telling)]
    if len(telling) > 1 and len(short.keys) < len(long.keys) and _all_near(telling, theirs):
        return 0.5, "one name begins with the other"
    return ABOUT_NOTHING


def _nearly_alike(name: person_names.Name, other: person_names.Name) -> str:
    orders = (other.keys, tuple(reversed(other.keys)))
    if any(_all_near(name.keys, keys) for keys in orders):
        return "the names are spelt nearly alike"
    if not is_near(name.family, other.family):
        return ""
    given_names = [person_names.given_of(parsed)[0] for parsed in (name, other)]
    if is_short_for(*given_names) or is_short_for(*reversed(given_names)):
        short, long = min(given_names, key=len), max(given_names, key=len)
        return f"“{short.title()}” is short for “{long.title()}”"
    if is_first_name_variant(*given_names) or person_names.is_same_given(*given_names):
        return "the names are spelt nearly alike"
    return ""


def _all_near(words: tuple[str, ...] | list[str], other: tuple[str, ...] | list[str]) -> bool:
    return len(words) == len(other) and all(map(is_near, words, other))


def _nickname_reason(two: _Two) -> str:
    given_names = [person_names.given_of(name)[0] for name in (two.first, two.second)]
    short, long = sorted(given_names, key=len)
    return f"“{short.title()}” is short for “{long.title()}”" if is_short_for(short, long) else ""


def _compare_surnames(two: _Two) -> tuple[float, str]:
    """Of whom one at least is named by a surname alone."""
    families = two.first.family, two.second.family
    if sound_of(families[0]) == sound_of(families[1]) and is_near(*families):
        return 0.4, "the surnames are two spellings of one"
    if is_near(*families):
        return 0.35, "the surnames are spelt nearly alike"  # with party or role: worth a look
    return ABOUT_NOTHING


def compare_institutions(
    name: str, other: str, parties_of: tuple[str, str] = ("", "")
) -> tuple[float, str]:
    """Likewise of institutions; ``parties_of`` are the codes of whom they speak for."""
    written = [frozenset(fold_name(spelling).split()) for spelling in (name, other)]
    mine, theirs = institution_words(name), institution_words(other)
    if mine == theirs:
        noise = name_variants.load().noise - {"affairs"}
        same = written[0] - noise == written[1] - noise
        return 0.75, "the same words in the name" if same else "the same name in other words"
    if initials_of(name) == fold_name(other).replace(" ", "") or initials_of(other) == fold_name(
        name
    ).replace(" ", ""):
        return 0.6, "one is the initials of the other"
    left, right = mine - theirs, theirs - mine
    if _is_party_alone(left | right, parties_of):
        return 0.6, "the same name, with and without whose it is"
    if len(left) == len(right) and all(any(_is_near(a, b) for b in right) for a in left):
        return 0.6, "the names are spelt nearly alike"
    if (not left or not right) and len(mine & theirs) > 1:
        return 0.45, "one name holds the other"
    return ABOUT_NOTHING


def _is_near(word: str, other: str) -> bool:
    """Spellings of a word; a number or the code of a state has one."""
    return not any(c.isdigit() for c in word + other) and is_near(word, other)


def _is_party_alone(words: frozenset[str], parties_of: tuple[str, str]) -> bool:
    """Foreign Ministry, which speaks for China, and Chinese Foreign Ministry."""
    return bool(parties_of[0]) and parties_of[0] == parties_of[1] and words == {
        f"party0{parties_of[0]}"
    }  # fmt: skip
