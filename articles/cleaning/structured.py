"""What the input itself says of its lines: captions, links to other pages, embedded posts."""

from articles.cleaning.paragraphs import Paragraph
from articles.structure import LineKind

# Somebody's words as they were posted, or figures: they stay whatever they look like.
PROTECTED_KINDS = frozenset({LineKind.EMBED, LineKind.TABLE})
REASONS = {LineKind.CAPTION: "caption", LineKind.FURNITURE: "furniture of this site"}
MAX_LINK_SHARE = 0.4  # of the words; a page with more of them in links is about its links
MIN_LINK_WORDS = 3  # a shorter one may be a name that the article lists


def mark_structured(parts: list[Paragraph]) -> None:
    """Mark captions, and lines that are nothing but a link, but for those that are a sentence."""
    links = [part for part in parts if part.kind is LineKind.LINK]
    total = sum(part.words for part in parts)
    is_link_list = sum(part.words for part in links) > MAX_LINK_SHARE * total
    for part in parts:
        if part.kind in REASONS:
            part.reason = REASONS[part.kind]
    for part in links if not is_link_list else ():
        if part.words >= MIN_LINK_WORDS and not part.reports_speech:
            part.reason = "link to another article"
