"""What a page says of itself: title, byline, days, outlet, address."""

from datetime import date

import pytest

from articles.outlet_list import agency_in, outlet_at
from articles.readers.html import document_of
from articles.readers.page.bylines import names_in
from articles.readers.page.headline import bare_title
from tests.articles.pages import page

LINKED_DATA = """<script type="application/ld+json">{"@context": "https://schema.org",
"@type": "NewsArticle", "headline": "Board closes north pier",
"datePublished": "%s", "dateModified": "%s",
"author": [{"@type": "Person", "name": "ANN BELL"}, {"@type": "Person", "name": "Jo McRoe"}],
"publisher": {"@type": "Organization", "name": "Associated Press"}}</script>"""


def read(head: str = "", top: str = "<h1>Board closes north pier</h1>", address: str = ""):
    title = "<title>Board closes north pier - The Example Times</title>"
    return document_of(page(head=head or title, top=top).encode(), address=address)


def test_linked_data_gives_byline_and_days():
    document = read(LINKED_DATA % ("2022-03-04T09:00:00-05:00", "2022-03-06T09:00:00-05:00"))

    assert document.byline == "Ann Bell, Jo McRoe"
    assert (document.published, document.updated) == (date(2022, 3, 4), date(2022, 3, 6))


def test_a_moment_in_utc_is_dated_as_the_page_dates_it():
    document = read(
        LINKED_DATA % ("2022-03-05T02:30:00Z", "2022-03-05T02:30:00Z"),
        top='<h1>Board closes north pier</h1><time datetime="2022-03-05T02:30:00Z">9:30 p.m. EST, '
        "March 4, 2022</time>",
    )

    assert document.published == date(2022, 3, 4)


def test_a_moment_in_utc_is_of_the_day_in_the_address():
    document = read(
        LINKED_DATA % ("2022-03-05T02:30:00Z", ""), address="https://example.org/2022/03/04/pier/"
    )

    assert document.published == date(2022, 3, 4)


def test_a_day_in_the_address_alone_is_inferred():
    document = read(address="https://example.org/2022/mar/04/pier")

    assert document.published == date(2022, 3, 4)
    assert document.published_note == "A day in the page's address."


def test_a_visible_date_line_gives_the_day():
    document = read(top='<h1>Board closes north pier</h1><p class="date">4 March 2022</p>')

    assert (document.published, document.published_note) == (date(2022, 3, 4), "")


def test_the_heading_that_readers_see_goes_before_the_one_for_search_engines():
    head = '<meta property="og:title" content="North pier closed: what to know | Example Times">'

    assert read(head).title == "Board closes north pier"


def test_the_only_heading_of_the_article_goes_before_a_title_made_to_be_clicked_on():
    head = '<meta property="og:title" content="What nobody tells you of piers | Example Times">'
    top = "<article><header><h1>Board quarrels over money</h1></header></article>"

    assert read(head, top=top).title == "Board quarrels over money"


@pytest.mark.parametrize(
    "top",
    [
        '<article><h1><a href="https://other.example/">Reindeer are counted</a></h1></article>',
        "<article><h1>Reindeer are counted</h1></article><article><h1>A dog bites</h1></article>",
    ],
)
def test_the_heading_of_another_article_is_no_title(top):
    head = '<meta property="og:title" content="Board closes north pier">'

    assert read(head, top=top).title == "Board closes north pier"


def test_a_heading_that_names_the_site_is_no_title():
    head = (
        "<title>Board closes north pier | The Example Times</title>"
        '<meta property="og:site_name" content="The Example Times">'
    )

    assert read(head, top="<h1>The Example Times</h1>").title == "Board closes north pier"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Pier closed - The Example Times", "Pier closed"),
        ("Pier closed | News | The Example Times", "Pier closed"),
        ("Pier closed | Sam Roe | The Example Times", "Pier closed | Sam Roe"),
        ("The Example Times – Pier closed", "Pier closed"),
        ("The Example Times view on piers", "The Example Times view on piers"),
        ("Pier - and crane - closed", "Pier - and crane - closed"),
    ],
)
def test_site_names_go_from_titles(title, bare):
    assert bare_title(title, "The Example Times") == bare


def test_the_outlet_is_what_the_page_calls_itself_not_the_agency_that_it_prints():
    head = LINKED_DATA % ("2022-03-04", "") + "<title>Pier closed - The Example Times</title>"

    document = read(
        head + '<meta property="og:site_name" content="The Example Times">'
        '<meta name="twitter:site" content="@exampletimes">'
    )

    assert document.outlet == "The Example Times"


def test_a_listed_outlet_is_known_by_its_domain():
    assert read(address="https://edition.cnn.com/2022/03/04/pier").outlet == "CNN"


def test_an_outlet_without_a_name_is_its_domain():
    document = read("<title>Board closes north pier</title>", address="https://pier.example.org/a")

    assert document.outlet == "pier.example.org"


def test_the_canonical_address_is_the_pages():
    head = '<link rel="canonical" href="/2022/pier">'

    assert read(head, address="https://example.org/p?id=3").url == "https://example.org/2022/pier"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By JANE ROE and John Doe, Staff Writers", ("Jane Roe", "John Doe")),
        ("Jane Roe | NJ Example Media", ("Jane Roe",)),
        ("Analysis by Jane Roe, CNN Editor-at-large", ("Jane Roe",)),
        ("Jane Roe, MS, RDN", ("Jane Roe",)),
        ("https://www.facebook.com/exampletimes", ()),
        ("Associated Press", ()),
        ("@janeroe", ()),
        ("Regan", ("Regan",)),
        ("Jane Roe in Kyiv and John Doe for The Example", ("Jane Roe", "John Doe")),
        ("Written by Jane Roe | Edited by John Doe", ("Jane Roe",)),
        ("Words: Jane Roe | Photos: John Doe", ("Jane Roe",)),
        ("By Dr. Jane Roe and Prof John Doe", ("Jane Roe", "John Doe")),
    ],
)
def test_names_are_read_from_bylines(byline, names):
    assert names_in(byline, "CNN") == names


def test_readers_who_comment_have_not_written_the_page():
    top = (
        '<h1>Board closes north pier</h1><p class="byline">By Ann Bell</p>'
        '<div id="comments"><span class="comment-author author">Troll Roe</span></div>'
    )

    assert read(top=top).byline == "Ann Bell"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("DUBAI (Reuters) - A ship ran aground.", "Reuters"),
        ("Pier closed\n\nST. JOSEPH, Mich. (AP) — Two cranes failed.", "Associated Press"),
        ("BEIJING, March 4 (Xinhua) -- A ship left.", "Xinhua"),
        ("The agency (Reuters) said so.", ""),
    ],
)
def test_a_dateline_names_the_agency(text, agency):
    assert agency_in(text) == agency


def test_a_domain_below_that_of_an_outlet_is_its_own_too():
    assert outlet_at("news.bbc.co.uk").name == "BBC News"
    assert outlet_at("notbbc.co.uk") is None


def test_linked_data_of_other_articles_on_the_page_is_theirs():
    other = (
        '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Mayor opens '
        'bridge", "datePublished": "2021-01-02", "author": {"name": "Tom Hart"}}]</script>'
    )
    own = LINKED_DATA % ("2022-03-04T09:00:00-05:00", "")

    document = read(f"<title>Board closes north pier</title>{other}{own}")

    assert (document.byline, document.published) == ("Ann Bell, Jo McRoe", date(2022, 3, 4))


def test_a_section_above_the_headline_is_no_part_of_it():
    top = "<h1><span>Politics</span> <br>Board closes north pier</h1>"

    assert read(top=top).title == "Board closes north pier"


def test_the_end_of_a_title_is_no_outlet_unless_the_page_has_it_elsewhere():
    head = "<title>Board closes north pier - live updates</title>"

    assert read(head, address="https://pier.example.org/a").outlet == "pier.example.org"


def test_a_moment_in_utc_without_a_clock_is_dated_by_the_outlets_country():
    head = LINKED_DATA % ("2022-03-05T02:30:00Z", "")

    document = read(head, address="https://www.chicagotribune.com/news/pier")

    assert document.published == date(2022, 3, 4)
