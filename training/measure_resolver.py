"""Prints how often pronouns are taken for the right entity, on GUM and on GAP.

usage: python training/measure_resolver.py [--gum GUM.jsonl...] [--gap GAP.tsv] [--weights FILE]

GUM: of the pronouns whose cluster has a name, those taken for an entity of one of its names, and
those taken for an entity that stands at one of its mentions ("her parents", later "the Sandovals").
GAP: F1 over the two names of each passage, for all, he and she.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from corpora import gap_rows
from mentions import registry_of, words
from tqdm import tqdm

from claims.extraction.coreference.candidates import PRONOUNS
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.spans import any_overlap
from claims.extraction.tagger.model import Tagger
from claims.extraction.types import MentionKind, Span

TYPES = ("person", "organization", "place")


def is_called(entity: Entity, names: list[str]) -> bool:
    own = words(entity.name)
    return any(own and (own <= words(name) or words(name) <= own) for name in names if words(name))


def stands_at(registry: EntityRegistry, entity: Entity, places: list[Span]) -> bool:
    own = [o for o in registry.mentions if o.entity is entity and not o.pronoun]
    return any_overlap(own, places)


def resolved(text: str, nlp, tagger: Tagger) -> tuple[EntityRegistry, dict[int, Entity | None]]:
    """The article's entities, and who the pronoun that begins at each place is."""
    registry = registry_of(text, nlp, tagger)
    resolutions = tagger.resolver.resolve_all(registry)
    return registry, {
        registry.doc[token].idx: resolution.entity for token, resolution in resolutions.items()
    }


def measure_gum(path: Path, nlp, tagger: Tagger, tally: Counter) -> None:
    for line in tqdm(path.open(encoding="utf-8"), path.stem, mininterval=20):
        row = json.loads(line)
        names, heads = defaultdict(list), defaultdict(list)
        for m in row["mentions"]:
            if not m["pronoun"]:
                heads[m["cluster"]].append(Span(*m["head"]))
            if m["named"] and m["cluster"] is not None and m["type"] in TYPES:
                names[m["cluster"]].append(row["text"][slice(*m["span"])])
        registry, entities = resolved(row["text"], nlp, tagger)
        for m in row["mentions"]:
            kind = PRONOUNS.get(row["text"][slice(*m["head"])].lower())
            if kind and m["pronoun"] and names.get(m["cluster"]):
                entity = entities.get(m["head"][0])
                tally[kind, "all"] += 1
                tally[kind, "taken"] += entity is not None
                if entity is not None:
                    named = is_called(entity, names[m["cluster"]])
                    tally[kind, "right"] += named
                    tally[kind, "meant"] += named or stands_at(
                        registry, entity, heads[m["cluster"]]
                    )


def measure_gap(path: Path, nlp, tagger: Tagger, tally: Counter) -> None:
    for row in tqdm(gap_rows(path), path.stem, mininterval=20):
        registry, entities = resolved(row["text"], nlp, tagger)
        entity = entities.get(row["pronoun-offset"])
        kind = PRONOUNS[row["pronoun"].lower()]
        for name in "ab":
            start, end = row[f"{name}-offset"], row[f"{name}-offset"] + len(row[name])
            taken = entity is not None and any(
                o.entity is entity
                and o.start < end
                and start < o.end
                and o.entity.kind is not MentionKind.GROUP
                for o in registry.mentions
            )
            tally[kind, taken, row[f"{name}-coref"]] += 1


def f1(tally: Counter, kinds: tuple[str, ...]) -> float:
    right, wrong, missed = (
        sum(tally[kind, *which] for kind in kinds)
        for which in ((True, True), (True, False), (False, True))
    )
    return 100 * 2 * right / max(1, 2 * right + wrong + missed)


def main(options: argparse.Namespace) -> None:
    nlp, tagger, tally = spacy_pipeline.load(), Tagger.load(options.weights), Counter()
    for path in options.gum:
        measure_gum(path, nlp, tagger, tally)
    for kind in ("he", "she", "they", "it"):
        if total := tally[kind, "all"]:
            right, mentioned = (100 * tally[kind, key] / total for key in ("right", "meant"))
            taken = tally[kind, "taken"]
            print(
                f"{kind:5}{right:6.1f} named, {mentioned:.1f} meant of {total}; {taken} for anybody"
            )
    if options.gap:
        measure_gap(options.gap, nlp, tagger, tally)
        he, she = f1(tally, ("he",)), f1(tally, ("she",))
        both = f1(tally, ("he", "she"))
        print(f"GAP F1 {both:.1f}, he {he:.1f}, she {she:.1f}, ratio {she / he:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gum", type=Path, nargs="*", default=[])
    parser.add_argument("--gap", type=Path)
    parser.add_argument("--weights", type=Path)
    main(parser.parse_args())
