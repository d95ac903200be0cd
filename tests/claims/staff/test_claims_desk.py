"""A claim at the desk: curators settle its wording and the stances of its statements."""

import pytest
from django.contrib.auth.models import Group

from claims.models import ClaimMember, Decision, StatementLink
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def address(world):
    return f"/admin/claims-desk/{world.claim.key}/"


def test_a_curator_words_a_claim(desk, world, address):
    page = desk.post(address, {"wording": "Talks were agreed"}, follow=True)

    world.claim.refresh_from_db()
    assert world.claim.wording == "Talks were agreed"
    assert "The wording is settled." in page.content.decode()


def test_a_curator_sets_a_stance(desk, world, address):
    desk.post(address, {"statement": world.statement.key, "stance": "doubts"})

    assert ClaimMember.objects.get(statement=world.statement).stance == "doubts"


@pytest.mark.parametrize(
    "fields",
    [{"wording": " "}, {"statement": "none", "stance": "denies"}, {"stance": "denies"}, {}],
)
def test_what_can_not_be_done_is_said(desk, address, fields):
    page = desk.post(address, fields, follow=True)

    assert page.status_code == 200
    assert not Decision.objects.exists()


def test_who_only_looks_gets_no_form(client, django_user_model, address):
    viewer = django_user_model.objects.create(username="vera", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)

    assert "Settle the" not in client.get(address).content.decode()
    assert client.post(address, {"wording": "Other"}).status_code == 403


def test_a_pair_shows_statements_as_readers_see_them(desk, world):
    first, second = world.claim.members.order_by("pk").values_list("statement", flat=True)
    StatementLink.objects.create(first_id=first, second_id=second, score=0.6, joins=False)

    page = desk.get("/admin/claims-desk/").content.decode()

    assert page.count('class="statement"') == 2
    assert "The article’s words for it: " in page
