"""manage.py watch: fetch the feeds and pages that curators have named."""

import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.recording.watching import watch_once
from config.database import Outage, require_database

PAUSE_SECONDS = 3  # a curator waits for a page
OUTAGE_SECONDS = 30  # until the database or the broker is asked again


class Command(BaseCommand):
    help = (
        "Fetch pages handed in on /add/ and feeds whose time has come, store what is new and find "
        "the statements in it; until Ctrl-C, or once, as from cron: `manage.py watch --once`. "
        "Needs FETCH=1. Exit code: 0 all well, 1 the database or the broker was lost, 2 FETCH is "
        "off."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        if not settings.FETCH:
            raise CommandError(
                "Fetching is switched off. Set FETCH=1 to let On Record fetch pages and feeds.",
                returncode=2,
            )
        with suppress(KeyboardInterrupt):
            while True:
                problem = self._round()
                if once and problem:
                    raise CommandError(problem)
                if once:
                    return
                if problem:
                    self.stderr.write(problem)
                time.sleep(OUTAGE_SECONDS if problem else PAUSE_SECONDS)

    def _round(self) -> str:
        """Do what is due; what kept it from that, "" if nothing did."""
        try:
            require_database()
            for line in watch_once():
                self.stdout.write(line)
        except Outage as error:
            return str(error)
        return ""
