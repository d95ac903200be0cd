"""A copy of this tree to start the site in."""

import pytest

from tests.config.site_process import copy_tree


@pytest.fixture
def project(tmp_path):
    """This tree without its var/, in a folder with a space in its name."""
    return copy_tree(tmp_path)
