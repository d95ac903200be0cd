"""The undo of an article that a curator has added, and the undo of that."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article
from claims import appearances
from claims.curation.articles import release, withhold

WITHDRAWAL_REASON = "Added by mistake."


@transaction.atomic
def take_back(article: Article, *, by: User) -> None:
    """Withhold an added article; the text that it had superseded is current again."""
    withhold(article, by=by, why=WITHDRAWAL_REASON)
    earlier = list(Article.objects.filter(superseded_by=article))
    _supersede(earlier, None)


@transaction.atomic
def put_back(article: Article, *, by: User) -> None:
    """Release an article that was taken back; earlier texts of its page are superseded again."""
    release(article, by=by)
    earlier = Article.objects.at(article.url).filter(superseded_by=None, pk__lt=article.pk)
    _supersede(list(earlier), article)


def _supersede(earlier: list[Article], newer: Article | None) -> None:
    for article in earlier:
        Article.objects.filter(pk=article.pk).update(superseded_by=newer)
        appearances.refresh(article)
