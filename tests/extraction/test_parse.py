"""Loading the spaCy pipeline, and what is kept of a document."""

import gc
import weakref

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import extractor
from claims.extraction.noun_phrases.reader import tokens_of
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.parsing.syntax import sentence_tokens


def test_only_what_is_needed_runs(nlp):
    assert set(nlp.pipe_names) == {"tok2vec", "tagger", "parser"}


def test_a_missing_model_is_named_with_the_cure():
    with pytest.raises(LookupError, match="'no_such_model' is not installed.*SPACY_MODEL"):
        spacy_pipeline.load("no_such_model")


def test_a_model_that_lacks_a_part_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path)

    with pytest.raises(ValueError, match="has no tagger and no parser"):
        spacy_pipeline.load(str(tmp_path))


@pytest.mark.parametrize("end", ["\n\n", "\n", " ", ""])
def test_a_long_text_is_read_in_stretches_that_make_up_the_text(nlp, end, monkeypatch):
    monkeypatch.setattr(spacy_pipeline, "MAX_PARSED_CHARS", 400)
    text = ("The minister said so." + end) * 60
    doc = spacy_pipeline.read(nlp, text)

    assert doc.text == text
    assert len(list(doc.sents)) >= len(text) // 400
    assert doc[-2].head.i > len(doc) - 100


def test_a_short_text_is_read_as_it_is(nlp):
    text = "The minister said so. He left."

    assert spacy_pipeline.read(nlp, text).to_json() == nlp(text).to_json()


def test_a_text_that_is_too_long_is_refused(nlp):
    with pytest.raises(ValueError, match="1,000,001 characters; at most 1,000,000"):
        spacy_pipeline.read(nlp, "a" * 1_000_001)


@given(words=st.text("aé.’ \n\t“-1", max_size=40), data=st.data())
def test_the_tokens_of_a_stretch_are_those_that_it_touches(nlp, words, data):
    doc = nlp.make_doc(words)
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))

    touched = [t for t in doc if t.idx < end and t.idx + len(t) > start]

    assert tokens_of(doc, start, end) == touched


def test_the_tokens_of_a_sentence_are_those_that_the_parser_puts_in_it(nlp):
    doc = nlp("The minister said so. He left.\n\nNobody asked why.")

    assert all(sentence_tokens(token) == list(token.sent) for token in doc)


def test_one_model_serves_all_who_load_it():
    assert spacy_pipeline.load(spacy_pipeline.MODEL) is spacy_pipeline.load(spacy_pipeline.MODEL)


def test_a_document_goes_when_nobody_uses_it_without_waiting_for_garbage_collection(nlp, tagger):
    gc.disable()
    try:
        doc, findings = extractor.read("“It rained,” Ann Lund said. She left.", nlp, tagger)
        document = weakref.ref(doc)
        assert findings
        del doc
        assert document() is None
    finally:
        gc.enable()
