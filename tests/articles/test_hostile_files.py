"""Damaged files of every format are read or refused with a line; nothing else happens."""

import pytest

from articles.readers import Document, LeftOut, Unreadable, read_bytes
from articles.readers.__main__ import record_of
from tests.articles.mutations import cases, samples

FEW = 10  # of each format; `python -m tests.bench.hostile` tries thousands


def outcome(raw: bytes, name: str) -> int:
    """How many readings there were; raises what should not be raised."""
    count = 0
    try:
        for reading in read_bytes(raw, name, max_bytes=5_000_000):
            assert isinstance(reading, Document | LeftOut | Unreadable)
            if isinstance(reading, Document):
                reading.text.encode()  # half characters can't be stored
                record_of(name, reading)
            count += 1
    except Unreadable:
        count += 1
    return count


@pytest.mark.parametrize("name", samples())
def test_damaged_files_are_read_or_refused(name):
    for case, _, raw in cases(FEW, seed=1):
        if case == name:
            outcome(raw, name)


@pytest.mark.parametrize("name", samples())
def test_whole_samples_are_read(name):
    assert outcome(samples()[name], name)
