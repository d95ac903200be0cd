"""What is pointed at, has the focus or is lit, held so that its contrast can be measured.

Every rule for a state is made to hold at once: what a style sheet says of ``:hover`` it then says
of everything. ``:not(.never)`` weighs as much as ``:hover`` does, so the order of rules stays.
"""

from tests.browser.axe import CONTRAST, violations

LOOKS = ((1280, "light"), (390, "dark"))
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


def unreadable(page):
    """What can't be told from its ground once every state holds."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(HOLD_EVERY_STATE)
        for violation in violations(page, CONTRAST):
            for node in violation["nodes"]:
                yield page.url, width, scheme, node["html"], node["any"][0]["message"]
        for ring in page.evaluate(FAINT_RINGS):
            yield page.url, width, scheme, ring, "faint ring"
