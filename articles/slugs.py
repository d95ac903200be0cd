"""Addresses of words, one a record, with a number where the words are taken."""

from typing import Any

from django.db import IntegrityError, models, transaction

from articles.addresses import NONE
from claims.extraction.folding import slug_of


def insert_with_slug(row: models.Model, words: str, *, fallback: str, length: int) -> None:
    """Insert ``row`` at a free address made of ``words``.

    Where another process takes that address meanwhile, the next number is tried. Raises
    ``IntegrityError`` for every other constraint; a transaction around this can go on.
    """
    rows: models.Manager[Any] = type(row)._default_manager
    while True:
        slug = free_slug(rows, words, fallback=fallback, length=length)
        row.slug = slug  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                return
        except IntegrityError:
            row.pk = None
            if not rows.filter(slug=slug).exists():
                raise


def free_slug(rows: "models.Manager[Any]", words: str, *, fallback: str, length: int) -> str:
    """An address that no row has: ``words``, or with the first number that is found free.

    Looks up few rows however many have these words: doubles the number until one is free, then
    halves the distance to the last that was taken.
    """
    base = slug_of(words, max_chars=length, default=fallback)
    taken, free = 0, 1
    while _is_taken(rows, _numbered(base, free)):
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        if _is_taken(rows, _numbered(base, middle)):
            taken = middle
        else:
            free = middle
    return _numbered(base, free)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"


def _is_taken(rows: "models.Manager[Any]", slug: str) -> bool:
    return slug == NONE or rows.filter(slug=slug).exists()
