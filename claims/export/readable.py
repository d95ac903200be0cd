"""Statements as people read them: the columns of a file for spreadsheets, in plain words.

They are worked out from citations, so that what is not verbatim stands in no quotation marks here
either. Their names and order are fixed, like those of ``claims.export.columns``.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from claims import confidence, glossary
from claims.batches import batches
from claims.export.columns import Column, RowField
from claims.export.formats import Row, Sheet
from claims.models import Quotation, Statement
from claims.presentation.citation import Citation, cite

CHUNK_ROWS = 500  # statements fetched and sent at once, with all that belongs to them
VIA_SEPARATOR = " → "
VERBATIM = {Quotation.DIRECT: "yes", Quotation.MIXED: "partly", Quotation.INDIRECT: "no"}


def _cell(meaning: str, kind: Any = "text", **more: str) -> Column:
    return Column(RowField(""), meaning, kind, **more)


COLUMNS = {
    "who": _cell("whose words they are"),
    "role": _cell("the role in which the article names the speaker"),
    "country": _cell("the country or bloc the speaker speaks for"),
    "did": _cell("what the speaker did: said, denied, warned, did not confirm …"),
    "words": _cell("the words; what is verbatim stands in quotation marks"),
    "verbatim?": _cell("yes, partly, or no: the article’s own words for what was said", "code"),
    "via": _cell("who passed the words on, the first one first", separator=VIA_SEPARATOR),
    "outlet": _cell("who published the article"),
    "date": _cell("day of publication (ISO 8601), empty if unknown", "day"),
    "link": _cell("the statement’s permanent address", "code"),
    "sentence": _cell("all of this as one sentence"),
    "how sure": _cell("whether somebody checked it, and how sure the machine is", "code"),
    "review": _cell("unreviewed, accepted or corrected", "code"),
}


def statement_chunks(rows: QuerySet[Statement]) -> Iterator[list[Statement]]:
    """The statements in the order of ``rows``, with all that a citation says."""
    keys = rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK_ROWS)
    statements = Statement.objects.order_by().for_list()
    for ids in batches(keys, CHUNK_ROWS):
        by_id = statements.in_bulk(ids)
        yield [by_id[pk] for pk in ids]


def citations(rows: QuerySet[Statement], site: str) -> Iterator[list[tuple[Statement, Citation]]]:
    for statements in statement_chunks(rows):
        yield [
            (statement, cite(statement, address=f"{site}{statement.get_absolute_url()}"))
            for statement in statements
        ]


def chunks(sheet: Sheet, rows: QuerySet[Statement]) -> Iterator[list[Row]]:
    """Rows with the columns of ``COLUMNS``."""
    for pairs in citations(rows, sheet.site):
        yield [_row(statement, citation) for statement, citation in pairs]


def _row(statement: Statement, citation: Citation) -> Row:
    attribution = statement.live_attribution
    assert attribution is not None  # ``cite`` refuses a statement without
    speaker = attribution.speaker
    return [
        speaker.name if speaker else "",
        attribution.role,
        speaker.party.name if speaker and speaker.party else "",
        glossary.did(attribution.act, attribution.negated),
        citation.words,
        VERBATIM[Quotation(statement.quotation)],
        VIA_SEPARATOR.join(citation.relays),
        citation.outlet,
        citation.published,
        citation.address,
        citation.narration,
        confidence.in_a_phrase(attribution),
        attribution.status,
    ]
