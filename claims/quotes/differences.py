"""Differences of two wordings: what both have, and what one of them alone."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class DifferenceKind(StrEnum):
    SAME = "same"
    MISSING = "missing"  # the text has it, the quote does not
    ADDED = "added"  # the quote has it, the text does not


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece of the diff of two wordings. ``space``: a blank stands before it."""

    kind: DifferenceKind
    text: str
    space: bool = True


def word_diff(before: str, after: str, plain: Callable[[str], str] = str) -> tuple[Difference, ...]:
    """The words of both: those that stayed, went and came; ``plain`` is what is compared of one."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, [*map(plain, old)], [*map(plain, new)], autojunk=False)
    pieces = []
    for name, i, j, k, m in matcher.get_opcodes():
        if name == "equal":
            pieces.append(Difference(DifferenceKind.SAME, " ".join(new[k:m])))
            continue
        if i < j:
            pieces.append(Difference(DifferenceKind.MISSING, " ".join(old[i:j])))
        if k < m:
            pieces.append(Difference(DifferenceKind.ADDED, " ".join(new[k:m])))
    return tuple(pieces)
