"""Hong Kong, Taiwan and the like are territories; "au" is Australia and not the African Union."""

from django.db import migrations, models

CODES = (
    "ai aq aw ax bm bv bl cc ck cw cx eh fk fo gf gg gi gl gp gs gu hk hm im io je ky mf mo mp mq "
    "ms nc nf nu pf pm pn pr re sh sj sx tc tf tk tw um vg vi wf yt"
).split()


def name_kinds(apps, schema_editor):
    party = apps.get_model("claims", "Party")
    party.objects.filter(code__in=CODES, kind="state").update(kind="territory")
    party.objects.filter(code="au", kind="bloc").update(name="Australia", kind="state")


class Migration(migrations.Migration):
    dependencies = [("claims", "0027_claims")]
    operations = [
        migrations.AlterField(
            model_name="party",
            name="kind",
            field=models.CharField(
                choices=[
                    ("state", "state"),
                    ("territory", "territory"),
                    ("bloc", "bloc"),
                    ("organisation", "international organisation"),
                ],
                default="state",
                max_length=12,
            ),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
    ]
