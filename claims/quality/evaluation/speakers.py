"""Scores of who said it and through whom, on the statements that were found."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from claims.quality.evaluation.extraction import Tally
from claims.quality.evaluation.gold import Attributed, GoldArticle
from claims.quality.evaluation.matching import judged, marked, pairs
from claims.quality.evaluation.words import Words

# What stands before a name and is no part of it.
_BEFORE = re.compile(r"^(?:the|an?|mr|mrs|ms|mx|dr|president)\b\.?\s*", re.IGNORECASE)


def key(name: str) -> str:
    """The form in which names are compared: no case, article, honorific or outer full stop."""
    rest = name.replace("’", "'").replace("U.S.", "US").strip(" .,")
    while shorter := _BEFORE.match(rest):
        rest = rest[shorter.end() :]
    return " ".join(rest.lower().split())


def same(gold: Sequence[str], found: Iterable[str]) -> bool:
    """Whether one of the names that a record goes by is the gold's."""
    return bool({key(name) for name in gold} & {key(name) for name in found if name})


def score(articles: Sequence[GoldArticle], found: Sequence[Sequence[Attributed]]) -> dict[str, Any]:
    """The figures over all articles; ``found`` has each article's statements, in their order.

    ``found``, ``speaker`` and ``end to end`` are shares of the gold statements, of those found,
    and of the gold ones. ``shown right`` is the share of the statements shown, less those that
    only an optional one explains, whose words and speaker are both right.
    """
    wanted = right = by_display_name = partners = shown = false = false_in_none = 0
    via = Tally()
    for article, statements in zip(articles, found, strict=True):
        chosen = _partners(article, statements)
        wanted += len(article.wanted)
        partners += len(chosen)
        false += len(statements) - len(chosen)
        false_in_none += 0 if article.wanted else len(statements)
        shown += _shown(article, statements)
        for gold, statement in chosen:
            right += same(gold.names, statement.names)
            by_display_name += same(gold.names, statement.names[:1])
            via = via.plus(_hops(gold, statement))
    hops = via.scores()
    return {
        "statements": wanted,
        "found": _share(partners, wanted),
        "speaker": _share(right, partners),
        "speaker by display name": _share(by_display_name, partners),
        "end to end": _share(right, wanted),
        "shown right": _share(right, shown),
        "via p": hops["p"],
        "via r": hops["r"],
        "via f1": hops["f1"],
        "false": false,
        "false in articles with no statement": false_in_none,
    }


def _partners(
    article: GoldArticle, found: Sequence[Attributed]
) -> list[tuple[Attributed, Attributed]]:
    words = Words(article.text)
    gold, rows = marked(article.wanted, words), marked(found, words)
    chosen = pairs(gold, rows, by_source=False)
    return [(gold[g].statement, rows[f].statement) for g, f in chosen]


def _shown(article: GoldArticle, found: Sequence[Attributed]) -> int:
    words = Words(article.text)
    gold, optional = marked(article.wanted, words), marked(article.optional, words)
    return len(judged(gold, optional, marked(found, words)))


def _hops(gold: Attributed, found: Attributed) -> Tally:
    """An order mistake costs nothing."""
    hits = sum(any(same(hop, other) for other in found.via) for hop in gold.via)
    return Tally(hits, len(found.via), hits, len(gold.via))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
