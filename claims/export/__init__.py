"""Lists as files and feeds: exactly the rows that a filter finds. See docs/export.md.

Nothing is held in memory and nothing half is passed off as whole: the rows come from one
snapshot, their number stands in the ``X-Total-Rows`` header before the first of them, and on an
error the connection breaks.
"""

from claims.export import bibliography, readable
from claims.export.columns import COLUMNS, Column
from claims.export.csv_injection import guard, unguard
from claims.export.formats import DIALECTS, ENDINGS, to_json
from claims.export.stream import (
    columns_of,
    current_state,
    document,
    file_response,
    objects,
    small_file,
)

__all__ = [
    "COLUMNS",
    "DIALECTS",
    "ENDINGS",
    "Column",
    "bibliography",
    "columns_of",
    "current_state",
    "document",
    "file_response",
    "guard",
    "objects",
    "readable",
    "small_file",
    "to_json",
    "unguard",
]
