"""From annotated articles to the weights of the tagger.

usage: python training/train.py TRAIN.jsonl [--work DIR] [--seed N] [--epochs N]

Stopped at any time, the same command goes on from the last epoch's checkpoint.
"""

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from data import Example, batch, held_back, prepare, windows
from encoder import LOWER, UPPER, Encoder
from network import TaggerNet, loss
from torch import nn
from tqdm import tqdm

from claims.extraction.tagger.features import Vocabulary

LENGTH, STRIDE, BATCH, RATE = 320, 256, 16, 2e-3


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    names, parts = prepare({"train": options.train}, options.work)
    back = held_back([{"id": example.id} for example in parts["train"]])
    train = [example for example in parts["train"] if example.id not in back]
    read_vectors(train)
    net = TaggerNet(Vocabulary(names.strings), LOWER, UPPER)
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.01)
    batches = math.ceil(sum(1 for _ in windows(train, LENGTH, STRIDE, random.Random(0))) / BATCH)
    steps = options.epochs * batches
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: schedule(step, steps))
    checkpoint = options.work / f"tagger-{options.name}.pt"
    done = resume(checkpoint, net, optimizer, rate)
    for epoch in range(done, options.epochs):
        run_epoch(net, optimizer, rate, train, epoch, options.seed)
        state = {"net": net, "optimizer": optimizer, "rate": rate}
        saved = {k: v.state_dict() for k, v in state.items()}
        torch.save(saved | {"names": vars(names), "epoch": epoch + 1}, checkpoint)


def read_vectors(examples: list[Example]) -> None:
    """What the encoder, as it is, says of each example's tokens."""
    encoder = Encoder.pretrained()
    with torch.no_grad():
        for example in tqdm(examples, "encoding", mininterval=20):
            parts = [
                encoder(*(torch.from_numpy(a) for a in (c.pieces, c.first[None], c.last[None])))[0]
                for c in example.chunks
            ]
            example.vectors = torch.cat(parts).half().numpy()


def schedule(step: int, steps: int) -> float:
    """Warm-up over a twentieth of the steps, then half a cosine down to a fiftieth."""
    step = min(step, steps)
    return min(1, step / (0.05 * steps)) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps)))


def resume(checkpoint: Path, net: nn.Module, optimizer, rate) -> int:
    """The number of epochs that a checkpoint holds, after loading it; 0 without one."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint)
    for name, part in {"net": net, "optimizer": optimizer, "rate": rate}.items():
        part.load_state_dict(state[name])
    return state["epoch"]


def run_epoch(net: TaggerNet, optimizer, rate, train, epoch: int, seed: int) -> None:
    net.train()
    chance = random.Random(1000 * seed + epoch)
    torch.manual_seed(1000 * seed + epoch)
    cut = list(windows(train, LENGTH, STRIDE, chance))
    chance.shuffle(cut)
    losses, began = [], time.monotonic()
    for k in tqdm(range(0, len(cut), BATCH), f"epoch {epoch + 1}", mininterval=20):
        value = loss(net, batch(cut[k : k + BATCH]))
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        rate.step()
        losses.append(value.item())
    minutes = (time.monotonic() - began) / 60
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {minutes:.1f} minutes", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--name", default="1")
    main(parser.parse_args())
