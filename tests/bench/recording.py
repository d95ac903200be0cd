"""What `extract --pending` takes beside extraction alone, on a database of its own."""

import hashlib
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

DATABASE = "on_record_bench_recording"  # made on the server that is configured, dropped at the end
EMPTY = "TRUNCATE articles_article, claims_speaker CASCADE"


def shares(texts: list[str], rounds: int) -> Iterator[str]:
    """Lines with the seconds of both, by the clock, and the share: medians of the rounds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    with _database():
        runs = [_run(texts) for _ in range(rounds + 1)][1:]  # the first one warms up
    alone, recorded = (statistics.median(times) for times in zip(*runs, strict=True))
    share = statistics.median(first / second for first, second in runs)
    yield f"{'extraction alone':32}{alone:10.1f} s for {len(texts)} articles"
    yield f"{'extract --pending':32}{recorded:10.1f} s"
    yield f"{'alone / extract --pending':32}{share:10.2f}"


def _run(texts: list[str]) -> tuple[float, float]:
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article
    from claims.recording import reconcile

    extractor = reconcile.extractor()
    alone = _seconds(lambda: [extractor.extract(text) for text in texts])
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
    Article.objects.bulk_create(_article(number, text) for number, text in enumerate(texts))
    return alone, _seconds(lambda: call_command("extract", "--pending", verbosity=0))


def _article(number: int, text: str) -> object:
    from articles.models import Article

    digest = hashlib.sha256(text.encode()).hexdigest()
    title = f"Article {number}"
    return Article(
        slug=f"article-{number}", title=title, text=text, text_sha256=digest, raw=text.encode()
    )


@contextmanager
def _database() -> Iterator[None]:
    from django.db import connection

    from config import postgres

    postgres.ensure_running()
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    configured = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
