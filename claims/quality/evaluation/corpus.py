"""All texts of a gold file as one corpus, through recording and resolution, leaving no trace."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

from articles.models import Article
from claims.extraction.types import Finding
from claims.models import Attribution, Speaker
from claims.quality.evaluation.gold import AttributedStatement, GoldArticle
from claims.recording import reconcile


def store_and_read_back(
    articles: Sequence[GoldArticle], findings: Sequence[Sequence[Finding]], version: str
) -> list[list[AttributedStatement]]:
    """The statements that readers would see of each article once all of them are stored.

    Works on an empty corpus of its own in one transaction that is rolled back: what the site
    holds neither helps nor is touched.
    """
    with _empty_corpus():
        stored = [_store(article) for article in articles]
        for article, article_findings in zip(stored, findings, strict=True):
            reconcile.record(article, article_findings, version)
        return [_visible_statements(article) for article in stored]


@contextmanager
def _empty_corpus() -> Iterator[None]:
    """Temporary tables in the place of ours: they come first on PostgreSQL's search path."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for label in ("articles", "claims"):
                for model in apps.get_app_config(label).get_models(include_auto_created=True):
                    table = connection.ops.quote_name(model._meta.db_table)
                    cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {table} INCLUDING ALL)")
        yield
        transaction.set_rollback(True)


def _store(article: GoldArticle) -> Article:
    digest = hashlib.sha256(article.id.encode()).hexdigest()
    return Article.objects.create(
        slug=digest[:40],
        title=digest[:40],
        text=article.text.replace("\0", "�"),  # PostgreSQL can't hold it; offsets stay
        text_sha256=digest,  # of the id: two articles of a gold file may have one text
        raw=b"",
        encoding="utf-8",
    )


def _visible_statements(article: Article) -> list[AttributedStatement]:
    public = (
        Attribution.objects.live()  # these tables are copies without triggers, so nothing is public
        .filter(statement__article=article, statement__withdrawn_at=None)
        .select_related("statement", "speaker")
        .prefetch_related("speaker__aliases", "sources__speaker__aliases")
        .order_by("statement__start", "statement__pk")
    )
    return [
        AttributedStatement(
            content=attribution.statement.content,
            source=attribution.source,
            cue=attribution.cue,
            names=_names(attribution.speaker) if attribution.speaker else (),
            via=tuple(_names(hop.speaker) for hop in attribution.sources.all()),
            confidence=attribution.confidence,
        )
        for attribution in public
    ]


def _names(speaker: Speaker) -> tuple[str, ...]:
    return speaker.name, *(alias.name for alias in speaker.aliases.all())
