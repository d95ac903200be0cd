"""manage.py ingest: read files of news articles and find who said what in them."""

import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.cleaning.paragraphs import visible
from articles.ingest import Kind, Outcome, ingest
from articles.metadata import FILE_NAME, LONGEST, Metadata, load_metadata
from articles.models import Article
from articles.readers import READERS, Unreadable


class Command(BaseCommand):
    help = (
        "Read news articles from files and folders of .txt, store what is new, and find the "
        "statements in it. Again on the same files it changes nothing, so a folder that fills up "
        "can be read every day: `manage.py ingest inbox/ --outlet 'The Daily Example'`. "
        "Exit code: 0 all well, 1 some files failed, 2 nothing read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="+", type=Path, help="a .txt file, or a folder of them")
        parser.add_argument(
            "--metadata", type=Path, help=f"a CSV file; without it, {FILE_NAME} in a given folder"
        )
        parser.add_argument(
            "--outlet", type=_name, default="", help="who published them, if no row says so"
        )
        parser.add_argument(
            "--published", type=_day, help="the day, e.g. 2022-03-18, if no row says so"
        )
        parser.add_argument("--encoding", default="", help="overrules what the bytes suggest")
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
        parser.add_argument(
            "--no-extract",
            action="store_true",
            help="store only; `extract --pending` does the rest",
        )

    def handle(self, *, path: list[Path], **options: Any) -> None:
        tally: Counter[str] = Counter()
        files = self._files(path, tally)
        metadata = self._metadata(path, options["metadata"], tally)
        outcomes = ingest(
            files,
            metadata=metadata,
            **{name: options[name] for name in ("outlet", "published", "encoding", "dry_run")},
        )
        has_bar = options["verbosity"] > 0 and sys.stderr.isatty()
        pending = []
        for outcome in tqdm(
            outcomes, total=len(files), unit="file", disable=not has_bar, leave=False
        ):
            tally[outcome.kind] += 1
            self._report(outcome)
            if outcome.article and outcome.article.extraction == "pending":
                pending.append(outcome.article.pk)
        if pending and not options["no_extract"]:
            tally["not extracted"] += self._extract(pending, has_bar=has_bar)
        self._conclude(tally, read=len(files), dry_run=options["dry_run"])

    def _files(self, paths: list[Path], tally: Counter[str]) -> list[Path]:
        """The files to read: those named, and those of known endings in the folders, by name."""
        files: list[Path] = []
        for path in paths:
            try:
                found = _readable_files(path) if path.is_dir() else [path]
            except OSError as error:
                self._problem(path, f"can't be opened ({error.strerror}).", tally)
                continue
            if path.is_dir() and not found:
                self._problem(path, f"holds no file that ends in {', '.join(READERS)}.", tally)
            elif not path.is_dir() and not path.exists():
                self._problem(path, "no such file or folder. Check the name.", tally)
            else:
                files += found
        return list(dict.fromkeys(files))

    def _metadata(
        self, paths: list[Path], given: Path | None, tally: Counter[str]
    ) -> list[Metadata]:
        """The tables to go by, their problems reported."""
        sources = [given] if given else [path / FILE_NAME for path in paths]
        tables = []
        for source in sources:
            if not given and not source.is_file():
                continue
            try:
                tables.append(load_metadata(source))
            except Unreadable as error:
                raise CommandError(f"{source} {error} Nothing read.", returncode=2) from error
            for problem in tables[-1].problems:
                self._problem(source, problem, tally)
        return tables

    def _problem(self, path: Path, words: str, tally: Counter[str]) -> None:
        self.stderr.write(f"{path}: {words}")
        tally["problems"] += 1

    def _report(self, outcome: Outcome) -> None:
        for note in outcome.notes:
            tqdm.write(f"{outcome.path}: {note}", file=self.stderr)

    def _extract(self, articles: Iterable[int], *, has_bar: bool) -> int:
        """Find the statements in these articles; how many failed."""
        from claims import tasks  # articles must not need claims to be read

        pending = Article.objects.filter(pk__in=articles).pending().order_by("pk")
        if settings.CELERY_BROKER_URL:
            self.stdout.write(f"{pending.count()} handed to the workers")
        failed = 0
        for outcome in tqdm(
            tasks.extract(pending.iterator(chunk_size=100)),
            total=pending.count(),
            desc="extracting",
            unit="article",
            disable=not has_bar,
            leave=False,
        ):
            if outcome.error:
                failed += 1
                tqdm.write(f"{outcome.article.slug}: {outcome.error}", file=self.stderr)
        return failed

    def _conclude(self, tally: Counter[str], *, read: int, dry_run: bool) -> None:
        counts = ", ".join(f"{tally[kind]} {kind}" for kind in Kind if tally[kind])
        self.stdout.write(f"{counts or 'no files'}{' (dry run: nothing stored)' * dry_run}")
        if read == tally[Kind.FAILED]:
            raise CommandError("Nothing read.", returncode=2)
        if failed := tally[Kind.FAILED] + tally["problems"] + tally["not extracted"]:
            raise CommandError(f"{failed} problems, listed above.")


def _readable_files(folder: Path) -> list[Path]:
    """Files with a known ending, in the folder and those below it, in order of name."""
    next(folder.iterdir(), None)  # raises where rglob would show an unreadable folder as empty
    return sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in READERS and path.is_file()
    )


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ArgumentTypeError(f"{value} is no day. Write it as 2022-03-18.") from error


def _name(value: str) -> str:
    if len(value) > LONGEST["outlet"]:
        raise ArgumentTypeError(f"is longer than {LONGEST['outlet']} characters. Shorten it.")
    return visible(value)
