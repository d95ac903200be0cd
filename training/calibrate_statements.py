"""Fits the weights of ``claims/extraction/statement_confidence.py`` to statements that are judged.

usage: python training/calibrate_statements.py OUT.toml --judged JUDGED.jsonl...
       --gold GOLD.jsonl... --gum GUM.jsonl... --reports FILE... [--weights WEIGHTS.zip]

JUDGED has articles as a person read what was found in them: {"id", "text", "findings":
[{"content", "speaker", "via", "right"}]}. GOLD is as for ``manage.py evaluate``, with speakers and
chains. GUM tells which speakers are right. The reports are those of marked_reports.py; WEIGHTS must
not have learnt from them. OUT keeps the comment at its top.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import marked_reports
import numpy as np
from corpora import gum_rows
from mentions import words as words_of_name
from tqdm import tqdm

from claims.extraction import pipeline
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.statement_confidence import Evidence, StatementConfidence
from claims.extraction.tagger.model import Tagger
from claims.extraction.types import Finding, SpeakerMention
from claims.quality.evaluation import gold as gold_files
from claims.quality.evaluation.gold import AttributedStatement, GoldArticle
from claims.quality.evaluation.matching import match_pairs, statements_that_count, to_words
from claims.quality.evaluation.speakers import same_name
from claims.quality.evaluation.words import NumberedWords

RIDGE = 1.0  # of the squared weights but the first
ROUNDS, STEPS = 60, 8  # of expectation and maximisation; of Newton's method in each
MAX_STEP = 1.0  # of a weight, else Newton's method can leap too far
# What a statement counts against one of a real article: invented ones are easier.
GOLD_COUNT, GUM_COUNT, REPORT_COUNT = 0.4, 0.5, 0.5


SameName = Callable[[Iterable[str], Iterable[str]], bool]


@dataclass(frozen=True)
class Judgement:
    """Whether a finding is right, or only its speaker where nobody looked at the words."""

    words: Evidence
    speaker: Evidence
    right: bool
    count: float = 1.0
    has_words: bool = True


class FindingReader:
    """Texts to findings, each with its evidence."""

    def __init__(self, weights: Path | None) -> None:
        self.nlp, self.tagger = spacy_pipeline.load(), Tagger.load(weights)

    def read(self, text: str) -> list[tuple[Finding, Evidence, Evidence]]:
        doc = spacy_pipeline.read(self.nlp, text)
        links = self.tagger.links(doc)
        sure = StatementConfidence(doc)
        pairs = pipeline.unrated_findings(doc, links, self.tagger.resolver)
        return [(finding, *sure.evidence(finding, basis)) for finding, basis in pairs]


def judged(path: Path, reader: FindingReader) -> Iterator[Judgement]:
    """Findings that stand in the file as they are found today."""
    for row in tqdm(_rows(path), path.name):
        answers = {
            _key(answer["content"], answer["speaker"], answer["via"]): answer["right"]
            for answer in row["findings"]
        }
        for finding, words, speaker in reader.read(row["text"]):
            name = finding.speaker.name if finding.speaker else ""
            key = _key(finding.content, name, [hop.speaker.name for hop in finding.chain])
            if key in answers:
                yield Judgement(words, speaker, answers[key])


def from_gold(path: Path, reader: FindingReader) -> Iterator[Judgement]:
    """Findings that count, by the statements that a person marked."""
    articles = _articles(path.read_bytes().splitlines())
    yield from _by_marks(articles, reader, same_name, GOLD_COUNT)


def from_reports(path: Path, reader: FindingReader) -> Iterator[Judgement]:
    """Findings of invented reports; a title more or less in a name is no mistake there."""
    lines = [json.dumps(row).encode() for row in marked_reports.read([path])]
    yield from _by_marks(_articles(lines), reader, _has_same_words, REPORT_COUNT)


def _by_marks(
    articles: list[GoldArticle], reader: FindingReader, same: SameName, count: float
) -> Iterator[Judgement]:
    for article in tqdm(articles, mininterval=20):
        rows = reader.read(article.text)
        words = NumberedWords(article.text)
        statements = [_statement(finding) for finding, *_ in rows]
        gold, optional = (
            to_words(marked, words) for marked in (article.required, article.optional)
        )
        counting = statements_that_count(gold, optional, to_words(statements, words))
        partners = _partners(article.required, statements, words, by_source=False)
        for statement, (_, *evidence) in zip(statements, rows, strict=True):
            if any(row.statement is statement for row in counting):
                partner = partners.get(id(statement))
                right = partner is not None and _has_same_people(partner, statement, same)
                yield Judgement(*evidence, right, count)


def from_gum(path: Path, reader: FindingReader) -> Iterator[Judgement]:
    """The speakers of findings that GUM has too, where the text names who the source is."""
    lines = [json.dumps(row).encode() for row in gum_rows(path)]
    for article in tqdm(_articles(lines), path.name):
        names: dict[int | None, list[str]] = {}
        for mention in article.names or ():
            for span in (mention.span, mention.head):
                names.setdefault(mention.cluster, []).append(article.text[slice(*span)])
        rows = reader.read(article.text)
        statements = [_statement(finding) for finding, *_ in rows]
        reported = [row for row in article.required if row.cue and row.source]
        words = NumberedWords(article.text)
        partners = _partners(reported, statements, words, by_source=True)
        for statement, (_, *evidence) in zip(statements, rows, strict=True):
            partner = partners.get(id(statement))
            if partner and partner.cluster is not None and partner.cluster in names:
                right = same_name(names[partner.cluster], statement.names)
                yield Judgement(*evidence, right, GUM_COUNT, has_words=False)


def _articles(lines: Iterable[bytes]) -> list[GoldArticle]:
    return [row for row in gold_files.read(lines) if isinstance(row, GoldArticle)]


def _partners(
    gold: Sequence[AttributedStatement],
    statements: Sequence[AttributedStatement],
    words: NumberedWords,
    *,
    by_source: bool,
) -> dict[int, AttributedStatement]:
    """The statement of the gold that each finding is, by the finding's ``id``."""
    marked, rows = to_words(gold, words), to_words(statements, words)
    matched = match_pairs(marked, rows, by_source=by_source)
    return {id(rows[f].statement): marked[g].statement for g, f in matched}


def _statement(finding: Finding) -> AttributedStatement:
    return replace(
        AttributedStatement.of(finding),
        names=_names(finding.speaker),
        via=tuple(_names(hop.speaker) for hop in finding.chain),
    )


def _names(speaker: SpeakerMention | None) -> tuple[str, ...]:
    return (speaker.name, *speaker.aliases) if speaker else ()


def _has_same_people(
    gold: AttributedStatement, statement: AttributedStatement, same: SameName
) -> bool:
    hops = sum(any(same(hop, other) for other in statement.via) for hop in gold.via)
    is_same = same(gold.names, statement.names) if gold.names else not statement.names
    return is_same and hops == len(gold.via) == len(statement.via)


def _has_same_words(gold: Iterable[str], names: Iterable[str]) -> bool:
    """Has a name all words of another?"""
    pairs = [(words_of_name(a), words_of_name(b)) for a in gold for b in names]
    return any(a and b and (a <= b or b <= a) for a, b in pairs)


def _rows(path: Path) -> list[dict]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _key(content: Iterable[Iterable[int]], speaker: str, via: list[str]) -> tuple:
    return tuple(map(tuple, content)), speaker, tuple(via)


class StatementWeights:
    """Two logistic regressions whose product is the probability, by expectation and maximisation
    (Dempster, Laird and Rubin 1977): of a wrong statement nobody says which half is wrong."""

    def __init__(self, judgements: list[Judgement]) -> None:
        self.names = {
            "words": _evidence_names(judgement.words for judgement in judgements),
            "speaker": _evidence_names(judgement.speaker for judgement in judgements),
        }
        self.rows = {
            half: np.array(
                [[getattr(j, half).get(name, 0.0) for name in names] for j in judgements]
            )
            for half, names in self.names.items()
        }
        self.weights = {half: np.zeros(len(names)) for half, names in self.names.items()}
        self.weights["words"][0] = self.weights["speaker"][0] = 2.0

    def _shares(self) -> tuple[np.ndarray, np.ndarray]:
        words, speaker = (
            1 / (1 + np.exp(-self.rows[half] @ self.weights[half])) for half in ("words", "speaker")
        )
        return words, speaker

    def fit(self, judgements: list[Judgement]) -> None:
        right = np.array([judgement.right for judgement in judgements], dtype=float)
        counts = np.array([judgement.count for judgement in judgements])
        has_words = np.array([judgement.has_words for judgement in judgements])
        for _ in range(ROUNDS):
            words, speaker = self._shares()
            unclear = has_words & (right == 0)
            wrong = 1 - words * speaker
            expected = {
                "words": (np.where(unclear, words * (1 - speaker) / wrong, right), has_words),
                "speaker": (np.where(unclear, speaker * (1 - words) / wrong, right), 1.0),
            }
            for half, (truths, share_asked) in expected.items():
                self.weights[half] = logistic_regression(
                    self.rows[half], truths, counts * share_asked, self.weights[half]
                )

    def as_toml(self) -> str:
        """The two tables of the file."""
        lines = []
        for half, names in self.names.items():
            lines.append(f"[{half}]")
            for name, weight in zip(names, self.weights[half], strict=True):
                lines.append(f'"{name}" = {weight:.2f}')
            lines.append("")
        return "\n".join(lines)


def _evidence_names(rows: Iterable[Evidence]) -> list[str]:
    return ["always", *sorted({name for row in rows for name in row} - {"always"})]


def logistic_regression(
    rows: np.ndarray, truths: np.ndarray, counts: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """StatementWeights with a ridge, by Newton's method; ``truths`` may be shares."""
    ridge = RIDGE * np.eye(rows.shape[1])
    ridge[0, 0] = 1e-3
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (truths - share)) - ridge @ weights
        bend = (rows * (counts * share * (1 - share))[:, None]).T @ rows + ridge
        weights = weights + np.clip(np.linalg.solve(bend, slope), -MAX_STEP, MAX_STEP)
    return weights


def main(options: argparse.Namespace) -> None:
    reader = FindingReader(options.weights)
    sources = (
        (judged, options.judged),
        (from_gold, options.gold),
        (from_gum, options.gum),
        (from_reports, options.reports),
    )
    judgements = [row for read, paths in sources for path in paths for row in read(path, reader)]
    print(f"{len(judgements)} judged, {sum(row.right for row in judgements)} right")
    weights = StatementWeights(judgements)
    weights.fit(judgements)
    head = options.out.read_text(encoding="utf-8").partition("[words]")[0]
    options.out.write_text(head + weights.as_toml(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", type=Path)
    for name in ("--judged", "--gold", "--gum", "--reports"):
        parser.add_argument(name, type=Path, nargs="+", default=[])
    main(parser.parse_args())
