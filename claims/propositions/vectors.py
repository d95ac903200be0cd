"""Sentence vectors: MiniLM-L6 (Wang et al. 2020; Apache-2.0), all six layers, in 7 bits.

One text at a time on one thread: a vector never depends on what else is read, nor on the processor
(``training/portable.py``). ``training/sentence_vectors.py`` makes the file.
"""

import json
import zipfile
from collections import OrderedDict
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from claims.extraction.tagger.wordpiece import WordPiece

Floats = npt.NDArray[np.float32]

VECTOR_SIZE = 384
MAX_PIECES = 128  # of one text; statements are shorter, and memory stays bounded
MAX_CACHED_TEXTS = 2_000
VECTORS_FILE = Path(__file__).parent / "weights" / "sentences.zip"
CURE = "Restore it with 'git checkout', or make it anew (training/README.md)."


class SentenceEncoder:
    """Texts to vectors. Make one a process: loading takes a quarter of a second."""

    def __init__(self, pieces: list[str], graph: onnxruntime.InferenceSession) -> None:
        self._cut = WordPiece(pieces)
        self._graph = graph
        self._cache: OrderedDict[str, Floats] = OrderedDict()

    def vector(self, text: str) -> Floats:
        """(VECTOR_SIZE,) of length 1; all zeros for a text without a word."""
        if text in self._cache:
            self._cache.move_to_end(text)
            return self._cache[text]
        vector = self._mean(self._numbers(text))
        self._cache[text] = vector
        if len(self._cache) > MAX_CACHED_TEXTS:
            self._cache.popitem(last=False)
        return vector

    def _numbers(self, text: str) -> list[int]:
        numbers = [n for word in text.split() for n in self._cut(word)]
        return numbers[: MAX_PIECES - 2]

    def _mean(self, numbers: list[int]) -> Floats:
        if not numbers:
            return np.zeros(VECTOR_SIZE, np.float32)
        pieces = np.array([[self._cut.start, *numbers, self._cut.end]], np.int64)
        states: Floats = self._graph.run(None, {"pieces": pieces})[0][0]
        mean: Floats = states.mean(axis=0)
        return (mean / np.float32(np.sqrt((mean * mean).sum()))).astype(np.float32)


@cache
def encoder() -> SentenceEncoder:
    """The package's encoder, loaded once.

    Raises ``FileNotFoundError`` when its file is missing, ``ValueError`` when it is damaged.
    """
    pieces, model = load_pieces(), _part("encoder.onnx")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return SentenceEncoder(pieces, graph)


@cache
def load_pieces() -> list[str]:
    """The encoder's vocabulary, common words first, without the encoder. Raises as ``encoder``."""
    pieces: list[str] = json.loads(_part("settings.json"))["pieces"]
    return pieces


def _part(name: str) -> bytes:
    if not VECTORS_FILE.is_file():
        raise FileNotFoundError(f"{VECTORS_FILE}: no such file of sentence vectors. {CURE}")
    try:
        with zipfile.ZipFile(VECTORS_FILE) as archive:
            return archive.read(name)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise ValueError(
            f"{VECTORS_FILE}: not a whole file of vectors ({error}). {CURE}"
        ) from error


def write(path: Path, settings: str, model: bytes) -> None:
    """One file of weights; the same content gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in (("encoder.onnx", model), ("settings.json", settings.encode())):
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
