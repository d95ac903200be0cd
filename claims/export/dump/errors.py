"""Errors and progress of a dump."""

from typing import NamedTuple


class DumpError(Exception):
    """The message names the file and the cure. Nothing was written or loaded."""


class Progress(NamedTuple):
    """``done`` rows of ``total`` of one table."""

    table: str
    done: int
    total: int
