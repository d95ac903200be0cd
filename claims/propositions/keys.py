"""Keys under which statements that may say the same are looked up: pairs of their rarest terms.

A key depends on the statement alone, never on what else is stored, so candidates are the same
whatever the order in which articles come.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations

from claims.propositions.types import Proposition, Term, TermKind
from claims.propositions.vectors import load_pieces
from claims.propositions.words import canonical

MAX_TERMS = 12  # whose pairs are keys: 66 at most
FEW_TERMS = 3  # of which two shared are enough, unless the other side has many
MANY_TERMS = 9  # in a statement of so many, fewer than three shared say nothing
USUAL_STATEMENTS_OF_KEY = 5  # of one that is not common
STEM_CHARS = 5  # "request", "requested", "requesting"
MIN_WEIGHT = 0.8
KeyTable = dict[str, dict[str, int]]  # of two terms, either way
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
    terms = _least_shared_terms(*sorted((_terms_of(count), _terms_of(other))))
    return terms * (terms - 1) // 2


def _least_shared_terms(fewer: int, more: int) -> int:
    few = fewer <= FEW_TERMS and more < MANY_TERMS
    return 2 if few else max(3, fewer // 2)


def _terms_of(count: int) -> int:
    """How many terms so many keys are the pairs of."""
    return next(n for n in range(MAX_TERMS + 1) if n * (n - 1) // 2 >= count or n == MAX_TERMS)


def selective_keys(
    proposition: Proposition,
    keys: Collection[int],
    common: Mapping[int, int],
    *,
    among_longer: bool = False,
) -> Collection[int]:
    """Those of its keys that are enough to look up: one of them is in all that it may be like.

    Its terms are put into groups, one fewer than it must share with another: two of those shared
    are then in one group, and the pairs inside the groups will do. ``common`` says how many
    statements a common key finds: such pairs are put into different groups, and where one is left
    inside, keys of one of the two with the terms of another group are looked up. ``among_longer``:
    only statements of as many terms or more are looked for, with which it must share more.
    """
    terms = key_terms(proposition)
    count = _group_count(len(terms), among_longer)
    if count < 2:
        return keys
    key_of: KeyTable = {term: {} for term in terms}
    for a, b in combinations(terms, 2):
        key_of[a][b] = key_of[b][a] = pair_key(a, b)
    if not {key for own in key_of.values() for key in own.values()} <= set(keys):
        return keys
    groups = _groups(key_of, common, count)
    chosen = set()
    for group in groups:
        for a, b in combinations(group, 2):
            chosen.add(key_of[a][b])
            if key_of[a][b] in common:
                others = [other for other in groups if other is not group]
                chosen |= _keys_beside((a, b), others, key_of, common)
    return chosen


def _keys_beside(
    pair: tuple[str, str],
    groups: Sequence[Sequence[str]],
    key_of: KeyTable,
    common: Mapping[int, int],
) -> set[int]:
    """What finds those in which only this common pair is in one group: of all other groups they
    have a term, so those of one will do, each with one of the pair."""
    choices = [{key_of[term][other] for other in group} for term in pair for group in groups]
    return min(choices, key=lambda keys: (_cost(keys, common), sorted(keys)))


def _cost(keys: Iterable[int], common: Mapping[int, int]) -> int:
    """How many statements they find."""
    return sum([common.get(key, USUAL_STATEMENTS_OF_KEY) for key in keys])


def _group_count(terms: int, among_longer: bool) -> int:
    if among_longer:
        return _least_shared_terms(terms, MANY_TERMS) - 1 if terms > FEW_TERMS else 0
    return 2 if terms >= MANY_TERMS else 0


def _groups(key_of: KeyTable, common: Mapping[int, int], count: int) -> list[list[str]]:
    """The terms in so many groups, whose pairs find few; those that find most are placed first."""
    groups: list[list[str]] = [[] for _ in range(count)]
    costs = [(-_cost(own.values(), common), term) for term, own in key_of.items()]
    for _, term in sorted(costs):
        own = key_of[term]
        min(groups, key=lambda group: _cost([own[b] for b in group], common)).append(term)  # noqa: B023
    return groups


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
