"""manage.py ingest: read files of news articles and find who said what in them."""

import os
import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.cleaning.paragraphs import visible
from articles.fetching.addresses import ingest_addresses, is_address
from articles.folders import LEADS_OUT, leads_out, list_files
from articles.ingest import IngestOutcome, IngestResult, ingest
from articles.metadata import FILE_NAME, MAX_LENGTHS, Metadata, load_metadata
from articles.readers import Unreadable
from articles.readers.tables import column_map
from claims.recording.parallel import ExtractionResult
from claims.recording.runs import ExtractionRun, RunByWorkers, run_for
from config.database import Outage, require_database


class Command(BaseCommand):
    help = (
        "Read news articles from files and folders (pages, PDFs, documents, mails, tables, feeds, "
        "archives), store what is new, and find the "
        "statements in it. Again on the same files it changes nothing, so a folder that fills up "
        "can be read every day: `manage.py ingest inbox/ --outlet 'The Daily Example'`. "
        "Exit code: 0 all well, 1 some files failed, 2 nothing read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="+", help="a file, a folder of them, or an address (with FETCH=1)"
        )
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
            "--columns",
            type=column_map,
            default=(),
            help="what a table's columns are called: text=body,title=headline",
        )
        parser.add_argument(
            "--workers",
            type=int,
            default=0,
            help="processes that find the statements while reading goes on",
        )
        parser.add_argument(
            "--wait",
            action="store_true",
            help="with a broker: wait until its workers have found the statements",
        )
        parser.add_argument(
            "--no-extract",
            action="store_true",
            help="store only; `extract --pending` does the rest",
        )

    def handle(self, *, path: list[str], **options: Any) -> None:
        tally: Counter[str] = Counter()
        addresses = [text for text in map(str, path) if is_address(text)]
        if addresses and options["dry_run"]:
            raise CommandError("--dry-run is for files: an address is fetched to be stored.")
        paths = [Path(text) for text in path if not is_address(str(text))]
        files = self._files(paths, tally)
        metadata = self._metadata(paths, options["metadata"], tally)
        names = ("outlet", "published", "encoding", "dry_run", "columns")
        outcomes = chain(
            ingest(files, metadata=metadata, **{name: options[name] for name in names}),
            ingest_addresses(addresses, outlet=options["outlet"]),
        )
        has_bar = options["verbosity"] > 0 and sys.stderr.isatty()
        outage = ""
        try:
            require_database()
            with run_for(options["workers"], waits_for_results=options["wait"]) as run:
                self._read(outcomes, run, tally, has_bar=has_bar, options=options)
        except Outage as error:
            outage = str(error)
        self._conclude(tally, outage, dry_run=options["dry_run"])

    def _read(
        self,
        outcomes: Iterable[IngestOutcome],
        run: ExtractionRun,
        tally: Counter[str],
        *,
        has_bar: bool,
        options: dict[str, Any],
    ) -> None:
        """Store what is new, and have its statements found."""
        pending = 0
        for outcome in tqdm(outcomes, unit="article", disable=not has_bar, leave=False):
            if outcome.kind:
                tally[outcome.kind] += 1
            self._report(outcome)
            is_pending = outcome.article and outcome.article.extraction == "pending"
            if outcome.article and is_pending and not options["no_extract"]:
                pending += 1
                self._count(run.extract(outcome.article.pk), tally)
        results = tqdm(run.finish(), "extracting", pending, disable=not has_bar, leave=False)
        self._count(results, tally)
        if pending and isinstance(run, RunByWorkers) and not options["wait"]:
            self.stdout.write(
                f"{pending} handed to the workers; `manage.py extract --status` says what became "
                f"of them"
            )

    def _count(self, results: Iterable[ExtractionResult], tally: Counter[str]) -> None:
        """A line for each article whose statements can't be found."""
        for result in results:
            if result.error:
                tally["not extracted"] += 1
                self._write_line(f"{result.name}: {result.error}")

    def _write_line(self, line: str) -> None:
        with tqdm.external_write_mode(self.stderr):  # above the bar
            self.stderr.write(line)

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
            self._write_line(f"{outcome.path}: {note}")

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
