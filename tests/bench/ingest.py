"""What ingest of web pages costs, and whether memory stays flat, on a local database of its own.

python -m tests.bench.ingest speed [--articles 60]       beside trafilatura + extraction alone
python -m tests.bench.ingest processes [--articles 60]   two processes against one
python -m tests.bench.ingest celery [--articles 240]     two Celery workers against one
python -m tests.bench.ingest memory [--articles 100000]  one web archive, stored, not extracted
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

from articles.language import ENGLISH, language_of
from tests import processes as programs
from tests.articles.files import http, warc_record
from tests.articles.pages import page
from tests.bench.recording import database, seconds

ROOT = Path(__file__).resolve().parents[2]
WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""
ARTICLES = {"speed": 0, "processes": 60, "celery": 240, "memory": 100_000}
EMPTY = "TRUNCATE articles_article, articles_readingprogress, claims_speaker CASCADE"


def pages(count: int) -> Iterator[tuple[str, str]]:
    """Addresses and pages: the seed articles' paragraphs, each page unlike the others."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    texts = [[line for line in seed.split("\n") if len(line) > 80][:14] for seed in seeds]
    for number in range(count):
        paragraphs = texts[number % len(texts)]
        start = number // len(texts) % len(paragraphs)
        story = "".join(f"<p>{line}</p>" for line in paragraphs[start:] + paragraphs[:start])
        title = f"Report number {number} from the harbour of Example"
        story += f"<p>It was report number {number}, which the board wrote on that day.</p>"
        html = page(story, top=f"<h1>{title}</h1>", head=f"<title>{title} - The Example</title>")
        yield f"https://example.org/2022/03/04/{number}", html


def archive(path: Path, count: int) -> Path:
    with path.open("wb") as file:
        for address, html in pages(count):
            file.write(warc_record(address, http(html)))
    return path


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


def speed(folder: Path, rounds: int) -> Iterator[str]:
    """CPU seconds of this process and of the database's process that serves it."""
    import trafilatura
    from django.core.management import call_command

    from claims.recording import reconcile

    made = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    if not made:
        raise SystemExit(f"{folder} holds no .html")
    extractor = reconcile.extractor()

    def alone() -> None:
        for html in made:
            text = trafilatura.extract(html, fast=True, include_comments=False) or ""
            if language_of(text) == ENGLISH:
                extractor.extract(text)

    def ingested() -> None:
        call_command("ingest", folder, verbosity=0, stdout=sys.stderr)

    pairs = []
    for _ in range(rounds):
        empty()
        pairs.append((seconds(alone), seconds(ingested)))
    for place, unit in enumerate(("s CPU", "s by the clock")):
        both = [(first[place], second[place]) for first, second in pairs]
        first, second = (statistics.median(times) for times in zip(*both, strict=True))
        yield f"trafilatura + extraction {first:8.2f} {unit} for {len(made)} pages"
        yield f"ingest to rows           {second:8.2f} {unit}, {len(made) / second:.1f} articles/s"
        yield f"share                    {first / second:8.2f}"


def processes(folder: Path, count: int) -> Iterator[str]:
    """By the clock; CPU seconds of all processes but the database's; waits for each other."""
    from django.core.management import call_command

    path = archive(folder / "pages.warc.gz", count)
    times = {}
    for workers in (1, 2):
        empty()
        began, before = time.monotonic(), _cpu()
        with LockWaits() as waits:
            call_command("ingest", path, workers=workers, verbosity=0, stdout=sys.stderr)
        times[workers] = time.monotonic() - began
        yield (
            f"{workers} processes: {times[workers]:.1f} s, {_cpu() - before:.1f} s CPU, "
            f"{waits.seconds:.1f} s of all processes together waiting for locks"
        )
    yield f"one / two: {times[1] / times[2]:.2f} (models are loaded by each new process)"


def celery(folder: Path, count: int) -> Iterator[str]:
    """`ingest --wait` by the clock, where one or two workers run that have loaded their models."""
    from django.core.management import call_command

    from claims.recording.tasks import ARTICLES_PER_MESSAGE

    first = archive(folder / "first.warc.gz", 2)
    path = archive(folder / "pages.warc.gz", count)
    times = {}
    for workers in (1, 2):
        empty()
        with running_workers(workers):
            call_command("ingest", first, no_extract=True, verbosity=0, stdout=sys.stderr)
            load_models()
            empty()
            began = time.monotonic()
            call_command("ingest", path, wait=True, verbosity=0, stdout=sys.stderr)
            times[workers] = time.monotonic() - began
        yield f"{workers} workers: {times[workers]:.1f} s, {count / times[workers]:.2f} articles/s"
    messages = -(-count // ARTICLES_PER_MESSAGE)
    ratio = times[1] / times[2]
    yield f"one / two: {ratio:.2f} ({messages} messages of {ARTICLES_PER_MESSAGE} articles)"


@contextmanager
def running_workers(count: int) -> Iterator[None]:
    """Celery workers of one process each, on a queue that was emptied before."""
    from config.celery import app

    app.control.purge()
    command = ("-m", "celery", "--app", "config.celery", "worker", "--concurrency", "1")
    running = [
        programs.start(*command, "--hostname", f"bench{number}@%h", "--loglevel", "ERROR")
        for number in range(count)
    ]
    try:
        while len(app.control.ping(timeout=1) or ()) < count:
            if any(worker.poll() is not None for worker in running):
                raise SystemExit("a worker has ended: is the broker there?")
        yield
    finally:
        for worker in running:
            worker.terminate()
        programs.finish(*running)


def load_models() -> None:
    """Each worker takes one of the two articles: the first is still loading when the second comes.

    Where there is one worker it takes both.
    """
    from articles.models import Article
    from claims.recording.tasks import extract_article

    for key in Article.objects.values_list("pk", flat=True):
        extract_article.delay(key)
    while Article.objects.pending().exists():
        time.sleep(0.2)


class LockWaits(Thread):
    """Looks ten times a second which of the database's processes wait for a lock."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds, self.is_over = 0.0, Event()

    def run(self) -> None:
        from django.db import connection

        last = time.monotonic()
        while not self.is_over.wait(0.1):
            with connection.cursor() as cursor:
                cursor.execute(WAITING)
                (count,) = cursor.fetchone()
            now = time.monotonic()
            self.seconds += count * (now - last)
            last = now
        connection.close()

    def __enter__(self) -> "LockWaits":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.join()


def memory(folder: Path, count: int) -> Iterator[str]:
    """Resident memory at each tenth, in MB."""
    from articles.ingest import ingest

    path = archive(folder / "pages.warc.gz", count)
    yield f"{count:,} pages in {path.stat().st_size / 1e6:.0f} MB"
    began, before, sizes = time.monotonic(), time.process_time(), []
    for number, outcome in enumerate(ingest([path]), start=1):
        if number % max(count // 10, 1) == 0:
            sizes.append(_resident())
            yield f"{number:>9,} {outcome.kind} {sizes[-1]:6.0f} MB"
    grown = max(after - earlier for earlier, after in pairwise(sizes[2:] or sizes * 2))
    yield (
        f"{count / (time.process_time() - before):.0f} articles a CPU second, "
        f"{count / (time.monotonic() - began):.0f} by the clock; at most {grown:.0f} MB more in a "
        f"tenth, after the second"
    )


def _resident() -> float:
    pages_count = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_count * resource.getpagesize() / 1e6


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


BENCHES = {"processes": processes, "celery": celery, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", *BENCHES))
    parser.add_argument("--articles", type=int)
    parser.add_argument("--broker", default="redis://127.0.0.1:6379/9", help="emptied, for celery")
    parser.add_argument("--pages", type=Path, help="a folder of real pages, for speed")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if options.what == "celery":
        os.environ["CELERY_BROKER_URL"] = options.broker
    import django

    django.setup()
    count = options.articles or ARTICLES[options.what]
    with database("ingest"), tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = programs.database_url()  # for processes that this one starts
        if options.what == "speed":
            lines = speed(options.pages, options.rounds)
        else:
            lines = BENCHES[options.what](Path(folder), count)
        for line in lines:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
