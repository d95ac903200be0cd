"""`manage.py ingest` of one web archive, killed (-9) at many points and finished by the next.

python -m tests.bench.kills [--articles 60] [--points 20]
python -m tests.bench.kills --no-extract --articles 100000

The points are spread over the work: so many articles stored, so many extracted. An ingest is
killed at five of them, begun again after each, and then left to finish; every other one extracts
in two processes beside. What is in the database at the end is compared with what an ingest that
nobody killed has left there.

With `--no-extract` one ingest of a large archive is killed at every point, and each article must be
there once at the end. Told is also the memory that the largest of these processes took.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests import processes
from tests.articles.files import http, warc_record
from tests.articles.pages import story
from tests.bench.ingest import empty
from tests.bench.recording import database

ARCHIVE_BYTES = 1_500_000  # only large files have checkpoints
POLL_SECONDS = 0.05
STORED_POLL_SECONDS = 1  # counting a hundred thousand articles takes its time
KILLS_OF_AN_INGEST = 5
SPEAKER = "statements__attributions__speaker__name"
Rows = list[tuple[str, ...]]


class Progress(NamedTuple):
    stored: int
    extracted: int


def archive(path: Path, count: int) -> Path:
    """Large with few articles: each page has a script that can't be packed."""
    noise = random.Random(7)
    with path.open("wb") as file:
        for number in range(count):
            script = f"<script>/* {noise.randbytes(ARCHIVE_BYTES // count).hex()} */</script>"
            html = story(number).replace("</head>", f"{script}</head>")
            file.write(warc_record(f"https://example.org/2022/03/04/{number}", http(html)))
    return path


def progress() -> Progress:
    from articles.models import Article

    articles = Article.objects.order_by()
    return Progress(articles.count(), articles.exclude(extraction="pending").count())


def rows() -> Rows:
    """Each statement of each article with its speaker; an article without any has a row too."""
    from articles.models import Article

    fields = ("url", "extraction", "statements__content", SPEAKER)
    return sorted(tuple(map(str, row)) for row in Article.objects.order_by().values_list(*fields))


def kill_at(point: int, path: Path, options: tuple[str, ...]) -> Progress:
    """Start an ingest and kill it when so many articles are stored and extracted, counted together.

    A little later, by chance: else every kill would hit right behind a commit.
    """
    process = processes.start("manage.py", "ingest", path, *options)
    while sum(progress()) < point and process.poll() is None:
        time.sleep(POLL_SECONDS)
    time.sleep(random.Random(point).uniform(0, 0.3))
    was_running = process.poll() is None
    process.kill()
    process.communicate(timeout=60)
    if not was_running:
        raise SystemExit(f"the ingest was over before point {point}")
    return progress()


def differences(path: Path, expected: Rows, options: tuple[str, ...]) -> str:
    """What the next ingest has left otherwise than one that nobody killed; "" where nothing."""
    code, out, err = processes.manage("ingest", path, *options)
    if code:
        return f"exit code {code}: {out} {err}"
    present = rows()
    missing, extra = set(expected) - set(present), set(present) - set(expected)
    if present == expected:
        return ""
    return f"{len(missing)} rows missing, {len(extra)} others, {len(present)} for {len(expected)}"


def kills(folder: Path, count: int, points: int) -> Iterator[str]:
    path = archive(folder / "pages.warc.gz", count)
    code, out, err = processes.manage("ingest", path)
    if code:
        raise SystemExit(f"{out} {err}")
    expected = rows()
    yield f"nobody kills: {out.strip()}, {len(expected)} statements"
    ingests = max(points // KILLS_OF_AN_INGEST, 1)
    faults = 0
    for ingest in range(1, ingests + 1):
        empty()
        options = () if ingest % 2 else ("--workers", "2")
        for number in range(ingest, points + 1, ingests):
            at = kill_at(2 * count * number // (points + 1), path, options)
            yield f"{number}: killed at {at.stored} stored, {at.extracted} extracted"
        fault = differences(path, expected, options)
        faults += bool(fault)
        yield f"{' '.join((f'ingest {ingest}', *options))}: {fault or 'right'}"
    yield f"{points} kills, {ingests - faults} of {ingests} ingests finished each article once"


def stored_once(folder: Path, count: int, points: int) -> Iterator[str]:
    """Kill and begin again at so many places of one large archive; then let it finish."""
    from articles.models import Article

    path, articles = archive(folder / "pages.warc.gz", count), Article.objects.order_by()
    yield f"{count:,} pages in {path.stat().st_size / 1e6:.0f} MB"
    peak = 0.0
    for number in range(1, points + 2):
        process = processes.start("manage.py", "ingest", path, "--no-extract")
        goal = count * number // (points + 1) if number <= points else count + 1
        while articles.count() < goal and process.poll() is None:
            peak = max(peak, peak_memory(process.pid))
            time.sleep(STORED_POLL_SECONDS * random.Random(goal).uniform(0.5, 1))
        process.kill()
        process.communicate(timeout=60)
        ending = f"exit code {process.returncode}" if number > points else "killed"
        yield f"{number}: {ending} at {articles.count():,}, at most {peak:.0f} MB so far"
    addresses = articles.values("url").distinct().count()
    yield f"{articles.count():,} articles at {addresses:,} addresses, for {count:,} pages"


def peak_memory(pid: int) -> float:
    """The most that a process has held, in MB; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1000 if lines else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--no-extract", action="store_true", help="store only, one large archive")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    with database("kills"), tempfile.TemporaryDirectory() as folder:
        bench = stored_once if options.no_extract else kills
        for line in bench(Path(folder), options.articles, options.points):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
