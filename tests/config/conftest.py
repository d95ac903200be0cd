"""A copy of this tree to start the site in."""

import shutil

import pytest

from tests.config.site_process import ROOT


@pytest.fixture
def project(tmp_path):
    """This tree without its var/, in a folder with a space in its name."""
    tmp_path.chmod(0o755)
    folder = tmp_path / "on record"
    folder.mkdir()
    for part in ("config", "accounts", "articles", "claims", "templates", "static", "seeds"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "manage.py", folder)
    return folder
