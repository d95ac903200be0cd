"""Batches of rows, so that no query and no list in memory grows with what is stored."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in order, ``size`` at a time; each batch is read when it is asked for."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
