from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent / "sql"
# The ledger as one row a value, whatever it was folded to before.
ONE_ROW_A_VALUE = """
    CREATE TEMPORARY TABLE folded ON COMMIT DROP AS
        SELECT facet, ref, word, sum(n) AS n FROM claims_counted
        GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
    TRUNCATE claims_counted;
    INSERT INTO claims_counted (facet, ref, word, n, level)
        SELECT facet, ref, word, n, 2 FROM folded
"""


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0005_in_order_of_titles_and_names"),
        ("claims", "0014_reports"),
    ]

    operations = [
        migrations.RunSQL(ONE_ROW_A_VALUE, migrations.RunSQL.noop),
        migrations.RemoveIndex("counted", "counted_unfolded"),
        migrations.AddIndex(
            "counted",
            models.Index(
                fields=["level", "facet"], name="counted_unfolded", condition=Q(level__lt=2)
            ),
        ),
        migrations.AddIndex(
            "counted",
            models.Index(fields=["facet", "-n"], name="counted_most", condition=Q(level=2)),
        ),
        migrations.AddConstraint(
            "counted",
            models.UniqueConstraint(
                fields=["facet", "ref", "word"], condition=Q(level=2), name="counted_once_folded"
            ),
        ),
        migrations.AddIndex(
            "attribution",
            models.Index(
                fields=["speaker", "-id"], condition=~Q(role=""), name="attribution_with_role"
            ),
        ),
        migrations.RunSQL(
            [((SQL / "0015_counts_found_sooner.sql").read_text(), None)], migrations.RunSQL.noop
        ),
    ]
