import pytest

from claims.extraction.parsing import spacy_pipeline
from claims.propositions.decision import Comparison, compare
from claims.propositions.reader import PropositionReader


@pytest.fixture(scope="session")
def proposition_reader() -> PropositionReader:
    return PropositionReader(spacy_pipeline.load())


@pytest.fixture
def compared(proposition_reader):
    """Two texts compared."""

    def run(first: str, second: str) -> Comparison:
        return compare(*map(proposition_reader.read, (first, second)))

    return run
