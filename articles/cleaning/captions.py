"""Pictures leave words behind: captions, who took them, the title once more. And sources' credits."""

from articles.cleaning.paragraphs import Paragraph, key
from articles.cleaning.phrases import (
    CAPTION,
    CREDIT,
    IMAGE_CREDIT,
    IMAGE_LABEL,
    MOST_CHARACTERS,
)

LONGEST_CREDIT = 12  # words, unless it stands in brackets
LONGEST_CAPTION = 60  # words


def mark_captions(live: list[Paragraph]) -> None:
    """Mark credits of pictures, captions that carry one, and captions right above one."""
    for index, part in enumerate(live):
        if part.reason or part.words > LONGEST_CAPTION or len(part.text) > MOST_CHARACTERS:
            continue
        if IMAGE_LABEL.fullmatch(part.text) or _is_bare_image_credit(part):
            part.reason = "image credit"
            _mark_caption_above(live, index)
        elif CAPTION.fullmatch(part.text):
            part.reason = "caption"


def _is_bare_image_credit(part: Paragraph) -> bool:
    return not part.ends_with_stop and part.words <= 20 and bool(IMAGE_CREDIT.fullmatch(part.text))


def _mark_caption_above(live: list[Paragraph], index: int) -> None:
    """A block of two lines, the second a picture's credit: the first is its caption.

    Only where blank lines divide paragraphs; else any paragraph stands right above the next line.
    """
    above, credit = live[max(index - 1, 0)], live[index]
    block = [part for part in live if part.block == credit.block]
    blank_lines = len({part.block for part in live})
    if block == [above, credit] and blank_lines > len(live) / 2 and above.words <= 40:
        above.reason = above.reason or "caption"


def mark_credits(live: list[Paragraph]) -> None:
    """Mark "Source: …" lines: who a text or picture was taken from is data, not text."""
    for part in live:
        if part.reason or len(part.text) > MOST_CHARACTERS:
            continue
        short = part.words <= LONGEST_CREDIT and not part.ends_with_stop
        if (short or part.text[0] == "(") and CREDIT.fullmatch(part.text):
            part.reason = "credit"


def mark_repeated_title(live: list[Paragraph], title: Paragraph) -> None:
    """Mark the title's second and later appearances: above pictures, in alternative texts."""
    wanted = key(title.text)
    for part in live:
        if part is not title and wanted and key(part.text) == wanted:
            part.reason = part.reason or "repeated title"
