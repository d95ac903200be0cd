"""For a search that finds nothing: statements that are nearest to it in meaning.

Those with most of its words, or with words that mean nearly the same: of the thesaurus of searches
and of the synonyms by which claims are compared.
"""

from django.db.models import Case, IntegerField, Value, When
from django.db.models.expressions import Combinable

from articles.search import telling, terms, web_query
from articles.thesaurus import synonyms
from claims.listing.conditions import LIKELY_ROWS, for_statements
from claims.listing.search.recent_matches import SearchLimits, newest_matches, with_words
from claims.models import Statement
from claims.propositions.words import synonyms_of

MAX_TERMS = 8  # of a search, of which each is looked for apart
MAX_NEAREST = 5
NEAREST_LIMITS = SearchLimits(ranked=500, timeout_ms=200, recent=20_000)


def nearest_statements(words: str) -> list[int]:
    """Ids, those first that have most of the words or their like; then the newest."""
    query_terms = list(dict.fromkeys(term for term in terms(telling(words)) if _is_wanted(term)))
    queries = [query_with_synonyms(term) for term in query_terms[:MAX_TERMS]]
    if not queries:
        return []
    likely = with_words(" or ".join(queries)).filter(for_statements(LIKELY_ROWS))
    matches = newest_matches(
        likely, [term for query in queries for term in terms(query)], NEAREST_LIMITS
    )
    shared = sum((matches_query(query) for query in queries[1:]), matches_query(queries[0]))
    ranked = Statement.objects.filter(pk__in=matches.ids).annotate(shared=shared)
    return list(ranked.order_by("-shared", "-pk").values_list("pk", flat=True)[:MAX_NEAREST])


def _is_wanted(term: str) -> bool:
    return term[0] != "-" and term.lower() != "or"


def query_with_synonyms(term: str) -> str:
    """A search for the term or for any word like it."""
    others = [*synonyms(term), *synonyms_of(term.lower())]
    return " or ".join(dict.fromkeys([term, *(f'"{o}"' if " " in o else o for o in others)]))


def matches_query(query: str) -> Combinable:
    """1 for a statement that matches, else 0."""
    return Case(
        When(search=web_query(query), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
