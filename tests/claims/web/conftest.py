"""A record of each kind, and a user of each role."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group

from tests.claims.web.access import ROLES, make_records


def _records():
    users = {"anonymous": AnonymousUser()}
    for role in ROLES[1:]:
        users[role] = get_user_model().objects.create(username=role, is_staff=True)
        users[role].groups.add(Group.objects.get(name=role))
    make_records(users["curator"])
    return users


@pytest.fixture
def records(db):
    """One record of each kind, and a user of each role."""
    return _records()


@pytest.fixture(scope="module")
def shared_records(module_db, django_db_blocker):
    """The same for all tests of a file, which only read them."""
    with django_db_blocker.unblock():
        return _records()
