"""Articles with gold attributions, parsed once and kept on disk."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from encoder import word_pieces
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from tqdm import tqdm

from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.features import (
    CATEGORIES,
    Chunk,
    Features,
    Vocabulary,
    chunks,
    features,
)
from claims.extraction.tagger.wordpiece import WordPiece

ROLES = {"source": 1, "content": 2, "cue": 3}
LEAST = {"word": 3, "tag": 1, "dep": 1}  # a string seen less often is unknown


@dataclass
class Example:
    """One article: what the networks see, and for each gold attribution the role of each token.

    ``roles`` is (attributions, n) with the numbers of ``ROLES``, ``cues`` the first cue token of
    each attribution. ``vectors`` (n, width) are the encoder's, float16, where they stay as they
    are (train.py).
    """

    id: str
    text: str
    gold: list[dict]
    features: Features
    chunks: list[Chunk]
    cues: np.ndarray
    roles: np.ndarray
    vectors: np.ndarray | None = None
    unmarked: np.ndarray | None = None  # (n,) true where a cue may be that nobody marked


def read(path: Path) -> list[dict]:
    """The articles of a JSONL file; names the line that is wrong."""
    articles = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                article = json.loads(line)
                articles.append({k: article[k] for k in ("id", "text", "attributions")})
            except (ValueError, KeyError) as error:
                raise SystemExit(f"{path}, line {number}: {error!r}. Mend or remove it.") from error
    return articles


def write(path: Path, articles: list[dict]) -> Path:
    """The articles as a JSONL file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    return path


def held_back(articles: list[dict], share: float = 0.05, seed: int = 3) -> set[str]:
    """The ids of the training articles that are kept for thresholds and calibration."""
    ids = sorted(article["id"] for article in articles)
    return set(random.Random(seed).sample(ids, round(share * len(ids))))


def vocabulary(docs) -> dict[str, list[str]]:
    """The strings of each category, most frequent first."""
    counts = {name: Counter() for name in CATEGORIES}
    for doc in docs:
        for token in doc:
            values = (token.lower_, token.tag_, token.dep_)
            for name, value in zip(CATEGORIES, values, strict=True):
                counts[name][value] += 1
    return {
        name: [string for string, n in counts[name].most_common() if n >= LEAST[name]]
        for name in CATEGORIES
    }


@dataclass(frozen=True)
class Names:
    """What numbers stand for: the vocabulary's strings."""

    strings: dict[str, list[str]]


def prepare(
    paths: dict[str, Path], work: Path, names: Names | None = None
) -> tuple[Names, dict[str, list[Example]]]:
    """The names and the examples of each part ("train", "dev").

    ``names`` are those of weights to start from; without them they are read off the training
    articles. Parses once: the documents stay in ``work``.
    """
    parts = {name: read(path) for name, path in paths.items()}
    docs = {name: list(parse(paths[name], parts[name], work)) for name in parts}
    names = names or Names(vocabulary(docs["train"]))
    numbered, cut = Vocabulary(names.strings), WordPiece(word_pieces())
    return names, {
        name: [
            example(article, doc, numbered, cut)
            for article, doc in tqdm(list(zip(parts[name], docs[name], strict=True)), name)
        ]
        for name in parts
    }


def parse(path: Path, articles: list[dict], work: Path) -> Iterator[Doc]:
    """The articles as spaCy parses them, from ``work`` if they are there."""
    nlp = spacy_pipeline.load()
    digest = hashlib.sha256(path.read_bytes() + nlp.meta["version"].encode()).hexdigest()
    cache = work / f"parsed-{digest[:12]}.spacy"
    if not cache.exists():
        work.mkdir(parents=True, exist_ok=True)
        _parse(nlp, articles).to_disk(cache.with_suffix(".part"))
        cache.with_suffix(".part").rename(cache)
    return DocBin().from_disk(cache).get_docs(nlp.vocab)


def _parse(nlp: Language, articles: list[dict]) -> DocBin:
    parsed = DocBin(["ORTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START"])
    for article in tqdm(articles, "parsing", mininterval=20):
        parsed.add(nlp(article["text"]))
    return parsed


def example(article: dict, doc: Doc, vocabulary: Vocabulary, cut: WordPiece) -> Example:
    inputs, parts = features(doc, vocabulary), list(chunks(doc, cut))
    cues, roles = targets(article, inputs)
    return Example(
        article["id"], article["text"], article["attributions"], inputs, parts, cues, roles
    )


def targets(article: dict, inputs: Features) -> tuple[np.ndarray, np.ndarray]:
    """First cue tokens (a,) and roles (a, n) of the attributions that have a cue."""
    cues, roles = [], []
    for attribution in article["attributions"]:
        row = np.zeros(len(inputs), dtype=np.int8)
        for name, number in ROLES.items():
            for start, end in attribution[name]:
                first = np.searchsorted(inputs.ends, start, "right")
                row[first : np.searchsorted(inputs.starts, end)] = number
        cue = np.flatnonzero(row == ROLES["cue"])
        if len(cue):
            cues.append(cue[0])
            roles.append(row)
    shape = (0, len(inputs))
    return np.array(cues, dtype=np.int64), np.stack(roles) if roles else np.zeros(shape, np.int8)


@dataclass
class Window:
    """A stretch of an example, as tensors: ``start`` to ``end`` of its tokens."""

    example: Example
    start: int
    end: int


def windows(examples: list[Example], length: int, stride: int, chance) -> Iterator[Window]:
    """Stretches that cover every example, cut at a place that changes from epoch to epoch."""
    for example in examples:
        n = len(example.features)
        start = 0 if n <= length else -chance.randrange(stride)
        while True:
            end = min(start + length, n)
            yield Window(example, max(start, 0), end)
            if end == n:
                break
            start += stride


def batch(group: list[Window]) -> dict[str, torch.Tensor]:
    """Windows as one padded batch; ``row`` says which window each cue stands in."""
    longest = max(w.end - w.start for w in group)
    size = len(group)
    first_vectors = group[0].example.vectors
    width = 0 if first_vectors is None else first_vectors.shape[1]
    columns = group[0].example.features.table.shape[1]
    table = torch.zeros(size, longest, columns, dtype=torch.long)
    vectors = torch.zeros(size, longest, width)
    tags = torch.full((size, longest), -100)
    rows, cues, roles, branches = [], [], [], []
    for row, w in enumerate(group):
        n, e = w.end - w.start, w.example
        table[row, :n] = torch.from_numpy(e.features.table[w.start : w.end])
        if e.vectors is not None:
            vectors[row, :n] = torch.from_numpy(e.vectors[w.start : w.end].astype(np.float32))
        tags[row, :n] = 0
        if e.unmarked is not None:
            tags[row, :n][torch.from_numpy(e.unmarked[w.start : w.end])] = -100
        tags[row, :n][torch.from_numpy((e.roles[:, w.start : w.end] == 3).any(0))] = 2
        inside = np.flatnonzero((e.cues >= w.start) & (e.cues < w.end))
        tags[row, torch.from_numpy(e.cues[inside] - w.start)] = 1
        rows += [row] * len(inside)
        cues.append(e.cues[inside] - w.start)
        padding = ((0, 0), (0, longest - n))
        roles.append(np.pad(e.roles[inside, w.start : w.end], padding, constant_values=-100))
        heads = e.features.head[e.cues[inside]]
        own, above = (e.features.branches(c, w.start, w.end) for c in (e.cues[inside], heads))
        branches.append(np.pad(np.stack([own, above], -1), (*padding, (0, 0))))
    return {
        "table": table,
        "vectors": vectors,
        "tags": tags,
        "row": torch.tensor(rows, dtype=torch.long),
        "cue": torch.from_numpy(np.concatenate(cues)),
        "roles": torch.from_numpy(np.concatenate(roles)).long(),
        "branches": torch.from_numpy(np.concatenate(branches)),
    }
