"""Ctrl-C: one line of whoever is in front, and nothing of the processes beside it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EXIT_CODE = 128 + signal.SIGINT
STOPPED = "Stopped. What was stored is whole; the same command again does the rest."


@contextmanager
def left_to_this_process() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C; whoever started them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
