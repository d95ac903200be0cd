"""WordNet's synonyms, opposites, derivations and irregular forms as the file the product reads.

usage: python training/word_relations.py WORDNET_FOLDER OUT.json.gz

WORDNET_FOLDER holds WordNet 3.0 as Princeton publishes it (data.noun, noun.exc, …; Debian's package
wordnet-base has it in usr/share/wordnet). Rare words and rare senses are left out.
"""

import argparse
import gzip
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.propositions import vectors

MAX_SENSES = 5  # of a word, commonest first: rarer ones join what no writer means
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
ANTONYM, DERIVATION, HYPERNYM, SIMILAR = "!", "+", "@", "&"


@dataclass(frozen=True, slots=True)
class SynonymSet:
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, int, int], ...]  # relation, target, word here, word there


def read_sets(folder: Path) -> dict[str, SynonymSet]:
    """Every synonym set by part of speech and number: "v02477755"."""
    sets = {}
    for pos, name in FILES.items():
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ")[0].split()
            number, count = fields[0], int(fields[3], 16)
            words = tuple(fields[4 + 2 * k].split("(")[0].lower() for k in range(count))
            rest = fields[4 + 2 * count :]
            pointers = []
            for k in range(int(rest[0])):
                relation, target, target_pos, ends = rest[1 + 4 * k : 5 + 4 * k]
                target_pos = "a" if target_pos == "s" else target_pos
                pointers.append(
                    (relation, target_pos + target, int(ends[:2], 16), int(ends[2:], 16))
                )
            sets[pos + number] = SynonymSet(words, tuple(pointers))
    return sets


def read_senses(folder: Path) -> Iterator[tuple[str, list[str], int]]:
    """Each word with its part of speech, its sets commonest first, and how many are attested."""
    for pos, name in FILES.items():
        for line in (folder / f"index.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            count = int(fields[2])
            yield f"{fields[0]}/{pos}", [pos + n for n in fields[-count:]], int(fields[-count - 1])


def is_common(word: str, attested: int, pieces: frozenset[str]) -> bool:
    """A word that texts use: an attested one, one the encoder knows whole, a phrasal verb."""
    text, pos = word[:-2], word[-1]
    if any(c.isdigit() or c in ".'" for c in text):
        return False
    if "_" in text:
        return pos == "v" and text.count("_") < 2
    return attested > 0 or text in pieces


def relations(folder: Path) -> dict:
    pieces = frozenset(
        json.loads(zipfile.ZipFile(vectors.VECTORS_FILE).read("settings.json"))["pieces"]
    )
    sets, senses = read_sets(folder), {}
    for word, numbers, attested in read_senses(folder):
        if is_common(word, attested, pieces):
            senses[word] = numbers[: min(MAX_SENSES, max(attested, 2))]
    short = {number: k for k, number in enumerate(sorted({n for s in senses.values() for n in s}))}
    parents = {}
    opposites, derived = set(), defaultdict(set)
    for number in short:
        entry, pos = sets[number], number[0]
        for relation, target, own, other in entry.pointers:
            if target not in sets:
                continue
            if relation in (HYPERNYM, SIMILAR) and target in short:
                parents.setdefault(short[number], []).append(short[target])
            elif relation in (ANTONYM, DERIVATION):
                mine = f"{entry.words[own - 1]}/{pos}"
                theirs = f"{sets[target].words[other - 1]}/{target[0]}"
                if mine not in senses or theirs not in senses or mine == theirs:
                    continue
                if relation == ANTONYM:
                    opposites.add(tuple(sorted((mine, theirs))))
                elif number in senses[mine][:3]:
                    derived[mine].add(theirs)
    forms = {
        pos: dict(
            line.split()[:2]
            for line in (folder / f"{name}.exc").read_text().splitlines()
            if "_" not in line
        )
        for pos, name in FILES.items()
    }
    return {
        "senses": {word: [short[n] for n in numbers] for word, numbers in sorted(senses.items())},
        "parents": parents,
        "opposites": sorted(opposites),
        "derived": {word: sorted(words) for word, words in sorted(derived.items())},
        "forms": forms,
    }


def main(options: argparse.Namespace) -> None:
    text = json.dumps(relations(options.folder), separators=(",", ":"), sort_keys=True)
    options.out.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    main(parser.parse_args())
