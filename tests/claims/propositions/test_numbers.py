"""Numbers and times in one form however they are written."""

from datetime import date

import pytest

from claims.propositions.numbers import quantities


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1.2 million hectares", "1200000"), ("1,200,000 hectares", "1200000"),
        ("two dozen miners", "24"), ("eighty-three residents", "83"), ("fifty per cent", "50%"),
        ("50 basis points", "0.5pp"), ("$1.5bn", "1500000000"), ("on 4 June", "day 06-04"),
        ("on June 4, 2022", "day 06-04"), ("in 2019", "year 2019"), ("on Friday", "weekday 4"),
    ],
)  # fmt: skip
def test_a_quantity_has_one_form(text, key):
    assert [item.key for item in quantities(text)] == [key]


def test_relative_times_are_dates_where_the_day_is_known():
    assert [q.key for q in quantities("yesterday", date(2023, 3, 1))] == ["day 02-28"]
    assert [q.key for q in quantities("next year", date(2023, 3, 1))] == ["year 2024"]
