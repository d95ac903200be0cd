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


@pytest.fixture
def alone(joint):
    """What Ann said alone, beside what she said with Bo."""
    ann = joint.speaker.members.get(name="Ann Chen")
    make_attribution(make_statement("It was late"), speaker=ann, confidence=0.9)
    return ann


@pytest.mark.parametrize("path", ["/speakers/", "/parties/cn/", "/"])
def test_wherever_statements_of_a_speaker_are_counted_the_joint_ones_stand_beside(
    client, alone, path
):
    assert "and 1 jointly" in page(client, path)


def test_a_speakers_page_says_how_many_of_the_counted_ones_are_joint(client, alone):
    html = page(client, alone.get_absolute_url())

    assert "<strong>2</strong> statements" in html
    assert "1 of them jointly with others" in html


def test_a_list_by_speaker_leads_to_what_was_said_jointly(client, alone):
    html = page(client, f"/statements/?speaker={alone.slug}")

    assert "<strong>1</strong> statement." in html
    assert "1 more made jointly" in html


def test_a_frame_names_a_country_that_speaks_for_itself_once(client):
    china = make_speaker("China", kind="institution", party=make_party("cn", "China"))
    statement = make_attribution(make_statement("It was late"), speaker=china).statement

    html = page(client, f"{statement.get_absolute_url()}embed")

    assert "(<span" not in html
