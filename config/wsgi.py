"""What gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
postgres.ensure_running()
application = get_wsgi_application()

# What is loaded now stays for good: looked through at every collection, it cost a tenth of a page.
gc.collect()
gc.freeze()
