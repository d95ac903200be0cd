"""Who sits at the desk."""

import pytest
from django.contrib.auth.models import Group


@pytest.fixture
def curator(django_user_model):
    user = django_user_model.objects.create(username="alice", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    return user


@pytest.fixture
def desk(client, curator):
    """A browser in which a curator is logged in."""
    client.force_login(curator)
    return client
