"""The days from which the corpus is never pass an inferred day off as a stated one."""

from datetime import date

import pytest

from claims.listing.corpus import corpus_size
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db


def publish(day: int, basis: str) -> None:
    note = "From events." if basis == "inferred" else ""
    article = make_article(
        published_on=date(2022, 3, day), published_basis=basis, published_note=note
    )
    make_attribution(make_statement("We agree", article=article))


def test_inferred_days_of_the_corpus_say_so():
    publish(14, "inferred")
    publish(18, "inferred")

    assert corpus_size().days == "from about 14 March 2022 to about 18 March 2022, date estimated"


def test_a_day_that_one_article_states_is_told_as_stated():
    publish(14, "inferred")
    publish(14, "stated")
    publish(18, "inferred")

    assert corpus_size().days == "from 14 March 2022 to about 18 March 2022, date estimated"


def test_a_corpus_without_a_day_tells_none():
    assert corpus_size().days == ""
