"""Trains the tagger's networks together with the encoder's upper layers.

usage: python training/tune.py TRAIN.jsonl --start START [--seed N] [--epochs N]

START is a checkpoint of train.py, whose networks were trained on the encoder as it was, or a file
of weights (.zip) to go on from, for instance with articles of your own. Stopped at any time, the
same command goes on from its own last checkpoint, at most a hundred steps back.
"""

import argparse
import copy
import math
import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import start
import torch
from data import Example, Names, Window, batch, held_back, prepare
from encoder import LOWER, UPPER, Encoder
from network import TaggerNet, loss
from torch import Tensor, nn
from tqdm import tqdm

from claims.extraction.tagger.features import Vocabulary

LENGTH, BATCH = 340, 8
SAVED = 100  # steps from one checkpoint to the next
States = dict[tuple[str, int], Tensor]  # of each chunk's pieces, by article and first token
EpochData = tuple[list[Example], States]
Step = Callable[[dict, list[Window], States], float]


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    initial = start.read(options.start) if options.start.suffix == ".zip" else None
    names, parts = prepare({"train": options.train}, options.work, initial and initial.names)
    back = held_back([{"id": example.id} for example in parts["train"]])
    train = [example for example in parts["train"] if example.id not in back]
    encoder = Encoder.pretrained()
    states = lower_states(encoder, train)
    net = TaggerNet(Vocabulary(names.strings), LOWER, UPPER)
    if initial:
        net.load_state_dict(initial.net)
        tuned = {k: v for k, v in initial.encoder.items() if is_tuned(k)}
        encoder.load_state_dict(encoder.state_dict() | tuned)
    else:
        net.load_state_dict(torch.load(options.start)["net"])
    for name, parameter in encoder.named_parameters():
        parameter.requires_grad_(is_tuned(name))
    run(Run(net, encoder, names, options, train), lambda _: (train, states), step)


class Run:
    """What a run of training changes, and how it is kept on disk."""

    def __init__(self, net: TaggerNet, encoder: nn.Module, names: Names, options, train) -> None:
        tuned = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
        groups = [{"params": net.parameters()}, {"params": tuned, "lr": options.encoder_rate}]
        self.names, self.options = names, options
        self.batches = math.ceil(sum(1 for _ in chunked(train, random.Random(0))) / BATCH)
        steps = round(1.01 * options.epochs * self.batches)
        optimizer = torch.optim.AdamW(groups, options.rate, weight_decay=0.01)
        self.parts = {
            "net": net,
            "encoder": encoder,
            "optimizer": optimizer,
            "rate": torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: schedule(n, steps)),
            "mean": Mean(nn.ModuleDict({"net": net, "encoder": encoder})),
        }
        self.checkpoint = options.work / f"tuned-{options.name}.pt"

    def resume(self) -> tuple[int, int]:
        """The epoch and the batch to go on with, after loading the checkpoint if there is one."""
        if not self.checkpoint.exists():
            return 0, 0
        state = torch.load(self.checkpoint)
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        return state["epoch"], state["batch"]

    def save(self, epoch: int, batch: int) -> None:
        state = {name: part.state_dict() for name, part in self.parts.items()}
        part = self.checkpoint.with_suffix(".part")
        torch.save(state | {"names": vars(self.names), "epoch": epoch, "batch": batch}, part)
        part.rename(self.checkpoint)


def run(this: Run, epoch_data: Callable[[int], EpochData], step: Step) -> None:
    """All epochs; ``epoch_data`` gives the examples of each and the states of their chunks."""
    epoch, first = this.resume()
    while epoch < this.options.epochs:
        run_epoch(this, epoch_data(epoch), step, epoch, first)
        epoch, first = epoch + 1, 0
        this.save(epoch, 0)


class Mean(nn.Module):
    """Running means of all parameters, which do better than the last values (Polyak 1992)."""

    def __init__(self, live: nn.Module, share: float = 0.004) -> None:
        super().__init__()
        self.live, self.share = [live], share  # in a list: its parameters are not ours
        self.register_buffer("steps", torch.zeros(()))
        self.mean = copy.deepcopy(live).requires_grad_(False)

    @torch.no_grad()
    def update(self) -> None:
        self.steps += 1
        share = max(self.share, 1 / self.steps.item())
        for mean, now in zip(self.mean.parameters(), self.live[0].parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, share)


def is_tuned(name: str) -> bool:
    return name.startswith("layers.") and int(name.split(".")[1]) >= 1


def schedule(step: int, steps: int) -> float:
    """Warm-up over a twelfth of the steps, then straight down to a fiftieth."""
    return max(0.02, min(1, 12 * step / steps, 1.09 * (1 - step / steps)))


def lower_states(encoder: Encoder, examples: list[Example]) -> States:
    """What the frozen layers say of each chunk, (p, WIDTH) float16, by article and first token."""
    states = {}
    with torch.no_grad():
        for example in tqdm(examples, "lower layers", mininterval=20):
            for chunk in example.chunks:
                lower = encoder.lower(torch.from_numpy(chunk.pieces))
                states[example.id, chunk.start] = lower[0].half()
    return states


def chunked(examples: list[Example], chance: random.Random):
    """Windows that begin and end with a chunk, grouped otherwise in every epoch."""
    for example in examples:
        start, limit = 0, LENGTH if len(example.features) <= LENGTH else chance.randint(100, LENGTH)
        end = 0
        for chunk in example.chunks:
            if chunk.end - start > limit and end > start:
                yield Window(example, start, end)
                start, limit = end, LENGTH
            end = chunk.end
        yield Window(example, start, end)


def encoded(
    read: Callable[..., Tensor], group: list[Window], states: States, longest: int
) -> Tensor:
    """The token vectors of windows made of whole chunks, (b, longest, width), padded with 0."""
    held = [
        (row, w, c)
        for row, w in enumerate(group)
        for c in w.example.chunks
        if w.start <= c.start < w.end
    ]
    pieces = [states[w.example.id, c.start].float() for _, w, c in held]
    x = nn.utils.rnn.pad_sequence(pieces, batch_first=True)
    mask = torch.zeros(len(held), 1, 1, x.shape[1])
    for i, piece in enumerate(pieces):
        mask[i, ..., len(piece) :] = -1e9
    first, last = (
        nn.utils.rnn.pad_sequence(
            [torch.from_numpy(getattr(c, which)) for _, _, c in held], batch_first=True
        )
        for which in ("first", "last")
    )
    vectors = read(x, first, last, mask)
    rows: list[list[Tensor]] = [[] for _ in group]
    for (row, _, c), chunk_vectors in zip(held, vectors, strict=True):
        rows[row].append(chunk_vectors[: c.end - c.start])
    stacked = [torch.cat(parts) for parts in rows]
    padded = nn.utils.rnn.pad_sequence(stacked, batch_first=True)
    assert padded.shape[1] == longest
    return padded


def run_epoch(this: Run, data: EpochData, step: Step, epoch: int, first: int) -> None:
    """An epoch from batch ``first`` on."""
    train, states = data
    seed = 1000 * this.options.seed + epoch
    chance = random.Random(seed)
    torch.manual_seed(seed + 100 * first)
    cut = list(chunked(train, chance))
    chance.shuffle(cut)
    losses, began = [], time.monotonic()
    for k in tqdm(range(first, math.ceil(len(cut) / BATCH)), f"epoch {epoch + 1}", mininterval=20):
        losses.append(step(this.parts, cut[k * BATCH : (k + 1) * BATCH], states))
        if (k + 1) % SAVED == 0:
            this.save(epoch, k + 1)
    minutes = (time.monotonic() - began) / 60
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {minutes:.1f} minutes", flush=True)


def step(parts: dict, group: list[Window], states: States) -> float:
    """One step of training on some windows; the loss before it."""
    net, encoder = parts["net"].train(), parts["encoder"].train()
    b = batch(group)
    b["vectors"] = encoded(encoder.upper, group, states, b["table"].shape[1])
    return learn(parts, loss(net, b))


def learn(parts: dict, value: Tensor) -> float:
    """One step down from a loss, whose value is returned."""
    parts["optimizer"].zero_grad()
    value.backward()
    nn.utils.clip_grad_norm_(parts["net"].parameters(), 1.0)
    nn.utils.clip_grad_norm_(parts["encoder"].parameters(), 1.0)
    parts["optimizer"].step()
    parts["rate"].step()
    parts["mean"].update()
    return value.item()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--start", type=Path, required=True, help="tagger-1.pt or WEIGHTS.zip")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--encoder-rate", type=float, default=1.2e-4)
    parser.add_argument("--name", default="1")
    main(parser.parse_args())
