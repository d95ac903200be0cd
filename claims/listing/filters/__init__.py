"""One reading of the query string for page, feed and file.

``filters.statements(request.GET)`` (and ``speakers``, ``articles``) gives an object with
    qs        the public rows that match, in the order ``sort`` asks for; none if there are problems
    form      the form to draw
    active    what can be taken away again, see ``ActiveValue``
    problems  plain messages on what can't be honoured; the page answers 400 and says them
Parameters are the model's words (``PAGE_PARAMETERS`` names those that are no filters). A facet may
be repeated and then means "any of these". Whatever can't be honoured is refused, never left out in
silence: a list that ignores a misspelt filter shows the wrong people's words.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from articles.models import Article
from claims.listing.filters.articles import ArticleFilter
from claims.listing.filters.base import PAGE_PARAMETERS, ActiveValue
from claims.listing.filters.chains import Chains
from claims.listing.filters.claims import ClaimFilter
from claims.listing.filters.fields import MAX_SUGGESTIONS
from claims.listing.filters.parties import PartyFilter, in_public, with_counts
from claims.listing.filters.sources import SourceFilter
from claims.listing.filters.speakers import SpeakerFilter
from claims.listing.filters.statements import StatementFilter
from claims.models import Claim, Speaker, Statement
from claims.models.statement import StatementQuerySet

__all__ = [
    "PAGE_PARAMETERS",
    "MAX_SUGGESTIONS",
    "ActiveValue",
    "ArticleFilter",
    "ClaimFilter",
    "PartyFilter",
    "SourceFilter",
    "SpeakerFilter",
    "StatementFilter",
    "articles",
    "chains",
    "claims",
    "parties",
    "records",
    "sources",
    "speakers",
    "statements",
]


def statements(
    params: QueryDict, within: Q | StatementQuerySet | None = None, with_doubtful: bool = False
) -> StatementFilter:
    """Statements that readers see. ``within`` narrows them, e.g. to those of one speaker.

    It is a condition on ``StatementIndex``, such as ``Q(speaker=xi)``, or else a queryset. Doubtful
    ones are left out unless ``params`` ask for them, or ``with_doubtful`` does.
    """
    if isinstance(within, QuerySet):
        within = Q(statement__in=within.order_by())
    where = Q() if within is None else within
    return StatementFilter(params, Statement.objects.public(), where, with_doubtful)


def chains(params: QueryDict) -> Chains:
    """The hops of the statements that ``statements`` gives, for a file."""
    return Chains(params, statements(params))


def speakers(params: QueryDict) -> SpeakerFilter:
    """Those quoted in at least one public statement, each with its ``statement_count``."""
    return SpeakerFilter(params, Speaker.objects.ranked())


def articles(params: QueryDict) -> ArticleFilter:
    """Articles that readers see, each with its ``statement_count``."""
    return ArticleFilter(params, Article.objects.public())


def sources(params: QueryDict) -> SourceFilter:
    """Relays of at least one public statement, each with ``resting``, the number of them."""
    return SourceFilter(params, Speaker.objects.relaying())


def records(name: str) -> QuerySet[Any]:
    """All that have an address of their own in a list, also where only doubtful statements do."""
    if name == "statements":
        return statements(QueryDict(), with_doubtful=True).qs
    if name == "claims":
        return claims(QueryDict()).qs
    if name == "speakers":
        return Speaker.objects.quoted().with_statement_count()
    if name == "sources":
        return Speaker.objects.relaying(with_doubtful=True)
    if name == "parties":
        return with_counts()
    return {"articles": articles, "claims": claims}[name](QueryDict()).qs


def parties(params: QueryDict) -> PartyFilter:
    """Parties spoken for or of in public statements, each with both counts: ``by``, ``about``."""
    return PartyFilter(params, in_public())


def claims(params: QueryDict) -> ClaimFilter:
    """Claims with at least one public statement."""
    return ClaimFilter(params, Claim.objects.public())
