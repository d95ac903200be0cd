from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent / "sql"
TAKEN = "“none” is what filters call rows without one; choose another."


def not_called_none(model: str, field: str) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model,
        models.CheckConstraint(
            condition=~Q(**{field: "none"}),
            name=f"{model}_not_called_none",
            violation_error_message=TAKEN,
        ),
    )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0009_not_called_none"),
        ("claims", "0016_sample_by_facet"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE claims_speaker SET slug = 'none-' || id WHERE slug = 'none'",
            migrations.RunSQL.noop,
        ),
        not_called_none("speaker", "slug"),
        not_called_none("party", "code"),
        migrations.RunSQL(
            [((SQL / "0017_counted_without.sql").read_text(), None)],
            [((SQL / "0017_counted_without_down.sql").read_text(), None)],
        ),
    ]
