"""Trains two more layers of MiniLM, for cues and roles alone, on weights that are finished.

usage: python training/deepen.py TRAIN.jsonl WEIGHTS.zip [--gum GUM.jsonl] [--reports FILE...]

The lower layers stay as they are in WEIGHTS.zip; mix.py puts the checkpoint into the file, and
names.py, which reads the new layers, comes after it. Stopped at any time, the same command goes on
from its own last checkpoint, at most a hundred steps back.
"""

import argparse
import random
from functools import partial
from pathlib import Path

import marked_reports
import numpy as np
import onnxruntime
import start
import torch
import tune
from data import Example, Names, Window, batch, example, held_back, parse, read, write
from encoder import LOWER, UPPER, UpperEncoder, word_pieces
from network import TaggerNet, loss
from report_corpora import gum_reports, mark_unknown_cues, with_single_marks
from spacy.tokens import Doc
from tqdm import tqdm
from word_swaps import replace_words, words_by_tag

from claims.extraction.tagger import weights as weights_file
from claims.extraction.tagger.features import Vocabulary
from claims.extraction.tagger.wordpiece import WordPiece

CHANGED = 0.9  # of the articles, the share that has other words
REPEATS = 3  # of an invented report in each epoch, each time with other words
SEQUENCES = 0.8  # the share of whole sequences in the loss of roles; the rest is each token's


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    initial = start.read(options.weights)
    articles = Articles(options, initial.names)
    net = TaggerNet(Vocabulary(initial.names.strings), LOWER, UPPER)
    net.load_state_dict(initial.net)
    encoder = UpperEncoder()
    encoder.load_state_dict(initial.upper)
    this = tune.Run(net, encoder, initial.names, options, articles.examples)
    tune.run(this, articles.epoch, step)


class Articles:
    """What is trained on: the articles that are not held back, GUM's reports and invented ones."""

    def __init__(self, options: argparse.Namespace, names: Names) -> None:
        self._seed = options.seed
        self._vocabulary, self._cut = Vocabulary(names.strings), WordPiece(word_pieces())
        self._encoder = encoder_session(options.weights)
        articles = read(options.train)
        back = held_back(articles)
        news = [article for article in with_single_marks(articles) if article["id"] not in back]
        gum = gum_reports(options.gum) if options.gum else []
        reports = marked_reports.for_training(marked_reports.read(options.reports))
        reports = [
            article | {"id": f"{article['id']} {n}"} for article in reports for n in range(REPEATS)
        ]
        self._docs: list[Doc] = []
        self.examples: list[Example] = []
        for part, whole in (("news", news), ("gum", gum), ("reports", reports)):
            path = write(options.work / f"deepen-{part}.jsonl", whole)
            for article, doc in zip(whole, parse(path, whole, options.work), strict=True):
                self._docs.append(doc)
                self.examples.append(example(article, doc, self._vocabulary, self._cut))
        mark_unknown_cues(self.examples[: len(news)], self._docs[: len(news)])
        for gum_example in self.examples[len(news) : len(news) + len(gum)]:
            gum_example.unmarked = np.ones(len(gum_example.features), dtype=bool)
        self._words = words_by_tag(self._docs[: len(news)])

    def epoch(self, number: int) -> tuple[list[Example], tune.States]:
        """The examples with other words in each epoch, and what the lower layers say of them."""
        chance = random.Random(f"{self._seed} {number}")
        change = partial(
            replace_words,
            words=self._words,
            chance=chance,
            vocabulary=self._vocabulary,
            cut=self._cut,
        )
        pairs = list(zip(self.examples, self._docs, strict=True))
        examples = [
            change(item, doc) if chance.random() < CHANGED else item
            for item, doc in tqdm(pairs, "other words", mininterval=20)
        ]
        return examples, lower_states(self._encoder, examples)


def encoder_session(path: Path) -> onnxruntime.InferenceSession:
    """The lower layers as the product has them, on one thread."""
    return weights_file.read(path).graphs["encoder"]


def lower_states(encoder: onnxruntime.InferenceSession, examples: list[Example]) -> tune.States:
    """What the finished lower layers say of each chunk's pieces, by article and first token.

    Sets the examples' token vectors, too.
    """
    states = {}
    for item in tqdm(examples, "lower layers", mininterval=20):
        parts = []
        for c in item.chunks:
            inputs = {"pieces": c.pieces, "first": c.first[None], "last": c.last[None]}
            vectors, pieces = encoder.run(["vectors", "states"], inputs)
            parts.append(vectors[0].astype(np.float16))
            states[item.id, c.start] = torch.from_numpy(pieces[0].astype(np.float16))
        item.vectors = np.concatenate(parts)
    return states


def step(parts: dict, group: list[Window], states: tune.States) -> float:
    """One step of training on some windows; the loss before it."""
    net, encoder = parts["net"].train(), parts["encoder"].train()
    b = batch(group)
    with torch.autocast("cpu", torch.bfloat16):  # half the time, where processors have it
        b["upper"] = tune.encoded(encoder, group, states, b["table"].shape[1]).float()
    return tune.learn(parts, loss(net, b, SEQUENCES))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--gum", type=Path)
    parser.add_argument("--reports", type=Path, nargs="*", default=marked_reports.SHIPPED)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--encoder-rate", type=float, default=1.2e-4)
    parser.add_argument("--name", default="deep")
    main(parser.parse_args())
