"""The decision of a carry-over by its new name; the column keeps its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0025_appearances")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("carryover", "told", "annotation"),
                migrations.AlterField(
                    "carryover", "annotation", models.JSONField(db_column="told")
                ),
            ]
        )
    ]
