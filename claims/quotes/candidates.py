"""Full-text queries for the candidates of a quote, whole or in part."""

import re
from itertools import combinations
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Value

from articles.search import CONFIG, SMALL, plain
from claims.listing.search.spelling import common_stems
from claims.quotes.comparison import parts

MAX_STEMS = 7  # of a quote, by which similar statements are looked for
# Of a part of a quote, looked for as a phrase; the words behind them are only compared.
MAX_PHRASE_WORDS = 24


def as_phrases(quote: str) -> SearchQuery:
    """Every part of the quote as a phrase of stems."""
    query: Any = None
    for part in parts(quote):
        words = plain(Value(" ".join(part.split()[:MAX_PHRASE_WORDS])))
        phrase = SearchQuery(words, search_type="phrase", config=CONFIG)
        query = phrase if query is None else query & phrase
    return query


def any_combination(stems: list[str], size: int) -> SearchQuery:
    """Rows with any ``size`` of the stems."""
    subsets = combinations([f"'{stem}'" for stem in stems], size)
    query = " | ".join(f"({' & '.join(subset)})" for subset in subsets)
    return SearchQuery(query, search_type="raw", config="simple")


def rarest_stems(quote: str) -> list[str]:
    """Up to ``MAX_STEMS`` stems; the planner's statistics know which are common."""
    words = [word for word in re.findall(r"\w+", quote) if word.lower() not in SMALL]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(to_tsvector(%s, search_words(%s)))",
            [CONFIG, " ".join(words) or quote],
        )
        stems = [stem for stem in cursor.fetchone()[0] if re.fullmatch(r"\w+", stem)]
    common = common_stems()
    return sorted(stems, key=lambda stem: (common.get(stem, 0), -len(stem), stem))[:MAX_STEMS]
