"""Every stored key of a name as names are folded now: see claims/speakers/refolding.py."""

from django.db import migrations

from claims.speakers.refolding import refold_names


def fold_all(apps, schema_editor):
    refold_names(apps.get_model("claims", "Speaker"), apps.get_model("claims", "Alias"))


class Migration(migrations.Migration):

    dependencies = [("claims", "0018_name_keys")]

    operations = [migrations.RunPython(fold_all, migrations.RunPython.noop)]
