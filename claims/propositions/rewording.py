"""A statement's words in one form, before they are parsed: fixed phrases, manners, denials."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from claims.propositions.words import DATA

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class PlainWording:
    text: str
    denied: bool  # "it is not true that …"


def reword(text: str) -> PlainWording:
    """The text with what several words say brought to one form (``data/en/rewordings.toml``)."""
    text = " ".join(text.translate(_MARKS).split())
    text = re.sub(r'\s*["\[\]]\s*', " ", text).strip(" .,;:")
    question = text.endswith("?")
    flips, manners, phrases = _patterns()
    denied = False
    for pattern in flips:
        text, count = pattern.subn(" ", text)
        denied ^= bool(count % 2)
    for pattern in manners:
        text = pattern.sub(" ", text)
    for pattern, form in phrases:
        text = pattern.sub(form, text)
    text = " ".join(re.sub(r"\s*\.\.\.\s*", " ", text).split())
    text = re.sub(r"\s+([,.;?!])", r"\1", text)
    if text[:1].islower() and not text[:2].isupper():
        text = text[:1].upper() + text[1:]
    return PlainWording(text + ("" if question else "."), denied)


@cache
def _patterns() -> tuple[
    list[re.Pattern[str]], list[re.Pattern[str]], list[tuple[re.Pattern[str], str]]
]:
    tables = tomllib.loads((DATA / "en" / "rewordings.toml").read_text(encoding="utf-8"))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return (
        [compiled(pattern) for pattern in tables["flips"]],
        [compiled(pattern) for pattern in tables["manners"]],
        [(compiled(pattern), form) for pattern, form in tables["phrases"]],
    )
