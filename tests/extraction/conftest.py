"""The models, loaded once for all tests of extraction."""

import pytest

from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger


@pytest.fixture(scope="session")
def nlp():
    return spacy_pipeline.load()


@pytest.fixture(scope="session")
def tagger():
    return Tagger.load()


@pytest.fixture(scope="session")
def read(nlp, tagger):
    """Text in, its links as (source, cue, content), each a list of the pieces' words."""

    def read(text):
        def words(spans):
            return [text[start:end] for start, end in spans]

        links = tagger.links(nlp(text))
        return [(words(one.source), words(one.cue), words(one.content)) for one in links]

    return read
