"""The proposed pairs one after the other, those of a range of speakers kept for a while."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.core.cache import cache

from claims.extraction.folding import fold_name
from claims.models import Alias, Distinction, Speaker
from claims.speakers import duplicates

SECONDS = 600  # for which the pairs of one range of speakers are kept
MAX_DIGITS = 19  # of an id
MAX_CHUNKS = 20  # ranges that are looked at for one page
Kept = tuple[int, int, float, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair to look at, None if none was found in the ranges looked at.

    ``left``: how many come after it in its range; ``resume``: from where older speakers are looked
    at, "" if there are none.
    """

    pair: duplicates.Pair | None
    left: int = 0
    resume: str = ""


def following(after: str) -> Proposal:
    """The first pair that still waits, or the first after that of ids ``after`` ("12-34").

    Range by range of speakers, the newest first; within a range the surest pair first.
    """
    numbers = duplicates.chunks(_chunk_of(after))
    for number in islice(numbers, MAX_CHUNKS):
        kept = _kept(number)
        names = [f"{first}-{second}" for first, second, *_ in kept]
        start = names.index(after) + 1 if after in names else 0
        for place in range(start, len(kept)):
            if pair := _still(kept[place]):
                return Proposal(pair, len(kept) - place - 1, _start_of(next(numbers, None)))
    return Proposal(None, resume=_start_of(next(numbers, None)))


def _start_of(number: int | None) -> str:
    """An ``after`` that begins with this range."""
    return "" if number is None else f"0-{(number + 1) * duplicates.CHUNK - 1}"


def _chunk_of(after: str) -> int | None:
    """Where a pair was found: by the newer of its ids."""
    ids = [int(one) for one in after.split("-") if one.isdecimal() and len(one) < MAX_DIGITS]
    return max(ids) // duplicates.CHUNK if ids else None


def between(one: Speaker, other: Speaker) -> duplicates.Pair:
    """What speaks for and against these two being one, whether or not it is much."""
    first, second = (duplicates.Record(speaker, _forms(speaker)) for speaker in (one, other))
    found = duplicates.compare(first, second)
    return found or duplicates.Pair(one, other, 0, ("nothing in name, party or role",))


def _kept(number: int) -> list[Kept]:
    key = f"speakers-that-may-be-one-{number}"
    kept: list[Kept] | None = cache.get(key)
    if kept is None:
        pairs = duplicates.duplicates_in(number)
        kept = [(p.first.pk, p.second.pk, p.score, p.reasons) for p in pairs]
        cache.set(key, kept, SECONDS)
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
