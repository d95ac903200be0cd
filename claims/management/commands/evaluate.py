"""manage.py evaluate: how good the extraction is on texts whose statements are known."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.confidence import LIKELY
from claims.extraction import Finding
from claims.quality.evaluation import (
    calibration,
    corpus,
    extraction,
    figures,
    gold,
    report,
    speakers,
)
from claims.recording import reconcile


class Command(BaseCommand):
    help = (
        "Read the texts of a gold file (one JSON object a line, docs/evaluation.md) and print how "
        "much of it the extractor finds. With --speakers also who said it, across all its "
        "articles: `manage.py evaluate tests/gold/invented.jsonl --speakers`. Stores nothing. "
        "Exit code: 0 all well, 1 some lines are bad, 2 nothing read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gold", type=Path, help="a gold file, .jsonl")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--speakers", action="store_true", help="score speakers and chains across articles too"
        )
        parser.add_argument(
            "--save", metavar="NAME", help="keep the figures for /methods/ under this name of data"
        )

    def handle(self, *, gold: Path, **options: Any) -> None:
        articles, problems = self._read(gold)
        if options["speakers"] and not all(article.names_speakers for article in articles):
            raise CommandError(
                f'{gold}: some attributions have no "speaker". Leave out --speakers, or add the '
                f'names ("" for none). Nothing read.',
                returncode=2,
            )
        has_bar = options["verbosity"] > 0 and sys.stderr.isatty()
        measured = measure(articles, with_speakers=options["speakers"], has_bar=has_bar)
        if options["json"]:
            self.stdout.write(json.dumps(measured, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.lines(measured)))
        if problems:
            saved = "; figures not saved" if options["save"] else ""
            raise CommandError(f"{problems} bad lines of {gold}, listed above{saved}.")
        if options["save"]:
            self._save(measured, options["save"])

    def _read(self, path: Path) -> tuple[list[gold.GoldArticle], int]:
        """The articles of the file and the number of bad lines, each of them reported."""
        articles, problems = [], 0
        try:
            with path.open("rb") as lines:
                for item in gold.read(lines):
                    if isinstance(item, gold.GoldProblem):
                        problems += 1
                        self.stderr.write(f"{path}, line {item.line}: {item.words}")
                    else:
                        articles.append(item)
        except OSError as error:
            raise CommandError(
                f"{path} can't be read ({error.strerror}). Check the name.", returncode=2
            ) from error
        if not articles:
            raise CommandError(f"{path} holds no article. Nothing read.", returncode=2)
        return articles, problems

    def _save(self, measured: dict[str, Any], name: str) -> None:
        try:
            figures.save({"data": name, "date": date.today().isoformat()} | measured)
        except (OSError, ValueError) as error:
            raise CommandError(f"The figures are not saved: {error}") from error
        self.stderr.write(f"Saved as “{name}” for /methods/.")


def measure(
    articles: Sequence[gold.GoldArticle], *, with_speakers: bool, has_bar: bool = False
) -> dict[str, Any]:
    """Run the installed extractor over the articles; all figures, as --json prints them."""
    extractor = reconcile.extractor()
    findings: list[list[Finding]] = [
        extractor.extract(article.text)
        for article in tqdm(articles, unit="article", disable=not has_bar, leave=False)
    ]
    statements = [[gold.AttributedStatement.of(finding) for finding in rows] for rows in findings]
    counts = [extraction.count(*pair) for pair in zip(articles, statements, strict=True)]
    scored = [row for count in counts for row in count.sure]
    measured: dict[str, Any] = {"extractor version": extractor.version}
    measured |= extraction.score(counts)
    measured["calibration"] = calibration.calibration(scored, LIKELY)
    if with_speakers:
        stored = corpus.store_and_read_back(articles, findings, extractor.version)
        measured["speakers"] = speakers.score(articles, stored)
    return measured
