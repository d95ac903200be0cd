"""Mixes what deepen.py learnt into the file of weights that it began from.

usage: python training/mix.py WEIGHTS.zip CHECKPOINT... [--share 0.6]

Rewrites WEIGHTS.zip: its upper encoder, cues and roles become the mean of the checkpoints and,
with the rest of the share, what they were (Wortsman et al. 2022). What was learnt is kept where it
holds for other texts, too, and the file is no slower than with one checkpoint.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import start
import torch
from bundle import change_scores, role_graphs
from calibrate import rewrite
from encoder import LOWER, UPPER, UpperEncoder
from network import TaggerNet
from torch import Tensor

from claims.extraction.tagger.features import Vocabulary

Parameters = Mapping[str, Tensor]


def main(options: argparse.Namespace) -> None:
    before = start.read(options.weights)
    means = [torch.load(checkpoint)["mean"] for checkpoint in options.checkpoints]
    net = TaggerNet(Vocabulary(before.names.strings), LOWER, UPPER)
    net.load_state_dict(mixed_parameters(before.net, means, "mean.net.", options.share))
    encoder = UpperEncoder()
    encoder.load_state_dict(mixed_parameters(before.upper, means, "mean.encoder.", options.share))
    rewrite(options.weights, {"changes": change_scores([net])}, role_graphs([net], encoder))


def mixed_parameters(
    before: Parameters, means: list[Parameters], prefix: str, share: float
) -> dict[str, Tensor]:
    """``share`` of the mean of the parameters under ``prefix``, and for the rest those before."""
    return {
        name: share * sum(mean[prefix + name] for mean in means) / len(means)
        + (1 - share) * parameter
        for name, parameter in before.items()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--share", type=float, default=0.6)
    main(parser.parse_args())
