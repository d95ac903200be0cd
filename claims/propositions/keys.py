"""Keys under which statements that may say the same are looked up: pairs of their rarest terms.

A key depends on the statement alone, never on what else is stored, so candidates are the same
whatever the order in which articles come.
"""

import zlib
from functools import cache
from itertools import combinations

from claims.propositions.types import Proposition, Term, TermKind
from claims.propositions.vectors import load_pieces
from claims.propositions.words import canonical

MAX_TERMS = 12  # whose pairs are keys: 66 at most
STEM_CHARS = 5  # "request", "requested", "requesting"
MIN_WEIGHT = 0.8
_FIXED = {
    TermKind.NUMBER: 40_000,
    TermKind.NAME: 35_000,
    TermKind.PARTY: 9_000,
    TermKind.TIME: 12_000,
}


def candidate_keys(proposition: Proposition) -> list[int]:
    """Signed 32-bit numbers, sorted; none for a statement of fewer than two terms."""
    terms = {_key_of(t): _rarity(t) for t in proposition.terms if t.weight >= MIN_WEIGHT}
    rarest = sorted(terms, key=lambda key: (-terms[key], key))[:MAX_TERMS]
    return sorted({_hash(f"{a}|{b}") for a, b in combinations(sorted(rarest), 2)})


def _key_of(term: Term) -> str:
    if term.kind in (TermKind.WORD, TermKind.NAME):
        return canonical(term.lemma)[:STEM_CHARS]
    return f"{term.kind}:{term.lemma}"


def _rarity(term: Term) -> int:
    """The place of a word in the encoder's vocabulary, which begins with the commonest."""
    fixed = _FIXED.get(term.kind)
    if fixed is not None:
        return fixed
    return _places().get(term.lemma, 30_000)


@cache
def _places() -> dict[str, int]:
    return {piece: place for place, piece in enumerate(load_pieces())}


def _hash(text: str) -> int:
    number = zlib.crc32(text.encode())
    return number - 2**32 if number >= 2**31 else number
