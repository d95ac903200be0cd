"""Managing users in the admin gives nobody more than their own role."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client

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


def invite(manager, **values: object):
    role = Group.objects.get(name="curator").pk
    form = {"name": "Ann Chen", "email": "ann.chen@example.org", "role": role, **values}
    return manager.post(f"{USERS}add/", form, follow=True)


def link_in(text: str) -> str:
    return re.search(r"http://testserver(/admin/welcome/[\w-]+/[\w-]+/)", text)[1]


def choose_password(client, address: str):
    page = client.get(address, follow=True)
    new = {"new_password1": "Xk39!qmvba", "new_password2": "Xk39!qmvba"}
    return client.post(page.redirect_chain[-1][0], new, follow=True)


def test_one_form_makes_an_account_with_a_role_and_shows_a_link(manager):
    response = invite(manager)

    user = User.objects.get(username="ann.chen")
    assert (user.get_full_name(), user.email, user.is_staff) == (
        "Ann Chen",
        "ann.chen@example.org",
        True,
    )
    assert [group.name for group in user.groups.all()] == ["curator"]
    assert not user.has_usable_password()
    assert link_in(response.content.decode())


def test_the_link_sets_a_password_and_logs_in_once(manager):
    address = link_in(invite(manager).content.decode())
    browser = Client()

    assert choose_password(browser, address).redirect_chain[-1][0] == "/admin/"
    assert "used already" in Client().get(address, follow=True).content.decode()
    assert User.objects.get(username="ann.chen").check_password("Xk39!qmvba")


def test_where_mail_is_configured_the_link_is_sent_and_not_shown(manager, settings):
    settings.EMAIL_HOST = "mail.example.org"

    response = invite(manager)

    [sent] = mail.outbox
    assert sent.to == ["ann.chen@example.org"]
    assert "user name is ann.chen" in sent.body
    assert link_in(sent.body)
    assert "/admin/welcome/" not in response.content.decode()


def test_where_the_mail_cannot_be_sent_the_link_is_shown(manager, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # where nobody listens
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    response = invite(manager)

    assert "The mail could not be sent." in response.content.decode()
    assert link_in(response.content.decode())


def test_two_of_one_name_get_two_user_names(manager):
    invite(manager)
    invite(manager, email="ann.chen@example.com")

    assert User.objects.filter(username__in=["ann.chen", "ann.chen2"]).count() == 2


def test_an_address_has_one_account(manager):
    invite(manager)

    assert "already has this address" in invite(manager).content.decode()
    assert User.objects.filter(email="ann.chen@example.org").count() == 1


def test_an_admin_makes_no_link_for_a_superuser(manager, admin_user):
    again = {"action": "invite_again", "_selected_action": [admin_user.pk]}

    response = manager.post(USERS, again, follow=True)

    assert "/admin/welcome/" not in response.content.decode()
