"""Teaches a file of weights who pronouns and descriptions are.

usage: python training/resolver.py WEIGHTS.zip --gum GUM.jsonl --gap GAP.tsv

Learns from GUM (the genres free of NC) and from invented reports, settles with that what GAP leaves
open, and learns again from all three. Rewrites WEIGHTS.zip; after names.py. Takes five minutes.
"""

import argparse
import random
from pathlib import Path

import invented_mentions
import numpy as np
import torch
from bundle import resolver_graph
from calibrate import rewrite
from corpora import gap_rows, gum_rows
from mentions import Choice, of_gap, of_gum, of_report
from network import ResolverNet
from torch import Tensor, nn
from tqdm import tqdm

from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger

BATCH, RATE, FIRST, SECOND, REPORTS = 16, 2e-3, 5, 9, 1300
INPUTS = ("numbers", "own", "last", "name")
WEIGHTS = {"it": 0.3}  # things are of little interest


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    nlp = spacy_pipeline.load()
    tagger = Tagger.load(options.weights)
    chance = random.Random(options.seed)
    choices = [
        choice for row in tqdm(gum_rows(options.gum), "gum") for choice in of_gum(row, nlp, tagger)
    ]
    for _ in tqdm(range(REPORTS), "reports", mininterval=20):
        choices += of_report(invented_mentions.report(chance), nlp, tagger)
    save(options.weights, train(choices, FIRST, options.seed))

    first = Tagger.load(options.weights).resolver
    for row in tqdm(gap_rows(options.gap), "gap", mininterval=20):
        choices += of_gap(
            row, nlp, tagger, lambda registry, anaphor: first.resolve(registry, anaphor).entity
        )
    save(options.weights, train(choices, SECOND, options.seed))


def save(path: Path, net: ResolverNet) -> None:
    rewrite(path, {}, {"resolver": resolver_graph(net)})


def train(choices: list[Choice], epochs: int, seed: int) -> ResolverNet:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net, rows = ResolverNet(), [(tensors(choice), choice) for choice in choices]
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.05)
    steps = epochs * (len(rows) // BATCH + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    net.train()
    for epoch in range(epochs):
        chance.shuffle(rows)
        for at in tqdm(range(0, len(rows), BATCH), f"epoch {epoch + 1}", mininterval=20):
            optimizer.zero_grad()
            for inputs, choice in rows[at : at + BATCH]:
                value = loss(net(*inputs), choice) * WEIGHTS.get(choice.kind, 1.0) / BATCH
                value.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            rate.step()
    return net


def tensors(choice: Choice) -> list[Tensor]:
    return [torch.from_numpy(np.ascontiguousarray(choice.inputs[name])).float() for name in INPUTS]


def loss(likely: Tensor, choice: Choice) -> Tensor:
    """Minus the log-likelihood of what is known, given log-probabilities (k + 1)."""
    right, wrong = torch.from_numpy(choice.right), torch.from_numpy(choice.wrong)
    if right.any():
        return -torch.logsumexp(likely[:-1][right], 0)
    if wrong.all():
        return -likely[-1]
    if wrong.any():
        return -torch.log1p(-likely[:-1][wrong].exp().sum().clamp(max=0.999))
    return likely.sum() * 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--gap", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
