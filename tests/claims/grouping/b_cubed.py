"""How good groups are: B-cubed (Bagga and Baldwin 1998)."""

from collections import defaultdict
from collections.abc import Hashable, Mapping


def b_cubed(groups: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """F1 of two groupings of the same items, each item led to the label of its group."""
    precision = recall = 0.0
    mine, theirs = _sets(groups), _sets(gold)
    for item in gold:
        own, right = mine[groups[item]], theirs[gold[item]]
        shared = len(own & right)
        precision += shared / len(own)
        recall += shared / len(right)
    return 2 * precision * recall / (precision + recall) / len(gold) if gold else 0.0


def _sets(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    sets: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        sets[label].add(item)
    return sets
