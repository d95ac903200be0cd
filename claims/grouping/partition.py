"""Links to groups. Pure: the same links give the same groups, in whatever order they come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JoiningLink:
    first: int
    second: int
    score: float
    opposite: bool = False
    one_utterance: bool = False


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """Statements of one claim; ``sides`` is 1 or -1, so that opposites have different signs.

    ``utterances`` leads from a statement to the one of lowest id that tells the same utterance: one
    speaker's words on one occasion, in several articles.
    """

    statements: tuple[int, ...]
    sides: Mapping[int, int]
    utterances: Mapping[int, int]
    scores: Mapping[int, float]


def partition(
    statements: Collection[int],
    links: Iterable[JoiningLink],
    settled: Mapping[int, int] = {},
    kept_apart: Collection[tuple[int, int]] = (),
) -> list[StatementGroup]:
    """Groups of statements, each sorted, in order of their first.

    ``settled`` leads from a statement to the claim in which a curator put it: statements of one
    claim are together, of two are never. ``kept_apart`` are pairs that a curator has told apart.
    """
    forest = _Forest(statements, settled, kept_apart)
    usable = [k for k in links if k.first in forest.root and k.second in forest.root]
    for link in sorted(usable, key=lambda k: (-k.score, k.first, k.second)):
        forest.join(link)
    return sorted(forest.groups(usable), key=lambda group: group.statements)


class _Forest:
    """Union-find with the side of each statement and the claim of each group."""

    def __init__(
        self,
        statements: Collection[int],
        settled: Mapping[int, int],
        kept_apart: Collection[tuple[int, int]],
    ) -> None:
        self.root = {pk: pk for pk in statements}
        self.members = {pk: [pk] for pk in statements}
        self.side = dict.fromkeys(statements, 1)
        self.claim = {pk: settled[pk] for pk in statements if pk in settled}
        self.kept_apart: dict[int, set[int]] = defaultdict(set)
        for first, second in kept_apart:
            self.kept_apart[first].add(second)
            self.kept_apart[second].add(first)
        together: dict[int, list[int]] = defaultdict(list)
        for pk in sorted(self.claim):
            together[self.claim[pk]].append(pk)
        for first, *others in together.values():
            for other in others:
                self._unite(self.root[first], self.root[other], flip=False)

    def join(self, link: JoiningLink) -> None:
        """Unite the two groups unless a curator's word stands against it."""
        first, second = self.root[link.first], self.root[link.second]
        if first == second:
            return
        claims = self.claim.get(first), self.claim.get(second)
        if None not in claims and claims[0] != claims[1]:
            return
        if self.kept_apart and self._are_kept_apart(self.members[first], self.members[second]):
            return
        agree = self.side[link.first] == self.side[link.second]
        self._unite(first, second, flip=agree == link.opposite)

    def _are_kept_apart(self, first: Iterable[int], second: Iterable[int]) -> bool:
        others = set(second)
        return any(not others.isdisjoint(self.kept_apart.get(pk, ())) for pk in first)

    def _unite(self, first: int, second: int, *, flip: bool) -> None:
        if first == second:
            return
        low, high = min(first, second), max(first, second)
        if high in self.claim:
            self.claim.setdefault(low, self.claim[high])
        for pk in self.members.pop(high):
            self.root[pk] = low
            self.side[pk] *= -1 if flip else 1
            self.members[low].append(pk)

    def groups(self, links: Iterable[JoiningLink]) -> Iterable[StatementGroup]:
        least = {pk: pk for pk in self.root}  # leads, in steps, to the lowest id of its utterance

        def utterance(pk: int) -> int:
            while least[pk] != pk:
                least[pk] = pk = least[least[pk]]
            return pk

        scores: dict[int, float] = defaultdict(float)
        for link in sorted(links, key=lambda k: (k.first, k.second)):
            if self.root[link.first] != self.root[link.second]:
                continue
            for pk in (link.first, link.second):
                scores[pk] = max(scores[pk], link.score)
            if link.one_utterance:
                low, high = sorted((utterance(link.first), utterance(link.second)))
                least[high] = low
        for members in self.members.values():
            own = tuple(sorted(members))
            yield StatementGroup(
                own,
                {pk: self.side[pk] for pk in own},
                {pk: utterance(pk) for pk in own},
                {pk: scores[pk] for pk in own},
            )
