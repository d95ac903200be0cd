"""From annotated articles to one file of weights: every step, in order.

usage: python training TRAIN.jsonl DEV.jsonl --gum GUM.jsonl --gap GAP.tsv --cross CROSS.txt...

Stopped at any time, the same command goes on where it was. Takes two hours on one core.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LEAST = "0.22"  # from here on reports have as few false statements as with PolNeAR alone


def main(options: argparse.Namespace) -> None:
    data = [str(options.train)]
    work = ["--work", str(options.work)]
    frozen = options.work / f"tagger-{options.seed}.pt"
    tuned = options.work / f"tuned-{options.seed}.pt"
    named = ["--seed", str(options.seed), "--name", str(options.seed)]
    step("train.py", *data, *work, *named)
    step("tune.py", *data, *work, *named, "--start", str(frozen))
    step("bundle.py", str(options.out), str(tuned))
    deep = [f"deep-{options.seed + k}" for k in range(2)]
    for k, name in enumerate(deep):
        seeded = ["--seed", str(options.seed + k), "--name", name, "--gum", str(options.gum)]
        step("deepen.py", *data, str(options.out), *work, *seeded)
    step("mix.py", str(options.out), *(str(options.work / f"tuned-{name}.pt") for name in deep))
    gold = ["--gum", str(options.gum), "--gap", str(options.gap)]
    step("names.py", str(options.out), *data, *gold, "--cross", *map(str, options.cross), *work)
    step("resolver.py", str(options.out), *gold)
    step("calibrate.py", str(options.train), str(options.out), "--least", LEAST)
    step("measure.py", str(options.dev), "--weights", str(options.out))


def step(script: str, *arguments: str) -> None:
    """Runs one script in a process of its own, so that its memory is given back."""
    root = str(HERE.parent)
    one_thread = {"OMP_NUM_THREADS": "1", "PYTHONPATH": root}
    command = [sys.executable, str(HERE / script), *arguments]
    print("\n" + " ".join([script, *arguments]), flush=True)
    done = subprocess.run(command, env=os.environ | one_thread, check=False)
    if done.returncode:
        raise SystemExit(f"{script} failed, see above. Start the same command again to go on.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--gap", type=Path, required=True)
    parser.add_argument("--cross", type=Path, nargs="+", default=[])
    parser.add_argument("--out", type=Path, default=HERE / "work" / "tagger.zip")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
