"""What the browser tests of the review desk share."""

from typing import Any

from playwright.sync_api import Page

from claims.models import Statement

# 𝔘𝔨 and 😀 take two UTF-16 units each and one code point; the lines end in CR LF.
LINES = "😀 Talks in 𝔘𝔨.", "“We agree,” Ann Chen said. “😀 Not yet.”", "He left, the Wire said."
TEXT = "\r\n\r\n".join(LINES)


def make_curator(users: Any, name: str) -> Any:
    # With every right, as whoever sets the site up has it.
    return users.objects.create(username=name, is_staff=True, is_superuser=True)


def at(statement: Statement, name: str = "") -> str:
    return f"/admin/review/statements/{statement.key}/{name}"


def press(page: Page, *keys: str) -> None:
    """One after the other, each once the desk has done what the one before asked."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_selector("#desk:not([aria-busy])")
