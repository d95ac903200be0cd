"""How words are indexed and how a search is read, the same for articles and statements.

Texts and searches pass through one SQL function, ``search_words`` (articles/migrations/_sql.py),
which leaves only words and numbers: Covid-19, covid19 and "covid 19" are the same there, F.B.I. is
fbi, 1,200 is 1200, well-known is two words side by side, Maʿad is Maad. The text-search
configuration ``on_record`` (there too) then stems English, drops accents and keeps every word,
also the small ones: “no limits” is another phrase than “limits”, and US another word than nothing.
Small words are left out of what is sought instead, unless they stand in a phrase or in capitals.
"""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Left

from articles.thesaurus import join_phrases, synonyms

CONFIG = "on_record"
# Characters of one text; more different words than these hold break a tsvector.
MAX_INDEXED_CHARS = 250_000
TERM = re.compile(r'-?"[^"]*"?|[^\s"]+')
WORD = re.compile(r"[^\W\d_]+|\d+")
# ‘income tax’, but neither the leaders’ nor Russia’s
SINGLE_QUOTED = re.compile(r"(?<!\w)['‘‚‹]((?:[^'‘’‚‛‹›\"]|(?<=\w)['’](?=\w))+)['’‘›](?!\w)")
# Signs that are not seen come along with what is pasted: soft hyphens, marks of direction, joiners.
HIDDEN = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
MARKS = str.maketrans("“”„‟«»＂〝〞「」『』’", '"' * 13 + "'", HIDDEN)
# Words that nearly every sentence has. "us" is none of them: it may be the United States.
SMALL = frozenset(
    "a about an and are as at be been being but by can could did do does for from had has have he "
    "her hers him his how i if in into is it its may me might must my no nor not of on our ours "
    "shall she should so than that the their theirs them then there these they this those to too "
    "very was we were what when where which who whom whose why will with would you your".split()
)


def plain(words: Any) -> Func:
    """In the form that is indexed."""
    return Func(words, function="search_words", output_field=TextField())


def vector(field: str, weight: str | None = None) -> SearchVector:
    """The expression of a generated column that is searched with ``web_query``."""
    return SearchVector(plain(Left(F(field), MAX_INDEXED_CHARS)), config=CONFIG, weight=weight)


class WebQuery(SearchQuery):
    """Full text as people type it everywhere: words, "phrases", or, -not.

    ``with_synonyms``: for a word of the thesaurus another one of its group will do.
    """

    def __init__(self, words: str, with_synonyms: bool = False) -> None:
        self.alternatives = [
            [[term, *synonyms(term)] for term in join_phrases(way)]
            if with_synonyms
            else [[term] for term in way]
            for way in alternatives(telling(words))
        ]
        super().__init__(words, config=CONFIG)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        # All of these functions are immutable: the planner sees the words that are sought.
        sql, params = [], []
        for terms in self.alternatives:
            choices = [[_parts_of(own), *([other] for other in others)] for own, *others in terms]
            ways = [" || ".join(map(_all_of, choice)) for choice in choices]
            sql.append(" && ".join(f"({way})" for way in ways))
            words = [word for choice in choices for parts in choice for word in parts]
            params += [value for word in words for value in (CONFIG, word)]
        return f"({' || '.join(f'({condition})' for condition in sql) or NOTHING})", params


PHRASE, NOTHING = "phraseto_tsquery(%s::regconfig, search_words(%s))", "''::tsquery"


def _parts_of(term: str) -> list[str]:
    """What must be there for a term: typed without quotation marks, its words wherever they are."""
    return [term] if '"' in term else term.split(" ")


def _all_of(words: list[str]) -> str:
    conditions = ("!!" * (word[0] == "-") + PHRASE for word in words)
    return f"({' && '.join(conditions)})"


def web_query(words: str, with_synonyms: bool = False) -> SearchQuery:
    return WebQuery(words, with_synonyms)


def added_synonyms(words: str) -> dict[str, list[str]]:
    """Term of the search → what the thesaurus adds to it; without terms to which it adds none."""
    sought_terms = [term for way in alternatives(telling(words)) for term in join_phrases(way)]
    return {term: others for term in sought_terms if (others := synonyms(term))}


def alternatives(words: str) -> list[list[str]]:
    """The terms that are sought together, for each of what "or" stands between."""
    ways: list[list[str]] = [[]]
    for term in terms(words):
        if term.lower() == "or":
            ways.append([])
        elif any(map(str.isalnum, term)):
            ways[-1].append(term)
    return [way for way in ways if way]


def sought(words: str) -> str:
    """The words that a search wants to find, without those that it leaves out."""
    wanted_terms = [term for way in alternatives(telling(words)) for term in way]
    return " ".join(term for term in wanted_terms if term[0] != "-")


def marked(
    field: str, words: str, opening: str, closing: str, with_synonyms: bool = False
) -> Combinable:
    """A text, with each word that the search wants to find between two signs."""
    others = added_synonyms(words).values() if with_synonyms else ()
    query = " ".join([sought(words), *(other for group in others for other in group)])
    signs = (Value(query), Value(opening), Value(closing))
    return Func(F(field), *signs, function="mark_words", output_field=TextField())


def visible(words: str) -> str:
    """What was typed, without what cannot be seen, in one line."""
    return " ".join("".join(sign for sign in words if sign not in HIDDEN).split())


def telling(words: str) -> str:
    """The search without small words, with plain quotation marks; as typed if all are small."""
    all_terms = terms(words)
    telling_terms = [term for term in all_terms if not _is_small(term, shouted=words.isupper())]
    return " ".join(
        telling_terms if {term.lower() for term in telling_terms} - {"or"} else all_terms
    )


def small(words: list[str]) -> bool:
    """Whether nearly every sentence has them all."""
    return all(word.lower() in SMALL for word in words)


def _is_small(term: str, *, shouted: bool) -> bool:
    capitals = term.isupper() and len(term) > 1 and not shouted
    return term.lower() in SMALL and not capitals


def terms(words: str) -> list[str]:
    """Words and phrases as typed, with the sign before them: ``-"no limits"`` is one."""
    matches = TERM.findall(SINGLE_QUOTED.sub(r'"\1"', words).translate(MARKS))
    bare = (term if '"' in term else term.removesuffix("'s") for term in matches)
    return [term for term in bare if term]


def is_phrase(term: str) -> bool:
    """Whether it is sought as several words side by side: F-16 is, too."""
    return len(WORD.findall(term)) > 1
