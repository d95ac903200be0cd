"""Statements are indexed in the plain form of articles/migrations/_sql.py, and so is their sample."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import F, Func
from django.db.models.functions import Left

SAMPLE = """
UPDATE claims_sampled SET search = s.search
FROM claims_statement s WHERE s.id = claims_sampled.statement_id
"""


class Migration(migrations.Migration):

    dependencies = [("articles", "0010_search_words"), ("claims", "0019_names_folded_anew")]

    operations = [
        migrations.RemoveIndex("statement", "statement_search"),
        migrations.RemoveField("statement", "search"),
        migrations.AddField(
            "statement",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    Func(
                        Left(F("words"), 250_000),
                        function="search_words",
                        output_field=models.TextField(),
                    ),
                    config="on_record",
                    weight=None,
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "statement",
            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="statement_search"),
        ),
        migrations.RunSQL(SAMPLE, migrations.RunSQL.noop),
    ]
