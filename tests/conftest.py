"""Set-up that every test shares: what ships, but for DIFFERENT."""

import os
from collections.abc import Iterator
from operator import attrgetter

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from whitenoise.base import WhiteNoise

from config import postgres
from tests.leftovers import delete_leftovers, last_ids
from tests.prepared import collected_static_files
from tests.template_database import template_database

os.environ["ENVIRONMENT"] = "local"
os.environ["DEBUG"] = "0"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the thread
postgres.ensure_running()

# How long an example takes says nothing on a machine that does other work beside.
hypothesis_settings.register_profile("on_record", deadline=None)
hypothesis_settings.load_profile("on_record")

# All settings that are not those of `make run`, and why.
DIFFERENT = {
    "ALLOWED_HOSTS": "Django's test client calls its host testserver",
    "CARD_FOLDER": "pictures that a test draws are no other's",
    "DATABASES": "tests write into a database of their own",
    "EMAIL_BACKEND": "Django's test runner keeps what would be sent",
    "STATIC_ROOT": "the processes of the tests share a folder, collected once",
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """pytest-django's, asked before it makes the tests' database: that becomes a copy."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's; a test that commits leaves the database as it found it."""
    with django_db_blocker.unblock():
        before = last_ids()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: delete_leftovers(before))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what is made once for a file stay with one process."""
    for item in items:
        definitions = item._fixtureinfo.name2fixturedefs.values()
        if any(one[-1].scope == "module" for one in definitions):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session", autouse=True)
def static_files() -> Iterator[None]:
    with override_settings(STATIC_ROOT=collected_static_files()):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_read_once(static_files: None) -> Iterator[None]:
    """Every client of a test starts the site anew, and WhiteNoise then looks at each static file.

    They are the same files for all clients, so the first look serves the others.
    """
    read, files_of = WhiteNoise.update_files_dictionary, {}

    def take(site: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in files_of:
            read(site, root, prefix)
            files_of[root, prefix] = dict(site.files)
        site.files.update(files_of[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", take)
        yield


@pytest.fixture(scope="session", autouse=True)
def card_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(CARD_FOLDER=tmp_path_factory.mktemp("cards")):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """A password takes a quarter of a second to hash, on purpose; that a guess is slow, no test
    needs. The algorithm is the one that ships."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "memory_cost", 64)
        yield


@pytest.fixture(scope="session")
def live_server(static_files: None) -> Iterator[LiveServer]:
    """The site alone: Django's own would serve style sheets that the site doesn't have."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = attrgetter("application")  # what it would wrap
    server.start()
    yield server
    server.stop()


def _shared_records(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of the same scope write stays for all its tests, and is rolled back then.

    For records that are costly to make and that many tests only read. What a test itself writes
    is rolled back after it, as everywhere.
    """
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


class_db = pytest.fixture(scope="class")(_shared_records)
module_db = pytest.fixture(scope="module")(_shared_records)


@pytest.fixture(autouse=True)
def empty_cache():
    """Pages keep some counts and pairs for minutes; a test must not see those of another."""
    cache.clear()
