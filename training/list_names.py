"""Writes the names in each text, as spans with their kind, to be scored against gold.

usage: python training/list_names.py TEXTS.jsonl [--weights WEIGHTS.zip] > NAMES.jsonl

As gold files mark mentions, see ``claims/quality/evaluation/names.py``.
"""

import argparse
import json
from pathlib import Path

from claims.extraction.extractor import Extractor
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger
from claims.quality.evaluation.names import find_names


def main(options: argparse.Namespace) -> None:
    extractor = Extractor(spacy_pipeline.load(), Tagger.load(options.weights))
    with options.texts.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            names = [[*name.span, name.kind] for name in find_names(extractor, row["text"])]
            print(json.dumps({"id": row["id"], "names": names}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--weights", type=Path)
    main(parser.parse_args())
