"""The registry of facets."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from claims.listing.registry import Facet, by_ledger_name

DAY = Facet("day", "Day", field="published_on")


def test_two_facets_that_are_grouped_by_one_column_are_an_error_with_its_cure():
    with pytest.raises(ImproperlyConfigured, match="day and year .* published_on. Give one"):
        by_ledger_name([DAY, Facet("year", "Year", field="published_on")])


def test_a_facet_with_a_group_of_its_own_may_share_a_column():
    year = Facet("year", "Year", field="published_on", group="year")

    assert by_ledger_name([DAY, year]) == {"day": DAY, "year": year}
