"""manage.py dump: everything on record into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.export import dump


class Command(BaseCommand):
    help = (
        "Write all articles, speakers, statements, attributions and decisions into a new folder, "
        "as NDJSON and CSV with a manifest: to keep, to move to another server, to give away. "
        "`manage.py dump backup/2022-03-20`, and `load` brings it back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")
        parser.add_argument(
            "--public",
            action="store_true",
            help="only what readers see, texts as the outlets' rights allow, no names of curators",
        )

    def handle(self, *, folder: Path, public: bool, verbosity: int, **options: Any) -> None:
        try:
            for step in dump.write(folder, public=public):
                if verbosity:
                    self.stdout.write(f"{step.table}: {step.done:,} of {step.total:,}")
        except dump.DumpError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Written to {folder}.")
