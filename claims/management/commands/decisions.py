"""manage.py decisions: export the log of decisions, import one, export reviewed articles."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.models import heavy_columns
from claims.curation import annotations
from claims.curation.annotations import InvalidAnnotation, PortableDecision
from claims.curation.replay import ReplayOutcome, ReplayResult, replay
from claims.extraction.json_lines import decode_line
from claims.grouping.groups import regroup
from claims.locks import lock_grouping
from claims.models import Decision, DecisionKind
from claims.quality import gold_export

FAILED = (ReplayResult.CONFLICTING, ReplayResult.NOT_FOUND)


class Command(BaseCommand):
    help = (
        "Carry what curators decided to another database. `decisions export FILE` writes the whole "
        "log, one W3C annotation a line. `decisions import FILE` does the same again here, on "
        "exactly the same words of the same text; what is here already is left alone, and words "
        "that are only nearly the same wait for a curator. `decisions gold FILE` writes the "
        "articles that a curator has read to the end in the form of `manage.py evaluate`. FILE may "
        "be -. Exit code: 0 all well, 1 some could not be done, 2 nothing read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        jobs = parser.add_subparsers(dest="job", required=True, metavar="export|import|gold")
        for job, what in (
            ("export", "write the log of decisions"),
            ("import", "do the decisions of a file again here"),
            ("gold", "write the fully reviewed articles as gold"),
        ):
            jobs.add_parser(job, help=what).add_argument("file", help="a file, or - for the pipe")

    def handle(self, *, job: str, file: str, **options: Any) -> None:
        {"export": self.export, "import": self.replay, "gold": self.gold}[job](file)

    def export(self, file: str) -> None:
        log = Decision.objects.select_related("by", "undoes", "article").order_by("pk")
        log = log.defer(*heavy_columns("article__"), "diff_before", "diff_after")
        decisions = map(PortableDecision.of, log.iterator(chunk_size=500))
        self._write(file, (decision.annotation() for decision in decisions), "decision")

    def gold(self, file: str) -> None:
        self._write(file, gold_export.gold(), "article")

    def replay(self, file: str) -> None:
        counts: Counter[str] = Counter()
        with _open_for_reading(file) as lines:
            decisions = list(self._parse(lines, counts))
        if not decisions and not counts:
            raise CommandError(f"{file}: no decision in it. Nothing was done.", returncode=2)
        joined: list[UUID] = []
        for outcome in replay(decisions):
            counts[outcome.kind] += 1
            if outcome.kind == ReplayResult.APPLIED:
                joined.append(outcome.decision.uid)
            if outcome.why and outcome.kind not in (ReplayResult.APPLIED, ReplayResult.EXISTS):
                self.stderr.write(describe_outcome(outcome))
        regroup_decided(joined)
        self.stdout.write(
            ", ".join(f"{counts[kind]} {kind}" for kind in (*ReplayResult, "unreadable"))
        )
        if bad := sum(counts[kind] for kind in (*FAILED, "unreadable")):
            raise CommandError(
                f"{bad} of {counts.total()} could not be done, listed above.",
                returncode=1 if decisions else 2,
            )

    def _parse(self, lines: IO[bytes], counts: Counter[str]) -> Iterator[PortableDecision]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield annotations.parse_annotation(decode_line(line))
            except (InvalidAnnotation, ValueError) as error:
                counts["unreadable"] += 1
                self.stderr.write(f"line {number}: {error}")

    def _write(self, file: str, records: Iterator[dict[str, Any]], noun: str) -> None:
        count = 0
        with _open_for_writing(file) as out:
            for count, record in enumerate(records, start=1):  # noqa: B007 the last one counts
                out.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
        self.stderr.write(f"{count} {noun}{'' if count == 1 else 's'} written.")


def regroup_decided(decisions: list[UUID]) -> None:
    """What was joined or told apart draws with it the statements that say the same."""
    ids = Decision.objects.filter(
        uid__in=decisions, deed__in=(DecisionKind.JOIN, DecisionKind.PART)
    ).values_list("statement", flat=True)
    if ids:
        with transaction.atomic():
            lock_grouping()
            regroup(list(ids))


def describe_outcome(outcome: ReplayOutcome) -> str:
    decision = outcome.decision
    line = f"{outcome.kind}: {decision.deed} by {decision.by}, “{decision.target_name[:60]}”"
    return f"{line}: {outcome.why}"


@contextmanager
def _open_for_reading(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        if sys.stdin is None:
            raise CommandError("Standard input is closed. Give a file.", returncode=2)
        yield sys.stdin.buffer
        return
    try:
        with open(file, "rb") as lines:
            yield lines
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Nothing was done.", returncode=2) from error


@contextmanager
def _open_for_writing(file: str) -> Iterator[IO[str]]:
    if file == "-":
        yield sys.stdout
        return
    try:
        with open(file, "w", encoding="utf-8", newline="\n") as out:
            yield out
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Nothing written.", returncode=2) from error
