"""A real Chromium for the tests in this folder, and what must hold of every page it opens."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from articles.models import Article
from claims.models import Attribution
from tests.browser.sitting import TEXT, make_curator
from tests.make import make_article, make_attribution, make_speaker, make_statement
from tests.world import World, make_world

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Fails, never skips, when there is no browser."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not executable:
        pytest.fail(
            "The browser tests need Chromium, which is not here. Install it (Debian: "
            "apt-get install chromium) or set CHROMIUM=/path/to/chromium."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture(scope="session")
def windows(
    django_db_setup: None, chromium: Browser, live_server: Any
) -> Iterator[dict[bool, BrowserContext]]:
    """One with scripts and one without, open for all tests: to open one costs what a test costs.

    Closed before the database is deleted, to which the site stays connected while they are open.
    """
    by_script = {on: new_window(chromium, live_server.url, on) for on in (True, False)}
    for window in by_script.values():
        window.new_page()  # or it would close with its last tab
    yield by_script
    for window in by_script.values():
        window.close()


def new_window(chromium: Browser, home: str, javascript: bool) -> BrowserContext:
    return chromium.new_context(
        base_url=home, java_script_enabled=javascript, accept_downloads=True
    )


def forget_all(window: BrowserContext, home: str) -> None:
    """Close what a test has opened, and leave nothing of what the site has stored or granted."""
    first, *others = window.pages
    for page in others:
        page.close()
    window.clear_cookies()
    window.clear_permissions()
    session = window.new_cdp_session(first)
    session.send("Network.clearBrowserCache")
    session.send("Storage.clearDataForOrigin", {"origin": home, "storageTypes": "all"})
    session.detach()


@pytest.fixture
def visit(
    chromium: Browser, windows: dict[bool, BrowserContext], live_server: Any
) -> Iterator[Callable[..., Page]]:
    """Opens a fresh page: ``visit("/path/", width=390, javascript=False, scheme="dark")``.

    The second page of a test knows nothing of the first, as if it were another reader's. At the
    end no page may have asked another host, failed to load a part, or logged an error; a breach of
    the content security policy is logged as one.
    """
    unused, own = dict(windows), []
    problems: list[str] = []

    def open_at(path: str, width: int = 1280, javascript: bool = True, **options: Any) -> Page:
        window = unused.pop(javascript, None)
        if window is None:
            window = new_window(chromium, live_server.url, javascript)
            own.append(window)
        page = window.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=options.get("scheme", "light"))
        watch(page, live_server.url, problems)
        page.goto(path)
        return page

    yield open_at
    for window in own:
        window.close()
    for javascript in windows.keys() - unused.keys():
        forget_all(windows[javascript], live_server.url)
    assert not problems


def watch(page: Page, home: str, problems: list[str]) -> None:
    """Notes what must not happen. A page's own 4xx is no problem, that of its parts is.

    A conflict is a page too, also where a script has asked for it; and a list that fetches its own
    address in place is the page itself.
    """

    def on_request(request: Any) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            problems.append(f"asked another host: {request.url}")

    def on_response(response: Any) -> None:
        own = urlsplit(response.url).path == urlsplit(page.url).path
        failed = response.status >= 400 and response.status != 409
        if failed and response.request.resource_type != "document" and not own:
            problems.append(f"{response.status} for {response.url}")

    def on_console(message: Any) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            problems.append(f"console on {page.url}: {message.text}")

    def on_failure(request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # as by going to another page meanwhile
            problems.append(f"{request.failure} for {request.url}")

    page.on("request", on_request)
    page.on("requestfailed", on_failure)
    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"script on {page.url}: {error}"))


@pytest.fixture
def maria(transactional_db: None, django_user_model: Any) -> Any:
    return make_curator(django_user_model, "maria")


@pytest.fixture
def talks(maria: Any) -> Article:
    return make_article(TEXT, title="Talks")


@pytest.fixture
def agreed(talks: Article) -> Attribution:
    statement = make_statement("We agree", article=talks, quotation="direct")
    return make_attribution(statement, speaker=make_speaker("Ann Chen"), confidence=0.3)


@pytest.fixture
def sit_down(visit: Callable[..., Page], maria: Any, live_server: Any) -> Callable[..., Page]:
    """Opens a page as a curator who is logged in, once its script runs."""

    def sit_at(path: str, user: Any = maria, **options: Any) -> Page:
        client = Client()
        client.force_login(user)
        page = visit("/livez", **options)
        page.set_default_timeout(8000)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        page.goto(path)
        if options.get("javascript", True):
            page.wait_for_selector("html.scripted")
        return page

    return sit_at
