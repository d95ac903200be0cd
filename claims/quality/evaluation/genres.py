"""Other genres than news: recall of reported speech, and of its speakers.

Gold files of this kind mark wider than readers of news would ("make sure that …"), so only recall
is given, and only of attributions with a source and a cue.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from claims.quality.evaluation.gold import AttributedStatement, GoldArticle
from claims.quality.evaluation.matching import MIN_JACCARD
from claims.quality.evaluation.words import NumberedWords

ALL = "all"
KINDS = ("person", "organization", "place")
_FIRST_PERSON = frozenset("i we you me us".split())  # who they are the text does not hold
_HONORIFICS = frozenset("mr mrs ms dr sir the a an".split())
_WORD = re.compile(r"\w+")


def score(
    articles: Sequence[GoldArticle], statements_by_article: Sequence[Sequence[AttributedStatement]]
) -> dict[str, Any]:
    """For each genre and for all: statements in ``gold``, the share ``found``, how many of those
    have a source whose name the text tells (``named``), the share of these with the right
    ``speaker``."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for article, statements in zip(articles, statements_by_article, strict=True):
        for row in _matches(article, statements):
            for genre in (article.genre, ALL):
                counts[genre] = [a + b for a, b in zip(counts[genre], row, strict=True)]
    return {
        genre: {
            "gold": gold,
            "found": hits / gold,
            "named": named,
            "speaker": right / named if named else 0.0,
        }
        for genre, (gold, hits, named, right) in sorted(counts.items())
    }


def _matches(
    article: GoldArticle, statements: Sequence[AttributedStatement]
) -> list[tuple[int, bool, bool, bool]]:
    """For each gold statement: one, is it found, is its source named, is that the speaker."""
    words = NumberedWords(article.text)
    contents = [words.numbers_under(statement.content) for statement in statements]
    rows = []
    for gold in article.attributions:
        if not gold.cue or not gold.source:
            continue
        gold_words = words.numbers_under(gold.content)
        similarities = [len(gold_words & own) / max(len(gold_words | own), 1) for own in contents]
        best = max(range(len(similarities)), key=similarities.__getitem__, default=None)
        hit = best is not None and similarities[best] >= MIN_JACCARD
        names = _names(article, gold) if hit else []
        found_names = statements[best].names if hit and best is not None else ()
        right = any(_same(name, found_name) for name in names for found_name in found_names)
        rows.append((1, hit, bool(names), right))
    return rows


def _names(article: GoldArticle, gold: AttributedStatement) -> list[str]:
    """The names of a source; none of "I" and "we"."""
    source = " ".join(article.text[slice(*piece)] for piece in gold.source)
    if source.lower() in _FIRST_PERSON or gold.cluster is None:
        return []
    return [
        article.text[slice(*mention.span)]
        for mention in article.names or ()
        if mention.cluster == gold.cluster and mention.kind in KINDS
    ]


def _same(name: str, other_name: str) -> bool:
    """Whether one name's words hold the other's, without case and honorifics."""
    first, second = name_words(name), name_words(other_name)
    return bool(first and second) and (first <= second or second <= first)


def name_words(name: str) -> set[str]:
    plain = name.lower().replace("’s", "").replace("'s", "")
    return {word for word in _WORD.findall(plain) if word not in _HONORIFICS}
