"""Loading the spaCy pipeline."""

import pytest
import spacy

from claims.extraction import parse


def test_only_what_is_needed_runs(nlp):
    assert set(nlp.pipe_names) == {"tok2vec", "tagger", "parser", "ner"}


def test_a_missing_model_is_named_with_the_cure():
    with pytest.raises(LookupError, match="'no_such_model' is not installed.*SPACY_MODEL"):
        parse.load("no_such_model")


def test_a_model_that_lacks_a_part_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path)

    with pytest.raises(ValueError, match="has no tagger and no parser and no ner"):
        parse.load(str(tmp_path))
