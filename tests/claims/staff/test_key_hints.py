"""Every button of the desk says by which key it is pressed."""

import re

from django.conf import settings

BUTTON = re.compile(r"<button\b.*?</button>|<summary class=\"button\".*?</summary>", re.DOTALL)
IN_A_DIALOG = "_keys.html"  # where Escape closes, and Enter is the button in focus


def test_every_button_of_the_desk_shows_its_key():
    folder = settings.BASE_DIR / "templates" / "admin"
    without = [
        (path.name, button)
        for part in ("review", "identities", "claim_desk")
        for path in (folder / part).glob("*.html")
        for button in BUTTON.findall(path.read_text(encoding="utf-8"))
        if "<kbd>" not in button and path.name != IN_A_DIALOG
    ]

    assert without == []
