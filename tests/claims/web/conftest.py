"""A record of each kind, and a user of each role."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from tests.claims.web.access import ROLES, make_records


@pytest.fixture
def records(django_user_model):
    """One record of each kind, and a user of each role."""
    users = {"anonymous": AnonymousUser()}
    for role in ROLES[1:]:
        users[role] = django_user_model.objects.create(username=role, is_staff=True)
        users[role].groups.add(Group.objects.get(name=role))
    make_records(users["curator"])
    return users
