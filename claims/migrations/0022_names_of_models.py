"""Models are named for what they are; their tables, and what roles may do, stay."""

from django.db import migrations

RENAMED = {
    "Shown": ("StatementIndex", "statement index"),
    "Sampled": ("StatementSample", "statement sample"),
    "Counted": ("FacetCount", "facet count"),
    "ReviewClaim": ("ReviewLock", "review lock"),
}


def rename_permissions(apps, pairs):
    """Permissions keep their rows, and with them the roles and users that have them.

    Django renames content types with their models, but no permissions.
    """
    permission = apps.get_model("auth", "Permission")
    for old, new, noun in pairs:
        for verb in ("add", "change", "delete", "view"):
            permission.objects.filter(
                codename=f"{verb}_{old.lower()}", content_type__app_label="claims"
            ).update(codename=f"{verb}_{new.lower()}", name=f"Can {verb} {noun}")


def forwards(apps, schema_editor):
    rename_permissions(apps, [(old, new, noun) for old, (new, noun) in RENAMED.items()])


def backwards(apps, schema_editor):
    nouns = {"ReviewClaim": "review claim"}
    pairs = [(new, old, nouns.get(old, old.lower())) for old, (new, _) in RENAMED.items()]
    rename_permissions(apps, pairs)


def renamed(old, new):
    # The table first, by name: then renaming the model changes nothing in the database.
    return [
        migrations.AlterModelTable(old, f"claims_{old.lower()}"),
        migrations.RenameModel(old, new),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0021_settled_is_certain"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        *(operation for old, (new, _) in RENAMED.items() for operation in renamed(old, new)),
        migrations.AlterModelOptions("StatementIndex", {"verbose_name_plural": "statement index"}),
        migrations.AlterModelOptions(
            "StatementSample", {"verbose_name_plural": "statement sample"}
        ),
        migrations.AlterModelOptions("FacetCount", {}),
        migrations.RunPython(forwards, backwards),
    ]
