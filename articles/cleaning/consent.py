"""The box that asks for consent: its lines surround what phrases.py knows for sure."""

import re

from articles.cleaning.paragraphs import Paragraph

COOKIE_NOTICE = "cookie notice"
CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy|personal data|partners|vendors|legitimate interests?|gdpr"
    r"|preferences|track(?:ing|ers?)|ads?|this (?:web)?site|your (?:choices?|experience|device))\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:you|your|we|our|us|this (?:web)?site)\b", re.IGNORECASE)
MAX_BOX_PARAGRAPHS = 30  # paragraphs at the beginning among which the box stands


def mark_consent(live: list[Paragraph]) -> None:
    """Mark lines beside a cookie notice, above the article, that speak to readers of consent.

    A page's only line that could be its headline stays.
    """
    box = live[:MAX_BOX_PARAGRAPHS]
    for index in (*range(len(box)), *reversed(range(len(box)))):
        part = box[index]
        beside = box[max(index - 1, 0) : index + 2]
        if part.reason or not any(other.reason == COOKIE_NOTICE for other in beside):
            continue
        is_consent = CONSENT.search(part.text) and ADDRESS.search(part.text)
        if is_consent and not part.reports_speech and _has_headline_below(box, index):
            part.reason = COOKIE_NOTICE


def _has_headline_below(box: list[Paragraph], index: int) -> bool:
    """A line that stays and is no sentence, with a sentence below it that stays."""
    left = [part for part in box[index + 1 :] if not part.reason]
    return any(not part.is_prose for part in left[:-1]) and any(part.is_prose for part in left)
