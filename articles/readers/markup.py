"""HTML that was left in plain text: entities become the characters they stand for, tags go."""

import re
from html import unescape

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
NAMES = (
    "a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|div"
    "|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img"
    "|input|ins|label|li|link|main|mark|meta|nav|noscript|ol|option|p|picture|pre|q|s|section"
    "|select|small|source|span|strike|strong|sub|sup|svg|table|tbody|td|th|thead|time|title|tr|u"
    "|ul|video"
)
# What stands between is never text: the code of scripts and styles, comments.
HIDDEN = [
    (re.compile(r"<script\b[^<>]{0,2000}>", re.I), re.compile(r"</script\s*>", re.I)),
    (re.compile(r"<style\b[^<>]{0,2000}>", re.I), re.compile(r"</style\s*>", re.I)),
    (re.compile(r"<!--"), re.compile(r"-->")),
]
BREAK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure|figcaption|hr|header"
    r"|footer|aside|nav|title)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
TAG = re.compile(
    rf"</?(?:{NAMES})(?:\s[^<>]{{0,2000}})?/?>|<!doctype[^<>]{{0,200}}>", re.IGNORECASE
)
# Where a link leads, as mail programs write it behind the link's words: "Ann Bell<mailto:…>".
LINK_TARGET = re.compile(
    r"(?<=\S)(?P<blank>[ \t]?)<(?:https?://|mailto:|tel:)[^<>\s]{1,2000}>", re.I
)
# Behind these words an address in brackets is what the sentence names: "at <https://…>".
NAMES_ADDRESS = re.compile(r"(?:[:(]|\b(?:at|see|visit|from|on|to|in|is|via|address|site))$", re.I)
MAX_ROUNDS = 2  # "&amp;ldquo;" was escaped twice


def strip_markup(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without tags and with entities as characters, and a note on each that it had.

    Paragraphs and the like end lines. What only looks like a tag ("x <y and z>") stays.
    """
    notes = []
    if "<" in text:
        text = without_link_targets(text)
        text, tags = _without_tags(text)
        if tags:
            notes.append(f"HTML tags left out: {tags}")
    entities: list[str] = []
    for _ in range(MAX_ROUNDS):
        round_entities = [item for item in ENTITY.findall(text) if _character(item) != item]
        if not round_entities:
            break
        entities += round_entities
        text = ENTITY.sub(lambda match: _character(match[0]), text)
    if entities:
        notes.append(
            f"HTML entities read as the characters they stand for: {len(entities)}, such as "
            f"{entities[0]}"
        )
    return text, tuple(notes)


def without_link_targets(text: str) -> str:
    """The words of links without where they lead; an address that the sentence names stays."""

    def shorten(match: re.Match[str]) -> str:
        before = text[max(match.start() - 10, 0) : match.start()]
        is_named = match["blank"] and NAMES_ADDRESS.search(before)
        return match[0] if is_named else ""

    return LINK_TARGET.sub(shorten, text)


def _without_tags(text: str) -> tuple[str, int]:
    hidden = 0
    for opening, closing in HIDDEN:
        text, count = _without(text, opening, closing)
        hidden += count
    text, breaks = BREAK.subn("\n", text)
    text, tags = TAG.subn("", text)
    return text, hidden + breaks + tags


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> tuple[str, int]:
    """``text`` without what stands between these two, and how often it did; one pass."""
    pieces, position = [], 0
    while (start := opening.search(text, position)) and (end := closing.search(text, start.end())):
        pieces.append(text[position : start.start()])
        position = end.end()
    return " ".join([*pieces, text[position:]]), len(pieces)


def _character(entity: str) -> str:
    """What an entity stands for; itself if it is none, or stands for a control character."""
    character = unescape(entity)
    is_text = (
        character.isprintable() or character.isspace() or character in "\u200b\u200c\u200d\u00ad"
    )
    return character if is_text and "\0" not in character else entity
