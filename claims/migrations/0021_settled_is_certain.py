"""Readers see what a curator has settled as certain."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [("claims", "0020_search_words")]

    operations = [
        migrations.RunSQL(
            [((SQL / "0021_settled_is_certain.sql").read_text(), None)],
            [((SQL / "0021_settled_is_certain_down.sql").read_text(), None)],
        )
    ]
