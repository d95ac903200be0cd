"""How sure a link is: a logistic regression on what the networks say of it (Platt 1999).

Its weights are fitted on articles that the networks were not trained on (training/calibrate.py).
"""

import math
import operator
from collections.abc import Sequence

import numpy as np

from claims.extraction.tagger.features import Floats, Ints

EVIDENCE = ("always", "cue", "content", "weakest", "edges", "source", "no source", "length", "runs")
_SOURCE, _CONTENT = 1, 2


def evidence(likely: float, roles: Floats, labels: Ints) -> list[float]:
    """Numbers for each of ``EVIDENCE``: logits and logarithms, all within ±10.

    ``likely`` is the cue's probability, ``roles`` (t, 4) those of each token's roles, ``labels``
    (t,) the roles chosen; at least one is content.
    """
    content, source = labels == _CONTENT, labels == _SOURCE
    shares = roles[content, _CONTENT]
    changes = np.flatnonzero(np.diff(content.astype(np.int8)))
    beside = np.minimum(changes + 1, len(labels) - 1)
    edges = np.maximum(roles[changes, labels[changes]] + roles[beside, labels[beside]] - 1, 0)
    named = float(roles[source, _SOURCE].max()) if source.any() else 0.0
    unnamed = 0.0 if source.any() else 1 - float(roles[:, _SOURCE].max())
    return [
        1.0,
        _logit(likely),
        _logit(float(shares.mean())),
        _logit(float(shares.min())),
        _logit(float(edges.min())) if len(edges) else 0.0,
        _logit(named) if source.any() else 0.0,
        _logit(unnamed) if not source.any() else 0.0,
        math.log(int(content.sum())),
        math.log1p(len(changes) // 2),
    ]


def confidence(measures: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that content and source are right, 0..1."""
    return 1 / (1 + math.exp(-math.fsum(map(operator.mul, measures, weights))))


def _logit(share: float) -> float:
    share = min(max(share, 1e-3), 1 - 1e-3)
    return math.log(share / (1 - share))
