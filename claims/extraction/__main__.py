"""Read texts as JSON lines, write their attributions as JSON lines, in the same order.

    python -m claims.extraction [--model NAME] [--processes N] < IN.jsonl > OUT.jsonl

In: {"id", "text"}. Out: {"id", "attributions": [{"source", "cue", "content", "speaker", "via",
"quotation", "mode", "act", "negated", "confidence"}]}; spans are [[start, end], …] in code points,
"speaker" is "" where the text names none, "via" lists the chain innermost first. A bad line is
named on stderr and left out. Exit code: 0 all well, 1 some lines failed, 2 nothing to run with.
"""

import argparse
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from claims.extraction import parse
from claims.extraction.extractor import Extractor
from claims.extraction.findings import Finding

AHEAD = 4  # lines a process that are read before their turn; memory stays constant


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
    parser.add_argument("--model", default=parse.MODEL, help="the installed spaCy model to use")
    parser.add_argument("--processes", type=_positive, default=1, help="how many to run at once")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; give 1 or more.")
    return int(text)


def _results(lines: Iterable[bytes], model: str, processes: int) -> Iterator[Result]:
    """One result a line, in order; blank lines have none."""
    numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    if processes == 1:
        _start(model)
        for number, line in numbered:
            yield _result(number, line)
        return
    parse.load(model)  # a missing model is one clear line here, not one a process
    pool = ProcessPoolExecutor(processes, initializer=_start_worker, initargs=(model,))
    waiting: deque[Future[Result]] = deque()
    try:
        for number, line in numbered:
            waiting.append(pool.submit(_result, number, line))
            if len(waiting) >= AHEAD * processes:
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
        article = _article(line)
        findings = _extractor.extract(article["text"])
    except ValueError as error:
        return Result(number, error=str(error))
    row = {"id": article["id"], "attributions": [as_row(finding) for finding in findings]}
    return Result(number, json.dumps(row, ensure_ascii=False))


def _article(line: bytes) -> dict[str, Any]:
    """The article of a line. Raises ``ValueError`` saying what is wrong and what to do."""
    try:
        article = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}; convert the file.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}; give one object a line.") from error
    if not isinstance(article, dict) or not isinstance(article.get("text"), str):
        raise ValueError('no "text"; give {"id": …, "text": "…"}.')
    if not isinstance(article.get("id"), str | int):
        raise ValueError('no "id"; give {"id": …, "text": "…"}.')
    if len(article["text"]) > parse.MAX_LENGTH:
        raise ValueError(
            f"{len(article['text']):,} characters, more than {parse.MAX_LENGTH:,}; split the text."
        )
    return article


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
    """``main``, ending quietly on Ctrl-C and when the reader of our output is gone."""
    try:
        return main()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Python would flush stdout once more at exit and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


if __name__ == "__main__":
    sys.exit(run())
