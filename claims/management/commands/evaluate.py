"""manage.py evaluate: how good the extraction is on texts whose statements are known."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError
from tqdm import tqdm

from claims.confidence import LIKELY
from claims.extraction import Finding
from claims.quality.evaluation import (
    boundaries,
    calibration,
    corpus,
    extraction,
    figures,
    genres,
    gold,
    names,
    report,
    speakers,
)
from claims.recording import reconcile


class Command(BaseCommand):
    help = (
        "Read the texts of gold files (one JSON object a line, docs/evaluation.md) and print how "
        "much of them the extractor finds. With --speakers also who said it, across all articles "
        "of a file: `manage.py evaluate tests/gold/invented.jsonl --speakers`. Several files are "
        "told beside one another in one table. Stores nothing. "
        "Exit code: 0 all well, 1 some lines are bad, 2 nothing read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gold", type=Path, nargs="+", help="gold files, .jsonl")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object, of several files a list"
        )
        parser.add_argument(
            "--speakers",
            action="store_true",
            help="score speakers and chains across articles too, where a file names them",
        )
        parser.add_argument(
            "--also",
            type=Path,
            action="append",
            default=[],
            metavar="NAMES.json",
            help='other names of speakers that count as right: {"name": ["other name", …]}',
        )
        parser.add_argument(
            "--save",
            metavar="NAME",
            help="keep the figures of one file for /methods/ under this name of data",
        )

    def handle(self, *, gold: list[Path], **options: Any) -> None:
        if options["save"] and len(gold) > 1:
            raise CommandError(
                "--save keeps the figures of one gold file. Give one, or leave out --save. "
                "Nothing read.",
                returncode=2,
            )
        also = self._other_names(options["also"])
        read = [self._read(path, also) for path in gold]
        for path, (articles, _) in zip(gold, read, strict=True):
            self._check_speakers(path, articles, wanted=options["speakers"] and len(gold) == 1)
        has_bar = options["verbosity"] > 0 and sys.stderr.isatty()
        measured = [
            measure(
                articles,
                with_speakers=options["speakers"] and all(a.names_speakers for a in articles),
                has_bar=has_bar,
            )
            for articles, _ in read
        ]
        self._print([path.stem for path in gold], measured, as_json=options["json"])
        if problems := sum(count for _, count in read):
            saved = "; figures not saved" if options["save"] else ""
            names = ", ".join(map(str, gold))
            raise CommandError(f"{problems} bad lines of {names}, listed above{saved}.")
        if options["save"]:
            self._save(measured[0], options["save"])

    def _print(self, names: list[str], measured: list[dict[str, Any]], *, as_json: bool) -> None:
        if as_json:
            rows: Any = measured[0] if len(measured) == 1 else measured
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        elif len(measured) == 1:
            self.stdout.write("\n".join(report.lines(measured[0])))
        else:
            self.stdout.write("\n".join(report.table(names, measured)))

    def _check_speakers(
        self, path: Path, articles: Sequence[gold.GoldArticle], *, wanted: bool
    ) -> None:
        if wanted and not all(article.names_speakers for article in articles):
            raise CommandError(
                f'{path}: some attributions have no "speaker". Leave out --speakers, or add the '
                f'names ("" for none). Nothing read.',
                returncode=2,
            )

    def _other_names(self, paths: Sequence[Path]) -> dict[str, list[str]]:
        also: dict[str, list[str]] = {}
        for path in paths:
            try:
                names = json.loads(path.read_text(encoding="utf-8"))
                also |= {name: list(map(str, others)) for name, others in names.items()}
            except OSError as error:
                raise CommandError(
                    f"{path} can't be read ({error.strerror}). Check the name.", returncode=2
                ) from error
            except (ValueError, TypeError, AttributeError) as error:
                raise CommandError(
                    f'{path} holds no names ({error}); give {{"name": ["other name", …]}}.',
                    returncode=2,
                ) from error
        return also

    def _read(self, path: Path, also: dict[str, list[str]]) -> tuple[list[gold.GoldArticle], int]:
        """The articles of the file and the number of bad lines, each of them reported."""
        articles, problems = [], 0
        try:
            with path.open("rb") as lines:
                for item in gold.read(lines):
                    if isinstance(item, gold.GoldProblem):
                        problems += 1
                        self.stderr.write(f"{path}, line {item.line}: {item.words}")
                    else:
                        articles.append(gold.with_other_names(item, also))
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
    measured: dict[str, Any] = {"extractor version": extractor.version, "articles": len(articles)}
    if all(article.names is not None for article in articles):
        name_spans = [names.find_names(extractor, article.text) for article in articles]
        measured["names"] = names.score(articles, name_spans)
        return measured | {"genres": genres.score(articles, statements)}
    counts = [extraction.count(*pair) for pair in zip(articles, statements, strict=True)]
    scored = [row for count in counts for row in count.sure]
    measured |= extraction.score(counts)
    measured["boundaries"] = boundaries.score(articles, statements)
    measured["calibration"] = calibration.calibration(scored, LIKELY)
    if with_speakers:
        stored = _stored(articles, findings, extractor.version)
        measured["speakers"] = speakers.score(articles, stored, LIKELY)
    return measured


def _stored(
    articles: Sequence[gold.GoldArticle], findings: list[list[Finding]], version: str
) -> list[list[gold.AttributedStatement]]:
    try:
        return corpus.store_and_read_back(articles, findings, version)
    except ProgrammingError as error:
        raise CommandError(
            "The database lacks tables that --speakers copies. Run 'manage.py migrate' first.",
            returncode=2,
        ) from error
