"""Every page of the admin and the desk opens with all its parts and without an error."""

import pytest
from django.contrib.auth.models import Group

from tests.claims.web.access import ACCESS, ADDRESS_NAMES, address_of, make_records

pytestmark = pytest.mark.browser

STAFF = ("admin:", "review:", "identities:", "claim_desk:", "add", "submission", "feeds")
# What the staff gets that is no page: JSON, a script, plain text, a redirect.
NO_PAGES = {"review:speakers", "admin:autocomplete", "admin:jsi18n", "admin:article_raw"}


def test_every_page_of_the_admin_and_the_desk_opens_with_all_its_parts(sit_down, maria):
    Group.objects.create(name="viewer")
    make_records(maria)
    pages = [
        name for name in ADDRESS_NAMES if name.startswith(STAFF) and ACCESS[name].endswith("o")
    ]
    page = sit_down("/admin/review/")

    statuses = {name: page.goto(address_of(name)).status for name in set(pages) - NO_PAGES}

    assert {name: code for name, code in statuses.items() if code != 200} == {}
    assert len(statuses) > 40
