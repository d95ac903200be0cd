"""Names as they are compared, searched and put into addresses: every place that folds asks here.

A key is lower case and ASCII: "Lech Wałęsa" and "Lech Walesa", "Þóra" and "Thora", "Путин" and
"Putin" have one key. Scripts whose spelling leaves vowels or tones out (Chinese, Arabic, …) keep
their own letters in a key, because different names would fall together in Latin letters; a search
finds them by either. The name that is shown is never changed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anyascii import anyascii

MAX_KEY_CHARS = 300
_APOSTROPHES = re.compile("['’‘‛ʼʻʽʾʿˈˊˋ´`′＇]")
_HYPHENS = re.compile("[-‐‑‒–—―−]+")
_POSSESSIVE = re.compile(r"(?<=\w)'[sS]?(?!\w)")
_FULL_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
_WITHOUT_MARKS = ("ARABIC", "HEBREW")  # whose vowel signs are mostly left out
# Letters that some write as two: a search and the list of duplicates know both.
_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe", "Đ": "Dj"}
)


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The key of a name: equal for two spellings of one name, never empty unless the name is.

    Without case, accents, apostrophes, hyphens, dots of initials, possessive and a leading "the";
    at most ``MAX_KEY_CHARS`` characters. Folding a key again changes nothing.
    """
    key = " ".join(_without_article(_join_initials(_words(_POSSESSIVE.sub("", _plain(name))))))
    return (key or " ".join(name.casefold().split()))[:MAX_KEY_CHARS].strip()


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """One word of a name; hyphens stay: "N’Dour" → "ndour", "Al-Masri" → "al-masri"."""
    parts = ("".join(_words(part)) for part in _HYPHENS.split(_plain(word)))
    return "-".join(part for part in parts if part)


def searchable_name(name: str) -> str:
    """All words by which a name is found, with a space before each; for a trigram index.

    "Seán O’Brien-Müller" is found by ``sean obrien brien muller mueller``; 习近平 by its own
    letters, by ``xi jin ping`` and by ``xi jinping``.
    """
    plain = _plain(name)
    forms = (
        _join_initials(_words(_POSSESSIVE.sub("", plain))),
        _words(plain),
        search_words(name),
        _words(plain.replace("'", " ")),
        _words(_HYPHENS.sub("", plain)),
        _words(_plain(name_with_digraphs(name))),
        _latin_words(plain),
    )
    return "".join(f" {word}" for word in dict.fromkeys(word for form in forms for word in form))


def search_words(name: str) -> list[str]:
    """What somebody types for a name, each word as ``searchable_name`` has it."""
    typed = (fold_name(word).split() for word in name.split() if any(c.isalnum() for c in word))
    return list(dict.fromkeys(word for words in typed for word in words))


def name_with_digraphs(name: str) -> str:
    """ "Müller" → "Mueller", "Đoković" → "Djoković"; most names stay as they are."""
    return unicodedata.normalize("NFC", name).translate(_TWO_LETTERS)


def romanize(name: str) -> str:
    """In Latin letters throughout: 習近平 → "xi jin ping"."""
    return "".join(_romanized(c) for c in _normalized(name))


def slug_of(text: str, *, max_chars: int, default: str) -> str:
    """Words for an address, lower case ASCII: "Wałęsa – 習近平" → "walesa-xi-jin-ping".

    ``default`` where the text has neither letter nor digit.
    """
    latin = romanize(_APOSTROPHES.sub("", text)).lower().replace("'", "")
    spaced = re.sub(r"[^a-z0-9_\s-]", "", latin)
    return re.sub(r"[-\s]+", "-", spaced).strip("-_")[:max_chars].strip("-_") or default


def _normalized(text: str) -> str:
    """Compatibility letters ("ﬁ", full width) resolved, invisible signs dropped."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


def _plain(text: str) -> str:
    """Lower case, full alphabets in ASCII, every apostrophe as ``'``."""
    text = _APOSTROPHES.sub("'", _normalized(text))
    if text.isascii():
        return text.lower()
    return "".join(_latin_letter(c) for c in text).casefold()


def _latin_letter(character: str) -> str:
    if character.isascii():
        return character
    # A soft sign becomes an apostrophe, which would read as a possessive at a word's end.
    return anyascii(character).replace("'", "") if _is_alphabetic(character) else character


@lru_cache(maxsize=4096)
def _is_alphabetic(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith((*_FULL_ALPHABETS, "COMBINING"))


def _words(plain: str) -> list[str]:
    """The runs of letters, digits and vowel signs; apostrophes are dropped, "&" is "and"."""
    plain = re.sub(r"(?<!\S)&(?!\S)", "and", plain).replace("'", "")
    return "".join(c if _is_of_word(c) else " " for c in plain if not _is_dropped(c)).split()


def _is_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _is_dropped(character: str) -> bool:
    is_mark = unicodedata.category(character)[0] == "M"
    return is_mark and unicodedata.name(character, "").startswith(_WITHOUT_MARKS)


def _join_initials(words: list[str]) -> list[str]:
    """ "u s" → "us", "j k rowling" → "jk rowling"; a single initial stays by itself."""
    joined: list[str] = []
    was_initial = False
    for word in words:
        is_initial = len(word) == 1 and word.isascii() and word.isalpha()
        if is_initial and was_initial:
            joined[-1] += word
        else:
            joined.append(word)
        was_initial = is_initial
    return joined


def _without_article(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and words[start] == "the":
        start += 1
    return words[start:]


def _latin_words(plain: str) -> Iterable[str]:
    """Words of other scripts in Latin letters: by syllable, joined, and joined but for the first.

    Chinese and Korean names are written "Xi Jinping", "Ahn Cheol-soo".
    """
    for word in _words(plain):
        if not word.isascii():
            yield from _romanizations(word)


def _romanizations(word: str) -> Iterator[str]:
    syllables = [part for c in word if (part := "".join(_words(anyascii(c).lower())))]
    if _has_ideograms(word):
        yield from syllables
        yield "".join(syllables[1:])
    yield "".join(syllables)


def _has_ideograms(text: str) -> bool:
    names = (unicodedata.name(c, "") for c in text)
    return any(name.startswith(("CJK", "HANGUL")) for name in names)


def _romanized(character: str) -> str:
    """Signs that are no letters (😀, €) have no place in an address."""
    if character.isascii():
        return character
    if unicodedata.category(character)[0] not in "LMNP":
        return " "
    latin = anyascii(character)
    return f" {latin} " if _has_ideograms(character) else latin
