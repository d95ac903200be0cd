"""manage.py load: a folder that ``dump`` wrote, into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.export import dump


class Command(BaseCommand):
    help = (
        "Load what `dump` wrote into an empty, migrated database. Every address, decision and "
        "rejected attribution is as it was; curators come back as names that can't log in. "
        "Dumps of earlier versions are loaded too. Damaged files, newer versions and databases "
        "that hold something are refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that `dump` wrote")

    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        try:
            for step in dump.read(folder):
                if verbosity:
                    self.stdout.write(f"{step.table}: {step.done:,}")
        except dump.DumpError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Loaded from {folder}.")
