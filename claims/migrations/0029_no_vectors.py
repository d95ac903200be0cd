"""Statements are compared by their words: the vectors that were stored with them had no weight."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0028_territories")]

    operations = [migrations.RemoveField("statementmeaning", "vector")]
