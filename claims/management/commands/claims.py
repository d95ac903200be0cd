"""manage.py claims: which statements say the same."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.extraction.parsing import spacy_pipeline
from claims.grouping.rebuilding import RebuildWorkersLost, rebuild
from claims.models import Claim
from claims.propositions.measuring import compare_lines, rank_lines
from claims.propositions.reader import PropositionReader


class Command(BaseCommand):
    help = (
        "Compare what statements say. `claims same < PAIRS.jsonl` tells of each pair of statements "
        "whether they report one utterance; `claims rank --claims CLAIMS.jsonl < QUERIES.jsonl` "
        "names for each query the claims nearest to it. Neither needs a database. "
        "`claims --rebuild` groups all stored statements anew; stopped, it goes on when run again, "
        "and run in several processes they share the work."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="group all statements anew")
        parser.add_argument("--workers", type=int, default=1, help="processes that share a rebuild")
        jobs = parser.add_subparsers(dest="job", metavar="same|rank")
        jobs.add_parser("same", help="pairs on standard input, one JSON object a line")
        rank = jobs.add_parser("rank", help="queries on standard input, one JSON object a line")
        rank.add_argument("--claims", type=Path, required=True, help="id, text, title a line")

    def handle(self, *, job: str | None, **options: Any) -> None:
        if options["rebuild"]:
            self._rebuild(options["workers"], options["verbosity"])
            return
        if job is None:
            raise CommandError("Say what to do: same, rank, or --rebuild.", returncode=2)
        if sys.stdin is None:
            raise CommandError("Standard input is closed. Give the lines: < FILE", returncode=2)
        refused: list[str] = []

        def refuse(line: str) -> None:
            refused.append(line)
            self.stderr.write(line)

        lines = getattr(sys.stdin, "buffer", sys.stdin)
        try:
            if job == "same":
                reader = PropositionReader(spacy_pipeline.load(settings.SPACY_MODEL))
                rows = compare_lines(lines, reader, refuse)
            else:
                with options["claims"].open("rb") as claims:
                    rows = rank_lines(list(claims), lines, refuse)
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
        except OSError as error:
            where = f"{error.filename}: " if error.filename else "Reading or writing failed: "
            raise CommandError(f"{where}{error.strerror}. Run again when it is mended.") from error
        if refused:
            raise CommandError(
                f"{len(refused)} of the lines can't be read and were left out. The rest is done."
            )

    def _rebuild(self, workers: int, verbosity: int) -> None:
        try:
            for progress in rebuild(workers):
                if verbosity > 0:
                    self.stdout.write(f"{progress.step} {progress.done} of {progress.total} parts")
        except RebuildWorkersLost as error:
            self.stderr.write(f"{error} Their parts were done here; nothing is missing.")
        claims = Claim.objects.public()
        self.stdout.write(f"{claims.count()} claims, {claims.disputed().count()} disputed.")
