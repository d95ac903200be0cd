"""Export of fully reviewed articles as gold, for ``evaluate`` and for training."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from articles.models import Article
from claims.models import Attribution, Source, Status

SETTLED = (Status.ACCEPTED, Status.CORRECTED)


def gold() -> Iterator[dict[str, Any]]:
    """One object an article, in the form that ``claims.quality.evaluation.gold`` reads.

    What is settled is all that is said in the article; what nobody has settled since is no part of
    it. Withheld texts are left out.
    """
    articles = Article.objects.filter(reviewed_at__isnull=False, withdrawn_at=None)
    for article in articles.only("text_sha256", "text").order_by("pk").iterator(chunk_size=50):
        yield {
            "id": article.text_sha256,
            "text": article.text,
            "attributions": [_gold(attribution) for attribution in _settled(article)],
        }


def _settled(article: Article) -> list[Attribution]:
    hops = Prefetch("sources", Source.objects.select_related("speaker").order_by("position"))
    attributions = Attribution.objects.filter(
        statement__article=article, statement__withdrawn_at=None, status__in=SETTLED
    )
    ordered = attributions.select_related("statement", "speaker").prefetch_related(hops)
    return list(ordered.order_by("statement__start", "statement__pk"))


def _gold(attribution: Attribution) -> dict[str, Any]:
    return {
        "content": [list(span) for span in attribution.statement.content],
        "cue": [list(span) for span in attribution.cue],
        "source": [list(span) for span in attribution.source],
        "speaker": attribution.speaker.name if attribution.speaker else "",
        "via": [hop.speaker.name for hop in attribution.sources.all()],
    }
