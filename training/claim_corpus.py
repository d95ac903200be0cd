"""How well real statements, half of them reworded, are grouped among near misses of themselves.

usage: python training/claim_corpus.py ARTICLES.jsonl... [--statements 2000]

Pairwise: of the pairs that were joined, how many say the same; of those that do, how many were.
Statements of 12 words or more; candidates, comparison and groups are the product's own.
"""

import argparse
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from claim_changes import CHANGES
from claim_rewordings import REWORDINGS
from claim_weights import statements as read_statements

from claims.extraction.parsing import spacy_pipeline
from claims.propositions.keys import candidate_keys, least_shared_keys
from claims.propositions.reader import PropositionReader
from claims.propositions.relations import StatedReading, relate
from claims.propositions.stances import StanceKind

SEED, MIN_WORDS = 99, 12


def corpus(paths: list[Path], count: int, nlp) -> list[tuple[str, int]]:
    """Texts, each with the number of what it says."""
    chance = random.Random(SEED)
    texts = sorted({t for path in paths for group in read_statements(path) for t in group})
    texts = [text for text in texts if len(text.split()) >= MIN_WORDS]
    chance.shuffle(texts)
    rows = [(text, number) for number, text in enumerate(texts[:count])]
    misses = count
    for text, number in rows[:count]:
        doc = nlp(text)
        if number % 2:
            for kind in chance.sample(list(REWORDINGS), len(REWORDINGS)):
                if (other := REWORDINGS[kind](doc, chance)) and other != text:
                    rows.append((other, number))
                    break
        if number % 4 < 2:
            kind = chance.choice(list(CHANGES))
            if (other := CHANGES[kind](doc, chance)) and other != text:
                rows.append((other, misses))
                misses += 1
    return rows


def main(options: argparse.Namespace) -> None:
    nlp = spacy_pipeline.load()
    reader = PropositionReader(nlp)
    rows = corpus(options.articles, options.statements, nlp)
    readings, places, counts = [], defaultdict(set), []
    for place, (text, _) in enumerate(rows):
        proposition = reader.read(text)
        readings.append(StatedReading(proposition, StanceKind.ASSERTS))
        keys = candidate_keys(proposition)
        counts.append(len(keys))
        for key in keys:
            places[key].add(place)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for members in places.values():
        for pair in combinations(sorted(members), 2):
            shared[pair] += 1
    root = list(range(len(rows)))

    def top(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    for (first, second), count in shared.items():
        if count < least_shared_keys(counts[first], counts[second]):
            continue
        relation = relate(readings[first], readings[second])
        if relation and relation.joins and not relation.opposite:
            root[top(first)] = top(second)
    groups = defaultdict(list)
    for place in range(len(rows)):
        groups[top(place)].append(place)
    joined = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    same = defaultdict(list)
    for place, (_, number) in enumerate(rows):
        same[number].append(place)
    gold = {pair for group in same.values() for pair in combinations(group, 2)}
    right = len(joined & gold)
    print(f"{len(rows)} statements, {len(gold)} pairs that say the same, {len(joined)} joined")
    print(f"precision {right / len(joined):.3f}, recall {right / len(gold):.3f}")
    if options.show:
        for first, second in sorted(joined - gold)[: options.show]:
            print(f"WRONG\n  {rows[first][0]}\n  {rows[second][0]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--statements", type=int, default=2000)
    parser.add_argument("--show", type=int, default=0)
    main(parser.parse_args())
