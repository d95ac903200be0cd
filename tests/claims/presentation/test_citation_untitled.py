"""An article without a title is described in every style, never cited by a title that it lacks."""

import json
from datetime import date

import pytest

from claims.models import Statement
from claims.presentation import citation as citing
from claims.presentation import citation_formats
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db

OPENING = "China has refuted accusations…"
TEXT = "China has refuted accusations that Russia asked for arms. “We agree,” Ann Chen said."
DESCRIPTION = f"Untitled article beginning “{OPENING}”"


def cited(title=OPENING, text=TEXT):
    article = make_article(text, title=title)
    make_attribution(make_statement("We agree", article=article, quotation="direct"))
    statement = Statement.objects.for_list().get()
    return citing.cite(statement, address="https://site.example/s/a", accessed=date(2026, 11, 22))


def test_styles_describe_it_as_their_rules_want():
    untitled = cited()

    assert citation_formats.apa(untitled).startswith(f"[{DESCRIPTION}]. (n.d.). ")
    assert citation_formats.chicago(untitled).startswith(f"{DESCRIPTION}. n.d. ")
    assert citation_formats.mla(untitled).startswith(f"{DESCRIPTION}. ")
    assert " in an untitled article beginning “China" in citation_formats.plain(untitled)
    assert " in an untitled article beginning “China" in citation_formats.html(untitled)


def test_files_of_reference_managers_have_the_description_in_brackets():
    untitled = cited()

    [item] = json.loads(citation_formats.csl_json(untitled))
    assert item["title"] == f"[{DESCRIPTION}]"
    assert f"TI  - [{DESCRIPTION}]" in citation_formats.ris(untitled)
    assert f"title = {{{{[{DESCRIPTION}]}}}}" in citation_formats.bibtex(untitled)
    assert "|title=&#91;Untitled article beginning" in citation_formats.wiki(untitled)


def test_a_statements_page_tells_zotero_the_same(client):
    cited()

    page = client.get(Statement.objects.get().get_absolute_url()).content.decode()

    assert f'<meta name="citation_title" content="[{DESCRIPTION}]">' in page


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Talks begin", TEXT),
        ("And then…", f"And then…\n\n{TEXT}"),  # the headline itself trails off
        ("Another headline…", TEXT),
    ],
)
def test_a_title_of_its_own_stays_one(title, text):
    untitled = cited(title, text)

    assert not untitled.is_untitled
    assert citation_formats.mla(untitled).startswith(f"“{title}")
