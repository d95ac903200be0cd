"""What the three roles may do, given by migrations."""

from django.contrib.auth.management import create_permissions

APPS = ("auth", "articles", "claims")
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


def permissions_on(model):
    """To see records of this model, and for who decides on attributions to change them."""
    seen, changed = f"view_{model}", f"change_{model}"
    return {"viewer": {seen}, "curator": {seen, changed}, "admin": {seen, changed}}


def grant(apps, *permissions):
    """Add the permissions, dicts of role → code names, to the roles' groups.

    Raises LookupError for a code name that no model of ``apps`` has.
    """
    # Django makes permissions after all migrations, too late for the groups that need them.
    for label in APPS:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for role in ROLES:
        codenames = set().union(*(by_role.get(role, ()) for by_role in permissions))
        rows = permission.objects.filter(
            codename__in=codenames, content_type__app_label__in=APPS
        )
        missing = codenames - set(rows.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"Role {role}: there are no permissions {sorted(missing)}.")
        group.objects.get_or_create(name=role)[0].permissions.add(*rows)


def drop(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()
