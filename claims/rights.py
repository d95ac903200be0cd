"""Rights: how much of an article's text may be shown, the one place that decides it.

An outlet's texts are shown whole, as excerpts (a statement and ``excerpt_length`` characters
around it), or not at all; then only what is known *about* a statement remains: whose it is, where
it stands, what was done. Pages, snippets, feeds, files, API and public dumps all ask here; searches
ask ``claims.listing.search.searchable``. Curators see the texts in the admin whatever the rights.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Case, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from articles.models import Article, Rights
from claims.extraction.types import Span

if TYPE_CHECKING:
    from claims.models import Statement

NULL = Value(None)
HIDDEN = "Words not shown"  # stands where the words would be


def rights_of(article: Article) -> Rights:
    """Those of its outlet; without an outlet those that a new one would get."""
    return Rights(article.outlet.rights if article.outlet else settings.NEW_OUTLET_RIGHTS)


def context_chars(article: Article) -> int:
    """Code points of the text that may be shown before and after a statement."""
    if rights_of(article) == Rights.FULL:
        return len(article.text)
    if rights_of(article) == Rights.METADATA:
        return 0
    return article.outlet.excerpt_length if article.outlet else settings.NEW_OUTLET_EXCERPT


def effective_rights(rights: str | None) -> str:
    """The rights from a query's column; None (no outlet) means those of a new outlet."""
    return rights or str(settings.NEW_OUTLET_RIGHTS)


def chars_beside(rights: str | None, excerpt_length: int | None, max_chars: int) -> int:
    """Code points that may stand on either side of a statement; from a query's columns."""
    if effective_rights(rights) == Rights.EXCERPT:
        excerpt_chars = settings.NEW_OUTLET_EXCERPT if excerpt_length is None else excerpt_length
        return min(max_chars, excerpt_chars)
    return 0 if effective_rights(rights) == Rights.METADATA else max_chars


def shows_text(article: Article) -> bool:
    """Whether any words of it may be shown."""
    return rights_of(article) != Rights.METADATA


def shows_words(statement: "Statement") -> bool:
    return shows_text(statement.article)


def visible_words(statement: "Statement") -> str:
    """The words attributed, or nothing where the outlet allows metadata only."""
    return statement.words if shows_words(statement) else ""


def window(statement: "Statement") -> Span:
    """The span of the text that may be shown with this statement; cut between words."""
    article = statement.article
    if not shows_words(statement):
        return Span(0, 0)
    return _trim_to_words(article.text, statement, context_chars(article))


def _trim_to_words(text: str, statement: "Statement", context: int) -> Span:
    start, end = max(statement.start - context, 0), min(statement.end + context, len(text))
    while 0 < start < statement.start and text[start - 1].isalnum():
        start += 1
    while statement.end < end < len(text) and text[end].isalnum():
        end -= 1
    return Span(start, end)


def _has_rights(rights: Rights, article: str) -> Q:
    """Articles with these rights; ``article`` is the path to them, with its "__"."""
    has_rights = Q(**{f"{article}outlet__rights": rights.value})
    if rights == settings.NEW_OUTLET_RIGHTS:
        return has_rights | Q(**{f"{article}outlet": None})
    return has_rights


def if_words_are_shown(
    expression: Combinable, article: str = "article__", otherwise: Combinable = NULL
) -> Case:
    """``expression`` in SQL; NULL where the outlet allows metadata only."""
    return Case(When(_has_rights(Rights.METADATA, article), then=otherwise), default=expression)


def if_text_is_shown(
    expression: Combinable, article: str = "article__", otherwise: Combinable = NULL
) -> Case:
    """``expression`` in SQL; NULL where the outlet does not allow its whole text."""
    return Case(When(_has_rights(Rights.FULL, article), then=expression), default=otherwise)


def rights_name(article: str = "article__") -> Coalesce:
    """In SQL: full, excerpt or metadata."""
    return Coalesce(f"{article}outlet__rights", Value(settings.NEW_OUTLET_RIGHTS))
