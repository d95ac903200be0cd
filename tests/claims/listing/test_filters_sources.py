"""Through whom statements came: at any hop, or through nobody else."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from claims.listing import conditions, filters
from claims.models import StatementIndex
from tests.make import make_attribution, make_speaker

pytestmark = pytest.mark.django_db


def found(query: str):
    return list(filters.statements(QueryDict(query)).qs)


def test_a_source_is_found_at_any_hop_and_its_statement_once():
    agency = make_speaker(slug="agency")
    shown = make_attribution(via=(make_speaker(), agency)).statement
    make_attribution()

    assert found("source=agency") == [shown]


def test_only_finds_what_rests_on_one_source_alone():
    wire, paper = make_speaker(slug="wire"), make_speaker(slug="paper")
    shown = make_attribution(via=(wire,)).statement
    make_attribution(via=(wire, paper))
    make_attribution(via=(paper,))
    make_attribution()

    assert found("only=wire") == [shown]


def test_only_repeated_means_one_of_them_alone():
    wire, paper = make_speaker(slug="wire"), make_speaker(slug="paper")
    alone = {make_attribution(via=(relay,)).statement for relay in (wire, paper)}
    make_attribution(via=(wire, paper))

    assert set(found("only=wire&only=paper")) == alone


def test_only_passes_over_a_rejected_attribution(curator):
    wire, paper = make_speaker(slug="wire"), make_speaker(slug="paper")
    statement = make_attribution(
        via=(wire,), status="rejected", decided_by=curator, decided_at=timezone.now()
    ).statement
    make_attribution(statement, via=(wire, paper))

    assert found("only=wire") == []


def test_only_is_taken_away_by_itself():
    make_attribution(via=(make_speaker("The Wire", slug="wire"),))

    (chip,) = filters.statements(QueryDict("only=wire")).active

    assert (chip.parameter, chip.label, chip.without) == ("only", "The Wire", "")


def test_nothing_rests_on_no_source_alone():
    make_attribution()
    relay = make_speaker("The Wire")

    assert not StatementIndex.objects.filter(conditions.via_alone(relay)).exists()
