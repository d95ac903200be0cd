"""Texts in files, with a row of metadata, and what comes of ingesting them."""

from pathlib import Path

from articles.ingest import IngestResult, ingest
from articles.metadata import load_metadata

TEXT = "Minister leaves the long talks\n\nThe minister left at noon. “Enough,” he said.\n"


def write(folder: Path, name: str = "a.txt", text: str = TEXT) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def described(folder: Path, row: str):
    """Metadata with one row: file,title,outlet,url,published_on,published_basis,note."""
    header = "file,title,outlet,url,published_on,published_basis,note\n"
    (folder / "metadata.csv").write_text(header + row)
    return [load_metadata(folder / "metadata.csv")]


def kinds(*paths: Path, **options) -> list[IngestResult]:
    return [outcome.kind for outcome in ingest(paths, **options)]
