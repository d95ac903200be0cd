"""What axe-core finds on a page: WCAG 2.0 to 2.2 A and AA, and its best practices."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

CONTRAST = {"runOnly": ["color-contrast"]}  # all that changes in the dark


def findings(page, width, scheme):
    rules = RULES if scheme == "light" else CONTRAST
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for violation in Axe().run(page, options=rules).response["violations"]:
        yield page.url, width, scheme, violation["id"], [n["html"] for n in violation["nodes"]][:3]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield page.url, width, scheme, "scrolls sideways"
