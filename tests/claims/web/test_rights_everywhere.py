"""Every public address and ending, with an outlet that allows less than the whole text."""

import re

import pytest
from django.urls import get_resolver

from articles.models import Article, Outlet
from claims.export import bibliography, formats
from claims.models import Attribution, Span, Speaker, Statement
from claims.presentation import citation_formats
from claims.web.views.exports import FILES, LISTS
from tests.claims.answers import answer_text
from tests.claims.web.access import address_of, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

FAR = "Wimbel grotched flannery yesterning."
NEAR = "Mossig"
WORDS = "Quorndle spiffs bramble thrice"
TEXT = f"{FAR}\n\n{'x' * 80}. {NEAR} “{WORDS},” Ann Chen trumpled.\n\nOvarian slib crund endlings."
SECRET = ("Wimbel", "grotched", "Mossig", "spiffs", "bramble", "trumpled", "slib", "crund")


def public_names() -> list[str]:
    """Every address that is not the desk's or of monitors."""
    names = dict.fromkeys(name for _, name in addresses(get_resolver()))
    desk = ("admin", "review:", "login", "logout")
    return [name for name in names if not name.startswith(desk)]


def hold(allowed: str, length: int = 0) -> Statement:
    """Makes the one statement of ``records`` one of an outlet with these rights."""
    outlet = Outlet.objects.get()
    outlet.rights, outlet.excerpt_length, outlet.homepage = allowed, length, "https://example.org/"
    outlet.save()
    statement, cue = Statement.objects.get(), TEXT.index("trumpled")
    start = TEXT.index(WORDS)
    fields = {"title": "Talks", "slug": "talks", "url": "https://example.org/talks", "text": TEXT}
    Article.objects.filter(pk=statement.article_id).update(**fields)
    notes = ["“trumpled” is taken for Ann Chen."]
    Attribution.objects.update(cue=[Span(cue, cue + 8)], notes=notes)
    Speaker.objects.filter(attributions__isnull=False).update(name="Ann Chen", slug="ann-chen")
    statement.content = [Span(start, start + len(WORDS))]
    statement.start, statement.end, statement.words = start, start + len(WORDS), WORDS
    statement.quotation = "direct"
    statement.save()
    return Statement.objects.get()


def everywhere(statement) -> list[str]:
    """Addresses of every name, and those with all their endings and questions."""
    key, digest = statement.key, statement.article.text_sha256
    return [
        *(address_of(name) for name in public_names()),
        *(f"/{name}.{ending}?for=data" for name in FILES for ending in formats.ENDINGS),
        *(f"/statements.{ending}" for ending in bibliography.ENDINGS),
        "/statements.csv?for=spreadsheet",
        *(f"/statements/{key}/cite.{ending}" for ending in citation_formats.BY_ENDING),
        *(f"/api/{name}" for name in LISTS),
        *("/", "/statements/?q=Quorndle", "/search/?q=Quorndle", "/statements/?sort=speaker"),
        *("/statements.atom?q=Quorndle", "/statements.csv?q=Quorndle", "/speakers/ann-chen/"),
        f"/api/articles/{statement.article.slug}",
        f"/verify/?quote=Quorndle+said+thrice&article={digest}",
        f"/verify/?quote=Quorndle+said+thrice&article={digest}&format=json",
        "/verify/?quote=Quorndle+said+thrice",
        "/verify/?quote=Quorndle+said+thrice&format=json",
        f"/oembed?url=http://testserver/statements/{key}/",
    ]


def leaks(client, statement, secret) -> list[tuple[str, str]]:
    found = [(address, answer_text(client, address)) for address in everywhere(statement)]
    return [
        (address, word)
        for address, text in found
        for word in secret
        if re.search(rf"\b{word}\b", text)
    ]


def test_metadata_only_shows_no_word_of_the_text_anywhere(client):
    assert leaks(client, hold("metadata"), SECRET) == []


def test_an_excerpt_shows_the_statement_and_nothing_beyond_its_reach(client):
    beyond = ("Wimbel", "grotched", "slib", "crund")

    assert leaks(client, hold("excerpt", 12), beyond) == []
    assert WORDS in answer_text(client, "/statements/")


@pytest.mark.parametrize("address", ["/articles/talks/", "/statements/{}/"])
@pytest.mark.parametrize("allowed", ["excerpt", "metadata"])
def test_a_page_says_what_is_left_out_and_leads_to_the_outlet(client, address, allowed):
    statement = hold(allowed)

    page = answer_text(client, address.format(statement.key))

    assert "Paper" in page
    assert 'href="https://example.org/talks"' in page
    assert "allows us to show" in page


def test_the_whole_text_is_there_when_the_outlet_allows_it(client):
    hold("full")

    assert "Wimbel grotched" in answer_text(client, "/articles/talks/")
