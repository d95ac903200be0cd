"""manage.py extract: find the statements in stored articles, again or for the first time."""

import sys
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from tqdm import tqdm

from articles.backlog import backlog
from articles.models import Article, ExtractionState
from claims.grouping.grouping import group_left_articles
from claims.recording import reconcile, tasks
from config.database import DatabaseUnavailable, require_database, retrying

MAX_LISTED = 20  # failed articles that the status names


class Command(BaseCommand):
    help = (
        "Find the statements in stored articles and bring the records in line. After an update of "
        "the extractor: `manage.py extract --all`. What a curator settled stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("article", nargs="*", default=[], help="slugs of articles")
        which.add_argument("--pending", action="store_true", help="those not extracted yet")
        which.add_argument("--all", action="store_true", help="every article in English")
        which.add_argument(
            "--status",
            action="store_true",
            help="extract nothing; how many wait and how many failed (exit code 1 if any did)",
        )

    def handle(self, *, article: list[str], **options: Any) -> None:
        try:
            require_database()
            if options["status"]:
                self._tell_status()
            else:
                if options["pending"]:
                    group_left_articles()
                articles = self._select(article, **options)
                self._report(articles, show_bar=options["verbosity"] > 0 and sys.stderr.isatty())
        except DatabaseUnavailable as error:
            raise CommandError(str(error), returncode=2) from error

    def _select(
        self,
        slugs: list[str],
        *,
        pending: bool,
        all: bool,  # noqa: A002
        **options: Any,
    ) -> QuerySet[Article]:
        articles = Article.objects.defer("raw", "search").order_by("pk")
        if pending:
            return articles.pending()
        if all:
            return articles.exclude(extraction=ExtractionState.LANGUAGE)
        articles = articles.filter(slug__in=slugs)
        if unknown := sorted(set(slugs) - set(articles.values_list("slug", flat=True))):
            raise CommandError(
                f"No article with the slug {', '.join(unknown)}. Nothing extracted. "
                f"The slug is the last part of the article's address.",
                returncode=2,
            )
        return articles

    def _report(self, articles: QuerySet[Article], *, show_bar: bool) -> None:
        counts: Counter[str] = Counter()
        read = failed = 0
        outage = ""
        try:
            for outcome in tqdm(
                reconcile.process(reconcile.each_if_still_pending(articles)),
                total=retrying(articles.count),
                unit="article",
                disable=not show_bar,
                leave=False,
            ):
                read += 1
                counts += outcome.counts
                if outcome.error:
                    failed += 1
                    with tqdm.external_write_mode(self.stderr):
                        self.stderr.write(f"{outcome.article.slug}: {outcome.error}")
        except DatabaseUnavailable as error:
            outage = f"{error} What is counted above is stored; `extract --pending` does the rest."
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "none"
        noun = "article" if read == 1 else "articles"
        self.stdout.write(f"{read} {noun}; statements: {kinds}")
        if outage:
            raise CommandError(outage, returncode=1 if read else 2)
        if failed:
            raise CommandError(f"{failed} of {read} articles failed, listed above.")

    def _tell_status(self) -> None:
        counts, oldest = backlog()
        labels = ((ExtractionState(state).label, counts[state]) for state in ExtractionState)
        self.stdout.write(", ".join(f"{count} {label}" for label, count in labels))
        if oldest:
            since = f"{oldest.ingested_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"{oldest.slug} has waited longest, since {since}.")
            self._tell_cure()
        failed = Article.objects.filter(extraction=ExtractionState.FAILED).order_by("pk")
        for article in failed.only("slug", "extraction_note")[:MAX_LISTED]:
            self.stderr.write(f"{article.slug}: {article.extraction_note}")
        if count := counts[ExtractionState.FAILED]:
            raise CommandError(f"{count} failed. `manage.py extract --pending` tries them again.")

    def _tell_cure(self) -> None:
        workers = tasks.count_workers()
        if workers:
            self.stdout.write(f"Workers that answer: {workers}.")
        elif settings.CELERY_BROKER_URL:
            self.stdout.write(
                f"No worker answers at {tasks.broker_address()}. Start one with "
                f"`celery --app config.celery worker`, or extract here: `extract --pending`."
            )
        else:
            self.stdout.write("`manage.py extract --pending` extracts what waits.")
