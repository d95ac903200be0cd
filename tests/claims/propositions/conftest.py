import pytest

from claims.extraction.parsing import spacy_pipeline
from claims.propositions.decision import Comparison, StatementReading, compare
from claims.propositions.reader import PropositionReader
from claims.propositions.vectors import encoder


@pytest.fixture(scope="session")
def proposition_reader() -> PropositionReader:
    return PropositionReader(spacy_pipeline.load())


@pytest.fixture
def compared(proposition_reader):
    """Two texts compared."""

    def run(first: str, second: str) -> Comparison:
        readings = [
            StatementReading(proposition_reader.read(text), encoder().vector(text))
            for text in (first, second)
        ]
        return compare(*readings)

    return run
