"""What gunicorn serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

from config import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    postgres.ensure_running()
except postgres.PostgresError as error:  # a worker that starts meanwhile must not end the site
    sys.stderr.write(f"{error}\nEvery address answers 503 until it runs.\n")
application = get_wsgi_application()

# What is loaded now stays for good: looked through at every collection, it cost a tenth of a page.
gc.collect()
gc.freeze()
