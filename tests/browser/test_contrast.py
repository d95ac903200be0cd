"""What is pointed at, has the focus or is lit can be read, in light and dark: WCAG 2.2, AA.

Every rule for a state is made to hold at once: what a style sheet says of ``:hover`` it then says
of everything. ``:not(.never)`` weighs as much as ``:hover`` does, so the order of rules stays.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import resolve

from tests.claims.web.access import address_of, make_records

pytestmark = pytest.mark.browser

CONTRAST = {"runOnly": ["color-contrast"]}
LOOKS = ((1280, "light"), (390, "dark"))
STAFF = (
    *("review:queue", "review:item", "review:edit", "review:article", "review:add"),
    *("identities:pair", "identities:split", "admin:index", "admin:claims_attribution_changelist"),
    *("admin:claims_attribution_change", "admin:claims_speaker_change", "admin:password_change"),
)
HOLD_EVERY_STATE = r"""() => {
  const state = /:(hover|focus-visible|focus-within|focus|active|target)(?![-\w])/g;
  const hold = rules => {
    for (const rule of rules) {
      if (rule.selectorText) rule.selectorText = rule.selectorText.replace(state, ":not(.never)");
      if (rule.cssRules) hold(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) hold(sheet.cssRules);
  for (const part of document.querySelectorAll("[data-s]")) {
    part.classList.toggle("lit", part.dataset.s !== "");  // its own page has no numbers
  }
  for (const folded of document.querySelectorAll("details")) folded.open = true;
}"""
# Elements whose ring of focus is less than 3:1 on what is behind it.
FAINT_RINGS = r"""() => {
  const parts = color => color.match(/[\d.]+/g).map(Number);
  const light = color => parts(color).slice(0, 3)
    .map(part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0.05);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = getComputedStyle(element).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const faint = element => {
    const { outlineColor, outlineOffset } = getComputedStyle(element);
    const around = behind(parseFloat(outlineOffset) < 0 ? element : element.parentElement);
    const [low, high] = [light(outlineColor), light(around)].sort((a, b) => a - b);
    return high / low < 3;
  };
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(element => element.checkVisibility())
    .filter(element => getComputedStyle(element).outlineStyle !== "none")
    .filter(faint).map(element => element.outerHTML.slice(0, 120));
}"""


def kinds(world):
    """A page of each kind, plain and with something asked for."""
    addresses = [one for one in world.kinds if one != "/nowhere/"] + ["/design/"]
    pages = {(resolve(one.partition("?")[0]).url_name, "?" in one): one for one in addresses[::-1]}
    return pages.values()


def unreadable(page, address):
    """What can't be told from its ground once every state holds."""
    page.goto(address)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(HOLD_EVERY_STATE)
        for violation in Axe().run(page, options=CONTRAST).response["violations"]:
            for node in violation["nodes"]:
                yield address, width, scheme, node["html"], node["any"][0]["message"]
        for ring in page.evaluate(FAINT_RINGS):
            yield address, width, scheme, ring, "faint ring"


def test_every_state_of_a_public_page_can_be_read(visit, world, settings):
    settings.DEBUG = True  # for the page of all components
    page = visit("/livez")

    assert not [one for address in kinds(world) for one in unreadable(page, address)]


def test_every_state_of_the_desk_and_the_admin_can_be_read(sit_down, maria):
    Group.objects.create(name="viewer")
    make_records(maria)
    page = sit_down("/admin/review/")

    assert not [one for name in STAFF for one in unreadable(page, address_of(name))]


def test_names_that_are_offered_can_be_read(visit, world):
    page = visit("/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("An")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    page.evaluate(HOLD_EVERY_STATE)

    assert not Axe().run(page, options=CONTRAST).response["violations"]
