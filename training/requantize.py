"""Makes a file of weights portable: the same results on every processor.

usage: python training/requantize.py WEIGHTS.zip

For files made before export.py did this by itself. Rewrites WEIGHTS.zip; calibrate.py comes after.
"""

import argparse
from pathlib import Path

from portable import make_portable

from claims.extraction.tagger import weights


def main(options: argparse.Namespace) -> None:
    settings, models = weights.read_contents(options.weights)
    portable = {name: make_portable(model) for name, model in models.items()}
    weights.write(options.weights, settings, portable)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    main(parser.parse_args())
