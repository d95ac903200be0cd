"""The attribution that stands, however the statement was fetched."""

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from claims.models import Statement
from tests.make import make_attribution, make_statement

pytestmark = pytest.mark.django_db
FETCHED = {
    "alone": Statement.objects.all,
    "with_attribution": Statement.objects.with_attribution,
    "for_list": Statement.objects.for_list,
    "prefetched": lambda: Statement.objects.prefetch_related("attributions"),
}


@pytest.fixture
def rejected(django_user_model):
    curator = django_user_model.objects.create(username="alice")
    return make_attribution(status="rejected", decided_by=curator, decided_at=timezone.now())


@pytest.fixture(params=FETCHED)
def statements(request) -> QuerySet[Statement]:
    return FETCHED[request.param]()


def test_it_is_the_one_that_is_not_rejected(statements, rejected):
    live = make_attribution(rejected.statement)

    assert statements.get().live_attribution == live


def test_there_is_none_where_all_are_rejected(statements, rejected):
    assert statements.get().live_attribution is None


def test_there_is_none_where_there_is_no_attribution(statements):
    make_statement()

    assert statements.get().live_attribution is None


@pytest.mark.parametrize("fetched", sorted(FETCHED.keys() - {"alone"}))
def test_it_costs_no_query_where_attributions_were_fetched(fetched, django_assert_num_queries):
    make_attribution()
    statement = FETCHED[fetched]().get()

    with django_assert_num_queries(0):
        assert statement.live_attribution.confidence == 0.9
