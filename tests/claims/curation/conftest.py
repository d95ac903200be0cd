"""An article of which two statements were found, and a file for decisions on them."""

import pytest

from claims.recording import reconcile
from tests.claims.curation.decision_files import FOUND
from tests.claims.recording.findings import TEXT
from tests.make import make_article


@pytest.fixture
def article():
    article = make_article(TEXT, slug="talks", url="https://example.org/talks")
    reconcile.record(article, FOUND, "v1")
    return article


@pytest.fixture
def file(tmp_path):
    return tmp_path / "decisions.ndjson"
