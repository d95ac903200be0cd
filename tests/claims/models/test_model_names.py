"""Models that were renamed keep their tables, content types and permissions."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOW = "0022_names_of_models"
BEFORE = "0021_settled_is_certain"

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("claims", name)])


@pytest.fixture
def latest():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_permissions_of_a_renamed_model_stay_the_same_rows(latest):
    ContentType.objects.clear_cache()
    view = Permission.objects.get(codename="view_reviewlock", content_type__app_label="claims")

    migrate(BEFORE)
    before = Permission.objects.get(pk=view.pk)
    assert (before.codename, before.name) == ("view_reviewclaim", "Can view review claim")
    migrate(NOW)

    view.refresh_from_db()
    assert (view.codename, view.name) == ("view_reviewlock", "Can view review lock")
