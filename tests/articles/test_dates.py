"""The days that lines near the title state: published, updated, or neither beyond doubt."""

from datetime import date

import pytest

from articles.cleaning import clean
from articles.cleaning.dates import StatedDays

FIRST, THIRD = date(2021, 5, 1), date(2021, 5, 3)


def days_of(lines: str) -> StatedDays:
    cleaned = clean(f"Minister leaves the long talks\n\n{lines}\n\nThe minister left at noon.")
    assert cleaned.text == "Minister leaves the long talks\n\nThe minister left at noon."
    return StatedDays(cleaned.published_on, cleaned.updated_on)


@pytest.mark.parametrize(
    "lines",
    [
        "By Ann Bell | Updated May 3, 2021 | Published May 1, 2021",
        "By Ann Bell | Published May 1, 2021 | Updated May 3, 2021",
        "by Ann Bell, published May 1, 2021, updated May 3, 2021",
        "Ann Bell, May 1, 2021 (updated May 3, 2021)",
        "May 1, 2021 (updated May 3, 2021)",
        "May 1, 2021 published, May 3, 2021 updated",
        "May 3, 2021 – last updated; first published May 1, 2021",
        "May 3, 2021 (updated) Published May 1, 2021",
        "First published on 1 May 2021 and last updated on 3 May 2021 at 10:00",
        "Published: 2021-05-01T10:00:00Z Modified: 2021-05-03",
        "This article was originally published on May 1, 2021 and updated on May 3, 2021.",
        "Sat 1 May 2021 10.00 BST Last modified on Mon 3 May 2021 12.00 BST",
        "UPDATED: 12:30, 3 May 2021, PUBLISHED: 10:00, 1 May 2021",
        "Originally published May 1, 2021, 10:00 a.m., corrected May 3, 2021",
        "Updated May 3, 2021\nPublished May 1, 2021",
        "Updated:\nMay 3, 2021\nPublished:\nMay 1, 2021",
        "May 1, 2021\n\nUpdated\n\nMay 3, 2021",
        "Published May 1, 2021 | Updated May 2, 2021 | Updated May 3, 2021",
        "April 30, 2021\nPublished May 1, 2021, updated May 3, 2021",
    ],
)
def test_the_day_behind_published_is_that_of_publication_in_any_order(lines):
    assert days_of(lines) == StatedDays(FIRST, THIRD)


@pytest.mark.parametrize(
    "line",
    [
        "Updated May 3, 2021",
        "Update: May 3, 2021",
        "Last updated: 3 May 2021 10:30 GMT",
        "May 3, 2021 (updated)",
        "by Ann Bell, updated May 3, 2021",
        "By Ann Bell | Last modified 3 May 2021",
        "Published 03/04/2021 | Updated May 3, 2021",
        "Revised on May 3, 2021",
        "By Ann Bell\n\nMay 3, 2021 at 10:00 a.m. EDT\n\nUpdated",
        "This story was last updated on May 3, 2021",
    ],
)
def test_an_update_alone_gives_no_day_of_publication_and_is_kept(line):
    assert days_of(line) == StatedDays(None, THIRD)


@pytest.mark.parametrize(
    "line",
    [
        "May 1, 2021",
        "Published\n\non\n\nMay 1, 2021",
        "By Ann Bell, Daily Orb | May 1, 2021 | 3 min read",
        "May 1, 2021 | Updated 3 hours ago",
        "May 1, 2021, updated 10:15 a.m.",
        "Published 2021/05/01",
    ],
)
def test_a_day_without_a_label_or_behind_published_alone_is_that_of_publication(line):
    assert days_of(line) == StatedDays(FIRST, None)


def test_a_day_that_is_called_both_is_both():
    assert days_of("Published and updated May 1, 2021") == StatedDays(FIRST, FIRST)


@pytest.mark.parametrize(
    "lines", ["March 4, 2021\nMay 1, 2021", "04/05/2021", "Published 31 February 2021"]
)
def test_days_that_differ_or_read_two_ways_or_never_were_state_nothing(lines):
    assert days_of(lines) == StatedDays(None, None)


def test_numbers_of_which_one_is_no_month_read_one_way():
    assert days_of("Posted 15/05/2021").published == date(2021, 5, 15)
