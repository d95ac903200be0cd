"""The SQL behind the index: its view, its installation, and what it takes for likely."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from claims.confidence import LIKELY
from claims.listing import filters, index_sql
from claims.models import FacetCount, Statement, StatementIndex
from tests.make import make_attribution, make_party, make_speaker

pytestmark = pytest.mark.django_db


def test_the_index_is_what_the_view_of_public_statements_says():
    for number, act in enumerate(("says", "denies", "asks")):
        make_attribution(speaker=make_speaker(party=make_party(), slug=f"s{number}"), act=act)
    Statement.objects.filter(attributions__act="asks").update(withdrawn_at=timezone.now())

    columns = ", ".join(field.column for field in StatementIndex._meta.concrete_fields)
    rows = {}
    for relation in ("claims_shown", "claims_public_statement"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {relation} ORDER BY statement_id")
            rows[relation] = cursor.fetchall()

    assert rows["claims_shown"] == rows["claims_public_statement"]
    assert len(rows["claims_shown"]) == 2


def test_sql_that_has_not_changed_is_not_installed_again(django_assert_num_queries):
    with django_assert_num_queries(3):  # a savepoint, the digest
        index_sql.install_after_migration(using="default")


def test_an_index_that_was_installed_from_other_sql_is_made_anew():
    make_attribution()
    with connection.cursor() as cursor:
        cursor.execute(
            "COMMENT ON VIEW claims_public_statement IS 'other'; DELETE FROM claims_shown"
        )

    index_sql.install_after_migration(using="default")

    assert StatementIndex.objects.count() == 1


def test_likely_means_the_same_to_the_counts_as_to_the_filter():
    for confidence in (0, 0.69, LIKELY, 1):
        make_attribution(confidence=confidence)

    for word in ("likely", "doubtful"):
        found = filters.statements(QueryDict(f"confidence={word}")).qs.count()
        assert FacetCount.objects.of("confidence")[word] == found
