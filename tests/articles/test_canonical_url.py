"""Addresses of one page are one in their canonical form, those of two pages are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.canonical_url import canonical_url

PAGE = "https://www.example.org/news/lake-pact?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/news/lake-pact?id=7",
        "https://example.org/news/lake-pact?id=7",
        "HTTPS://WWW.Example.ORG/news/lake-pact?id=7",
        "https://www.example.org:443/news/lake-pact?id=7",
        "https://www.example.org/news/lake-pact/?id=7",
        "https://www.example.org/news/lake-pact?id=7#comments",
        "https://www.example.org/news/lake-pact?utm_source=mail&id=7&utm_medium=rss",
        "https://www.example.org/news/lake-pact?id=7&fbclid=abc&gclid=d&mc_cid=e&mc_eid=f",
        "https://www.example.org/news/lake-pact?ref=home&id=7&ocid=x&_ga=1.2&igshid=q",
        "https://www.example.org/news/lake%2Dpact?id=7",
        " https://www.example.org/news/lake-pact?id=7 ",
    ],
)
def test_addresses_of_one_page_are_one(url):
    assert canonical_url(url) == canonical_url(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/news/lake-pact?id=8",
        "https://www.example.org/news/lake-pact",
        "https://www.example.org/news/Lake-pact?id=7",
        "https://news.example.org/news/lake-pact?id=7",
        "https://www.example.org:8080/news/lake-pact?id=7",
        "https://www.example.org/news/lake-pact?id=7&page=2",
        "https://www.example.org/news/lake-pact?id=7#!/part/2",
    ],
)
def test_addresses_of_two_pages_are_two(url):
    assert canonical_url(url) != canonical_url(PAGE)


def test_the_order_of_parameters_makes_no_difference():
    assert canonical_url("https://a.example/?b=2&a=1") == canonical_url("http://a.example?a=1&b=2")


@pytest.mark.parametrize(
    "text", ["", "no address", "http://[::1", "https://", "mailto:a@b.example"]
)
def test_what_is_no_address_comes_back_as_it_is(text):
    assert canonical_url(text) == text


@given(st.text(max_size=60), st.sampled_from(["", "%00", "?a=%00", "?utm_source=b", "#top"]))
def test_any_address_gives_a_form_that_a_database_holds_and_stays_it(path, ending):
    canonical = canonical_url(f"https://www.example.org/{path}{ending}".replace("\0", ""))

    assert canonical.startswith("example.org")
    assert "\0" not in canonical
