"""A site of the web, on this machine."""

import pytest

from tests.articles.fetching.web_server import web_server


@pytest.fixture
def site():
    with web_server() as server:
        yield server
