"""manage.py extract: find the statements in stored articles, again or for the first time."""

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.models import Article, ExtractionState
from claims import recording


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

    def handle(self, *, article: list[str], pending: bool, all: bool, **options: Any) -> None:  # noqa: A002
        articles = Article.objects.order_by("pk")
        if pending:
            articles = articles.pending()
        elif all:
            articles = articles.exclude(extraction=ExtractionState.LANGUAGE)
        else:
            articles = articles.filter(slug__in=article)
            if unknown := sorted(set(article) - set(articles.values_list("slug", flat=True))):
                raise CommandError(
                    f"No article with the slug {', '.join(unknown)}. Nothing extracted. "
                    f"The slug is the last part of the article's address.",
                    returncode=2,
                )
        self._report(articles, show_bar=options["verbosity"] > 0 and sys.stderr.isatty())

    def _report(self, articles: Any, *, show_bar: bool) -> None:
        counts: Counter[str] = Counter()
        read = failed = 0
        outcomes = recording.process(articles.iterator(chunk_size=100))
        for outcome in tqdm(
            outcomes, total=articles.count(), unit="article", disable=not show_bar, leave=False
        ):
            read += 1
            counts += outcome.counts
            if outcome.error:
                failed += 1
                self.stderr.write(f"{outcome.article.slug}: {outcome.error}")
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "none"
        self.stdout.write(f"{read} articles; statements: {kinds}")
        if failed:
            raise CommandError(f"{failed} of {read} articles failed, listed above.")
