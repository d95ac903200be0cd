"""Who sits at the desk."""

import pytest
from django.contrib.auth.models import Group

from claims.models import Span
from claims.quotes import verification
from tests.claims.review_desk import TEXT
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement


@pytest.fixture(scope="session", autouse=True)
def enough_time():
    """Whether a quote is found in two seconds depends on what else the machine does meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verification, "INDEX_TIMEOUT_SECONDS", 600)
        yield


@pytest.fixture
def curator(django_user_model):
    user = django_user_model.objects.create(username="alice", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    return user


@pytest.fixture
def desk(client, curator):
    """A browser in which a curator is logged in."""
    client.force_login(curator)
    return client


@pytest.fixture
def other(django_user_model):
    user = django_user_model.objects.create(username="paul", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    return user


@pytest.fixture
def chen():
    return make_speaker("Ann Chen", party=make_party())


@pytest.fixture
def agreed(chen):
    statement = make_statement("We agree", article=make_article(TEXT), quotation="direct")
    return make_attribution(
        statement, speaker=chen, confidence=0.4, source=[Span(20, 28)], cue=[Span(29, 33)]
    )


@pytest.fixture
def parties():
    names = {"cn": "China", "ru": "Russia", "us": "United States"}
    return {code: make_party(code, name) for code, name in names.items()}
