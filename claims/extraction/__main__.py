"""Read texts as JSON lines, write their attributions as JSON lines, in the same order.

    python -m claims.extraction [--model NAME] [--processes N] < IN.jsonl > OUT.jsonl

In: {"id", "text"}. Out: {"id", "attributions": [{"source", "cue", "content", "speaker", "via",
"quotation", "mode", "act", "negated", "confidence"}]}; spans are [[start, end], …] in code points,
"speaker" is "" where the text names none, "via" lists the chain innermost first. A bad line is
named on stderr and left out. Exit code: 0 all well, 1 some lines failed, 2 nothing to run with, or
the output could not be written.
"""

import argparse
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, BinaryIO

from claims.extraction.extractor import Extractor
from claims.extraction.json_lines import article_of, numbered_lines
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.types import Finding

MAX_LINES_AHEAD = 4  # lines a process that are read before their turn; memory stays constant


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one line: the line to write, or what is wrong with it."""

    number: int
    line: str = ""
    error: str = ""


_extractor: Extractor | None = None  # one a process


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    options = _options(arguments)
    try:
        results = _results(sys.stdin.buffer, options.model, options.processes)
        failed = 0
        for result in results:
            if result.error:
                failed += 1
                sys.stderr.write(f"line {result.number}: {result.error}\n")
            else:
                sys.stdout.write(result.line + "\n")
        sys.stdout.flush()
    except LookupError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 1 if failed else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m claims.extraction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--model", default=spacy_pipeline.MODEL, help="the installed spaCy model to use"
    )
    parser.add_argument("--processes", type=_positive, default=1, help="how many to run at once")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; give 1 or more.")
    return int(text)


def _results(stream: BinaryIO, model: str, processes: int) -> Iterator[Result]:
    """One result a line, in order; blank lines have none."""
    numbered = numbered_lines(stream)
    if processes == 1:
        _start(model)
        for number, line in numbered:
            yield _result(number, line)
        return
    spacy_pipeline.load(model)  # a missing model is one clear line here, not one a process
    pool = ProcessPoolExecutor(processes, initializer=_start_worker, initargs=(model,))
    waiting: deque[Future[Result]] = deque()
    try:
        for number, line in numbered:
            waiting.append(pool.submit(_result, number, line))
            if len(waiting) >= MAX_LINES_AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _start(model: str) -> None:
    global _extractor
    _extractor = Extractor.load(model=model)


def _start_worker(model: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    _start(model)


def _result(number: int, line: bytes) -> Result:
    """Extracts one line. Whatever is wrong with it becomes a message: the rest goes on."""
    assert _extractor is not None
    try:
        article = article_of(line)
        findings = _extractor.extract(article["text"])
    except ValueError as error:
        return Result(number, error=str(error))
    row = {"id": article["id"], "attributions": [as_row(finding) for finding in findings]}
    return Result(number, json.dumps(row, ensure_ascii=False))


def as_row(finding: Finding) -> dict[str, Any]:
    """A finding as the object written for it."""
    return {
        "source": [list(span) for span in finding.source],
        "cue": [list(span) for span in finding.cue],
        "content": [list(span) for span in finding.content],
        "speaker": finding.speaker.name if finding.speaker else "",
        "via": [hop.speaker.name for hop in finding.chain],
        "quotation": finding.quotation.value,
        "mode": finding.mode.value,
        "act": finding.act,
        "negated": finding.negated,
        "confidence": round(finding.confidence, 4),
    }


def run() -> int:
    """``main`` with what can go wrong around it: each ends with a line, or quietly."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (as long as the process)
    if sys.stdin is None or sys.stdout is None:
        sys.stderr.write("Nothing to read from or to write to: stdin or stdout is closed.\n")
        return 2
    for stream in (sys.stdout, sys.stderr):  # whatever the locale says
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        return main()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        _discard_output()
        return 128 + signal.SIGPIPE
    except BrokenProcessPool:
        sys.stderr.write(
            "A process ended before its time, perhaps for lack of memory. What is written so far "
            "is right; go on from the line after it, with fewer --processes.\n"
        )
    except OSError as error:
        sys.stderr.write(f"Reading or writing failed: {error.strerror or error}.\n")
        _discard_output()
    return 2


def _discard_output() -> None:
    """Python would flush stdout once more at exit and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    sys.exit(run())
