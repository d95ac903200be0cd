"""How much of a text is shown, outlet by outlet."""

import pytest
from django.http import QueryDict

from claims import export, rights
from claims.listing import filters
from claims.models import Statement
from claims.presentation import highlighting
from tests.make import make_article, make_attribution, make_outlet, make_statement

pytestmark = pytest.mark.django_db

TEXT = (
    "Talks\n\nIt rained all day in Geneva. “We agree,” Ann Chen said at noon. Nobody stayed long."
)


def make_held(allowed: str = "full", length: int = 20) -> Statement:
    """A statement from an outlet with these rights, as pages fetch it."""
    outlet = make_outlet("The Paper")
    outlet.rights, outlet.excerpt_length = allowed, length
    outlet.save()
    statement = make_statement("“We agree,”", article=make_article(TEXT, outlet=outlet))
    make_attribution(statement)
    return Statement.objects.with_attribution().get(pk=statement.pk)


def shown(statement: Statement) -> str:
    return "".join(str(paragraph.html) for paragraph in highlighting.passage_for(statement))


def quoted_in_a_file(statement: Statement) -> tuple[str, ...]:
    found = filters.statements(QueryDict()).qs.filter(pk=statement.pk)
    (row,) = export.objects(export.COLUMNS["statements"], found, site="")
    return tuple(row[name] or "" for name in ("exact", "prefix", "suffix"))


def test_full_text_shows_whole_paragraphs():
    found = shown(make_held("full"))

    assert "It rained" in found
    assert "Nobody stayed long." in found


def test_an_excerpt_is_cut_between_words_on_both_sides_and_says_so():
    found = shown(make_held("excerpt", 20))

    assert found.startswith("… all day in Geneva. <mark")
    assert found.endswith("Ann Chen said at …")


def test_metadata_only_shows_nothing_of_the_text():
    statement = make_held("metadata")

    assert shown(statement) == rights.visible_words(statement) == ""
    assert quoted_in_a_file(statement) == ("", "", "")


def test_an_excerpt_of_no_length_is_the_statement_alone():
    statement = make_held("excerpt", 0)

    assert "Geneva" not in shown(statement)
    assert quoted_in_a_file(statement) == ("“We agree,”", "", "")


def test_an_article_without_outlet_is_shown_as_the_setting_says(settings):
    statement = make_attribution(
        make_statement("“We agree,”", article=make_article(TEXT))
    ).statement
    settings.NEW_OUTLET_RIGHTS = "metadata"

    assert rights.visible_words(statement) == ""


def test_a_new_outlet_gets_the_rights_of_the_setting(settings):
    settings.NEW_OUTLET_RIGHTS, settings.NEW_OUTLET_EXCERPT = "excerpt", 50

    outlet = make_outlet()

    assert (outlet.rights, outlet.excerpt_length) == ("excerpt", 50)
