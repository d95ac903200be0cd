"""``python -m articles.readers FILE… > OUT.jsonl``: what readers make of files, no database needed.

One JSON object a line and document: ``{"id", "file", "text", "title", "byline", "published",
"outlet", "url", "language", "notes"}``. ``text`` is what would be stored, after cleaning; ``id``
the file's name without endings, and the place in it where it holds several documents. A file that
can't be read has a line on stderr, and the others are read; exit code 1 then, 2 if nothing was.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from articles import readers
from articles.cleaning import clean
from articles.language import language_of
from articles.readers import Document, LeftOut, Reading, Unreadable
from articles.readers.kinds import stem_of
from articles.readers.page.bylines import names_in_lines
from articles.readers.tables import column_map

MAX_BYTES = 5_000_000  # of one article, as MAX_ARTICLE_BYTES is by default


def main(arguments: list[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m articles.readers",
        description="Give what readers make of files as JSON lines.",
    )
    parser.add_argument("file", nargs="+", type=Path)
    parser.add_argument("--encoding", default="", help="overrules what the bytes suggest")
    parser.add_argument(
        "--columns", type=column_map, default=(), help="of a table: text=body,title=headline"
    )
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, help="of one article")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):  # a file's name may be no text
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    documents = problems = 0
    for path in options.file:
        for reading in _readings(path, options):
            if isinstance(reading, LeftOut):
                sys.stderr.write(f"{path}: {reading}\n")
                continue
            try:
                if isinstance(reading, Unreadable):
                    raise reading
                sys.stdout.write(
                    json.dumps(record_of(str(path), reading), ensure_ascii=False) + "\n"
                )
                documents += 1
            except Unreadable as error:
                place = f"{path}: {error.part}" if error.part else str(path)
                sys.stderr.write(f"{place}: {error}\n")
                problems += 1
    if not documents:
        return 2
    return int(problems > 0)


def record_of(file: str, document: Document) -> dict[str, Any]:
    """The document of this file as one object; Unreadable where cleaning leaves no words of it."""
    cleaned = clean(document.text, title=document.title, structure=document.structure)
    if cleaned.fault:
        raise Unreadable(cleaned.fault, document.part)
    published = document.published or cleaned.published_on
    stem = stem_of(Path(file).name)
    return {
        "id": f"{stem}#{document.part}" if document.part else stem,
        "file": file,
        "text": cleaned.text,
        "title": document.title or cleaned.title,
        "byline": document.byline or names_in_lines(cleaned.byline_lines),
        "published": published.isoformat() if published else None,
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language or language_of(cleaned.text),
        "notes": list(document.notes),
    }


def _readings(path: Path, options: argparse.Namespace) -> Iterator[Reading]:
    try:
        yield from readers.read(
            path,
            encoding=options.encoding,
            max_bytes=options.max_bytes,
            columns=options.columns,
        )
    except Unreadable as error:
        yield error


if __name__ == "__main__":
    sys.exit(main())
