"""The proposed pairs one after the other, those of a range of speakers kept for a while."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.core.cache import cache

from claims.extraction.folding import fold_name
from claims.models import Alias, Distinction, Speaker
from claims.speakers import duplicates
from claims.whole_numbers import whole_number

CACHE_SECONDS = 600  # for which the pairs of one range of speakers are cached
MAX_CHUNKS = 20  # ranges that are looked at for one page
CachedPair = tuple[int, int, float, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PairProposal:
    """A pair to look at, None if none was found in the ranges looked at.

    ``left``: how many come after it in its range; ``resume``: from where older speakers are looked
    at, "" if there are none.
    """

    pair: duplicates.DuplicatePair | None
    left: int = 0
    resume: str = ""


def next_pair(after: str) -> PairProposal:
    """The first pair that still waits, or the first after that of ids ``after`` ("12-34").

    Range by range of speakers, the newest first; within a range the surest pair first.
    """
    numbers = duplicates.chunks(_chunk_of(after))
    for number in islice(numbers, MAX_CHUNKS):
        pairs = _cached_pairs(number)
        names = [f"{first}-{second}" for first, second, *_ in pairs]
        start = names.index(after) + 1 if after in names else 0
        for place in range(start, len(pairs)):
            if pair := _current_pair(pairs[place]):
                return PairProposal(pair, len(pairs) - place - 1, _start_of(next(numbers, None)))
    return PairProposal(None, resume=_start_of(next(numbers, None)))


def _start_of(number: int | None) -> str:
    """An ``after`` that begins with this range."""
    return "" if number is None else f"0-{(number + 1) * duplicates.CHUNK_SIZE - 1}"


def _chunk_of(after: str) -> int | None:
    """Where a pair was found: by the newer of its ids."""
    ids = [whole_number(part) for part in after.split("-")]
    return max(ids) // duplicates.CHUNK_SIZE if any(ids) else None


def compare_speakers(first: Speaker, second: Speaker) -> duplicates.DuplicatePair:
    """What speaks for and against these two being one, whether or not it is much."""
    records = (duplicates.NamedRecord(speaker, _forms(speaker)) for speaker in (first, second))
    unlikely = duplicates.DuplicatePair(first, second, 0, ("nothing in name, party or role",))
    return duplicates.compare(*records) or unlikely


def _cached_pairs(number: int) -> list[CachedPair]:
    key = f"speakers-that-may-be-one-{number}"
    pairs: list[CachedPair] | None = cache.get(key)
    if pairs is None:
        new = duplicates.find_duplicates_in(number)
        pairs = [(p.first.pk, p.second.pk, p.score, p.reasons) for p in new]
        cache.set(key, pairs, CACHE_SECONDS)
    return pairs


def _current_pair(cached: CachedPair) -> duplicates.DuplicatePair | None:
    """The pair with its records as they are now; None if somebody has decided meanwhile."""
    first, second, score, reasons = cached
    unmerged = Speaker.objects.filter(merged_into=None).select_related("party", "merged_into")
    speakers = unmerged.in_bulk([first, second])
    if len(speakers) < 2 or Distinction.objects.between(speakers[first], speakers[second]).exists():
        return None
    return duplicates.DuplicatePair(speakers[first], speakers[second], score, reasons)


def _forms(speaker: Speaker) -> frozenset[str]:
    return frozenset({fold_name(speaker.name), *_folded(speaker)})


def _folded(speaker: Speaker) -> Iterator[str]:
    yield from Alias.objects.filter(speaker=speaker).values_list("folded", flat=True)
