"""manage.py speakers duplicates: records that may be one and the same speaker."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.models import Speaker
from claims.speakers.duplicates import DuplicatePair, find_duplicates


class Command(BaseCommand):
    help = (
        "Look after the speakers. `manage.py speakers duplicates` proposes records that may be "
        "one, with reasons, surest first; nothing is changed. Two whom a curator has called not "
        "the same are left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        jobs = parser.add_subparsers(dest="job", required=True, metavar="duplicates")
        pairs = jobs.add_parser("duplicates", help="propose records that may be one")
        pairs.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, json: bool, **options: Any) -> None:
        proposed = find_duplicates()
        for pair in proposed:
            self.stdout.write(as_json(pair) if json else in_words(pair))
        if not json:
            pairs = "pair" if len(proposed) == 1 else "pairs"
            self.stdout.write(f"{len(proposed)} {pairs} that may be one.")


def in_words(pair: DuplicatePair) -> str:
    names = " = ".join(f"{item.name} ({item.slug})" for item in (pair.first, pair.second))
    return f"{pair.score:.2f}  {names}?  {'; '.join(pair.reasons)}"


def as_json(pair: DuplicatePair) -> str:
    """``score``, ``reasons``, and of ``first`` and ``second``: slug, name, kind, party, role."""
    record = {"score": pair.score, "reasons": pair.reasons}
    sides = {"first": speaker_fields(pair.first), "second": speaker_fields(pair.second)}
    return json.dumps({**record, **sides}, ensure_ascii=False)


def speaker_fields(speaker: Speaker) -> dict[str, str | None]:
    return {
        "slug": speaker.slug,
        "name": speaker.name,
        "kind": speaker.kind,
        "party": speaker.party_id,
        "role": speaker.role,
    }
