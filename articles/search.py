"""How words are indexed and how a search is read, the same for articles and statements.

The text-search configuration ``on_record`` (made by articles/migrations/0003) stems English, drops
accents and keeps every word, also the small ones: “no limits” is another phrase than “limits”, and
US another word than nothing. Small words are left out of what is sought instead, unless they stand
in a phrase or in capitals. Initials count with and without full stops: US finds U.S., and U.N. UN.
"""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F
from django.db.models.functions import Left

CONFIG = "on_record"
INDEXED = 250_000  # characters of one text; more different words than these hold break a tsvector
TERM = re.compile(r'-?"[^"]*"?|[^\s"]+')
# Signs that are not seen come along with what is pasted: soft hyphens, marks of direction, joiners.
HIDDEN = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
MARKS = str.maketrans("“”„‟«»＂’", '"' * 7 + "'", HIDDEN)
INITIALS = re.compile(r"\b(?:[A-Z]{2,4}|(?:[A-Za-z]\.){1,3}[A-Za-z]|us|un|uk|eu|usa)\b")
MOST_INITIALS = 8  # of one search
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


class WebQuery(SearchQuery):
    """Full text as people type it everywhere: words, "phrases", or, -not."""

    def __init__(self, words: str) -> None:
        self.words = telling(words)
        super().__init__(self.words, search_type="websearch", config=CONFIG)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        # All of these functions are immutable: the planner sees the words that are sought.
        sql, params = super().as_sql(compiler, connection, *args, **kwargs)
        for typed in list(dict.fromkeys(INITIALS.findall(self.words)))[:MOST_INITIALS]:
            plain, dotted = typed.replace(".", ""), ".".join(typed.replace(".", ""))
            either = "plainto_tsquery(%s::regconfig, %s) || plainto_tsquery(%s::regconfig, %s)"
            sql = f"ts_rewrite({sql}, plainto_tsquery(%s::regconfig, %s), {either})"
            params = [*params, CONFIG, typed, CONFIG, plain, CONFIG, dotted]
        return sql, params


def web_query(words: str) -> SearchQuery:
    return WebQuery(words)


def visible(words: str) -> str:
    """What was typed, without what cannot be seen, in one line."""
    return " ".join("".join(sign for sign in words if sign not in HIDDEN).split())


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
