"""Groups for the three roles, and a log that even a slip of the hand can't rewrite."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = (
    *("article", "outlet", "removedpart"),
    *("about", "alias", "attribution", "decision", "party", "source", "speaker", "statement"),
)
VIEWER = {f"view_{model}" for model in SEEN}
CURATOR = VIEWER | {
    *("change_article", "add_outlet", "change_outlet"),
    *("add_alias", "change_alias", "delete_alias", "add_party", "change_party"),
    *("add_speaker", "change_speaker", "change_attribution", "change_decision"),
}
ADMIN = CURATOR | {
    *("view_user", "add_user", "change_user", "delete_user", "view_group"),
}
ROLES = {"viewer": VIEWER, "curator": CURATOR, "admin": ADMIN}


def make_roles(apps, schema_editor):
    # Permissions are made after all migrations, which is too late for the groups that need them.
    for label in ("auth", "articles", "claims"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        found = permission.objects.filter(
            codename__in=codenames, content_type__app_label__in=("auth", "articles", "claims")
        )
        missing = codenames - set(found.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"Role {name}: there are no permissions {sorted(missing)}.")
        group.objects.get_or_create(name=name)[0].permissions.add(*found)


def drop_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


APPEND_ONLY = """
CREATE FUNCTION decision_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log of decisions is append-only: undo a decision by another one.';
END
$$;
CREATE TRIGGER decision_log_is_append_only BEFORE UPDATE OR DELETE ON claims_decision
FOR EACH ROW EXECUTE FUNCTION decision_log_is_append_only();
"""
EDITABLE = """
DROP TRIGGER decision_log_is_append_only ON claims_decision;
DROP FUNCTION decision_log_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_speaker_family"),
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_roles, drop_roles),
        migrations.RunSQL(APPEND_ONLY, EDITABLE),
    ]
