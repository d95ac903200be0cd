import gzip
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.upgrades.earlier import FOLDER, NAME, execute, manage, run


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        here = connection.settings_dict["NAME"]
        execute(f"CREATE DATABASE {NAME}", here)
        run(
            "psql",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            stdin=gzip.decompress((FOLDER / "claims_0017.sql.gz").read_bytes()),
        )
        manage("migrate", "--verbosity=0")
    yield
    with django_db_blocker.unblock():
        execute(f"DROP DATABASE {NAME} WITH (FORCE)", here)
