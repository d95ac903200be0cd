"""Teaches a file of weights to find names, on the vectors that its own encoders give.

usage: names.py WEIGHTS.zip TRAIN.jsonl --gum GUM.jsonl --gap GAP.tsv --cross CROSS.txt...

Gold names: GUM (the genres whose licence is free of NC), CrossNER's politics, the names of GAP's
passages; GUM again with the names of the whole world in it (augment.py), and invented reports
(invented.py). Several networks learn from them, and the one that ships learns from all of them and
from what they make of the articles of TRAIN (Hinton, Vinyals and Dean 2015). Rewrites WEIGHTS.zip;
after mix.py and, unless its resolver is kept, before resolver.py. Takes an hour on one core.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import augment
import data
import invented
import numpy as np
import torch
import torch.nn.functional as F
from bundle import entities_graph
from calibrate import rewrite
from corpora import cross_rows, gap_rows, gum_rows
from encoder import LOWER, UPPER
from inner_names import tag_inner, taught
from name_labels import LABELS, UNKNOWN, Labelled, cross, gap, gum
from network import Entities, RecurrentEntities
from resolver_inputs import with_resolver_inputs
from torch import nn
from tqdm import tqdm

from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger import weights as weights_file
from claims.extraction.tagger.features import Vocabulary, chunks, features
from claims.extraction.tagger.named_entities import lexical
from claims.extraction.tagger.wordpiece import WordPiece

LENGTH, STRIDE, BATCH, RATE = 128, 112, 14, 3e-3
# How often each source is gone through, by those that teach and by the one that learns of them.
PASSES = {"gum": 8.0, "renamed": 1.2, "cross": 3.5, "gap": 0.3, "invented": 1.0, "articles": 0}
PASSES_OF_PUPIL = PASSES | {"renamed": 2.0, "gap": 3.0, "invented": 2.0, "articles": 2.5}
RENAMINGS, REPORTS, GAP_ROWS = 3, 1000, 1200
TEACHERS = 3  # of either kind
PUPIL = {"near": 192, "steps": (1, 2, 4, 1)}
GOLD_SHARE = 0.3  # of the pupil's loss where gold is known


@dataclass
class NameExample:
    """A text as the network sees it, and the tag of each token, -1 where it is not known."""

    table: np.ndarray
    vectors: np.ndarray  # float16, of the lower layers
    upper: np.ndarray  # float16, of those above
    lexical: np.ndarray
    tags: np.ndarray
    inner: np.ndarray  # of each token in a name: what it is by itself, see inner_names.py
    given_names: np.ndarray  # tokens that begin a person's name
    shares: np.ndarray | None = None  # (n, TAGS) float16: of each tag, by the teachers


class Reader:
    """Texts as examples, with the parser and the encoder of the product."""

    def __init__(self, weights: weights_file.Weights) -> None:
        self._nlp = spacy_pipeline.load()
        self._vocabulary = Vocabulary(weights.settings["strings"])
        self._cut = WordPiece(weights.settings["pieces"])
        self._graphs = weights.graphs

    def read(self, labelled: Labelled) -> NameExample:
        doc = spacy_pipeline.read(self._nlp, labelled.text)
        inputs = features(doc, self._vocabulary)
        tags, given_names = tag(labelled, inputs.starts, inputs.ends)
        inner = tag_inner(labelled, tags, inputs.starts, inputs.ends)
        lower, upper = self._vectors(doc)
        return NameExample(inputs.table, lower, upper, lexical(doc), tags, inner, given_names)

    def _vectors(self, doc) -> tuple[np.ndarray, np.ndarray]:
        encoder, upper = self._graphs["encoder"], self._graphs["upper"]
        parts: tuple[list[np.ndarray], list[np.ndarray]] = [], []
        for c in chunks(doc, self._cut):
            places = {"first": c.first[None], "last": c.last[None]}
            lower, states = encoder.run(["vectors", "states"], {"pieces": c.pieces, **places})
            (higher,) = upper.run(["vectors"], {"states": states, **places})
            parts[0].append(lower[0].astype(np.float16))
            parts[1].append(higher[0].astype(np.float16))
        return np.concatenate(parts[0]), np.concatenate(parts[1])


def tag(labelled: Labelled, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The tag of each token, and the tokens that begin a person's name."""
    tags, given_names = np.zeros(len(starts), dtype=np.int64), []
    for start, end, label, _ in labelled.spans:
        first, last = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end)
        if label == UNKNOWN:
            tags[first:last] = -1
            continue
        number = LABELS.index(label)
        tags[first:last] = 2 * number + 2
        tags[first] = 2 * number + 1
        if label == "person" and last > first + 1:
            given_names.append(first)
    return tags, np.array(given_names, dtype=np.int64)


def texts(options: argparse.Namespace, chance: random.Random) -> dict[str, list[Labelled]]:
    documents = [gum(row) for row in gum_rows(options.gum)]
    return {
        "gum": documents,
        "renamed": [augment.renamed(d, chance) for _ in range(RENAMINGS) for d in documents],
        "cross": [cross(row) for path in options.cross for row in cross_rows(path)],
        "gap": [gap(row) for row in gap_rows(options.gap)[:GAP_ROWS]],
        "invented": [invented.report(chance, n, 6) for n in range(REPORTS)],
        "articles": [Labelled(row["id"], row["text"]) for row in data.read(options.articles)],
    }


def main_components(examples: list[NameExample], net: Entities) -> None:
    """Sets the network's first layer to the main components of the vectors, all of one scale."""
    vectors = np.concatenate([example.vectors for example in examples[::4]]).astype(np.float32)
    mean = vectors.mean(0)
    values, directions = np.linalg.eigh(np.cov((vectors - mean).T))
    main = np.argsort(-values)[: net.main.out_features]
    turned = (directions[:, main] / np.sqrt(values[main].mean())).astype(np.float32)
    with torch.no_grad():
        net.main.weight.copy_(torch.tensor(turned.T))
        net.main.bias.copy_(torch.tensor(-(mean @ turned)))


def plan(
    parts: dict[str, list[NameExample]], passes: dict[str, float], chance: random.Random
) -> list[tuple[NameExample, int, int]]:
    """Stretches of the examples, each source as often as ``passes`` says, shuffled."""
    stretches = []
    for name, examples in parts.items():
        own = [cut for example in examples for cut in _cuts(example)]
        whole, rest = divmod(passes[name], 1)
        stretches += own * int(whole) + chance.sample(own, int(len(own) * rest))
    chance.shuffle(stretches)
    return stretches


def _cuts(example: NameExample) -> Iterator[tuple[NameExample, int, int]]:
    for start in range(0, len(example.tags), STRIDE):
        yield example, start, min(start + LENGTH, len(example.tags))


def batch(group: list[tuple[NameExample, int, int]]) -> list[torch.Tensor]:
    """Table, vectors, lexical bits, upper vectors and tags of some stretches, padded."""

    def padded(name: str, kind: torch.dtype, fill: int = 0) -> torch.Tensor:
        rows = [torch.from_numpy(getattr(example, name)[a:b]).to(kind) for example, a, b in group]
        return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=fill)

    read = [
        padded("table", torch.long),
        padded("vectors", torch.float32),
        padded("lexical", torch.float32),
        padded("upper", torch.float32),
        padded("tags", torch.long, -1),
    ]
    taught = all(example.shares is not None for example, _, _ in group)
    return [*read, padded("shares", torch.float32)] if taught else read


def loss(scores: torch.Tensor, tags: torch.Tensor, shares: torch.Tensor | None) -> torch.Tensor:
    """Against gold tags (b, t), -1 where unknown, and the teachers' shares (b, t, TAGS)."""
    gold = F.cross_entropy(
        scores.flatten(0, 1), tags.flatten(), ignore_index=-1, label_smoothing=0.02
    )
    if shares is None:
        return gold
    inside = shares.sum(-1) > 0.5  # not padding
    taught = F.cross_entropy(scores[inside], shares[inside])
    return GOLD_SHARE * gold + (1 - GOLD_SHARE) * taught if (tags >= 0).any() else taught


def train(net: Entities, stretches: list[tuple[NameExample, int, int]], checkpoint: Path) -> None:
    learnt = [
        p for name, p in net.named_parameters() if name.split(".")[0] not in ("main", "gender")
    ]
    steps = len(stretches) // BATCH + 1
    optimizer = torch.optim.AdamW(learnt, RATE, weight_decay=0.02)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps + 1, pct_start=0.1
    )
    net.train()
    for step in tqdm(range(steps), "names", mininterval=20):
        group = stretches[step * BATCH : (step + 1) * BATCH]
        if not group:
            break
        table, vectors, bits, upper, tags, *shares = batch(group)
        scores = net(table, vectors, F.dropout(bits, 0.1), upper)
        value = loss(scores, tags, *(shares or [None]))
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        rate.step()
        if step % 500 == 499:
            torch.save(net.state_dict(), checkpoint)
    net.eval()


@torch.no_grad()
def teach(examples: list[NameExample], teachers: Sequence[Entities]) -> None:
    """Gives each example the mean of the teachers' shares."""
    for example in tqdm(examples, "teaching", mininterval=20):
        table, vectors, bits, upper, _ = batch([(example, 0, len(example.tags))])
        shares = [net(table, vectors, bits, upper).softmax(-1)[0] for net in teachers]
        example.shares = torch.stack(shares).mean(0).numpy().astype(np.float16)


def learn_gender(
    net: Entities, parts: dict[str, list[NameExample]], options: argparse.Namespace
) -> None:
    """Fits which vectors are a woman's given name: GAP's pronouns, the invented names' lists."""
    rows_of_gap = gap_rows(options.gap)[:GAP_ROWS]
    rows, women = [], []
    for row, example in zip(rows_of_gap, parts["gap"], strict=True):
        right = sorted((row[f"{x}-offset"], row[f"{x}-coref"]) for x in "ab")
        for token, (_, is_referent) in zip(example.given_names, right, strict=False):
            if is_referent:
                rows.append(example.vectors[token])
                women.append(row["pronoun"].lower() in ("she", "her", "hers"))
    vectors = torch.from_numpy(np.array(rows, dtype=np.float32))
    truths = torch.tensor(women, dtype=torch.float32)
    with torch.no_grad():
        main = net.main(vectors)
    optimizer = torch.optim.LBFGS(net.gender.parameters(), max_iter=80)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        value = F.binary_cross_entropy_with_logits(net.gender(main)[:, 0], truths)
        value = value + 0.02 * net.gender.weight.square().sum()
        value.backward()
        return value

    optimizer.step(closure)


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    options.work.mkdir(parents=True, exist_ok=True)
    reader = Reader(weights_file.read(options.weights))
    parts = {
        name: [reader.read(text) for text in tqdm(labelled, name, mininterval=20)]
        for name, labelled in texts(options, chance).items()
    }
    teachers = [
        teacher(LOWER, UPPER) for teacher in (Entities, RecurrentEntities) for _ in range(TEACHERS)
    ]
    for net in teachers:
        main_components(parts["gum"], net)
        train(net, plan(parts, PASSES, chance), options.work / "names.pt")
    for examples in parts.values():
        teach(examples, teachers)
    pupil = Entities(LOWER, UPPER, **PUPIL)
    main_components(parts["gum"], pupil)
    train(pupil, plan(parts, PASSES_OF_PUPIL, chance), options.work / "names.pt")
    learn_gender(pupil, parts, options)
    names = taught(entities_graph(pupil), parts["gum"])
    if options.keep_resolver:
        _, before = weights_file.read_contents(options.weights)
        names = with_resolver_inputs(names, before["names"])
    rewrite(options.weights, {}, {"names": names})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("articles", type=Path, metavar="TRAIN.jsonl")
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--cross", type=Path, nargs="+", default=[])
    parser.add_argument("--gap", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep-resolver", action="store_true", help="leave what the resolver reads as it is"
    )
    main(parser.parse_args())
