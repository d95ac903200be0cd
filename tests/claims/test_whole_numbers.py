import pytest

from claims.whole_numbers import MAX_ID, whole_number


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5", "1e3", " 1", "²", "٣", "9" * 30, "201"])
def test_what_is_no_number_of_the_range_is_nought(typed):
    assert whole_number(typed, maximum=200) == 0


def test_the_ends_of_the_range_belong_to_it():
    assert (whole_number("1", 200), whole_number("200", 200)) == (1, 200)


def test_an_id_that_no_database_has_is_nought():
    assert whole_number(str(MAX_ID)) == MAX_ID
    assert whole_number(str(MAX_ID + 1)) == 0
