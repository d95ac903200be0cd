"""Articles and documents as ``deepen.py`` takes them: single marks, and GUM's reported speech."""

from collections import Counter
from pathlib import Path

import numpy as np
from corpora import gum_rows
from data import ROLES, Example
from spacy.tokens import Doc

SINGLE = 8  # every eighth article has single quotation marks
LEAST_SHARE = 0.3  # of a word's places outside content, those where it is a cue
SINGLE_MARKS = str.maketrans('“”"', "‘’'")
# GUM marks what these think and know, too. Only reports are wanted, and what is not
# marked as a cue is unknown, so they may be left out.
FIRST_PERSONS = frozenset("i you we one he/she".split())


def with_single_marks(articles: list[dict]) -> list[dict]:
    """The articles, every eighth with single quotation marks, as long as before."""
    return [
        article | {"text": article["text"].translate(SINGLE_MARKS)} if n % SINGLE == 3 else article
        for n, article in enumerate(articles)
    ]


def gum_reports(path: Path) -> list[dict]:
    """GUM's documents with what they mark of other people's speech."""
    return [
        {
            "id": row["id"],
            "text": row["text"],
            "attributions": [a for a in row["attributions"] if _is_report(a, row["text"])],
        }
        for row in gum_rows(path)
    ]


def mark_unknown_cues(examples: list[Example], docs: list[Doc]) -> None:
    """Words of content that are cues elsewhere are unknown: nobody was asked to mark inner ones."""
    outside, cues = Counter(), Counter()
    for item, doc in zip(examples, docs, strict=True):
        content = (item.roles == ROLES["content"]).any(0)
        outside.update(doc[int(i)].lower_ for i in np.flatnonzero(~content))
        cues.update(doc[int(i)].lower_ for i in item.cues if not content[i])
    words = {word for word, n in cues.items() if n >= LEAST_SHARE * outside[word]}
    for item, doc in zip(examples, docs, strict=True):
        content = (item.roles == ROLES["content"]).any(0)
        item.unmarked = content & np.array([token.lower_ in words for token in doc], dtype=bool)


def _is_report(attribution: dict, text: str) -> bool:
    source = " ".join(text[start:end] for start, end in attribution["source"]).lower()
    return bool(attribution["cue"] and attribution["content"]) and source not in FIRST_PERSONS
