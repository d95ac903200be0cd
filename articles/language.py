"""Which language a text is in: extraction reads English only."""

import re
from functools import cache
from threading import Lock

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
UNKNOWN = "und"  # ISO 639-2
MIN_FOREIGN_PROBABILITY = 0.8  # from which a text is not English; names alone reach 0.3
MAX_SAMPLE_CHARS = 20_000  # code points are enough
HAS_LETTERS = re.compile("(?:[^A-Za-z]*[A-Za-z]){25}")  # "Ann Chen said no." looks like Gaelic
BEHIND_LATIN = re.compile("[^\0-\u024f]")  # all letters but those of Latin alphabets


_LOADING = Lock()


def _identifier() -> LanguageIdentifier:
    """One for the process, whichever thread loads it: that takes a second or more."""
    with _LOADING:
        return _load_identifier()


@cache
def _load_identifier() -> LanguageIdentifier:
    """Lui & Baldwin 2012, "langid.py" (ACL demo)."""
    return LanguageIdentifier.from_model_file(MODEL_DIR / MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language; English where that is not clearly otherwise."""
    sample = text[:MAX_SAMPLE_CHARS]
    if sample.isascii() and not HAS_LETTERS.match(sample):
        return ENGLISH
    code, probability = _identifier().classify(sample)
    if _is_mostly_latin(sample):
        return str(code) if probability >= MIN_FOREIGN_PROBABILITY else ENGLISH
    return UNKNOWN if code == ENGLISH else str(code)


def _is_mostly_latin(sample: str) -> bool:
    if sample.isascii():
        return True
    others = sum(map(str.isalpha, BEHIND_LATIN.findall(sample)))
    return others <= sum(map(str.isalpha, sample)) / 2
