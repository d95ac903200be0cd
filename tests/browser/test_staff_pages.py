"""Every page of the admin and the desk opens with all its parts and without an error."""

import pytest
from django.contrib.auth.models import Group

from tests.claims.web.access import ACCESS, ADDRESS_NAMES, ROLES, address_of, make_records

pytestmark = pytest.mark.browser

STAFF = ("admin:", "review:", "identities:", "claim_desk:", "add", "submission", "feeds")
# What the staff gets that is no page: JSON, a script, plain text, a redirect.
NO_PAGES = {"review:speakers", "admin:autocomplete", "admin:jsi18n", "admin:article_raw"}


@pytest.fixture
def staff(maria, django_user_model):
    """One of each role."""
    carl = django_user_model.objects.create(username="carl", is_staff=True)
    carl.groups.add(Group.objects.get(name="curator"))
    return {"curator": carl, "admin": maria}


@pytest.mark.parametrize("role", ["curator", "admin"])
def test_every_page_of_the_admin_and_the_desk_opens_with_all_its_parts(sit_down, staff, role):
    make_records(staff[role])
    may_open = ROLES.index(role)
    pages = [
        name
        for name in ADDRESS_NAMES
        if name.startswith(STAFF) and ACCESS[name][may_open] == "o" and name not in NO_PAGES
    ]
    page = sit_down("/admin/review/", staff[role])
    page.set_default_timeout(60_000)  # how long a page takes is for benchmarks

    statuses = {name: page.goto(address_of(name)).status for name in set(pages)}

    assert {name: code for name, code in statuses.items() if code != 200} == {}
    assert len(statuses) > 35
