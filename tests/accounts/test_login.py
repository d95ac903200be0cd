"""Logging in, and being kept from guessing."""

import re
from datetime import timedelta
from ipaddress import ip_network
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import limits
from accounts.addresses import client_address
from accounts.models import LoginAttempts

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


@pytest.fixture
def maria(django_user_model):
    user = django_user_model.objects.create_user("maria", password="right horse", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    return user


def try_(client, account="maria", password="wrong", **extra):
    return client.post(LOGIN, {"username": account, "password": password}, **extra)


def told(response):
    return " ".join(response.context["form"].non_field_errors())


def test_the_right_password_logs_in(client, maria):
    assert try_(client, password="right horse").status_code == 302


def test_passwords_are_kept_with_argon2(maria):
    assert maria.password.startswith("argon2$")


def test_after_five_failures_the_right_password_is_refused_too_and_it_says_until_when(
    client, maria
):
    for _ in range(5):
        assert "Too many" not in told(try_(client))

    response = try_(client, password="right horse")

    assert response.status_code == 200
    assert "Try again at" in told(response)
    assert "in 15 minutes" in told(response)


def test_when_the_time_is_over_one_may_log_in_again(client, maria):
    for _ in range(6):
        try_(client)
    LoginAttempts.objects.update(since=timezone.now() - timedelta(minutes=16))

    assert try_(client, password="right horse").status_code == 302


def test_trying_on_while_refused_does_not_put_it_off(client, maria):
    for _ in range(6):
        try_(client)
    since = LoginAttempts.objects.get(key=limits.ACCOUNT.key("maria")).since

    try_(client)

    assert LoginAttempts.objects.get(key=limits.ACCOUNT.key("maria")).since == since


def test_an_account_that_does_not_exist_is_refused_with_the_same_words(client, maria):
    answers = []
    for account in ("maria", "nobody"):
        first = told(try_(client, account))
        for _ in range(5):
            try_(client, account)
        answers.append((first, told(try_(client, account))))

    known, unknown = (str(one) for one in answers)
    clock = r"\d\d:\d\d UTC"  # a minute may pass between the two
    assert re.sub(clock, "", known) == re.sub(clock, "", unknown)


def test_an_account_is_one_however_its_name_is_written(client, maria):
    for name in ("maria", "Maria", " MARIA "):
        try_(client, name)

    assert LoginAttempts.objects.get(key=limits.ACCOUNT.key("maria")).failed == 3


def test_one_address_may_fail_thirty_times_whatever_the_accounts(client, maria):
    for number in range(30):
        assert "Too many" not in told(try_(client, f"user{number}"))

    assert "Too many" in told(try_(client, "another"))
    assert "Too many" not in told(try_(client, "third", REMOTE_ADDR="203.0.113.9"))


def test_a_success_forgets_the_failures_of_the_account_but_not_of_the_address(client, maria):
    for _ in range(4):
        try_(client)
    try_(client, password="right horse")

    assert not LoginAttempts.objects.filter(key=limits.ACCOUNT.key("maria")).exists()
    assert LoginAttempts.objects.get(key=limits.ADDRESS.key("127.0.0.1")).failed == 4


def test_what_is_counted_names_nobody(client, maria):
    try_(client)

    kept = " ".join(LoginAttempts.objects.values_list("key", flat=True))

    assert "maria" not in kept
    assert "127.0.0.1" not in kept


def test_old_counts_are_deleted(client, maria):
    try_(client)
    LoginAttempts.objects.update(since=timezone.now() - timedelta(days=2))

    try_(client, "other")

    assert LoginAttempts.objects.count() == 2


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),  # not our proxy: not believed
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        (
            "10.0.0.1",
            "192.0.2.1, 198.51.100.7",
            "198.51.100.7",
        ),  # the left one is the client's word
        ("10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "rubbish", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "", "203.0.113.9"),
        ("", "", "unknown"),
    ],
)
def test_the_address_is_the_last_one_that_no_proxy_of_ours_vouches_for(
    rf, settings, remote, forwarded, expected
):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == expected


def test_a_changed_password_ends_the_other_sessions(client, maria, django_user_model):
    client.force_login(maria)
    maria.set_password("another horse")
    maria.save()

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org", "", "javascript:alert(1)", None]
)
def test_a_login_that_is_to_lead_elsewhere_leads_to_the_admin(client, maria, target):
    where = {} if target is None else {"next": target}
    login = {"username": "maria", "password": "right horse", **where}

    response = client.post(f"{LOGIN}?{urlencode(where)}", login, follow=True)

    assert response.redirect_chain == [("/admin/", 302)]
    assert response.status_code == 200
