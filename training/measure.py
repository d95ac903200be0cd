"""How good a file of weights is: attributed precision, recall and F1, and calibration.

usage: python training/measure.py GOLD.jsonl [--weights WEIGHTS.zip]

Attributed as in judge.py. The tagger alone, before names are resolved and nested statements added.
"""

import argparse
from pathlib import Path

import numpy as np
from data import read
from judge import TextWords, right
from tqdm import tqdm

from claims.extraction.parsing.spacy_pipeline import load
from claims.extraction.tagger.model import Tagger


def main(options: argparse.Namespace) -> None:
    tagger, nlp = Tagger.load(options.weights), load()
    sure, truths, gold = [], [], 0
    for article in tqdm(read(options.gold), "reading"):
        links = tagger.links(nlp(article["text"]))
        sure += [link.confidence for link in links]
        truths += right(article["attributions"], links, TextWords(article["text"]))
        gold += len(article["attributions"])
    hits = sum(truths)
    print(f"{tagger.version}: {len(truths)} found, {gold} gold, {hits} right")
    print(f"attributed P {100 * hits / len(truths):.1f}, R {100 * hits / gold:.1f}", end=", ")
    print(f"F1 {200 * hits / (len(truths) + gold):.1f}")
    print(f"expected calibration error {calibration_error(np.array(sure), np.array(truths)):.3f}")


def calibration_error(sure: np.ndarray, truths: np.ndarray, bins: int = 10) -> float:
    """The mean gap between confidence and truth over ten equal bins (Naeini et al. 2015)."""
    number = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[number == k].sum() - truths[number == k].sum()) for k in range(bins)]
    return float(sum(gaps) / len(sure))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path)
    main(parser.parse_args())
