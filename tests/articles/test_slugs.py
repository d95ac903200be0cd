"""Free addresses: one for each name, in a few queries however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.slugs import free_slugs
from claims.models import Speaker
from tests.make import make_speaker

pytestmark = pytest.mark.django_db


def free(*names: str) -> list[str]:
    return free_slugs(Speaker.objects, names, fallback="speaker", length=80)


def test_a_name_whose_words_are_free_gets_them():
    assert free("Ann Chen") == ["ann-chen"]


def test_names_of_the_same_words_get_the_next_numbers():
    make_speaker(slug="officials")

    assert free("Officials", "officials", "Ann") == ["officials-2", "officials-3", "ann"]


def test_a_numbered_name_does_not_get_what_another_is_numbered_to():
    make_speaker(slug="route")

    assert sorted(free("Route", "Route 2")) == ["route-2", "route-2-2"]


def test_numbers_that_are_taken_in_between_are_passed_over():
    for slug in ("chen", "chen-3"):
        make_speaker(slug=slug)

    assert sorted(free("Chen", "Chen", "Chen")) == ["chen-2", "chen-4", "chen-5"]


def test_the_word_that_filters_use_is_nobodys_address():
    assert free("None") == ["none-2"]


def test_many_of_one_name_are_passed_in_a_handful_of_queries():
    slugs = ["officials", *(f"officials-{number}" for number in range(2, 3001))]
    Speaker.objects.bulk_create(Speaker(slug=slug, name="Officials") for slug in slugs)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert free("Officials", *(f"Name {n}" for n in range(50)))[0] == "officials-3001"

    assert len(queries) <= 6
