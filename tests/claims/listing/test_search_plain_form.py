"""What people type finds what is written, however either joins letters, numbers and stops."""

import pytest
from django.db import connection

from articles.search import terms
from claims.listing.search.search import Search
from claims.models import Statement
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db


def said(words):
    return make_attribution(make_statement(words)).statement


def found(words):
    return list(Statement.objects.filter(pk__in=Search(words).ranked))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("covid 19", "Covid-19"), ("covid19", "COVID-19"), ("Covid-19", "covid 19"),
        ("F16", "F-16s"), ("F-16", "F16"), ("F 16", "F-16"), ("S 400", "S-400"), ("S400", "S-400"),
        ("h5n1", "H5N1"), ("mh 17", "MH17"), ("fbi", "F.B.I."), ("F.B.I.", "the FBI"),
        ("u.s.-led", "US-led"), ("am", "10:30 a.m."), ("1200", "1,200"), ("1,200", "1200"),
        ("1200000", "1,200,000"), ("4.8", "4.8 per cent"), ("well-known", "well known"),
        ("well known", "well-known"), ("well-known", "well‑known"), ("e mail", "e-mail"),
        ("Maad", "Maʿad"), ("Ma'ad", "Maʿad"), ("Sanaa", "Sana’a"), ("Quran", "Qur'an"),
        ("obrien", "O’Brien"), ("ivoire", "Côte d’Ivoire"), ("dont", "don’t"), ("Xi", "Xi’s"),
        ("Walesa", "Wałęsa"), ("cafe", "cafe\u0301"), ("profit", "proﬁt"),
        ("sanctions", "sanc\u00adtions"), ("tax income", "(income/tax)"),
        ("bbc", "www.bbc.example/news"), ("9/11", "9/11"), ("2014-2018", "2014–2018"),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_is_written(typed, written):
    statement = said(f"They spoke of {written} again")
    said("Nothing of 12 or 16 or 19 here")

    assert found(typed) == [statement]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("F-16", "16 f"), ("1200", "1.200"), ("4.8", "8 and 4"), ("well-known", "known well"),
     ("‘income tax’", "tax on income"), ("-‘income tax’ they", "income tax")],
)  # fmt: skip
def test_other_words_and_another_order_are_not_found(typed, written):
    said(f"They spoke of {written} again")

    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("‘income tax’ cut", ['"income tax"', "cut"]),
        ("'income tax'", ['"income tax"']),
        ("-‘income tax’", ['-"income tax"']),
        ("‘Russia’s war’", ['"Russia\'s war"']),
        ("the leaders’ plan", ["the", "leaders'", "plan"]),
        ("Russia’s war", ["Russia", "war"]),
    ],
)
def test_single_quotation_marks_around_words_make_a_phrase(typed, read):
    assert terms(typed) == read


def test_an_article_is_found_by_the_same_forms():
    article = make_article("The F.B.I. has 1,200 F-16 jets.", title="Covid-19 in Sana’a")

    for typed in ("fbi", "1200 F16", "covid 19 sanaa"):
        assert Search(typed).articles == [article]


def test_each_word_that_is_sought_is_lit_where_it_is_written_otherwise(client):
    said("The F.B.I. bought 1,200 well-known F-16 jets; not one was sold.")

    html = client.get("/search/", {"q": '"fbi" 1200 F16 -gone'}).content.decode()

    for word in ("F.B.I", "1,200", "F-16"):
        assert f'<b class="hit">{word}</b>' in html
    assert html.count('<b class="hit">') == 3


def test_a_dividing_line_is_no_search():
    assert found("-" * 400) == []
    assert found("- " * 200) == []


def test_the_index_answers_the_plain_form():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    assert "statement_search" in Statement.objects.matching('covid-19 or "F.B.I."').explain()
