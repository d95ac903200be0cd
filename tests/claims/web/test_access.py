"""Who may open what: every address of the site, for every role. A new one must be listed here."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.claims.web.access import ACCESS, ADDRESS_NAMES, ROLES, address_of

pytestmark = pytest.mark.django_db

LETTERS = {200: "o", 302: "r", 301: "r", 403: "x", 404: "n", 405: "m"}


def letter(response) -> str:
    if response.streaming:
        response.getvalue()  # to the end, as a server would: until then it holds its snapshot
    if response.status_code == 302 and response["Location"].startswith("/admin/login/?"):
        return "l"
    return LETTERS.get(response.status_code, str(response.status_code))


@pytest.fixture(scope="module")
def sessions(shared_records, django_db_blocker):
    """What each role's browser keeps once they have logged in, which takes longer than a page."""
    keys = {"anonymous": ""}
    with django_db_blocker.unblock():
        for role in ROLES[1:]:
            client = Client()
            client.force_login(shared_records[role])
            keys[role] = client.session.session_key
    return keys


def become(client, session: str) -> None:
    client.cookies.clear()
    if session:
        client.cookies["sessionid"] = session


def test_every_address_is_listed_and_every_listed_one_exists():
    listed = set(ACCESS) - {"admin:app_list:auth"}

    assert set(ADDRESS_NAMES) - listed == set(), "say in ACCESS who may open these"
    assert listed - set(ADDRESS_NAMES) == set(), "these exist no longer"


@pytest.mark.parametrize("name", ADDRESS_NAMES)
def test_an_address_opens_for_whom_it_should(client, sessions, name):
    address = address_of(name)
    letters = ""
    for role in ROLES:
        become(client, sessions[role])
        letters += letter(client.get(address))

    assert letters == ACCESS[name]


@pytest.mark.parametrize("name", ADDRESS_NAMES)
def test_whoever_may_only_read_writes_nothing(client, sessions, name):
    address = address_of(name)
    post = {
        "deed": "accept",
        "action": "accept",
        "_selected_action": "1",
        "name": "x",
        "post": "yes",
    }
    for role in ("anonymous", "viewer"):
        become(client, sessions[role])
        with CaptureQueriesContext(connection) as queries:
            response = client.post(address, post)

        assert not letter(response).startswith("5"), role
        assert [sql for sql in map(_written_to, queries) if sql] == [], role


def _written_to(query: dict[str, str]) -> str:
    sql = query["sql"]
    own = ("django_session", "last_login")  # a visit's own traces
    writes = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    return sql if writes and not any(trace in sql for trace in own) else ""


def test_a_curator_finds_no_users_in_the_admin(client, sessions):
    for role, expected in zip(ROLES, ACCESS["admin:app_list:auth"], strict=True):
        become(client, sessions[role])
        assert letter(client.get(reverse("admin:app_list", args=["auth"]))) == expected


@pytest.mark.parametrize("path", ["/statements.csv", "/", "/search/?q=x"])
def test_reading_needs_no_session(client, shared_records, path):
    response = client.get(path)

    assert letter(response) == "o"
    assert not response.cookies
