"""What the full-text index is asked to find a quote, whole or in part."""

import re
from itertools import combinations
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Value

from articles.search import CONFIG, SMALL, plain
from claims.listing.search.spelling import common_stems
from claims.quotes.comparison import parts

TELLING = 7  # words of the quote by which others are looked for
PHRASE = 24  # of a part, between blanks, that are looked for as a phrase; the rest is compared


def as_phrases(quote: str) -> SearchQuery:
    """Every part of the quote as a phrase of stems."""
    query: Any = None
    for part in parts(quote):
        words = plain(Value(" ".join(part.split()[:PHRASE])))
        phrase = SearchQuery(words, search_type="phrase", config=CONFIG)
        query = phrase if query is None else query & phrase
    return query


def together(stems: list[str], many: int) -> SearchQuery:
    """So many of the stems, whichever."""
    ways = (" & ".join(f"'{stem}'" for stem in some) for some in combinations(stems, many))
    return SearchQuery(" | ".join(f"({way})" for way in ways), search_type="raw", config="simple")


def rarest_stems(quote: str) -> list[str]:
    """Up to ``TELLING`` stems; the planner's statistics know which are common."""
    telling = [word for word in re.findall(r"\w+", quote) if word.lower() not in SMALL]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(to_tsvector(%s, search_words(%s)))",
            [CONFIG, " ".join(telling) or quote],
        )
        stems = [stem for stem in cursor.fetchone()[0] if re.fullmatch(r"\w+", stem)]
    common = common_stems()
    return sorted(stems, key=lambda stem: (common.get(stem, 0), -len(stem), stem))[:TELLING]
