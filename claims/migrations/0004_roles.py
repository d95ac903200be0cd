"""Groups for the three roles, and a log that even a slip of the hand can't rewrite."""

from django.db import migrations

from claims.migrations import _roles
from claims.migrations._sql import DECISIONS_ONLY_GROW


def make_roles(apps, schema_editor):
    _roles.grant(apps, _roles.ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_speaker_family"),
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_roles, _roles.drop),
        migrations.RunSQL(*DECISIONS_ONLY_GROW),
    ]
