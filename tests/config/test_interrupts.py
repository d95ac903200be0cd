"""Ctrl-C ends a command with one line, and what it started with none."""

import signal
import subprocess
import sys

import pytest

import manage
from config.interrupts import left_to_this_process

TELL = "import signal; print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)"


def test_a_command_that_is_stopped_says_so_in_one_line(monkeypatch, capsys):
    command = ["shell", "--no-imports", "--command", "raise KeyboardInterrupt"]
    monkeypatch.setattr("sys.argv", ["manage.py", *command])

    with pytest.raises(SystemExit) as stop:
        manage.main()

    assert stop.value.code == 130
    assert capsys.readouterr().err.splitlines() == [
        "Stopped. What was stored is whole; the same command again does the rest."
    ]


@pytest.fixture
def foreground():
    """A shell makes what it starts in the background deaf to Ctrl-C; these tests are not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_processes_beside_a_command_leave_ctrl_c_to_it(foreground):
    with left_to_this_process():
        beside = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True)

    assert beside.stdout == "True\n"
    assert subprocess.check_output([sys.executable, "-c", TELL], text=True) == "False\n"
