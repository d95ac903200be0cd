"""Managing users in the admin gives nobody more than their own role."""

import pytest
from django.contrib.auth.models import Group, User

pytestmark = pytest.mark.django_db

USERS = "/admin/auth/user/"


@pytest.fixture
def manager(client):
    """A browser in which somebody with the role admin is logged in."""
    user = User.objects.create(username="maria", is_staff=True)
    user.groups.add(Group.objects.get(name="admin"))
    client.force_login(user)
    return client


def save(manager, user: User, **values: object):
    form = {"username": user.username, "is_active": "on", "is_staff": "on", **values}
    form |= {f"{name}_{part}": "" for name in ("last_login", "date_joined") for part in "01"}
    form |= {"date_joined_0": "2022-03-18", "date_joined_1": "12:00:00"}
    return manager.post(f"{USERS}{user.pk}/change/", form)


def test_an_admin_gives_a_role(manager):
    curators = Group.objects.get(name="curator")
    user = User.objects.create(username="carl")

    save(manager, user, groups=[curators.pk])

    assert list(user.groups.all()) == [curators]


@pytest.mark.parametrize("whom", ["maria", "carl"])
def test_an_admin_makes_nobody_a_superuser(manager, whom):
    user = User.objects.get_or_create(username=whom)[0]

    save(manager, user, is_superuser="on", user_permissions=["1"])

    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


@pytest.mark.parametrize("page", ["change", "delete"])
def test_an_admin_cannot_touch_a_superuser(manager, admin_user, page):
    response = manager.post(f"{USERS}{admin_user.pk}/{page}/", {"post": "yes", "username": "x"})

    assert response.status_code == 403
    assert User.objects.filter(pk=admin_user.pk, username="admin").exists()


def test_an_admin_cannot_set_a_superusers_password(manager, admin_user):
    new = {"password1": "Xk39!qmvba", "password2": "Xk39!qmvba", "usable_password": "true"}
    response = manager.post(f"{USERS}{admin_user.pk}/password/", new)

    assert response.status_code == 403


def test_users_are_not_deleted_by_the_dozen(manager, admin_user):
    chosen = {"action": "delete_selected", "_selected_action": [admin_user.pk], "post": "yes"}
    manager.post(USERS, chosen)

    assert User.objects.filter(pk=admin_user.pk).exists()
