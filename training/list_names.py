"""Writes the names in each text, as spans with their kind, to be scored against gold.

usage: python training/list_names.py TEXTS.jsonl > NAMES.jsonl

A person's span holds the titles before the name and a possessive behind it, an office its article;
so GUM marks mentions.
"""

import json
import re
import sys
from collections.abc import Iterator

from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger

KINDS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "NORP": "person",
    "ROLE": "person",
}
_POSSESSIVE = re.compile(r"['’]s|(?<=s)['’](?!\w)")
_DETERMINERS = re.compile(
    r"(?:\b(?:the|this|that(?! the)|our|my|their|all|many|most|some|an?|madam|\d+ million)\s+)+$",
    re.I,
)


def mentions(doc) -> Iterator[tuple[int, int, str]]:
    text, before = doc.text, None
    for entity in doc.ents:
        start, end = entity.start_char, entity.end_char
        titled = entity.label_ == "PERSON" and before is not None and before.label_ == "TITLE"
        if titled and not text[before.end_char : start].strip(" ."):
            start = before.start_char
        if entity.label_ in ("ROLE", "NORP"):
            determiner = _DETERMINERS.search(text, max(0, start - 30), start)
            start = determiner.start() if determiner else start
        if KINDS.get(entity.label_) == "person" and (mark := _POSSESSIVE.match(text, end)):
            end = mark.end()
        if entity.label_ in KINDS:
            yield start, end, KINDS[entity.label_]
        before = entity
    for inner in doc.spans["inner"]:
        yield inner.start_char, inner.end_char, KINDS[inner.label_]


def main(path: str) -> None:
    nlp, tagger = spacy_pipeline.load(), Tagger.load()
    with open(path, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            doc = spacy_pipeline.read(nlp, row["text"])
            tagger.links(doc)
            print(json.dumps({"id": row["id"], "names": list(mentions(doc))}))


if __name__ == "__main__":
    main(sys.argv[1])
