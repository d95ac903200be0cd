"""The same rows in SQLite, as Datasette is given them: flat, indexed and with full text.

Made once from the database of DATABASE_URL into ``var/bench/on-record.db``; delete it to make it
anew. Each column that either site filters or sorts by has an index, so that neither is held back.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

STATEMENTS = """
    SELECT s.key, s.words, p.slug, p.name, coalesce(w.party_id, ''), w.about, w.act, w.quotation,
        w.mode,
        ARRAY(SELECT v.slug FROM unnest(w.sources) AS via JOIN claims_speaker v ON v.id = via),
        o.slug, a.slug, w.status, w.confidence, w.published_on::text
    FROM claims_shown w JOIN claims_statement s ON s.id = w.statement_id
    JOIN articles_article a ON a.id = w.article_id LEFT JOIN articles_outlet o ON o.id = w.outlet_id
    LEFT JOIN claims_speaker p ON p.id = w.speaker_id ORDER BY w.statement_id
"""
SPEAKERS = """
    SELECT s.slug, s.name, s.kind, s.party_id, c.statements
    FROM claims_speaker s JOIN claims_speakercount c ON c.speaker_id = s.id ORDER BY s.id
"""
ARTICLES = """
    SELECT a.slug, a.title, o.slug, a.published_on::text, a.text, coalesce(c.statements, 0)
    FROM articles_article a LEFT JOIN articles_outlet o ON o.id = a.outlet_id
    LEFT JOIN claims_articlecount c ON c.article_id = a.id ORDER BY a.id
"""
TABLES = {
    "statements": (
        STATEMENTS,
        "key words speaker speaker_name party about act quotation mode source outlet article review"
        " confidence published_on",
        "words",
    ),
    "speakers": (SPEAKERS, "slug name kind party statements", "name"),
    "articles": (ARTICLES, "slug title outlet published_on text statements", "title, text"),
}
PLAIN = {"words", "text", "about", "source"}  # columns without an index


def make(file: Path) -> None:
    """Write the SQLite file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    lite = sqlite3.connect(part)
    lite.execute("PRAGMA journal_mode = OFF")
    for name, (sql, columns, sought) in TABLES.items():
        _fill(lite, name, columns.split(), _rows(sql))
        lite.execute(
            f"CREATE VIRTUAL TABLE {name}_fts USING fts5({sought}, content={name},"
            f" tokenize='porter unicode61 remove_diacritics 2')"
        )
        lite.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')")
    lite.execute("ANALYZE")
    lite.commit()
    lite.close()
    part.rename(file)


def _fill(lite: sqlite3.Connection, name: str, columns: list[str], rows: Iterable[Any]) -> None:
    first, *others = columns
    lite.execute(f"CREATE TABLE {name} ({first} TEXT PRIMARY KEY, {', '.join(others)})")
    lite.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
    for column in others:
        if column not in PLAIN:
            lite.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DECLARE beside NO SCROLL CURSOR FOR {sql}")
        while True:
            cursor.execute("FETCH 20000 FROM beside")
            rows = cursor.fetchall()
            if not rows:
                return
            for row in rows:
                yield tuple(json.dumps(cell) if isinstance(cell, list) else cell for cell in row)
