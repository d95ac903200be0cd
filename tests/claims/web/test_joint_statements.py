"""What two have said together stands under the countries of both."""

import pytest

from tests.claims.answers import page
from tests.make import make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint():
    """What Ann, who speaks for China, and Bo, who speaks for Russia, said together."""
    pair = make_speaker("Ann Chen and Bo Orlov", kind="group")
    for name, code, country in (("Ann Chen", "cn", "China"), ("Bo Orlov", "ru", "Russia")):
        pair.members.add(make_speaker(name, party=make_party(code, country)))
    return make_attribution(make_statement("We stand together"), speaker=pair, confidence=0.9)


def test_a_list_by_country_leads_to_what_was_said_jointly_with_another(client, joint):
    html = page(client, "/statements/?party=ru")

    assert "1 more made jointly" in html
    assert f"/statements/?speaker={joint.speaker.slug}" in html


def test_a_countrys_page_has_what_was_said_jointly_with_another(client, joint):
    assert "We stand together" in page(client, "/parties/ru/")
