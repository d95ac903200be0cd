"""A report may be on a claim."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0031_claim_list_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="claims.claim",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="fault",
            field=models.CharField(
                choices=[
                    ("wrong_speaker", "The wrong speaker: somebody else said it"),
                    ("wrong_words", "The wrong words: too many, too few, or not these"),
                    ("not_a_statement", "Not a statement of anybody"),
                    ("out_of_context", "Out of context: it means something else there"),
                    ("not_together", "Not one claim: some of these statements say something else"),
                    ("wrong_stance", "The wrong side: somebody asserts, denies or only repeats it"),
                    ("not_neutral", "The wording is wrong, or takes a side"),
                    ("other", "Something else"),
                ],
                max_length=16,
                verbose_name="what is wrong",
            ),
        ),
    ]
