"""Lists of statements as bibliographies: a citation an entry, for reference managers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from claims.export import readable
from claims.export.formats import FileFormat, Row, Sheet
from claims.models import Statement
from claims.presentation import citation_formats
from claims.presentation.citation import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyFormat(FileFormat):
    """``entry`` writes one citation; ``between`` joins entries, ``frame`` stands around them."""

    entry: Callable[[Citation], str]
    between: bytes = b"\n"
    frame: tuple[bytes, bytes] = (b"", b"")

    def begin(self, sheet: Sheet) -> bytes:
        return self.frame[0]

    def rows(self, sheet: Sheet, rows: Iterable[Row]) -> bytes:
        return self.between.join(self.entry(citation).encode() for (citation,) in rows)

    def end(self, sheet: Sheet) -> bytes:
        return self.frame[1]


def chunks(sheet: Sheet, rows: QuerySet[Statement]) -> Iterator[list[Row]]:
    """Rows of one cell each, the citation."""
    for pairs in readable.citations(rows, sheet.site):
        yield [[citation] for _, citation in pairs]


ENDINGS: dict[str, FileFormat] = {
    "bib": BibliographyFormat(
        content_type="application/x-bibtex; charset=utf-8",
        meaning="BibTeX and biblatex: an entry for each statement",
        entry=citation_formats.bibtex,
    ),
    "ris": BibliographyFormat(
        content_type="application/x-research-info-systems; charset=utf-8",
        meaning="RIS, for EndNote, Mendeley, RefWorks and Zotero",
        entry=citation_formats.ris,
    ),
    "csl.json": BibliographyFormat(
        content_type="application/vnd.citationstyles.csl+json; charset=utf-8",
        meaning="CSL-JSON, for Zotero, Pandoc and citeproc",
        entry=citation_formats.csl_item,
        between=b",\n",
        frame=(b"[\n", b"\n]\n"),
    ),
}
