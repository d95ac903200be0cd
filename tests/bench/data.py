"""Fills an empty database with a million statements, for the figures of docs/performance.md.

    DATABASE_URL=postgres://…/on_record_bench make bench-data
    python -m tests.bench.data [--statements N] [--articles N] [--seed N]

The database is made if it is not there; one with articles in it is left alone. Rows go in by COPY
with the indexes and triggers taken away; both are put back, and what triggers would have kept is
made by the same function that repairs it. Takes some ten minutes on two cores.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from itertools import islice
from typing import Any

STEP = 2_000  # articles sent at once
BULK = (
    "articles_article", "claims_statement", "claims_attribution", "claims_source", "claims_about",
    "claims_shown", "claims_sampled", "claims_counted", "claims_speaker",
)  # fmt: skip
KEYS = "23456789abcdefghjkmnpqrstvwxyz"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    options = _options()
    _make_database()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from articles.models import Article

    if Article.objects.exists():
        sys.exit(
            f"{connection.settings_dict['NAME']} holds articles; nothing was done. "
            "Name an empty database in DATABASE_URL, or drop this one."
        )
    with connection.cursor() as cursor:
        Load(cursor.cursor, options).run()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _make_database() -> None:
    import psycopg2
    from psycopg2.sql import SQL, Identifier

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not os.environ.get("DATABASE_URL"):
        sys.exit("Name a database to fill: DATABASE_URL=postgres://…/on_record_bench")
    from config import environment

    settings = environment.database(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(
        host=settings["HOST"] or None, port=settings.get("PORT") or None,
        user=settings["USER"] or None, password=settings["PASSWORD"] or None, dbname="postgres",
    )  # fmt: skip
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [settings["NAME"]])
        if not cursor.rowcount:
            cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(settings["NAME"])))
    connection.close()


class Load:
    """``run`` does it all, in order. ``cursor`` is psycopg2's own, for COPY."""

    def __init__(self, cursor: Any, options: argparse.Namespace) -> None:
        from tests.bench.corpus import Corpus

        self.cursor, self.options = cursor, options
        self.corpus = Corpus(options.seed)
        self.began = time.monotonic()
        self.statements = self.sources = self.mentions = 0

    def run(self) -> None:
        indexes = self._strip()
        self._small_tables()
        self._stories()
        self._step("indexes of the records")
        shown = [one for one in indexes if " ON public.claims_shown " in one]
        self._index([one for one in indexes if one not in shown])
        self._step("counting sequences, statistics")
        for table in BULK[:5] + BULK[8:]:
            self.cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                f" (SELECT max(id) FROM {table}))"
            )
            self.cursor.execute(f"ANALYZE {table}")
        self._step("what readers see")
        self.cursor.execute("SELECT shown_rebuild(), corpus_words_rebuild()")
        self._step("its indexes")
        self._index(shown)
        for table in BULK[:5]:
            self.cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.cursor.execute("VACUUM ANALYZE")
        self._step(f"done: {self.statements:,} statements in {self.options.articles:,} articles")

    def _strip(self) -> list[str]:
        """Triggers off and indexes away, but for those of constraints; how to make them again."""
        for table in BULK[:5]:
            self.cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class c ON c.relname = indexname"
            " WHERE tablename = ANY(%s)"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)",
            [list(BULK)],
        )
        found = self.cursor.fetchall()
        for name, _ in found:
            self.cursor.execute(f'DROP INDEX "{name}"')
        return [definition for _, definition in found]

    def _index(self, definitions: list[str]) -> None:
        self.cursor.execute("SET maintenance_work_mem = '512MB'")
        for definition in definitions:
            self.cursor.execute(definition)

    def _small_tables(self) -> None:
        from django.contrib.auth.models import User

        from articles.models import Outlet
        from claims.models import Alias, Party, Speaker
        from tests.bench.corpus import CODES, OUTLETS

        self.curator = User.objects.create(username="bench", is_active=False).pk
        Party.objects.bulk_create(
            [Party(code=code, name=f"{code.upper()} side", kind="state") for code in CODES],
            ignore_conflicts=True,
        )
        Outlet.objects.bulk_create(
            Outlet(pk=n, slug=f"outlet-{n}", name=f"The Daily {n}", rights="full")
            for n in range(1, OUTLETS + 1)
        )
        self._copy(Speaker, self._speakers())
        self._copy(
            Alias,
            (
                {
                    "id": n,
                    "speaker_id": n,
                    "name": name.split()[-1],
                    "folded": name.split()[-1].lower(),
                }
                for n, (name, _, _) in enumerate(self.corpus.people, start=1)
            ),
        )
        self.cursor.execute("SELECT setval('articles_outlet_id_seq', %s)", [OUTLETS])
        self.cursor.execute("SELECT setval('claims_alias_id_seq', %s)", [len(self.corpus.people)])

    def _speakers(self) -> Iterator[dict[str, Any]]:
        for n, (name, kind, party) in enumerate(self.corpus.people, start=1):
            family = name.split()[-1].lower() if kind == "person" else ""
            yield {
                "id": n, "slug": f"{name.lower().replace(' ', '-')}-{n}", "name": name,
                "kind": kind, "party_id": party or None, "identity": name.lower(),
                "family": family, "created_at": NOW,
            }  # fmt: skip

    def _stories(self) -> None:
        from articles.models import Article
        from claims.models import About, Attribution, Source, Statement

        stories = self.corpus.stories(self.options.articles, self.options.statements)
        done = 0
        while some := list(islice(stories, STEP)):
            rows = Rows(self)
            for story in some:
                rows.add(story)
            self._copy(Article, rows.articles)
            self._copy(Statement, rows.statements)
            self._copy(Attribution, rows.attributions)
            self._copy(Source, rows.sources)
            self._copy(About, rows.about)
            done += len(some)
            self._step(f"{done:,} of {self.options.articles:,} articles", end="\r")

    def _copy(self, model: Any, rows: Any) -> None:
        """COPY these rows; columns they lack get what Django would give them."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        given = {
            field.column: field.get_prep_value(field.get_default())
            for field in model._meta.local_concrete_fields
            if not field.generated and not field.primary_key
        }
        columns = list(given | first)
        file = StringIO()
        for row in (first, *rows):
            values = given | row
            file.write("\t".join(map(_cell, map(values.__getitem__, columns))) + "\n")
        file.seek(0)
        names = ", ".join(f'"{column}"' for column in columns)
        self.cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN", file)

    def _step(self, what: str, end: str = "\n") -> None:
        sys.stderr.write(f"\r{time.monotonic() - self.began:6.0f} s  {what:60}{end}")
        sys.stderr.flush()


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return r"\\x" + value.hex()
    if isinstance(value, list):
        return "{}"
    text = str(value)
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


class Rows:
    """Stories as rows of the five tables."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.articles: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self.attributions: list[dict[str, Any]] = []
        self.sources: list[dict[str, Any]] = []
        self.about: list[dict[str, Any]] = []

    def add(self, story: Any) -> None:
        self.articles.append({
            "id": story.number, "slug": f"story-{story.number}", "outlet_id": story.outlet,
            "title": story.title, "url": f"https://example.org/{story.number}",
            "published_on": story.day, "published_basis": "given" if story.day else "",
            "text": story.text, "text_sha256": sha256(story.text.encode()).hexdigest(),
            "raw": b"", "encoding": "utf-8", "extraction": "done", "extractor_version": "bench",
            "extracted_at": NOW, "ingested_at": NOW,
        })  # fmt: skip
        for said in story.said:
            self._say(story.number, said)

    def _say(self, article: int, said: Any) -> None:
        load = self.load
        load.statements += 1
        pk = load.statements
        self.statements.append({
            "id": pk, "key": _key(pk), "article_id": article, "start": said.start,
            "end": said.end, "content": f'{{"[{said.start},{said.end})"}}', "words": said.words,
            "quotation": said.quotation, "mode": said.mode, "created_at": NOW,
        })  # fmt: skip
        settled = said.status != "unreviewed"
        self.attributions.append({
            "id": pk, "statement_id": pk, "speaker_id": said.speaker or None, "act": said.act,
            "cue": f'{{"[{said.cue[0]},{said.cue[1]})"}}', "source": "{}",
            "confidence": said.confidence, "status": said.status,
            "decided_by_id": load.curator if settled else None,
            "decided_at": NOW if settled else None, "extractor_version": "bench", "created_at": NOW,
        })  # fmt: skip
        for position, relay in enumerate(said.relays):
            load.sources += 1
            # The relays are the less quoted half of the speakers: agencies, readouts, officials.
            self.sources.append({
                "id": load.sources, "attribution_id": pk, "position": position,
                "speaker_id": len(load.corpus.people) - relay, "spans": "{}",
            })  # fmt: skip
        for party in said.about:
            load.mentions += 1
            span = f'{{"[{said.start},{said.start + 2})"}}'
            self.about.append(
                {"id": load.mentions, "statement_id": pk, "party_id": party, "spans": span}
            )


def _key(number: int) -> str:
    """Eight characters, another for each number, in no order that a reader would see."""
    number = number * 2_654_435_761 % 30**8
    key = ""
    for _ in range(8):
        number, digit = divmod(number, 30)
        key += KEYS[digit]
    return key


if __name__ == "__main__":
    main()
