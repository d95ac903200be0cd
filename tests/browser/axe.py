"""What axe-core finds on a page: WCAG 2.0 to 2.2 A and AA, and its best practices."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

CONTRAST = {"runOnly": ["color-contrast"]}
WITHOUT_CONTRAST = {**RULES, "rules": {"color-contrast": {"enabled": False}}}

# All rules once, with the colours of light, and again what may differ at another width or in the
# dark: the colours of one scheme hold at any width, and to measure them is half of the time.
LOOKS = ((320, "light", RULES), (1280, "light", WITHOUT_CONTRAST), (1280, "dark", CONTRAST))

# None of these rules reads style sheets, so axe need not fetch them a second time (preload).
RUN = """async rules => (await axe.run({
    ...rules, resultTypes: ["violations"], preload: {assets: ["media"]},
})).violations"""


def violations(page, rules=RULES):
    """Only what is wrong, of axe loaded once a page: all results of a page are megabytes."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, rules)


def findings(page, width, scheme, rules):
    """Of a page at a width, in light or in the dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for violation in violations(page, rules):
        yield page.url, width, scheme, violation["id"], [n["html"] for n in violation["nodes"]][:3]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield page.url, width, scheme, "scrolls sideways"


def findings_everywhere(page):
    """On a phone and on a desk, in light and in the dark."""
    for look in LOOKS:
        yield from findings(page, *look)
