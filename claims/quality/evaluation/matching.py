"""Which found statement is which gold statement: one to one, the most alike first."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.quality.evaluation.gold import Attributed
from claims.quality.evaluation.words import Numbers, Words

LEAST = 0.5  # share of common words (Jaccard) from which two contents are one statement


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement by the numbers of its words; ``telling`` are the source's that tell whose."""

    statement: Attributed
    content: Numbers
    source: Numbers
    telling: Numbers


def marked(statements: Sequence[Attributed], words: Words) -> list[Marked]:
    """Those that have words of content, in their order."""
    rows = []
    for statement in statements:
        content, source = words.under(statement.content), words.under(statement.source)
        if content:
            rows.append(Marked(statement, content, source, words.telling(source)))
    return rows


def pairs(
    gold: Sequence[Marked], found: Sequence[Marked], *, by_source: bool
) -> list[tuple[int, int]]:
    """Pairs (number in gold, number in found). ``by_source``: their sources must agree too.

    Sources agree when they share a word that tells, or when both are empty.
    """
    candidates = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            common = len(one.content & other.content)
            alike = common / len(one.content | other.content)
            if alike >= LEAST and (not by_source or _agree(one, other)):
                candidates.append((-alike, g, f))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    chosen = []
    for _, g, f in sorted(candidates):
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            chosen.append((g, f))
    return chosen


def _agree(one: Marked, other: Marked) -> bool:
    if not one.source and not other.source:
        return True
    return bool(one.telling & other.telling)


def judged(
    wanted: Sequence[Marked], optional: Sequence[Marked], found: Sequence[Marked]
) -> list[Marked]:
    """The found statements that count: without those which only an optional one explains."""
    if not optional:
        return list(found)
    used = {f for _, f in pairs(wanted, found, by_source=False)}
    spare = [row for f, row in enumerate(found) if f not in used]
    excused = {f for _, f in pairs(optional, spare, by_source=False)}
    return [row for f, row in enumerate(found) if f in used] + [
        row for f, row in enumerate(spare) if f not in excused
    ]
