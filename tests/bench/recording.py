"""What `extract --pending` takes beside extraction alone, on a local database of its own.

python -m tests.bench.recording [TEXTS.jsonl] [--articles 120] [--rounds 3]

Without a file, texts are those of `make bench`.
"""

import argparse
import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Times = tuple[float, float]
EMPTY = "TRUNCATE articles_article, claims_speaker CASCADE"


def shares(texts: list[str], rounds: int) -> Iterator[str]:
    """Lines with what both take and the share of the first: medians of the rounds.

    CPU seconds are those of this process and of the database's process that serves it; by the
    clock other work on the machine tells more.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    with database("recording"):
        runs = [_run(texts) for _ in range(rounds + 1)][1:]  # the first one warms up
    for place, unit in enumerate(("s CPU", "s by the clock")):
        pairs = [(alone[place], recorded[place]) for alone, recorded in runs]
        alone, recorded = (statistics.median(times) for times in zip(*pairs, strict=True))
        yield f"{'extraction alone':32}{alone:10.1f} {unit} for {len(texts)} articles"
        yield f"{'extract --pending':32}{recorded:10.1f} {unit}"
        yield f"{'alone / extract --pending':32}{alone / recorded:10.2f}"


def _run(texts: list[str]) -> tuple[Times, Times]:
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article
    from claims.grouping.meanings import reader
    from claims.recording import reconcile

    reconcile.load_models()
    reader.cache_clear()  # it remembers the texts of the round before
    extractor = reconcile.extractor()
    alone = seconds(lambda: [extractor.extract(text) for text in texts])
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
    Article.objects.bulk_create(_article(number, text) for number, text in enumerate(texts))
    return alone, seconds(lambda: call_command("extract", "--pending", verbosity=0))


def _article(number: int, text: str) -> object:
    from articles.models import Article
    from articles.stories import set_bands

    digest = hashlib.sha256(text.encode()).hexdigest()
    title = f"Article {number}"
    article = Article(
        slug=f"article-{number}", title=title, text=text, text_sha256=digest, raw=text.encode()
    )
    set_bands(article)
    return article


@contextmanager
def database(bench: str) -> Iterator[None]:
    """One of this bench and process, on the server that is configured; dropped at the end."""
    from django.db import connection

    from config import postgres

    postgres.ensure_running()
    connection.settings_dict["TEST"]["NAME"] = f"on_record_bench_{bench}_{os.getpid()}"
    configured = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)


def seconds(work: Callable[[], object]) -> Times:
    """CPU seconds and seconds by the clock."""
    cpu, clock = _cpu(), time.perf_counter()
    work()
    return _cpu() - cpu, time.perf_counter() - clock


def _cpu() -> float:
    """Seconds that this process and the one that serves its connection have computed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    from tests.bench.extraction import RECORDED, first_texts  # imports this module

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="?", type=Path, help='JSON lines with a "text" each')
    parser.add_argument("--articles", type=int, default=RECORDED)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for line in shares(first_texts(options.texts, options.articles), options.rounds):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
