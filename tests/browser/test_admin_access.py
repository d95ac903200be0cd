"""axe finds nothing on the admin's front page, its log and where an invitation leads."""

import pytest

from claims import curation
from tests.browser.axe import findings_everywhere

pytestmark = pytest.mark.browser

DJANGOS_OWN = {"label-title-only"}  # its search box is called by the picture beside it


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/claims/decision/", "/admin/welcome/MQ/none/"]
)
def test_axe_finds_nothing_on_a_page_of_the_admin(sit_down, agreed, maria, address):
    curation.accept(agreed, by=maria)
    page = sit_down("/admin/review/")
    page.goto(address)

    found = [finding for finding in findings_everywhere(page) if finding[3] not in DJANGOS_OWN]

    assert not found
