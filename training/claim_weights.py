"""Learns how much each feature says that two statements are one, from statements changed by rules.

usage: python training/claim_weights.py TRAIN.jsonl OUT.json

TRAIN.jsonl is annotated articles (README.md here). The pairs that ``claim_pairs.py`` makes of their
statements, and pairs of unlike statements of one article, go through the product's own reader.
A tenth of the texts is held back to choose the thresholds.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
from claim_pairs import MAX_WORDS, MIN_WORDS, make_pairs

from claims.extraction.parsing import spacy_pipeline
from claims.propositions.alignment import align
from claims.propositions.contradictions import contradictions
from claims.propositions.features import NAMES, features
from claims.propositions.reader import PropositionReader
from claims.propositions.vectors import encoder

SEED = 16
STATEMENTS = 5000
NEIGHBOURS = 1500
PENALTY = 1e-3
STEPS = 6000
# What a feature may say: 1 only for, -1 only against, 0 either.
SIGNS = {
    "least covered": 1, "most covered": 1, "core missing": -1,
    "restriction missing": -1, "adjunct missing": -1, "both missing": -1, "free share": -1,
    "terms": 1, "sure names": 1, "replaced": -1, "inexact": -1,
}  # fmt: skip


def statements(path: Path) -> list[list[str]]:
    """The statements of each article as text."""
    articles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        texts = [
            " ".join(" ".join(article["text"][s:e] for s, e in a["content"]).split()).strip('“”" ,')
            for a in article["attributions"]
        ]
        articles.append([t for t in texts if MIN_WORDS <= len(t.split()) <= MAX_WORDS])
    return articles


def pairs(articles: list[list[str]], nlp) -> list[tuple[str, str, bool, str]]:
    chance = random.Random(SEED)
    texts = [text for article in articles for text in article]
    chance.shuffle(texts)
    rows = [(p.first, p.second, p.same, p.kind) for p in make_pairs(texts[:STATEMENTS], nlp, SEED)]
    neighbours = []
    for article in articles:
        vectors = [encoder().vector(text) for text in article[:12]]
        neighbours += [
            (article[i], article[j], False, "neighbours")
            for i in range(len(vectors))
            for j in range(i)
            if 0.35 < float(vectors[i] @ vectors[j]) < 0.8
        ]
        if len(neighbours) > NEIGHBOURS:
            break
    return rows + neighbours


def measure(rows, nlp):
    """Features (n, f), whether the same (n,), and the contradictions of each pair."""
    reader, xs, ys, vetoes, cache = PropositionReader(nlp), [], [], [], {}

    def read(text):
        if text not in cache:
            cache[text] = reader.read(text)
        return cache[text]

    for first, second, same, _ in rows:
        a, b = read(first), read(second)
        alignment = align(a, b)
        vetoes.append(contradictions(a, b, alignment))
        xs.append(features(a, b, alignment))
        ys.append(same)
    return np.array(xs), np.array(ys), vetoes


def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression whose weights keep their signs; plain gradient steps, full batch."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z, signs = (x - mean) / spread, np.array([SIGNS[name] for name in NAMES])
    balance = np.where(y, 0.5 / max(y.mean(), 1e-9), 0.5 / max(1 - y.mean(), 1e-9))
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        error = balance * (1 / (1 + np.exp(-(z @ w + b))) - y)
        w -= 0.3 * (z.T @ error / len(y) + PENALTY * w)
        b -= 0.3 * error.mean()
        w = np.where(w * signs < 0, 0, w)
    return w / spread, b - float((w / spread) @ mean)


def main(options: argparse.Namespace) -> None:
    nlp = spacy_pipeline.load()
    rows = pairs(statements(options.train), nlp)
    x, y, vetoes = measure(rows, nlp)
    free = np.array([not names for names in vetoes])
    held = np.arange(len(y)) % 10 == 0
    weights, bias = fit(x[free & ~held], y[free & ~held])
    scores = 1 / (1 + np.exp(-(x @ weights + bias)))
    print(dict(zip(NAMES, weights.round(2), strict=True)), round(bias, 2))
    for threshold in (0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        says = free & (scores >= threshold) & held
        right = (says & y).sum()
        print(
            f"{threshold}: precision {right / says.sum():.3f} recall {right / (y & held).sum():.3f}"
        )
    report(rows, y, vetoes, scores, options.join)
    data = {
        "weights": {name: round(float(w), 4) for name, w in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 4), "join": options.join, "propose": options.propose,
    }  # fmt: skip
    options.out.write_text(json.dumps(data, indent=2) + "\n")


def report(rows, y, vetoes, scores, join) -> None:
    kinds = defaultdict(list)
    for (_, _, _, kind), same, names, score in zip(rows, y, vetoes, scores, strict=True):
        kinds[kind].append((same, bool(names), not names and score >= join))
    for kind, items in sorted(kinds.items()):
        same, vetoed, joined = (np.mean([i[k] for i in items]) for k in range(3))
        print(
            f"{kind:12} {len(items):5} same {same:.0f} contradiction {vetoed:.2f} joined {joined:.2f}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--join", type=float, default=0.7)
    parser.add_argument("--propose", type=float, default=0.3)
    main(parser.parse_args())
