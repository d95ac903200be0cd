"""manage.py ingest: read files of news articles and find who said what in them."""

import os
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
from articles.folders import LEADS_OUT, leads_out, list_files
from articles.ingest import IngestOutcome, IngestResult, ingest
from articles.metadata import FILE_NAME, MAX_LENGTHS, Metadata, load_metadata
from articles.models import Article
from articles.readers import Unreadable
from config.database import Outage, require_database, retrying


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
        has_bar = options["verbosity"] > 0 and sys.stderr.isatty()
        outage = ""
        try:
            require_database()
            pending = self._read(files, metadata, tally, has_bar=has_bar, options=options)
            if pending and not options["no_extract"]:
                tally["not extracted"] += self._extract(pending, has_bar=has_bar)
        except Outage as error:
            outage = str(error)
        self._conclude(tally, outage, dry_run=options["dry_run"])

    def _read(
        self,
        files: list[Path],
        metadata: list[Metadata],
        tally: Counter[str],
        *,
        has_bar: bool,
        options: dict[str, Any],
    ) -> list[int]:
        """Store what is new; the ids of articles that wait for extraction."""
        outcomes = ingest(
            files,
            metadata=metadata,
            **{name: options[name] for name in ("outlet", "published", "encoding", "dry_run")},
        )
        pending = []
        for outcome in tqdm(
            outcomes, total=len(files), unit="file", disable=not has_bar, leave=False
        ):
            if outcome.kind:
                tally[outcome.kind] += 1
            self._report(outcome)
            if outcome.article and outcome.article.extraction == "pending":
                pending.append(outcome.article.pk)
        return pending

    def _files(self, paths: list[Path], tally: Counter[str]) -> list[Path]:
        """The files to read: those named, and those of known endings in the folders, by name."""
        files: list[Path] = []
        for path in paths:
            try:
                if path.is_dir():
                    files += self._folder(path, tally)
                elif path.exists():
                    files.append(path)
                else:
                    self._problem(path, "no such file or folder. Check the name.", tally)
            except OSError as error:
                self._problem(path, f"can't be read ({error.strerror}).", tally)
        return list(dict.fromkeys(files))

    def _folder(self, folder: Path, tally: Counter[str]) -> list[Path]:
        listing = list_files(folder)
        for path, words in listing.problems:
            self._problem(path, words, tally)
        if others := listing.others_in_words():
            self.stderr.write(f"{folder}: {others}")
        if not listing.files and not listing.problems:
            self._problem(folder, "holds no file of a kind that is read.", tally)
        return listing.files

    def _metadata(
        self, paths: list[Path], metadata_path: Path | None, tally: Counter[str]
    ) -> list[Metadata]:
        """The tables to go by, their problems reported."""
        sources = [metadata_path] if metadata_path else [path / FILE_NAME for path in paths]
        tables = []
        for source in sources:
            if not metadata_path and not os.path.isfile(source):  # False where nobody may look
                continue
            if not metadata_path and leads_out(source, source.parent):
                self._problem(source, LEADS_OUT, tally)
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

    def _report(self, outcome: IngestOutcome) -> None:
        for note in outcome.notes:
            tqdm.write(f"{outcome.path}: {note}", file=self.stderr)

    def _extract(self, articles: Iterable[int], *, has_bar: bool) -> int:
        """Find the statements in these articles; how many failed."""
        from claims.recording import reconcile, tasks  # articles must not need claims to be read

        pending = Article.objects.filter(pk__in=articles).pending().order_by("pk")
        failed, total = 0, retrying(pending.count)
        for outcome in tqdm(
            tasks.extract(reconcile.in_turn(pending.defer("raw", "search"))),
            total=total,
            desc="extracting",
            unit="article",
            disable=not has_bar,
            leave=False,
        ):
            if outcome.error:
                failed += 1
                tqdm.write(f"{outcome.article.slug}: {outcome.error}", file=self.stderr)
        if settings.CELERY_BROKER_URL:
            self.stdout.write(
                f"{total} handed to the workers; `manage.py extract --status` says what became "
                f"of them"
            )
        return failed

    def _conclude(self, tally: Counter[str], outage: str, *, dry_run: bool) -> None:
        counts = ", ".join(f"{tally[kind]} {kind}" for kind in IngestResult if tally[kind])
        self.stdout.write(f"{counts or 'no files'}{' (dry run: nothing stored)' * dry_run}")
        if outage:
            stored = any(tally[kind] for kind in IngestResult)
            advice = "What is counted above is stored; the same command again does the rest."
            raise CommandError(
                f"{outage} {advice if stored else 'Nothing read.'}", returncode=1 + (not stored)
            )
        if not any(tally[result] for result in IngestResult if result != IngestResult.FAILED):
            raise CommandError("Nothing read.", returncode=2)
        if failed := tally[IngestResult.FAILED] + tally["problems"] + tally["not extracted"]:
            raise CommandError(f"{failed} problem{'s' * (failed > 1)}, listed above.")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ArgumentTypeError(f"{value} is no day. Write it as 2022-03-18.") from error


def _name(value: str) -> str:
    if len(value) > MAX_LENGTHS["outlet"]:
        raise ArgumentTypeError(f"is longer than {MAX_LENGTHS['outlet']} characters. Shorten it.")
    return visible(value)
