"""The search column under the configuration of articles/search.py; names searched by their words."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.functions import Left

# The body is parsed here and now, so the function works under any search_path, also pg_restore's.
NAME_WORDS = r"""
CREATE FUNCTION name_words(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || btrim(regexp_replace(
    lower(unaccent('unaccent'::regdictionary, name)), '[[:punct:][:space:]]+', ' ', 'g'))
"""


class NameWords(models.Func):
    function = "name_words"
    output_field = models.TextField()


def by_words(name):
    return django.contrib.postgres.indexes.GinIndex(
        django.contrib.postgres.indexes.OpClass(
            NameWords("name"), name="gin_trgm_ops"
        ),
        name=name,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0003_search_ignores_accents"),
        ("claims", "0006_review_claim"),
    ]

    operations = [
        migrations.RunSQL(NAME_WORDS, "DROP FUNCTION name_words(text)"),
        migrations.AddIndex("speaker", by_words("speaker_name_words")),
        migrations.AddIndex("alias", by_words("alias_name_words")),
        migrations.RemoveIndex("statement", "statement_search"),
        migrations.RemoveField("statement", "search"),
        migrations.AddField(
            "statement",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    Left(models.F("words"), 250_000), config="on_record", weight=None
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "statement",
            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="statement_search"),
        ),
    ]
