"""gunicorn's settings, the same under ``make run`` and in the image: ``-c python:config.gunicorn``.

Loaded before any process is started, so that a setting that can't be used stops the start.
"""

from django.conf import settings

from config import environment

environment.load_settings()

wsgi_app = "config.wsgi"
worker_class = "config.front.FrontWorker"
workers = settings.WEB_PROCESSES  # each with its own memory: 600 MB once it loads the extractor
threads = 4  # for pages; each keeps a connection to the database, and so does that for /readyz
backlog = 64  # connections that wait to be taken up; the loop takes them up at once
graceful_timeout = 10
control_socket_disable = True
