"""Settings under which the tests run are those that ship."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.conftest import DIFFERENT

ROOT = Path(__file__).resolve().parents[2]
LISTING = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.isupper() and name != "SETTINGS_MODULE"]
print(json.dumps({name: repr(getattr(settings, name)) for name in names}))
"""


def settings_of_run() -> dict[str, str]:
    """Name → value, as the process sees them that ``make run`` starts."""
    own = ("ENVIRONMENT", "DEBUG")  # set by the tests, to the values they have when unset
    environment = {name: value for name, value in os.environ.items() if name not in own}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", LISTING]
    listing = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return json.loads(listing.stdout)


def test_what_tests_configure_is_what_ships_but_for_what_is_listed():
    shipped = settings_of_run()

    here = {name: repr(getattr(settings, name, None)) for name in shipped}
    assert {name for name in shipped if here[name] != shipped[name]} == set(DIFFERENT)
