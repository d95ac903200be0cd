"""A page as Chromium saves and prints it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from articles.cleaning import clean
from articles.readers import read
from tests.articles import files
from tests.articles.fetching.web_server import web_server
from tests.articles.pages import page

pytestmark = pytest.mark.browser


def text_of(path: Path) -> str:
    (document,) = read(path, max_bytes=5_000_000)
    return clean(document.text, title=document.title, structure=document.structure).text


def test_a_page_that_chromium_saved_or_printed_is_the_page(chromium: Browser, tmp_path: Path):
    with web_server() as site:
        site.pages["/news/pier.html"] = page()
        tab = chromium.new_page()
        tab.goto(f"{site.url}/news/pier.html")
        saved = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})
        (tmp_path / "pier.mhtml").write_bytes(saved["data"].encode())
        tab.pdf(path=tmp_path / "pier.pdf")
        tab.close()

        (document,) = read(tmp_path / "pier.mhtml", max_bytes=5_000_000)
        assert document.url == f"{site.url}/news/pier.html"
    assert text_of(tmp_path / "pier.mhtml") == files.TEXT
    printed = text_of(tmp_path / "pier.pdf")
    assert [line for line in files.PARAGRAPHS if line not in printed] == []
