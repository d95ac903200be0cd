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
from itertools import islice
from typing import Any

from tests.bench.claims import fill_claims
from tests.bench.copying import copy_rows, make_indexes, strip_indexes
from tests.bench.rows import NOW, Rows

STEP = 2_000  # articles sent at once
BULK = (
    "articles_article", "claims_statement", "claims_attribution", "claims_source", "claims_about",
    "claims_shown", "claims_sampled", "claims_counted", "claims_speaker",
)  # fmt: skip


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
        make_indexes(self.cursor, [one for one in indexes if one not in shown])
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
        make_indexes(self.cursor, shown)
        for table in BULK[:5]:
            self.cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self._step("claims")
        fill_claims(self.cursor, self.options.seed)
        self.cursor.execute("VACUUM ANALYZE")
        self._step(f"done: {self.statements:,} statements in {self.options.articles:,} articles")

    def _strip(self) -> list[str]:
        """Triggers off and indexes away, but for those of constraints; how to make them again."""
        for table in BULK[:5]:
            self.cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return strip_indexes(self.cursor, BULK)

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
        copy_rows(self.cursor, Speaker, self._speakers())
        copy_rows(
            self.cursor,
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
            copy_rows(self.cursor, Article, rows.articles)
            copy_rows(self.cursor, Statement, rows.statements)
            copy_rows(self.cursor, Attribution, rows.attributions)
            copy_rows(self.cursor, Source, rows.sources)
            copy_rows(self.cursor, About, rows.about)
            done += len(some)
            self._step(f"{done:,} of {self.options.articles:,} articles", end="\r")

    def _step(self, what: str, end: str = "\n") -> None:
        sys.stderr.write(f"\r{time.monotonic() - self.began:6.0f} s  {what:60}{end}")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
