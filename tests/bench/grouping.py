"""What it takes to group an article's statements among those that a database already has.

    DATABASE_URL=postgres://…/on_record_bench python -m tests.bench.grouping [--articles N]

Records the seed articles and groups them, and groups stored articles anew; all is rolled back.
Milliseconds a statement, the median of the articles and the 95th percentile: by the clock, and the
processor's time of this process and of the database's that serves it.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from typing import Any

from tests.bench.recording import Times, seconds

SEEDS = "seeds/*.txt"
STEPS = ("read", "link", "group")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=60, help="stored ones")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.db import transaction

    from claims.models import StatementMeaning

    sys.stdout.write(f"{StatementMeaning.objects.count():,} statements are stored.\n")
    for name, load in (("seeds", _record_seeds), ("stored", lambda: _stored(options.articles))):
        with transaction.atomic():
            _report(name, load())
            transaction.set_rollback(True)


def _record_seeds() -> list[Any]:
    """Recorded once, so that words and models are in memory; each is then grouped again."""
    from articles.ingest import ingest
    from articles.models import Article
    from claims.recording import reconcile
    from tests.bench.corpus import ROOT

    list(ingest(sorted(ROOT.glob(SEEDS))))
    articles = list(Article.objects.order_by("-pk")[:5])
    for article in articles:
        for outcome in reconcile.process([article]):
            if outcome.error:
                raise SystemExit(outcome.error)
    return articles


def _stored(count: int) -> list[Any]:
    from articles.models import Article

    step = max(1, Article.objects.count() // count)
    rows = Article.objects.filter(pk__in=range(1, step * count, step))
    return list(rows.exclude(statements=None).defer("raw", "search").order_by("pk").distinct())


def _report(name: str, articles: list[Any]) -> None:
    from claims.grouping import grouping
    from claims.grouping.meanings import public_statements

    times: dict[str, list[Times]] = {step: [] for step in (*STEPS, "all")}
    for article in articles:
        count = public_statements().filter(article=article).count()
        if not count:
            continue
        found: list[Any] = []
        steps: list[Callable[[], object]] = [
            lambda: grouping.read_articles([article]),  # noqa: B023
            lambda: found.append(grouping.search_articles([article])),  # noqa: B023
            lambda: grouping.write_groups([article], found[0]),  # noqa: B023
        ]
        taken = [tuple(part / count * 1000 for part in seconds(step)) for step in steps]
        for step, pair in zip(STEPS, taken, strict=True):
            times[step].append(pair)  # type: ignore[arg-type]
        times["all"].append(tuple(map(sum, zip(*taken, strict=True))))  # type: ignore[arg-type]
    for step, pairs in times.items():
        cpu, clock = ([pair[place] for pair in pairs] for place in (0, 1))
        sys.stdout.write(
            f"{name:8}{step:8}{len(pairs):4} articles: by the clock {_figures(clock)},"
            f" processor {_figures(cpu)} ms a statement\n"
        )


def _figures(values: list[float]) -> str:
    ranked = sorted(values)
    last = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
    return f"{statistics.median(ranked):6.1f} / {last:6.1f}"


if __name__ == "__main__":
    main()
