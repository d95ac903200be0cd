"""Speed of the extraction, beside bare spaCy on the same texts in the same run, and recorded.

    make bench
    python -m tests.bench.extraction [TEXTS.jsonl] [--words N] [--rounds N] [--longest N]

Without a file, texts are made from the seed articles: their paragraphs, shuffled. Times are the
process's own (CPU), so that other work on the machine tells less; only two processes against one,
and recording (half of it is the database's work), go by the clock. Medians of the rounds.
docs/evaluation.md has the figures of our machine.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

import spacy
from spacy.tokens import Doc

from claims.extraction import Extractor, pipeline
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger
from claims.extraction.types import Link
from tests.bench import recording

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ARTICLE = 500  # words of a text made here
RECORDED, RECORDED_WORDS = 120, 600  # articles that are recorded, and words of each
ALONE = """
import json, resource, statistics, sys, time
from claims.extraction import Extractor
extractor = Extractor.load()
extractor.extract("Ann said it rained.")
seconds = []
for line in sys.stdin:
    text, start = json.loads(line), time.process_time()
    extractor.extract(text)
    seconds.append(time.process_time() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sys.stdout.write(f"{statistics.median(seconds)} {peak}")
"""
LENGTHS = (10_000, 100_000, 1_000_000)


def main() -> None:
    options = _options()
    texts = _texts(options.texts, options.words)
    words = sum(len(text.split()) for text in texts)
    _say(f"{len(texts)} texts, {words:,} words, median of {options.rounds} rounds")
    for line in chain(
        _speed(texts, words, options.rounds),
        _stages(texts, options.rounds),
        _memory(texts),
        _processes(texts, options.rounds),
        recording.shares(first_texts(None, RECORDED), min(options.rounds, 3)),
        _lengths([n for n in LENGTHS if n <= options.longest], options.rounds),
    ):
        _say(line)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="?", type=Path, help='JSON lines with a "text" each')
    parser.add_argument("--words", type=int, default=10_000, help="how many to read in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="characters of one text")
    return parser.parse_args()


def _texts(path: Path | None, words: int) -> list[str]:
    """Texts of about so many words in all."""
    texts = _from_file(path) if path else _made()
    chosen, count = [], 0
    for text in texts:
        if count >= words:
            break
        chosen.append(text)
        count += len(text.split())
    if not chosen:
        raise SystemExit(f"{path}: no texts. Give one JSON object with a text a line.")
    return chosen


def first_texts(path: Path | None, count: int) -> list[str]:
    """So many articles of a file, or made ones of the length in which they are recorded."""
    return list(islice(_from_file(path) if path else _made(RECORDED_WORDS), count))


def _from_file(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines if line.strip())


def _made(words: int = ARTICLE) -> Iterator[str]:
    """Articles of shuffled paragraphs without end, the same ones in each run."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    paragraphs = [part for seed in seeds for part in seed.split("\n\n") if len(part.split()) > 5]
    chance = random.Random(20)
    while True:
        article: list[str] = []
        while sum(len(part.split()) for part in article) < words:
            article.append(chance.choice(paragraphs))
        yield "\n\n".join(article)


def _speed(texts: list[str], words: int, rounds: int) -> Iterator[str]:
    bare, extractor = spacy.load(spacy_pipeline.MODEL), Extractor.load()
    runs: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        plain = _seconds(lambda: [None for _ in bare.pipe(texts)])
        whole = _seconds(lambda: [None for _ in extractor.extract_all(texts)])
        runs.append((plain, whole))
    runs = runs[1:]  # the first one warms up
    share = statistics.median(plain / whole for plain, whole in runs)
    for name, which in (("bare spaCy", 0), ("whole pipeline", 1)):
        rate = words / statistics.median(run[which] for run in runs)
        yield f"{name:32}{rate:10,.0f} words/s"
    yield f"{'whole pipeline / bare spaCy':32}{share:10.2f}"


def _stages(texts: list[str], rounds: int) -> Iterator[str]:
    nlp, tagger = spacy_pipeline.load(), Tagger.load()
    spent: dict[str, list[float]] = {"parse": [], "tagging": [], "assembly": []}
    for _ in range(rounds):
        docs, links = [], []
        spent["parse"].append(_seconds(lambda: docs.extend(map(nlp, texts))))  # noqa: B023
        spent["tagging"].append(_seconds(lambda: links.extend(map(tagger.links, docs))))  # noqa: B023
        assemble = partial(_assemble, docs, links, tagger)
        spent["assembly"].append(_seconds(assemble))
    medians = {name: statistics.median(times) for name, times in spent.items()}
    for name, seconds in medians.items():
        yield f"{'  share of ' + name:32}{100 * seconds / sum(medians.values()):10.0f} %"


def _memory(texts: list[str]) -> Iterator[str]:
    yield f"{'memory, peak of a process':32}{_alone(texts)[1]:10,.0f} MB"


def _alone(texts: list[str]) -> tuple[float, float]:
    """Median seconds of a text and peak of memory in MB, in a process that does nothing else."""
    run = subprocess.run(
        [sys.executable, "-c", ALONE],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes = run.stdout.split()
    return float(seconds), int(kilobytes) / 1024


def _processes(texts: list[str], rounds: int) -> Iterator[str]:
    """By the clock, less what starting takes: two processes on two cores against one."""
    gains = []
    for _ in range(rounds):
        one, two = (_clock(texts, n) - _clock(texts[:n], n) for n in (1, 2))
        gains.append(one / two)
    yield f"{'two processes / one':32}{statistics.median(gains):10.2f}"


def _clock(texts: list[str], processes: int) -> float:
    rows = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts))
    command = [sys.executable, "-m", "claims.extraction", "--processes", str(processes)]
    start = time.perf_counter()
    subprocess.run(command, input=rows.encode(), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def _lengths(lengths: list[int], rounds: int) -> Iterator[str]:
    """One text of each length; the longest is read once, for it takes minutes."""
    for length in lengths:
        times = rounds if length < LENGTHS[-1] else 1
        seconds, peak = _alone([_long(length)] * times)
        each = seconds / length * 1e6
        name = f"one text of {length:,} characters"
        yield f"{name:32}{seconds:10.1f} s, {each:.0f} ms per 1,000, peak {peak:,.0f} MB"


def _long(length: int) -> str:
    parts: list[str] = []
    have = 0
    for text in _made():
        parts.append(text)
        have += len(text) + 2
        if have >= length:
            return "\n\n".join(parts)[:length]
    return ""


def _assemble(docs: list[Doc], links: list[list[Link]], tagger: Tagger) -> None:
    for doc, found in zip(docs, links, strict=True):
        pipeline.findings(doc, found, tagger.resolver)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
