"""Set-up that every test shares."""

import os

import pytest
from django.core.cache import cache

from config import postgres

os.environ["ENVIRONMENT"] = "local"
os.environ["DEBUG"] = "0"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the thread
postgres.ensure_running()
(postgres.ROOT / "staticfiles").mkdir(exist_ok=True)  # the live server wants the folder to exist


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Style sheets under their own names, so that nothing has to be collected before a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What pages keep for some minutes, such as proposed pairs, is that of another test."""
    cache.clear()
