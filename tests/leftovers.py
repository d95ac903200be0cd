"""What a test has committed, deleted after it; what the migrations made stays.

Django's own way truncates every table, makes types and permissions anew and leaves no groups: it
takes ten times as long, and what runs after it finds another database than what runs before.
"""

from django.db import connection


def last_ids() -> dict[str, int]:
    """Of each table with rows the highest id."""
    with connection.cursor() as cursor:
        ids = {}
        for table in _tables_with_rows():
            cursor.execute(f'SELECT max(id) FROM "{table}"')
            [ids[table]] = cursor.fetchone()
    return ids


def delete_leftovers(before: dict[str, int]) -> None:
    """Delete all rows but those that were there ``before``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone() == ("on",):
            _delete(_tables_with_rows(), before)
        else:  # foreign keys and triggers hold
            new = [f'"{table}"' for table in _tables_with_rows() if table not in before]
            cursor.execute(f"TRUNCATE {', '.join(new)} CASCADE" if new else "SELECT")


def _delete(tables: list[str], before: dict[str, int]) -> None:
    """Without foreign keys and triggers, in any order; far quicker than to truncate."""
    deletions = [
        f'DELETE FROM "{table}"' + (f" WHERE id > {before[table]}" if table in before else "")
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(["SET LOCAL session_replication_role = replica", *deletions]))


def _tables_with_rows() -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    queries = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in sorted(tables)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries))
        return [name for (name,) in cursor.fetchall()]
