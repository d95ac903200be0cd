"""A record of each kind, a user of each role, and a claim that somebody denies."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group

from claims.grouping.grouping import group_articles
from claims.models import Claim
from tests.claims.web.access import ROLES, make_records
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

SAID = "Vandals broke two windows of the old school."
AGAIN = "Two windows of the old school were broken by vandals."


def _records():
    users = {"anonymous": AnonymousUser()}
    for role in ROLES[1:]:
        users[role] = get_user_model().objects.create(username=role, is_staff=True)
        users[role].groups.add(Group.objects.get(name=role))
    make_records(users["curator"])
    return users


@pytest.fixture
def records(db):
    """One record of each kind, and a user of each role."""
    return _records()


@pytest.fixture(scope="module")
def shared_records(module_db, django_db_blocker):
    """The same for all tests of a file, which only read them."""
    with django_db_blocker.unblock():
        return _records()


@pytest.fixture
def claim() -> Claim:
    """Asserted by one speaker in two articles, denied by another."""
    ann = make_speaker("Ann Chen", party=make_party("cn", "China"))
    denies = {"speaker": make_speaker("Bob Lee"), "act": "denies"}
    for text, attribution in ((SAID, {"speaker": ann}), (AGAIN, {"speaker": ann}), (SAID, denies)):
        article = make_article(f"Report {len(attribution)}{text[:1]}. {text}")
        make_attribution(make_statement(text, article=article), **attribution)
        group_articles(article)
    return Claim.objects.get()
