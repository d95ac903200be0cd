"""One or several trained taggers, averaged, as the one file of weights that the product reads.

usage: python training/bundle.py TRAIN.jsonl DEV.jsonl OUT.zip CHECKPOINT...
"""

import argparse
from pathlib import Path

import torch
from data import prepare
from encoder import WIDTH, Encoder, word_pieces
from export import encoder_graph, graph, in_bytes, in_halves
from network import Tagger
from torch import Tensor, nn

from claims.extraction import weights_file
from claims.extraction.features import COLUMNS, Vocabulary


class Contexts(nn.Module):
    """Several context networks: their states side by side, the mean of their cue probabilities."""

    def __init__(self, nets: list[Tagger]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(net.context for net in nets)

    def forward(self, table: Tensor, vectors: Tensor) -> tuple[Tensor, Tensor]:
        states, cues = zip(*(net(table, vectors) for net in self.nets), strict=True)
        likely = torch.stack([scores.softmax(-1) for scores in cues]).mean(0)
        return torch.cat(states, -1), likely


class RolesOfAll(nn.Module):
    """The mean of several role networks' probabilities, from states side by side."""

    def __init__(self, nets: list[Tagger]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(net.roles for net in nets)

    def forward(self, states: Tensor, row: Tensor, cue: Tensor, branches: Tensor) -> Tensor:
        parts = states.chunk(len(self.nets), -1)
        found = [
            net(part, row, cue, branches)[0].softmax(-1)
            for net, part in zip(self.nets, parts, strict=True)
        ]
        return torch.stack(found).mean(0)


def graphs(nets: list[Tagger], encoder: Encoder, width: int) -> dict[str, bytes]:
    contexts, roles = Contexts(nets).eval(), RolesOfAll(nets).eval()
    table, vectors = torch.ones(2, 40, len(COLUMNS), dtype=torch.long), torch.zeros(2, 40, width)
    with torch.no_grad():
        states, _ = contexts(table, vectors)
    places = torch.tensor([0, 0, 1]), torch.tensor([3, 8, 9])
    branches = torch.ones(3, 40, 2, dtype=torch.long)
    window = {0: "b", 1: "t"}
    return {
        "encoder": encoder_graph(encoder),
        "context": in_bytes(
            graph(
                contexts,
                (table, vectors),
                ["table", "vectors"],
                ["states", "cues"],
                dict.fromkeys(("table", "vectors", "states", "cues"), window),
            )
        ),
        "roles": in_halves(
            graph(
                roles,
                (states, *places, branches),
                ["states", "row", "cue", "branches"],
                ["roles"],
                {
                    "states": window,
                    "row": {0: "q"},
                    "cue": {0: "q"},
                    "branches": {0: "q", 1: "t"},
                    "roles": {0: "q"},
                },
            )
        ),
    }


def main(options: argparse.Namespace) -> None:
    strings, _ = prepare({"train": options.train, "dev": options.dev}, options.work)
    nets, encoder = [], Encoder.pretrained()
    for checkpoint in options.checkpoints:
        state = torch.load(checkpoint)
        net = Tagger(Vocabulary(strings), 2 * WIDTH)
        if "mean" in state:
            both = nn.ModuleDict({"net": net, "encoder": encoder})
            mean = {k.removeprefix("mean."): v for k, v in state["mean"].items()}
            both.load_state_dict({k: v for k, v in mean.items() if k.split(".")[0] in both})
        else:
            net.load_state_dict(state["net"], strict=False)
            if "encoder" in state:
                encoder.load_state_dict(state["encoder"])
        nets.append(net)
    settings = {
        "name": options.name,
        "strings": strings,
        "pieces": word_pieces(),
        "least cue": 0.4,
        # Until calibrate.py has run: the cue's probability is the confidence.
        "calibration": [0.0, 1.0] + [0.0] * 7,
        "least confidence": 0.65,
    }
    weights_file.write(options.out, settings, graphs(nets, encoder, 2 * WIDTH))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--name", default="polnear")
    main(parser.parse_args())
