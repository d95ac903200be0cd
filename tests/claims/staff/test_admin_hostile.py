"""Every list, filter, record, action and box of the admin and the desk, asked for nonsense."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import RequestFactory

from tests.claims.web.access import ADDRESS_NAMES, address_of, make_records

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
VALUES = ("", "0", "10000", HUGE, "\0", "x", "2022-02-30")
KEYS = ("0", "x", HUGE, "%00", "_00", "1e3", "%F0%9F%98%80")
LOOKUPS = ("__year=0", f"__year={HUGE}", "__range=0", "__regex=*", "__in=1,x", "__isnull=x")
OWN = ("q", "o", "_to_field", "pk__in")  # read with the list's own columns
SHARED = ("p", "all", "e", "_popup", "_changelist_filters")  # read by all lists in one way
DESK = (
    "q",
    "need",
    "from",
    "speaker",
    "party",
    "outlet",
    "act",
    "after",
    "first",
    "second",
    "date",
)
POSTS: tuple[dict[str, str], ...] = (
    {}, {"deed": "\0"}, {"deed": "accept", "attribution": "x"},
    {"deed": "accept", "attribution": HUGE, "seen": "\0", "why": "\0", "reason": "\0"},
    {"deed": "reassign", "speaker": "\0", "attribution": "1"},
    {"deed": "reassign", "speaker": "a", "speaker_new": "1", "speaker_kind": "person",
     "speaker_party": "\0", "attribution": "1"},
    {"content": "0-99999999999999999999", "cue": f"{HUGE}-1", "source": "x", "speaker": "\0"},
    {"other": "a", "other_new": "1", "other_kind": "person", "other_party": "\0", "said": "1"},
    {"decision": HUGE, "batch": "\0", "first": "\0", "second": "\0"},
    {"name": "\0", "party": "\0", "members": "x", "slug": "\0", "outlet": "x", "_save": "1"},
)  # fmt: skip
DESK_PAGES = [name for name in ADDRESS_NAMES if name.startswith(("review:", "identities:"))]
ADMINS = admin.site._registry.values()
each_list = pytest.mark.parametrize("of", ADMINS, ids=lambda of: of.opts.model_name)


@pytest.fixture
def breaks(admin_client, admin_user):
    """Asks, and takes back what that did; True if the site broke."""
    make_records(admin_user)
    admin_client.raise_request_exception = False

    def ask(address, post=None):
        with transaction.atomic():
            answer = admin_client.post(address, post) if post else admin_client.get(address)
            transaction.set_rollback(True)
        return answer.status_code >= 500

    return ask


def address(of, rest=""):
    return f"/admin/{of.opts.app_label}/{of.opts.model_name}/{rest}"


def queries_of(of, user):
    """What the filters of this list read, and what they might be asked."""
    request = RequestFactory().get("/")
    request.user = user
    filters = of.get_changelist_instance(request).filter_specs
    names = {name for one in filters for name in one.expected_parameters()}
    if day := of.date_hierarchy:
        names |= {f"{day}__{part}" for part in ("year", "month", "day")}
    yield from (f"{name}={quote(value)}" for name in (*names, *OWN) for value in VALUES)
    fields = {name.partition("__")[0] for name in names}
    yield from (field + lookup for field in fields for lookup in LOOKUPS)


@each_list
def test_no_value_of_a_filter_breaks_its_list(breaks, admin_user, of):
    queries = queries_of(of, admin_user)

    assert [one for one in queries if breaks(address(of, f"?{one}"))] == []


def test_no_value_of_a_parameter_that_all_lists_share_breaks_one(breaks):
    (of, *_) = ADMINS
    queries = [f"{name}={quote(value)}" for name in SHARED for value in VALUES]

    assert [one for one in queries if breaks(address(of, f"?{one}"))] == []


@each_list
def test_no_key_and_no_way_to_name_one_breaks_a_record(breaks, of):
    here = str(of.model._default_manager.first().pk)
    fields = ("", "?_to_field=", "?_to_field=x", "?_to_field=id", "?_changelist_filters=%00")
    pages = ("change", "delete", "history")
    queries = [f"{here}/{page}/{field}" for page in pages for field in fields]
    # Another field is refused before any key is looked at, so keys are asked with one that may be.
    queries += [f"{k}/{page}/{field}" for k in KEYS for page in pages for field in ("", fields[3])]
    initial = "&".join(f"{field.name}=%00" for field in of.opts.get_fields())

    assert [one for one in queries if breaks(address(of, one))] == []
    assert not breaks(address(of, f"add/?{initial}"))
    assert [one for one in POSTS if breaks(address(of, f"{here}/change/"), one)] == []
    assert [one for one in POSTS if breaks(address(of, "add/"), one)] == []


@each_list
def test_no_tick_breaks_an_action(breaks, of):
    sure = {"sure": "1", "why": "\0", "speaker": "\0", "index": "x"}
    ticks = [[], ["x"], ["0"], [HUGE], ["\0"]]
    posts = [
        {"action": action, "_selected_action": tick, **more}
        for action in (*of.actions, "delete_selected", "bogus")
        for tick in ticks
        for more in ({}, sure)
    ]

    assert [one for one in posts if breaks(address(of), one)] == []


@pytest.mark.parametrize(
    "name", [one for one in ADDRESS_NAMES if one.startswith(("review:", "identities:"))]
)
def test_nothing_that_is_sent_breaks_the_desk(breaks, name):
    here = address_of(name)
    queries = [f"{here}?{one}={quote(value)}" for one in DESK for value in VALUES]

    assert [one for one in queries if breaks(one)] == []
    assert [one for one in POSTS if breaks(here, one)] == []


@pytest.mark.parametrize(
    "rest",
    [
        "autocomplete/",
        "autocomplete/?app_label=x&model_name=y&field_name=z",
        "autocomplete/?app_label=claims&model_name=attribution&field_name=key",
        "autocomplete/?app_label=claims&model_name=attribution&field_name=speaker&page=x",
        "autocomplete/?app_label=claims&model_name=speaker&field_name=party&term=%00",
        "autocomplete/?app_label=articles&model_name=article&field_name=outlet&term=%00",
        *("r/0/0/", "r/x/y/", f"r/{HUGE}/1/", f"articles/article/{HUGE}/raw/", "%00/"),
        *("login/?next=%00", f"auth/user/{HUGE}/password/", "auth/user/%00/password/"),
    ],
)
def test_no_other_address_of_the_admin_breaks(breaks, rest):
    assert not breaks(f"/admin/{rest}")
