"""What is pointed at, has the focus or is lit on the desk and in the admin: WCAG 2.2, AA."""

import pytest

from tests.browser.axe import CONTRAST, violations
from tests.browser.states import HOLD_EVERY_STATE, unreadable
from tests.claims.web.access import address_of, make_records

pytestmark = pytest.mark.browser

STAFF = (
    *("review:queue", "review:item", "review:edit", "review:article", "review:add"),
    *("identities:pair", "identities:split", "admin:index", "admin:claims_attribution_changelist"),
    *("admin:claims_attribution_change", "admin:claims_speaker_change", "admin:password_change"),
)


def test_every_state_of_the_desk_and_the_admin_can_be_read(sit_down, maria):
    make_records(maria)
    page = sit_down("/admin/review/")

    faults = []
    for name in STAFF:
        page.goto(address_of(name))
        faults += unreadable(page)

    assert not faults


def test_names_that_are_offered_can_be_read(visit, world):
    page = visit("/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("An")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    page.evaluate(HOLD_EVERY_STATE)

    assert not violations(page, CONTRAST)
