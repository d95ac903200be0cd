"""What may be found by its words: only what may be shown of them, see ``claims.rights``.

Whoever may ask often enough whether a text has this word or that has read it in the end. So a
statement whose words are not shown is in no search for words, and an article that is not shown
whole is found by its title alone. Conditions name outlets by their ids: these are few, so a search
costs what it did, and it follows at once when a curator changes the rights.
"""

from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, Q, When
from django.db.models.expressions import Combinable

from articles.models import Outlet, Rights
from articles.models.article import ArticleQuerySet
from articles.search import vector


def statements() -> Q:
    """Rows of ``claims.models.StatementIndex`` whose words may be searched."""
    return ~hidden if (hidden := outlets_with_rights(Rights.METADATA)) else Q()


def articles_with(articles: ArticleQuerySet, query: SearchQuery) -> ArticleQuerySet:
    """Those that have the words: in title or text, or in the title alone if not all is shown."""
    hidden = shown_in_part()
    if not hidden:
        return articles.filter(search=query)
    either = ~hidden & Q(search=query) | hidden & Q(title_words=query)
    return articles.alias(title_words=vector("title")).filter(either)


def shown_whole(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.exclude(hidden) if (hidden := shown_in_part()) else articles


def ranked_by() -> Combinable:
    """The words of an article from which a search may tell how well it fits."""
    hidden = shown_in_part()
    return (
        Case(When(hidden, then=vector("title", "A")), default="search") if hidden else F("search")
    )


def shown_in_part() -> Q:
    """Rows of outlets whose articles are not shown whole."""
    return outlets_with_rights(Rights.EXCERPT, Rights.METADATA)


def outlets_with_rights(*allowed: Rights) -> Q:
    """Rows whose outlet has one of these rights; empty where no outlet has."""
    without_outlet = Q(outlet=None) if settings.NEW_OUTLET_RIGHTS in allowed else Q()
    outlets = list(Outlet.objects.filter(rights__in=allowed).values_list("pk", flat=True))
    return without_outlet | Q(outlet__in=outlets) if outlets else without_outlet
