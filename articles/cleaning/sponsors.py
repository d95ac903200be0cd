"""The sponsor's message in a newsletter: its label, its words, and what it asks readers to do."""

from articles.cleaning.menus import MAX_FURNITURE_CHARS, any_of
from articles.cleaning.paragraphs import Paragraph

LABEL = any_of(
    r"\W*(?:an? |our |today.?s |this week.?s )?(?:message|word|note) from (?:our|today.?s|the|this "
    r"week.?s)? ?(?:sponsors?|partners?|advertisers?|(?-i:[A-Z])[^.!?]{1,60}?)\s*:?\W*",
    r"\W*(?:together|in partnership|in association) with (?-i:[A-Z])[^.!?]{1,60}\W*",
    r"\W*(?:presented|sponsored|supported|brought to you|made possible) by (?-i:[A-Z])[^.!?]{1,60}",
    r"\W*(?:today.?s|our|this week.?s|the|a word from our) sponsors?\W*",
    r"\W*(?:advertisement|sponsored(?: (?:content|post|message))?|partner (?:content|message))\W*",
)
CALL = any_of(
    r"(?:(?:learn|find out|discover|read|see|get|know) (?:more|how)|get started|shop|sign up|try it"
    r"|try|book|register|download|order|claim|apply|start|explore|join|donate|subscribe)"
    r"(?: (?:now|today|here|free|for free|at|on|about|your|yours|with|a|the|this)\b.{0,60})?\W*"
)
MAX_MESSAGE_PARAGRAPHS = 5  # between a sponsor's label and the call at its end
REASON = "advertisement"


def mark_sponsors(live: list[Paragraph]) -> None:
    """Mark a sponsor's label, and its message where a call to readers shows how far it reaches.

    A paragraph that reports speech stays: it may be the article's.
    """
    for index, part in enumerate(live):
        if len(part.text) > MAX_FURNITURE_CHARS or not LABEL.fullmatch(part.text):
            continue
        message = live[index + 1 : index + 1 + MAX_MESSAGE_PARAGRAPHS]
        end = next((n for n, line in enumerate(message) if _calls(line)), -1)
        for line in message[: end + 1]:
            if not line.reports_speech:
                line.reason = line.reason or REASON
        if end >= 0:
            part.reason = REASON


def _calls(part: Paragraph) -> bool:
    """The paragraph is a call, or ends with one: "Banking for towns. Learn more." """
    text = part.text
    if len(text) > MAX_FURNITURE_CHARS:
        return False
    last = text.rstrip(".! →»>").rpartition(". ")[2]
    return bool(CALL.fullmatch(last)) and (last != text or not part.reason)
