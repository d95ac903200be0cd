"""Choices of the resolver as tensors of one width, and what a network loses on some of them."""

from dataclasses import dataclass

import torch
from mentions import Choice
from network import ResolverNet
from torch import Tensor

INPUTS = ("numbers", "own", "last", "name")
WEIGHTS = {"it": 0.3}  # things are of little interest
_NEVER = -1e4


@dataclass
class Choices:
    """n choices of one entity among up to k candidates, as tensors.

    ``inputs`` are what the network takes, (n, k, width); "own" is the anaphor's, (n, 1, width).
    ``right``, ``wrong`` and ``missing`` (n, k): whether a candidate is the entity, is known not to
    be it, or only fills the row up.
    """

    inputs: dict[str, Tensor]
    right: Tensor
    wrong: Tensor
    missing: Tensor
    weights: Tensor

    @classmethod
    def of(cls, rows: list[Choice]) -> "Choices":
        n, k = len(rows), max(len(row.right) for row in rows)
        inputs = {}
        for name in INPUTS:
            width = rows[0].inputs[name].shape[1]
            inputs[name] = torch.zeros(n, 1 if name == "own" else k, width)
            for number, row in enumerate(rows):
                values = torch.from_numpy(row.inputs[name])
                inputs[name][number, : len(values)] = values
        right, wrong = (torch.zeros(n, k, dtype=torch.bool) for _ in range(2))
        missing = torch.ones(n, k, dtype=torch.bool)
        for number, row in enumerate(rows):
            size = len(row.right)
            right[number, :size] = torch.from_numpy(row.right)
            wrong[number, :size] = torch.from_numpy(row.wrong)
            missing[number, :size] = False
        weights = torch.tensor([WEIGHTS.get(row.kind, 1.0) for row in rows])
        return cls(inputs, right, wrong, missing, weights)

    def loss(self, net: ResolverNet, batch: Tensor) -> Tensor:
        """Minus the log-likelihood of what is known, the mean of a batch of row numbers."""
        missing = self.missing[batch]
        k = int((~missing).sum(1).max())
        right, wrong, missing = self.right[batch, :k], self.wrong[batch, :k], missing[:, :k]
        inputs = {name: values[batch, :k] for name, values in self.inputs.items()}
        likely = net(**inputs, missing=missing)
        entities, nobody = likely[:, :-1], likely[:, -1]
        named = torch.logsumexp(entities.masked_fill(~right, _NEVER), 1)
        ruled_out = entities.masked_fill(~wrong, _NEVER).exp().sum(1).clamp(max=0.999)
        some = torch.where((wrong | missing).all(1), nobody, torch.log1p(-ruled_out))
        likelihood = torch.where(right.any(1), named, some)
        return -(likelihood * self.weights[batch]).mean()
