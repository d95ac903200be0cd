"""State and diff of a decision by their new names; the columns keep theirs."""

from django.db import migrations, models


def _renamed(old: str, new: str, **options: bool) -> list[migrations.operations.base.Operation]:
    field = models.JSONField(db_column=old, **options)
    return [
        migrations.RenameField("decision", old, new),
        migrations.AlterField("decision", new, field),
    ]


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_names_of_models")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                *_renamed("judged", "state_before", null=True, blank=True),
                *_renamed("settled", "state_after", null=True, blank=True),
                *_renamed("before", "diff_before"),
                *_renamed("after", "diff_after"),
            ]
        )
    ]
