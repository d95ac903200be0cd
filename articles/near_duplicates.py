"""Near-duplicate texts: MinHash over word shingles, and how much two texts share.

A text is the set of its runs of ``SHINGLE_WORDS`` words. Its MinHash signature is cut into bands;
two texts that have a band in common are candidates, found by an index over the bands, and then
compared whole. Pure functions, the same on every machine.
"""

import hashlib
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SHINGLE_WORDS = 4
BANDS, BAND_ROWS = 48, 3  # two texts with Jaccard 0.4 meet in a band with probability 0.96
MIN_SHINGLES = 40  # a shorter text says too little to be told from another by
MIN_COMMON_SHARE = 0.55  # of the shorter text's shingles that the longer one has too
MIN_LENGTH_RATIO = 0.2  # of the shorter text to the longer one
WORD = re.compile(r"\w+")
PRIME = np.uint64((1 << 31) - 1)  # so that products fit into 64 bits


def shingles(text: str) -> Hashes:
    """The hashes of the text's runs of words, sorted, each once; case and signs don't count."""
    words = WORD.findall(text.casefold())
    runs = {
        " ".join(words[start : start + SHINGLE_WORDS])
        for start in range(len(words) - SHINGLE_WORDS + 1)
    }
    digests = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    return np.sort(np.frombuffer(digests, dtype="<u8"))


def bands(hashes: Hashes) -> list[int]:
    """The bands of a text's signature as signed 64-bit numbers; none for a very short text."""
    if len(hashes) < MIN_SHINGLES:
        return []
    factors, offsets = _permutations()
    low = hashes % PRIME
    signature = np.array(
        [
            ((low * factor + offset) % PRIME).min()
            for factor, offset in zip(factors, offsets, strict=True)
        ],
        dtype="<u8",
    )
    rows = signature.reshape(BANDS, BAND_ROWS)
    return [
        int.from_bytes(
            hashlib.blake2b(row.tobytes(), digest_size=8, salt=number.to_bytes(16)).digest(),
            "little",
            signed=True,
        )
        for number, row in enumerate(rows)
    ]


def are_copies(first: Hashes, second: Hashes) -> bool:
    """Whether one text is the other, cut, added to or put in another order."""
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < MIN_SHINGLES or len(shorter) < MIN_LENGTH_RATIO * len(longer):
        return False
    return share(shorter, longer) >= MIN_COMMON_SHARE


def share(shorter: Hashes, longer: Hashes) -> float:
    """The share of the one text's shingles that stand in the other too, from 0 to 1."""
    return len(np.intersect1d(shorter, longer, assume_unique=True)) / max(len(shorter), 1)


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """The same in every process and for ever: stored bands would mean nothing otherwise."""
    seeds = [
        int.from_bytes(hashlib.blake2b(b"%d" % number, digest_size=8).digest(), "little")
        for number in range(2 * BANDS * BAND_ROWS)
    ]
    factors, offsets = np.split(np.array(seeds, dtype=np.uint64) % PRIME, 2)
    return np.maximum(factors, 1), offsets
