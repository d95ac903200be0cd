"""How words are indexed and how a search is read, the same for articles and statements.

The text-search configuration ``on_record`` (made by articles/migrations/0003) stems English, drops
accents and keeps every word, also the small ones: “no limits” is another phrase than “limits”, and
US another word than nothing. Small words are left out of what is sought instead, unless they stand
in a phrase or in capitals.
"""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F
from django.db.models.functions import Left

CONFIG = "on_record"
INDEXED = 250_000  # characters of one text; more different words than these hold break a tsvector
TERM = re.compile(r'-?"[^"]*"?|[^\s"]+')
MARKS = str.maketrans("“”„‟«»＂’", '"' * 7 + "'")
# Words that nearly every sentence has. "us" is none of them: it may be the United States.
SMALL = frozenset(
    "a about an and are as at be been being but by can could did do does for from had has have he "
    "her hers him his how i if in into is it its may me might must my no nor not of on our ours "
    "shall she should so than that the their theirs them then there these they this those to too "
    "very was we were what when where which who whom whose why will with would you your".split()
)


def vector(field: str, weight: str | None = None) -> SearchVector:
    """The expression of a generated column that is searched with ``web_query``."""
    return SearchVector(Left(F(field), INDEXED), config=CONFIG, weight=weight)


def web_query(words: str) -> SearchQuery:
    """Full text as people type it everywhere: words, "phrases", or, -not."""
    return SearchQuery(telling(words), search_type="websearch", config=CONFIG)


def telling(words: str) -> str:
    """The search without small words, with plain quotation marks; as typed if all are small."""
    found = terms(words)
    kept = [term for term in found if not _is_small(term, shouted=words.isupper())]
    return " ".join(kept if {term.lower() for term in kept} - {"or"} else found)


def small(words: list[str]) -> bool:
    """Whether nearly every sentence has them all."""
    return all(word.lower() in SMALL for word in words)


def _is_small(term: str, *, shouted: bool) -> bool:
    capitals = term.isupper() and len(term) > 1 and not shouted
    return term.lower() in SMALL and not capitals


def terms(words: str) -> list[str]:
    """Words and phrases as typed, with the sign before them: ``-"no limits"`` is one."""
    found = TERM.findall(words.translate(MARKS))
    bare = (term if '"' in term else term.removesuffix("'s") for term in found)
    return [term for term in bare if term]
