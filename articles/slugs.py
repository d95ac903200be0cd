"""Slugs: addresses of words, one a record, with a number where the words are taken."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction

from articles.addresses import NONE
from claims.extraction.folding import slug_of

PROBES = tuple(2**power for power in range(25))  # numbers looked up first, for each base
PROBES_PER_QUERY = 32  # numbers looked up in each further query


def insert_with_slug(row: models.Model, words: str, *, fallback: str, length: int) -> None:
    """Insert ``row`` at a free address made of ``words``.

    Where another process takes that address meanwhile, the next number is tried. Raises
    ``IntegrityError`` for every other constraint; a transaction around this can go on.
    """
    rows: models.Manager[Any] = type(row)._default_manager
    while True:
        (slug,) = free_slugs(rows, [words], fallback=fallback, length=length)
        row.slug = slug  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                return
        except IntegrityError:
            row.pk = None
            if not rows.filter(slug=slug).exists():
                raise


def free_slugs(
    rows: "models.Manager[Any]", names: Sequence[str], *, fallback: str, length: int
) -> list[str]:
    """For each of ``names`` an address that no row has, and none of the others.

    A handful of queries, however many names there are and however many rows have these words:
    looks up the powers of two, then narrows the distance to the last number that was taken.
    """
    bases = [slug_of(name, max_chars=length, default=fallback) for name in names]
    numbers = _first_free(rows, set(bases))
    free = {_numbered(base, n) for base, n in numbers.items() if n <= PROBES[-1]}  # looked up
    slugs: dict[int, str] = {}  # by place in ``names``
    while len(slugs) < len(bases):
        proposals = {}
        for place, base in enumerate(bases):
            if place not in slugs:
                proposals[place] = _numbered(base, numbers[base])
                numbers[base] += 1
        taken = taken_slugs(rows, set(proposals.values()) - free) | set(slugs.values())
        for place, slug in proposals.items():
            if slug not in taken:
                slugs[place] = slug
                taken.add(slug)
    return [slugs[place] for place in range(len(bases))]


def _first_free(rows: "models.Manager[Any]", bases: Collection[str]) -> dict[str, int]:
    """For each base a number that is free and whose predecessor is taken; 1 is the base itself."""
    bounds = dict.fromkeys(bases, (0, PROBES[-1] * 2))  # the last taken, the first free
    probes: dict[str, Sequence[int]] = dict.fromkeys(bases, PROBES)
    while probes:
        numbered = {(base, n): _numbered(base, n) for base in probes for n in probes[base]}
        taken = taken_slugs(rows, numbered.values())
        for base, numbers in probes.items():
            low, high = bounds[base]
            high = next((n for n in numbers if numbered[base, n] not in taken), high)
            bounds[base] = max((n for n in numbers if n < high), default=low), high
        probes = {base: _between(*bounds[base]) for base in probes}
        probes = {base: numbers for base, numbers in probes.items() if numbers}
    return {base: high for base, (_, high) in bounds.items()}


def _between(low: int, high: int) -> range:
    return range(low + 1, high, -(-(high - low) // PROBES_PER_QUERY))


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"


def taken_slugs(rows: "models.Manager[Any]", slugs: Iterable[str]) -> set[str]:
    return {NONE, *rows.filter(slug__in=list(slugs)).values_list("slug", flat=True)}
