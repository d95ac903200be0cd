"""Small edits of a parsed sentence, which rewordings and changes share."""

import re
from collections.abc import Mapping

from spacy.tokens import Doc, Token


def root(doc: Doc) -> Token:
    return next(t for t in doc if t.dep_ == "ROOT")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def clean(text: str) -> str:
    text = re.sub(r"\s+([,.;?!])", r"\1", " ".join(text.split()))
    return re.sub(r"^[,;]\s*|[,;]\s*(?=[.?!]?$)", "", text)


def without(doc: Doc, tokens: list[Token]) -> str:
    drop = {t.i for t in tokens}
    return clean("".join(t.text_with_ws for t in doc if t.i not in drop))


def replaced(doc: Doc, words: Mapping[int, str]) -> str:
    """The text with other words for these tokens (by their numbers), spaces as they were."""
    return "".join(words.get(t.i, t.text) + t.whitespace_ for t in doc)
