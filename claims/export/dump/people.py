"""Curators by name: no dump holds an account, a password or an address.

The log of decisions names users by id inside its JSON too (``before`` and ``after``: table → id →
columns); those become names when written and ids of this database when loaded.
"""

from typing import Any

from django.contrib.auth import get_user_model

from claims.curation.snapshots import TABLES
from claims.export.dump.coding import People, names_a_user

SOMEBODY = "curator"  # what every name becomes in a public dump
# Table of a picture → its columns that hold a user's id.
COLUMNS = {
    name: [field.attname for field in model._meta.concrete_fields if names_a_user(field)]
    for name, model in TABLES.items()
}


class Anybody(dict[Any, Any]):
    """Everybody by one name, for the public."""

    def __missing__(self, key: Any) -> str:
        return SOMEBODY


def by_id() -> People:
    return dict(get_user_model().objects.values_list("pk", "username"))


def by_name(names: list[str]) -> People:
    """Those of these names; who is missing is made, without password and unable to log in."""
    users = get_user_model().objects
    for name in names:
        known, made = users.get_or_create(username=name, defaults={"is_active": False})
        if made:
            known.set_unusable_password()
            known.save(update_fields=["password"])
    return dict(users.filter(username__in=names).values_list("username", "pk"))


def renamed(picture: Any, people: People) -> Any:
    """A picture of ``claims.curation.snapshots`` with every user as ``people`` has them."""
    return {
        table: {
            pk: row and _renamed(row, COLUMNS.get(table, []), people) for pk, row in rows.items()
        }
        for table, rows in (picture or {}).items()
    }


def _renamed(row: dict[str, Any], columns: list[str], people: People) -> dict[str, Any]:
    return {c: people[v] if c in columns and v is not None else v for c, v in row.items()}
