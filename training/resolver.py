"""Teaches a file of weights who pronouns and descriptions are.

usage: python training/resolver.py WEIGHTS.zip --gum GUM.jsonl --gap GAP.tsv [--reports FILE...]

Learns from GUM (the genres free of NC) and from invented reports, settles with that what GAP leaves
open, and learns again from all three, several times; what ships is the mean of these. Rewrites
WEIGHTS.zip, and in it the resolver alone; after names.py. Takes eight minutes.
"""

import argparse
import random
from pathlib import Path

import invented_mentions
import marked_reports
import torch
from bundle import resolver_graph
from calibrate import rewrite
from choices import Choices
from corpora import gap_rows, gum_rows
from mentions import Choice, of_gap, of_gum, of_marked, of_report
from network import ResolverNet
from torch import nn
from tqdm import tqdm

from claims.extraction.coreference.candidates import Anaphor
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger

BATCH, RATE, FIRST, SECOND, REPORTS = 32, 3e-3, 4, 8, 1500
SEEDS = 3  # networks whose mean ships
REPORTS_SEED = 5


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    nlp = spacy_pipeline.load()
    tagger = Tagger.load(options.weights)
    chance = random.Random(REPORTS_SEED)
    choices: list[Choice] = []
    for row in tqdm(gum_rows(options.gum), "gum", mininterval=20):
        choices += of_gum(row, nlp, tagger)
    for _ in tqdm(range(REPORTS), "reports", mininterval=20):
        choices += of_report(invented_mentions.report(chance), nlp, tagger)
    save(options.weights, [train(choices, FIRST, options.seed)])

    first = Tagger.load(options.weights).resolver

    def settle(registry: EntityRegistry, anaphor: Anaphor) -> Entity | None:
        return first.resolve(registry, anaphor).entity

    for row in tqdm(gap_rows(options.gap), "gap", mininterval=20):
        choices += of_gap(row, nlp, tagger, settle)
    marked = marked_reports.for_training(marked_reports.read(options.reports))
    for article in tqdm(marked, "marked reports", mininterval=20):
        choices += of_marked(article, nlp, tagger, settle)
    seeds = range(options.seed, options.seed + SEEDS)
    save(options.weights, [train(choices, SECOND, seed) for seed in seeds])


def save(path: Path, nets: list[ResolverNet]) -> None:
    rewrite(path, {}, {"resolver": resolver_graph(nets)})


def train(rows: list[Choice], epochs: int, seed: int) -> ResolverNet:
    torch.manual_seed(seed)
    net, choices = ResolverNet(), Choices.of(rows)
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.05)
    steps = epochs * (len(rows) // BATCH + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    net.train()
    for epoch in range(epochs):
        batches = torch.randperm(len(rows)).split(BATCH)
        for batch in tqdm(batches, f"epoch {epoch + 1}", mininterval=20):
            optimizer.zero_grad()
            choices.loss(net, batch).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            rate.step()
    return net.eval()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--gap", type=Path, required=True)
    parser.add_argument("--reports", type=Path, nargs="*", default=marked_reports.SHIPPED)
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
