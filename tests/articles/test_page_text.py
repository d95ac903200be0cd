"""A page's article: its text without the frame, and the structure that cleaning goes by."""

import pytest

from articles import outlet_list
from articles.cleaning import clean
from articles.readers.html import document_of
from articles.structure import LineKind
from tests.articles.pages import LAST, LEAD, QUOTE, STORY, page


def stored_text(html: str) -> str:
    """What would be stored of the page."""
    document = document_of(html.encode())
    return clean(document.text, title=document.title, structure=document.structure).text


def kinds_of(html: str) -> dict[str, LineKind]:
    """The kind of each line that is no paragraph."""
    document = document_of(html.encode())
    return {
        document.text[position:].split("\n", 1)[0]: kind
        for position, kind in (document.structure or {}).items()
    }


def test_menus_headlines_of_others_and_the_footer_are_left_out():
    assert stored_text(page()) == f"{LEAD}\n\n{QUOTE}\n\n{LAST}"


def test_the_headline_is_the_title_and_not_a_line_of_the_text():
    document = document_of(page().encode())

    assert document.title == "Board closes north pier"
    assert document.title not in stored_text(page())


def test_a_paragraph_that_is_one_link_leads_to_another_article():
    link = '<p><a href="/2">MAYOR OPENS NEW BRIDGE AFTER YEARS OF DELAY</a></p>'
    html = page(f"<p>{LEAD}</p>{link}<p>{QUOTE}</p><p>{LAST}</p>")

    assert kinds_of(html) == {"MAYOR OPENS NEW BRIDGE AFTER YEARS OF DELAY": LineKind.LINK}
    assert stored_text(html) == stored_text(page())


def test_headings_in_a_row_that_are_links_are_cards_of_other_articles_and_one_alone_stays():
    card = '<article><a href="/{0}"><img src="{0}.jpg"><h3>{1}</h3></a></article>'
    titles = ("Mayor opens new bridge at last", "Ten walks to take this spring")
    cards = "".join(card.format(number, title) for number, title in enumerate(titles))
    single = '<h3><a href="/report">What the report found</a></h3>'

    assert stored_text(page(f"{cards}{STORY}")) == stored_text(page())
    assert "What the report found" in stored_text(page(f"<p>{LEAD}</p>{single}<p>{QUOTE}</p>"))


def test_a_sentence_that_holds_a_link_stays():
    linked = LEAD.replace("harbour board", '<a href="/board">harbour board</a>')

    assert stored_text(page(STORY.replace(LEAD, linked))) == stored_text(page())


def test_a_page_that_is_about_its_links_keeps_them():
    links = "".join(
        f'<p><a href="/{number}">Number {number} of the ten best walks along the coast</a></p>'
        for number in range(1, 11)
    )

    assert "Number 7 of the ten best walks" in stored_text(page(f"<p>{LEAD}</p>{links}"))


def test_an_embedded_post_stays_with_who_posted_it():
    post = (
        '<div class="social-media-embed"><blockquote class="twitter-tweet"><p>Nobody asked the '
        "crane drivers. Nobody ever does.</p>— Sam Roe (@samroe) "
        '<a href="https://twitter.com/samroe/1">March 4, 2022</a></blockquote></div>'
    )
    text = stored_text(page(f"<p>{LEAD}</p><p>{QUOTE}</p>{post}<p>{LAST}</p>"))

    assert "Nobody asked the crane drivers." in text
    assert "— Sam Roe (@samroe) March 4, 2022" in text


def test_words_that_an_embedded_post_repeats_stay_in_the_article():
    said = "“Nobody asked the crane drivers about any of this,” Roe wrote."
    post = (
        '<blockquote class="twitter-tweet"><p>Nobody asked the crane drivers about any of this'
        "</p>— Sam Roe (@samroe) March 4, 2022</blockquote>"
    )

    assert said in stored_text(page(f"<p>{LEAD}</p><p>{said}</p>{post}<p>{LAST}</p>"))


def test_headings_and_items_are_told_from_paragraphs():
    story = f"<p>{LEAD}</p><h2>What comes next</h2><ul><li>Repairs</li><li>A test</li></ul>"
    kinds = kinds_of(page(f"{story}<p>{QUOTE}</p><p>{LAST}</p>"))

    assert kinds == {
        "What comes next": LineKind.HEADING,
        "• Repairs": LineKind.LIST_ITEM,
        "• A test": LineKind.LIST_ITEM,
    }


def test_steps_that_recur_in_lists_are_no_repetition():
    step = "<ul><li>Stir the pot for two minutes and add one cup of cold water</li></ul>"
    text = stored_text(page(f"<p>{LEAD}</p>{step}<p>{QUOTE}</p>{step}<p>{LAST}</p>"))

    assert text.count("Stir the pot") == 2


def test_where_the_author_is_reached_is_no_text():
    contact = "Reach Ann Bell at ann.bell@example.org. Follow her on Twitter @annbell."

    assert stored_text(page(f"{STORY}<p>{contact}</p>")) == stored_text(page())


def test_an_outlet_may_name_lines_that_are_never_its_articles(tmp_path, monkeypatch):
    listed = tmp_path / "outlets.toml"
    listed.write_text(
        '[[outlet]]\nname = "The Example"\ndomains = ["example.org"]\n'
        'furniture = ["Our view: .*"]\n'
    )
    (outlet,) = outlet_list.listed_outlets(listed)
    monkeypatch.setattr(outlet_list, "_by_domain", lambda: {"example.org": outlet})
    html = page(f"<p>Our view: read on</p>{STORY}")

    document = document_of(html.encode(), address="https://example.org/pier")
    cleaned = clean(document.text, title=document.title, structure=document.structure)

    assert [part.reason for part in cleaned.removed] == ["furniture of this site"]


WORD_PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=Generator content="Microsoft Word 15 (filtered)">
<title>Microsoft Word - final v3.docx</title></head>
<body lang=EN-GB><div class=WordSection1><p class=MsoTitle>Board closes north pier</p>
<p class=MsoNormal>{lead}</p><p class=MsoNormal>{quote}<a href="#_ftn1"><span>[1]</span></a></p>
<h2>What comes next</h2><ul><li>Repairs</li><li>A test of both cranes</li></ul>
<p class=MsoNormal>{last}</p></div></body></html>"""


def test_a_page_that_is_one_text_keeps_its_headings_and_lists():
    raw = WORD_PAGE.format(lead=LEAD, quote=QUOTE, last=LAST).encode("cp1252")

    document = document_of(raw)

    assert document.title == "Board closes north pier"
    text = clean(document.text, title=document.title, structure=document.structure).text
    items = "• Repairs\n• A test of both cranes"
    assert text.split("\n\n") == [LEAD, QUOTE, "What comes next", items, LAST]


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ('<sup class="reference"><a href="#cite_note-1">[1]</a></sup>', ""),
        ('<a href="#note1">2</a>', ""),
        ("<sup>12</sup>", ""),
        ('<a href="https://example.org/7">7</a>', "7"),
    ],
)
def test_figures_that_lead_to_notes_are_none_of_the_text(mark, text):
    document = document_of(page(STORY.replace(LAST, f"{LAST}{mark}")).encode())

    assert f"{LAST}{text}" in document.text.split("\n\n")


def test_a_power_is_no_mark_of_a_note():
    last = LAST.replace("in May", "over 3 km<sup>2</sup>")

    assert "over 3 km2," in document_of(page(STORY.replace(LAST, last)).encode()).text
