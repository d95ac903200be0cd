"""The proposed pairs one after the other. Finding them all takes a while, so they are kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache

from claims import duplicates
from claims.extraction.folding import fold_name
from claims.models import Alias, Distinction, Speaker

KEPT = "speakers-that-may-be-one"
SECONDS = 600
Kept = tuple[int, int, float, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair to look at, and how many come after it."""

    pair: duplicates.Pair
    left: int


def following(after: str) -> Proposal | None:
    """The first pair that still waits, or the first after that of ids ``after`` ("12-34")."""
    kept = _kept()
    names = [f"{first}-{second}" for first, second, *_ in kept]
    start = names.index(after) + 1 if after in names else 0
    for place in range(start, len(kept)):
        if pair := _still(kept[place]):
            return Proposal(pair, left=len(kept) - place - 1)
    return None


def between(one: Speaker, other: Speaker) -> duplicates.Pair:
    """What speaks for and against these two being one, whether or not it is much."""
    first, second = (duplicates.Record(speaker, _forms(speaker)) for speaker in (one, other))
    found = duplicates.compare(first, second)
    return found or duplicates.Pair(one, other, 0, ("nothing in name, party or role",))


def _kept() -> list[Kept]:
    kept: list[Kept] | None = cache.get(KEPT)
    if kept is None:
        kept = [(p.first.pk, p.second.pk, p.score, p.reasons) for p in duplicates.duplicates()]
        cache.set(KEPT, kept, SECONDS)
    return kept


def _still(kept: Kept) -> duplicates.Pair | None:
    """The pair with its records as they are now; None if somebody has decided meanwhile."""
    first, second, score, reasons = kept
    found = Speaker.objects.filter(merged_into=None).select_related("party", "merged_into")
    here = found.in_bulk([first, second])
    if len(here) < 2 or Distinction.objects.between(here[first], here[second]).exists():
        return None
    return duplicates.Pair(here[first], here[second], score, reasons)


def _forms(speaker: Speaker) -> frozenset[str]:
    return frozenset({fold_name(speaker.name), *_folded(speaker)})


def _folded(speaker: Speaker) -> Iterator[str]:
    yield from Alias.objects.filter(speaker=speaker).values_list("folded", flat=True)
