"""User names in a dump: it holds no account, password or address.

The log of decisions names users by id inside its JSON too (``before`` and ``after``: table → id →
columns); those become names when written and ids of this database when loaded.
"""

from typing import Any

from django.contrib.auth import get_user_model

from claims.curation.snapshots import TABLES
from claims.export.dump.coding import UserNames, names_a_user

PUBLIC_NAME = "curator"  # what every name becomes in a public dump
# Table of a diff → its columns that hold a user's id.
COLUMNS = {
    name: [field.attname for field in model._meta.concrete_fields if names_a_user(field)]
    for name, model in TABLES.items()
}


class OneNameForAll(dict[Any, Any]):
    """One name for all users, in a public dump."""

    def __missing__(self, key: Any) -> str:
        return PUBLIC_NAME


def by_id() -> UserNames:
    return dict(get_user_model().objects.values_list("pk", "username"))


def by_name(names: list[str]) -> UserNames:
    """Those of these names; who is missing is made, without password and unable to log in."""
    users = get_user_model().objects
    for name in names:
        user, is_new = users.get_or_create(username=name, defaults={"is_active": False})
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
    return dict(users.filter(username__in=names).values_list("username", "pk"))


def replace_users(diff: Any, names: UserNames) -> Any:
    """A diff of ``claims.curation.snapshots`` with every user replaced by means of ``names``."""
    return {
        table: {
            pk: row and _replace_in_row(row, COLUMNS.get(table, []), names)
            for pk, row in rows.items()
        }
        for table, rows in (diff or {}).items()
    }


def _replace_in_row(row: dict[str, Any], columns: list[str], names: UserNames) -> dict[str, Any]:
    return {c: names[v] if c in columns and v is not None else v for c, v in row.items()}
