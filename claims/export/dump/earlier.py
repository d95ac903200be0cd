"""What dumps of earlier versions lack, and how it is made up for when they are loaded."""

from collections.abc import Callable
from typing import Any

from articles.canonical_url import fill_canonical_urls
from articles.models import Article
from claims.export.dump.coding import coder_of, columns_of
from claims.export.dump.tables import DumpTable
from claims.export.dump.writer import column_names
from claims.models import Alias, Speaker
from claims.speakers.refolding import refold_names

# Tables that every dump has. A later one is empty where a dump doesn't have it.
FIRST_TABLES = frozenset(
    "parties outlets articles removed speakers aliases memberships statements about attributions "
    "sources distinctions decisions carryovers reports report_answers".split()
)
# Table and column → what fills the column from the others, once everything is loaded.
DERIVED: dict[tuple[str, str], Callable[[], None]] = {
    ("articles", "canonical_url"): lambda: fill_canonical_urls(Article),
    ("speakers", "searchable_name"): lambda: refold_names(Speaker, Alias),
}


def defaults(table: DumpTable, columns: list[str]) -> dict[str, Any]:
    """The values, as JSON, of the columns that a dump with these ``columns`` lacks."""
    return {
        name: _default(field)
        for field, name in zip(columns_of(table.model), column_names(table), strict=True)
        if name not in columns and may_be_missing(field)
    }


def may_be_missing(field: Any) -> bool:
    """Whether a row without this column is a whole one."""
    return not field.primary_key and (field.null or field.blank or field.has_default())


def _default(field: Any) -> Any:
    value = field.get_default()
    return None if value is None else coder_of(field, {}).to_json(value)


def derive(tables: dict[str, Any]) -> None:
    """Fill what can be told from the rest. ``tables``: those of the manifest."""
    for (table, column), fill in DERIVED.items():
        if column not in tables[table]["columns"]:
            fill()
