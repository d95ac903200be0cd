"""Keys under which statements that may say the same are looked up: pairs of their rarest terms.

A key depends on the statement alone, never on what else is stored, so candidates are the same
whatever the order in which articles come.
"""

import zlib
from collections.abc import Callable, Collection
from functools import cache
from itertools import combinations

from claims.propositions.types import Proposition, Term, TermKind
from claims.propositions.vectors import load_pieces
from claims.propositions.words import canonical

MAX_TERMS = 12  # whose pairs are keys: 66 at most
FEW_TERMS = 3  # of which two shared are enough, unless the other side has many
MANY_TERMS = 9  # in a statement of so many, fewer than three shared say nothing
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
    return sorted({pair_key(a, b) for a, b in combinations(key_terms(proposition), 2)})


def key_terms(proposition: Proposition) -> list[str]:
    """The rarest terms, the rarest first."""
    terms = {_key_of(t): _rarity(t) for t in proposition.terms if t.weight >= MIN_WEIGHT}
    return sorted(terms, key=lambda key: (-terms[key], key))[:MAX_TERMS]


def pair_key(a: str, b: str) -> int:
    return _hash(f"{min(a, b)}|{max(a, b)}")


def least_shared_keys(count: int, other: int) -> int:
    """How many keys two statements with so many must share to be compared; the same either way.

    Half the terms of the shorter: of those that comparing has ever joined hardly one shares less.
    """
    fewer, more = sorted((_terms_of(count), _terms_of(other)))
    few = fewer <= FEW_TERMS and more < MANY_TERMS
    terms = 2 if few else max(3, fewer // 2)
    return terms * (terms - 1) // 2


def _terms_of(count: int) -> int:
    """How many terms so many keys are the pairs of."""
    return next(n for n in range(MAX_TERMS + 1) if n * (n - 1) // 2 >= count or n == MAX_TERMS)


def selective_keys(
    proposition: Proposition, keys: Collection[int], cost: Callable[[int], float]
) -> Collection[int]:
    """Those of its keys that are enough to look up: one of them is in all that it may be like.

    Of three shared terms two are in one half of its terms, however these are halved; so the pairs
    inside either half will do, a third to a half of all. ``cost`` says how many statements a key
    finds: terms whose pairs find many are put into different halves.
    """
    terms = key_terms(proposition)
    if len(terms) < MANY_TERMS:
        return keys
    halves: tuple[list[str], list[str]] = [], []
    key_of = {(a, b): pair_key(a, b) for a, b in combinations(sorted(terms), 2)}
    costs: dict[str, dict[str, float]] = {term: {} for term in terms}
    for (a, b), key in key_of.items():
        costs[a][b] = costs[b][a] = cost(key)
    for term in sorted(terms, key=lambda term: -sum(costs[term].values())):
        min(halves, key=lambda half: sum(costs[term][b] for b in half)).append(term)
    chosen = {key_of[pair] for half in halves for pair in combinations(sorted(half), 2)}
    return chosen if chosen <= set(keys) else keys


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
