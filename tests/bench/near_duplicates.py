"""Precision and recall of near-duplicates: python -m tests.bench.near_duplicates TEXTS.jsonl

TEXTS.jsonl has an article a line with its "text". Of each of up to 500 it makes edited copies and
near misses, finds pairs by bands and by the comparison that the product uses, and prints figures
for each edit. Texts of the input that are copies of one another already are left out first.
"""

import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from articles.near_duplicates import Hashes, are_copies, bands, shingles

MAX_TEXTS = 500
MIN_WORDS = 120
QUOTE = re.compile(r"[“\"][^”\"\n]{20,}[”\"]")
Rng = random.Random
Edit = Callable[[list[str], list[str], Rng], list[str]]


def cut_end(text: list[str], _: list[str], rng: Rng) -> list[str]:
    """The first 40 to 85 % of the paragraphs, as papers cut from the end."""
    return text[: max(1, round(len(text) * rng.uniform(0.4, 0.85)))]


def cut_anywhere(text: list[str], _: list[str], rng: Rng) -> list[str]:
    share = rng.uniform(0.5, 0.85)
    return [paragraph for paragraph in text if rng.random() < share] or text


def reorder(text: list[str], _: list[str], rng: Rng) -> list[str]:
    return rng.sample(text, len(text))


def new_headline(text: list[str], other: list[str], rng: Rng) -> list[str]:
    return [" ".join(other[0].split()[:10]), *text[1:]]


def add_paragraphs(text: list[str], other: list[str], rng: Rng) -> list[str]:
    count = max(1, round(len(text) * rng.uniform(0.1, 0.35)))
    return [*text, *other[1 : 1 + min(count, len(other) // 3)]]


def reword(text: list[str], _: list[str], rng: Rng) -> list[str]:
    """One word in thirty is another: house style, corrected names."""
    return [
        " ".join(word[::-1] if rng.random() < 1 / 30 else word for word in paragraph.split(" "))
        for paragraph in text
    ]


def all_at_once(text: list[str], other: list[str], rng: Rng) -> list[str]:
    edited = add_paragraphs(cut_end(text, other, rng), other, rng)
    return new_headline(edited, other, rng)


def other_reporter(text: list[str], other: list[str], rng: Rng) -> list[str]:
    """Another's article with all the quotations of this one: a third of its words at most."""
    quotes = QUOTE.findall("\n".join(text))
    room = sum(len(paragraph.split()) for paragraph in other) // 2
    repeated = []
    for quote in quotes:
        if (room := room - len(quote.split())) < 0:
            break
        repeated.append(f"{quote}, the paper was told.")
    return [other[0], *repeated, *other[1:]]


def same_opening(text: list[str], other: list[str], rng: Rng) -> list[str]:
    """Another article on the event that begins with this one's headline and first paragraph."""
    return [*text[:2], *other[1:]]


COPIES: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (cut_end, cut_anywhere, reorder, new_headline, add_paragraphs, reword, all_at_once)
}
NEAR_MISSES: dict[str, Edit] = {edit.__name__: edit for edit in (other_reporter, same_opening)}


def paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def distinct(texts: list[str]) -> list[list[str]]:
    """Those that are no copies of one of the others, as the comparison of all with all says."""
    earlier: list[Hashes] = []
    result = []
    for text in texts:
        hashes = shingles(text)
        if len(text.split()) >= MIN_WORDS and not any(are_copies(hashes, h) for h in earlier):
            earlier.append(hashes)
            result.append(paragraphs(text))
    return result


def measure(texts: list[list[str]], seed: int = 1) -> dict[str, Counter[str]]:
    """Edit → how many of its texts were made, found as a copy of theirs, found as one of others."""
    rng = random.Random(seed)
    originals = [shingles("\n".join(text)) for text in texts]
    index: defaultdict[int, set[int]] = defaultdict(set)
    for number, hashes in enumerate(originals):
        for band in bands(hashes):
            index[band].add(number)
    figures: dict[str, Counter[str]] = {}
    for name, edit in (COPIES | NEAR_MISSES).items():
        tally = figures[name] = Counter()
        for number, text in enumerate(texts):
            other = texts[(number + 1) % len(texts)]
            hashes = shingles("\n".join(edit(text, other, rng)))
            candidates = {match for band in bands(hashes) for match in index[band]}
            matches = {match for match in candidates if are_copies(hashes, originals[match])}
            own = {number} if name in COPIES else {(number + 1) % len(texts)}
            tally.update(made=1, candidates=len(candidates), right=len(matches & own))
            tally.update(wrong=len(matches - own))
    return figures


def totals(figures: dict[str, Counter[str]]) -> tuple[float, float]:
    """Precision over all, recall over the copies."""
    right = sum(figures[name]["right"] for name in COPIES)
    wrong = sum(tally["wrong"] for tally in figures.values())
    return right / max(right + wrong, 1), right / max(sum(figures[n]["made"] for n in COPIES), 1)


def main(path: str) -> None:
    with Path(path).open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    start = time.perf_counter()
    sample = list(islice(distinct(texts), MAX_TEXTS))
    figures = measure(sample)
    sys.stdout.write(f"{len(sample)} texts, {time.perf_counter() - start:.0f} s\n")
    for name, tally in figures.items():
        sys.stdout.write(f"{name:15} {dict(tally)}\n")
    sys.stdout.write("precision {:.4f}, recall {:.4f}\n".format(*totals(figures)))


if __name__ == "__main__":
    main(sys.argv[1])
