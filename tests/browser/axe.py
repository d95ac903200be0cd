"""What axe-core finds on a page: WCAG 2.0 to 2.2 A and AA, and its best practices."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

CONTRAST = {"runOnly": ["color-contrast"]}  # all that changes in the dark; half of the time
WITHOUT_CONTRAST = {**RULES, "rules": {"color-contrast": {"enabled": False}}}

RUN = "async rules => (await axe.run({...rules, resultTypes: ['violations']})).violations"


def violations(page, rules=RULES):
    """Only what is wrong, of axe loaded once a page: all results of a page are megabytes."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, rules)


def findings(page, width, scheme, rules=None):
    """Of a page at a width; by default of all rules in light, of contrast alone in the dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for violation in violations(page, rules or (RULES if scheme == "light" else CONTRAST)):
        yield page.url, width, scheme, violation["id"], [n["html"] for n in violation["nodes"]][:3]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield page.url, width, scheme, "scrolls sideways"
