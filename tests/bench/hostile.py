"""``python -m tests.bench.hostile [COUNT]``: thousands of damaged files of each format, one by one.

Each is read and cleaned in a process of its own kind, which is watched: what counts are crashes,
readings that take more than 30 s CPU, and memory beyond 1 GB. Default 2,000 of each format.
"""

import multiprocessing
import os
import resource
import sys
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from articles.readers import Document, Unreadable, read_bytes
from articles.readers.__main__ import record_of
from tests.articles.mutations import cases

MAX_SECONDS, MAX_KILOBYTES = 30, 1_000_000
FILES = 2_000  # of each format


def read_all(connection: Connection) -> None:
    """Read what comes; answer with "", or with what happened."""
    resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, 6_000_000_000))
    while case := connection.recv():
        name, raw = case
        problem, began = "", time.process_time()
        try:
            for reading in read_bytes(raw, name, max_bytes=5_000_000):
                if isinstance(reading, Document):
                    record_of(name, reading)
        except Unreadable:
            pass
        except BaseException:
            problem = traceback.format_exc()
        usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        connection.send((problem, usage, time.process_time() - began))


def start() -> tuple[multiprocessing.Process, Connection]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=read_all, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def wait(process: multiprocessing.Process, connection: Connection) -> None:
    """Until it answers. Raises TimeoutError after 30 s of its own: other work may hold it up."""
    began = cpu_seconds(process.pid or 0)
    for _ in range(20):
        if connection.poll(MAX_SECONDS):
            return
        if cpu_seconds(process.pid or 0) - began > MAX_SECONDS:
            break
    raise TimeoutError


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def main(count: int) -> int:
    problems: list[str] = []
    slowest, largest, done = (0.0, ""), 0, 0
    process, connection = start()
    for name, number, raw in cases(count, seed=2):
        connection.send((name, raw))
        place = f"{name} {number}"
        try:
            wait(process, connection)
            problem, usage, spent = connection.recv()
            slowest = max(slowest, (spent, place))
            largest = max(largest, usage)
            if problem:
                problems.append(f"{place}: {problem}")
            if usage > MAX_KILOBYTES:
                problems.append(f"{place}: {usage:,} kB")
                raise EOFError
        except (TimeoutError, EOFError, ConnectionError) as error:
            problems.append(f"{place}: {type(error).__name__}")
            process.kill()
            process, connection = start()
        done += 1
        if done % 1000 == 0:
            sys.stdout.write(f"{done:,} files, {len(problems)} problems so far, at {place}\n")
            sys.stdout.flush()
    sys.stdout.write("\n".join([*problems, ""]))
    sys.stdout.write(
        f"{done:,} files, {len(problems)} problems; slowest {slowest[0]:.1f} s CPU ({slowest[1]}), "
        f"most memory {largest / 1e6:.2f} GB\n"
    )
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES))
