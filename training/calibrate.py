"""Fits the confidence of a file of weights, and the least one worth telling, on held-back articles.

usage: python training/calibrate.py TRAIN.jsonl WEIGHTS.zip [--least CONFIDENCE]

Rewrites WEIGHTS.zip. The articles are those that training holds back; dev is not looked at.
"""

import argparse
from pathlib import Path

import numpy as np
from data import held_back, read
from judge import TextWords, right
from tqdm import tqdm

from claims.extraction.parsing.spacy_pipeline import load
from claims.extraction.tagger import weights as weights_file
from claims.extraction.tagger.calibration import confidence, evidence
from claims.extraction.tagger.decoding import CUE, CueReading, best_labels, link
from claims.extraction.tagger.model import Tagger

PENALTY = 1.0  # of the squared weights: a few hundred statements make a noisy fit


def main(options: argparse.Namespace) -> None:
    articles = read(options.train)
    back = held_back(articles)
    tagger, nlp = Tagger.load(options.weights), load()
    changes = weights_file.read_contents(options.weights)[0]["changes"]
    rows, truths, gold = [], [], 0
    for article in tqdm([article for article in articles if article["id"] in back], "reading"):
        readings = tagger.readings(nlp(article["text"]))
        pairs = candidates(readings, article["text"], changes)
        links = [candidate for candidate, _ in pairs]
        truths += right(article["attributions"], links, TextWords(article["text"]))
        rows += [numbers for _, numbers in pairs]
        gold += len(article["attributions"])
    weights = fit(np.array(rows), np.array(truths, dtype=float))
    sure = np.array([confidence(row, weights) for row in rows])
    least, f1 = best_threshold(sure, np.array(truths), gold)
    print(f"{len(rows)} readings, {sum(truths)} right; least confidence {least:.2f}, F1 {f1:.3f}")
    told_from = least if options.least is None else options.least
    rewrite(options.weights, {"calibration": weights, "least confidence": told_from})


def candidates(readings: list[CueReading], text: str, changes: list[list[float]]):
    """The link and the evidence of every reading that has content."""
    if not readings:
        return []
    pairs = []
    for reading, labels in zip(readings, best_labels(readings, changes), strict=True):
        attributed = link(reading, labels, text, [0.0] * 9)
        if attributed:
            labels[reading.cue - reading.start] = CUE
            pairs.append((attributed, evidence(reading.likely, reading.roles, labels)))
    return pairs


def fit(rows: np.ndarray, truths: np.ndarray) -> list[float]:
    """Weights of a logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = PENALTY * np.eye(rows.shape[1])
    ridge[0, 0] = 0
    for _ in range(50):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (truths - share) - ridge @ weights
        bend = (rows * (share * (1 - share))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(bend, slope)
    return [round(float(w), 4) for w in weights]


def best_threshold(sure: np.ndarray, truths: np.ndarray, gold: int) -> tuple[float, float]:
    """The lowest confidence whose F1 is within three quarters of a point of the best, and that.

    What is doubtful is shown as doubtful and a curator sees it; what is left out nobody sees.
    """

    def f1(least: float) -> float:
        accepted = sure >= least
        return 2 * truths[accepted].sum() / (accepted.sum() + gold)

    steps = np.arange(0.2, 0.6, 0.01).round(2)
    scores = [f1(least) for least in steps]
    enough = max(scores) - 0.0075
    return float(next(s for s, f in zip(steps, scores, strict=True) if f >= enough)), max(scores)


def rewrite(path: Path, changes: dict, graphs: dict[str, bytes] | None = None) -> None:
    """Writes the file anew with some settings, and some graphs, changed."""
    settings, models = weights_file.read_contents(path)
    weights_file.write(path, settings | changes, models | (graphs or {}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--least", type=float, help="in place of the one that fits best")
    main(parser.parse_args())
