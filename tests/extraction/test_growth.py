"""The time that extraction takes grows with the text and no faster, whatever it is made of."""

import gc
import time

import pytest

from claims.extraction.parsing.spacy_pipeline import MAX_LENGTH, read
from claims.extraction.pipeline import findings
from claims.extraction.tokenizer import MAX_RUN, pieces

SIZE = 4_000  # characters
LIMIT = 3.2  # twice the text takes twice the time, four times if each part looks at all others
TRIES = 3  # other work on the machine makes a measure too long, never a quadratic one short enough

FAMILIES = {
    "commas": ",",
    "opening marks": "“",
    "straight marks": '"',
    "apostrophes": "'",
    "asterisks": "*",
    "per cents": "%",
    "brackets": "(",
    "ellipses": "…",
    "emoji": "😀",
    "words glued by commas": "rain,",
    "words glued by hyphens": "rain-",
    "paths": "a/",
    "spaced marks": "„a “ ",
    "quotations": "“It rains,” he said. ",
    "quotations left open": "\n\n“It rains, he said, and so it goes",
    "chains of of": "the head of ",
    "chains of by": "the report by the report of ",
    "chains of that": "Ann said that Bob said that ",
    "relative clauses": "the man who said that ",
    "sources without content": "according to ",
    "sources and relays": "according to Reuters via AP, it rains. ",
    "told papers": "it rains, Ann told the Post, and ",
    "titles": "Mr. ",
    "names": "Ann Lee and ",
    "initials": "A ",
    "a story": "The minister said on Monday that the bridge would open. “Not so,” he was told. ",
}


def seconds(nlp, tagger, text):
    gc.collect()
    start = time.process_time()
    doc = read(nlp, text)
    findings(doc, tagger.links(doc), tagger.resolver)
    return time.process_time() - start


def growth(nlp, tagger, unit):
    short, long = ((unit * size)[:size] for size in (SIZE, 2 * SIZE))
    return seconds(nlp, tagger, long) / seconds(nlp, tagger, short)


@pytest.mark.parametrize("unit", FAMILIES.values(), ids=FAMILIES)
def test_twice_the_text_takes_about_twice_the_time(nlp, tagger, unit):
    assert any(growth(nlp, tagger, unit) < LIMIT for _ in range(TRIES))


@pytest.mark.parametrize("unit", ["a", ",", "a,", "“a", "😀", "e\u0301"])
def test_a_long_run_is_cut_and_nothing_of_it_is_lost(nlp, unit):
    text = f"He said {unit * 1_000} and left."

    assert "".join(pieces(text)) == text
    assert max(len(word) for piece in pieces(text) for word in piece.split()) <= MAX_RUN
    assert nlp.make_doc(text).text == text


def test_a_text_without_long_runs_is_one_piece(nlp):
    text = "It rains. " * 100 + "https://example.org/" + "a" * (MAX_RUN - 20)

    assert list(pieces(text)) == [text]
    assert len(text) < MAX_LENGTH
