"""The index is kept from one view from here on; it is installed after the migrations.

See claims/listing/index_sql.py. Backwards: the functions as they were.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def earlier_functions():
    rebuild = (SQL / "0009_shown.sql").read_text()
    rebuild = rebuild[rebuild.index("CREATE FUNCTION shown_rebuild()") :]
    rebuild = rebuild[: rebuild.index("-- What may change a row")]
    return "\n".join([
        "DROP VIEW IF EXISTS claims_public_statement;",
        rebuild.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        (SQL / "0015_counts_found_sooner.sql").read_text(),
        (SQL / "0021_settled_is_certain.sql").read_text(),
    ])  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("claims", "0023_decision_field_names")]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, [(earlier_functions(), None)]),
    ]
