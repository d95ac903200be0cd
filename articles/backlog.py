"""What became of the stored articles: how many are extracted, and which still wait."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count

from articles.models import Article, ExtractionState


class Backlog(NamedTuple):
    """Numbers of articles by state; ``oldest`` is the one that waits for the longest."""

    counts: Counter[str]
    oldest: Article | None


def backlog() -> Backlog:
    """Two queries, both answered from an index."""
    rows = Article.objects.order_by("extraction").values_list("extraction")
    counts = Counter(dict(rows.annotate(count=Count("pk"))))
    waiting = Article.objects.filter(extraction=ExtractionState.PENDING).only("slug", "ingested_at")
    return Backlog(counts, waiting.order_by("ingested_at").first())
