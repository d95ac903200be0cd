"""Columns that hold names as they are searched and compared; 0019 fills them.

The search for names no longer folds in SQL, which knew fewer letters than Python does.
"""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
NAME_WORDS = r"""
CREATE FUNCTION name_words(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || btrim(regexp_replace(
    lower(unaccent('unaccent'::regdictionary, name)), '[[:punct:][:space:]]+', ' ', 'g'))
"""
OLD_INDEX = "CREATE INDEX {0}_name_words ON claims_{0} USING gin (name_words(name) gin_trgm_ops)"


def searchable(model):
    return migrations.AddIndex(
        model,
        django.contrib.postgres.indexes.GinIndex(
            fields=["searchable_name"], name=f"{model}_searchable", opclasses=["gin_trgm_ops"]
        ),
    )


def without_old_index(model):
    drop = migrations.RunSQL(f"DROP INDEX {model}_name_words", OLD_INDEX.format(model))
    state = migrations.RemoveIndex(model, f"{model}_name_words")
    return migrations.SeparateDatabaseAndState([drop], [state])


class Migration(migrations.Migration):

    dependencies = [("claims", "0017_counted_without")]

    operations = [
        without_old_index("speaker"),
        without_old_index("alias"),
        migrations.RunSQL("DROP FUNCTION name_words(text)", NAME_WORDS),
        migrations.AddField(
            "alias", "searchable_name", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.AddField(
            "speaker", "searchable_name", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.AddField(
            "speaker",
            "match_keys",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        searchable("speaker"),
        searchable("alias"),
        migrations.CreateModel(
            name="SpeakerKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "speaker_id", blank=True, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.TextField()),
                (
                    "speaker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.speaker",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            [((SQL / "0018_speaker_keys.sql").read_text(), None)],
            [((SQL / "0018_speaker_keys_down.sql").read_text(), None)],
        ),
    ]
