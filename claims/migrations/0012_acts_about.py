from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [("claims", "0011_carryover")]

    operations = [
        migrations.AddIndex(
            model_name="attribution",
            index=models.Index(
                fields=["statement", "act"],
                name="attribution_negated",
                condition=Q(("negated", True), Q(("status", "rejected"), _negated=True)),
            ),
        ),
        migrations.RunSQL(
            [((SQL / "0012_acts_about.sql").read_text(), None)],
            [((SQL / "0012_acts_about_down.sql").read_text(), None)],
        ),
    ]
