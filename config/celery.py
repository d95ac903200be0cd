"""Celery, for several machines. Used only when CELERY_BROKER_URL is set."""

from celery import Celery

from config import environment, postgres

environment.load_settings()
postgres.ensure_running()

app = Celery("on_record")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims.recording"])
