"""Set-up that every test shares."""

import os

from config import postgres

os.environ["ENVIRONMENT"] = "local"
os.environ["DEBUG"] = "0"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the thread
postgres.ensure_running()
