"""How much of an article's text anybody may see here: the only place that knows.

An outlet's texts are shown whole, as excerpts (a statement and ``excerpt_length`` characters
around it), or not at all; then only what is known *about* a statement is left: whose it is, where
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

NOTHING = Value(None)
HIDDEN = "Words not shown"  # stands where the words would be


def rights_of(article: Article) -> Rights:
    """Those of its outlet; without an outlet those that a new one would get."""
    return Rights(article.outlet.rights if article.outlet else settings.NEW_OUTLET_RIGHTS)


def around(article: Article) -> int:
    """Code points of the text that may be shown before and after a statement."""
    if rights_of(article) == Rights.FULL:
        return len(article.text)
    if rights_of(article) == Rights.METADATA:
        return 0
    return article.outlet.excerpt_length if article.outlet else settings.NEW_OUTLET_EXCERPT


def allowed(rights: str | None) -> str:
    """From the outlet's ``rights`` as a query gives them; None: there is no outlet."""
    return rights or str(settings.NEW_OUTLET_RIGHTS)


def reach(rights: str | None, excerpt_length: int | None, most: int) -> int:
    """Code points that may stand beside a statement, ``most`` at most; from a query's columns."""
    if allowed(rights) == Rights.EXCERPT:
        given = settings.NEW_OUTLET_EXCERPT if excerpt_length is None else excerpt_length
        return min(most, given)
    return 0 if allowed(rights) == Rights.METADATA else most


def shows_text(article: Article) -> bool:
    """Whether any words of it may be shown."""
    return rights_of(article) != Rights.METADATA


def shows_words(statement: "Statement") -> bool:
    return shows_text(statement.article)


def visible_words(statement: "Statement") -> str:
    """The words attributed, or nothing where the outlet allows metadata only."""
    return statement.words if shows_words(statement) else ""


def window(statement: "Statement") -> Span:
    """What of the article's text may stand beside this statement; cut between words."""
    article = statement.article
    if not shows_words(statement):
        return Span(0, 0)
    return _whole_words(article.text, statement, around(article))


def _whole_words(text: str, statement: "Statement", reach: int) -> Span:
    start, end = max(statement.start - reach, 0), min(statement.end + reach, len(text))
    while 0 < start < statement.start and text[start - 1].isalnum():
        start += 1
    while statement.end < end < len(text) and text[end].isalnum():
        end -= 1
    return Span(start, end)


def _where(rights: Rights, article: str) -> Q:
    """Articles with these rights; ``article`` is the path to them, with its "__"."""
    known = Q(**{f"{article}outlet__rights": rights.value})
    if rights == settings.NEW_OUTLET_RIGHTS:
        return known | Q(**{f"{article}outlet": None})
    return known


def if_words_are_shown(
    words: Combinable, article: str = "article__", otherwise: Combinable = NOTHING
) -> Case:
    """``words`` in SQL; NULL where the outlet allows metadata only."""
    return Case(When(_where(Rights.METADATA, article), then=otherwise), default=words)


def if_text_is_shown(
    found: Combinable, article: str = "article__", otherwise: Combinable = NOTHING
) -> Case:
    """``found`` in SQL; NULL where the outlet does not allow its whole text."""
    return Case(When(_where(Rights.FULL, article), then=found), default=otherwise)


def name(article: str = "article__") -> Coalesce:
    """In SQL: full, excerpt or metadata."""
    return Coalesce(f"{article}outlet__rights", Value(settings.NEW_OUTLET_RIGHTS))
