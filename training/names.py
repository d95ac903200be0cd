"""Teaches a file of weights to find names, on the vectors that its own encoder gives.

usage: python training/names.py TRAIN.jsonl WEIGHTS.zip [--work DIR] [--seed N] [--epochs N]

The teacher is spaCy's name finder: the product does without it and is twice as quick for it.
Rewrites WEIGHTS.zip; the last step but calibrate.py. Takes five minutes.
"""

import argparse
import math
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from bundle import WIDTH, entities_graph
from calibrate import rewrite
from data import Example, Names, batch, held_back, prepare, windows
from network import Entities
from torch import nn
from tqdm import tqdm
from train import schedule

from claims.extraction.tagger import weights as weights_file
from claims.extraction.tagger.features import COLUMNS, Vocabulary

LENGTH, BATCH, RATE = 320, 16, 3e-3


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    weights = weights_file.read(options.weights)
    known = Names(weights.settings["strings"], weights.settings["entities"])
    _, parts = prepare({"train": options.train}, options.work, known)
    read_vectors(parts["train"], weights.graphs["encoder"])
    back = held_back([{"id": one.id} for one in parts["train"]])
    train = [one for one in parts["train"] if one.id not in back]
    net = Entities(Vocabulary(known.strings), 2 * WIDTH, len(known.entities))
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.01)
    batches = math.ceil(sum(1 for _ in windows(train, LENGTH, LENGTH, random.Random(0))) / BATCH)
    steps = round(1.03 * options.epochs * batches)  # epochs differ a little in length
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: schedule(step, steps))
    for epoch in range(options.epochs):
        run_epoch(net, optimizer, rate, train, random.Random(1000 * options.seed + epoch))
        right = agreement(net, [one for one in parts["train"] if one.id in back])
        print(f"epoch {epoch + 1}: {100 * right:.1f} % of the name tokens held back", flush=True)
        rewrite(options.weights, {}, {"names": entities_graph(net)})


def read_vectors(examples: list[Example], encoder) -> None:
    """The vectors of each example's tokens, as the product's encoder gives them."""
    for one in tqdm(examples, "encoding", mininterval=20):
        parts = [
            encoder.run(None, {"pieces": c.pieces, "first": c.first[None], "last": c.last[None]})
            for c in one.chunks
        ]
        one.vectors = np.concatenate([vectors[0] for (vectors,) in parts]).astype(np.float16)


def run_epoch(net: Entities, optimizer, rate, train: list[Example], chance: random.Random) -> None:
    net.train()
    cut = list(windows(train, LENGTH, LENGTH, chance))
    chance.shuffle(cut)
    for k in tqdm(range(0, len(cut), BATCH), "names", mininterval=20):
        b = batch(cut[k : k + BATCH])
        table = b["table"]
        unseen = torch.rand(table.shape[:2]) < 0.3  # names are what has not been seen
        table[..., COLUMNS.index("word")][unseen] = 1
        value = F.cross_entropy(
            net(table, b["vectors"]).flatten(0, 1), b["entities"].flatten(), ignore_index=-100
        )
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        rate.step()


@torch.no_grad()
def agreement(net: Entities, examples: list[Example]) -> float:
    """The share of tokens in names, by either, that both number alike."""
    net.eval()
    same = either = 0
    for one in examples:
        vectors = torch.from_numpy(one.vectors.astype(np.float32))[None]
        found = net(torch.from_numpy(one.features.table)[None], vectors)[0].argmax(-1).numpy()
        named = (found > 0) | (one.entities > 0)
        same += int((found == one.entities)[named].sum())
        either += int(named.sum())
    return same / max(1, either)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    main(parser.parse_args())
