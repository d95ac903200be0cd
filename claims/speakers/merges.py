"""Merged speaker records: where they lead, and which speakers a curator has told apart."""

from collections.abc import Iterable

from claims.models import Distinction, Speaker


def leading_ids(ids: Iterable[int]) -> dict[int, int]:
    """These ids and those of all records merged into them, each with the one it leads to."""
    leading = {pk: pk for pk in ids}
    newest = set(leading)
    while newest:
        merged = Speaker.objects.filter(merged_into__in=newest).values_list("pk", "merged_into")
        steps = {pk: leading[into] for pk, into in merged if pk not in leading}
        leading |= steps
        newest = set(steps)
    return leading


def distinguished_pairs(ids: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of these ids, the lower first, that a curator has called different, after merges."""
    leading = leading_ids(ids)
    standing = Distinction.objects.standing().filter(first__in=leading, second__in=leading)
    pairs = (
        sorted((leading[first], leading[second]))
        for first, second in standing.values_list("first", "second")
    )
    return {(low, high) for low, high in pairs}
