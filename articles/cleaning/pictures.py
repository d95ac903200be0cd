"""Pictures leave words behind: captions, who took them, the title once more. So do sources."""

import re

from articles.cleaning.menus import MAX_FURNITURE_CHARS, any_of
from articles.cleaning.paragraphs import Paragraph, key
from articles.cleaning.reported_speech import reports_speech

IMAGE = (
    r"(?i:(?:photo(?:graph)?|image|picture|pic|video|graphic|illustration|cartoon|screengrab"
    r"|screenshot)s?)"
)
AGENCY = (
    r"(?:AFP|AP|REUTERS|Reuters|EPA(?:-EFE)?|EFE|ANI|PTI|dpa|DPA|TASS|Xinhua|Sputnik|Shutterstock"
    r"|Getty(?: Images)?|Anadolu|Bloomberg|UPI|ANSA|Kyodo|Yonhap|Unsplash|Pixabay|Pexels|iStock"
    r"|Alamy|Wiki(?:media|pedia)?(?: Commons)?|Flickr|Handout|Pool|File(?: photo)?|NurPhoto"
    r"|ZUMA(?: Press)?)"
)
NAMES = r"(?:[\w.’'-]+ ){0,5}[\w.’'-]+"
CREDITED = (
    rf"(?:{IMAGE}\s*(?:(?i:credits?|courtesy|by|via)\b|[:/|©])|{AGENCY}\s?/"
    rf"|{AGENCY}\s(?i:photos?|images?)\b|©)"
)
# Sure even where the line is a sentence: "Photo: Xi speaks in Beijing on Friday."
LABEL = any_of(
    r"[^\w\"“”'‘«]*(?:(?:file|stock|representative|representational|lead|featured?|cover|ap"
    r"|afp)\W+)?"
    rf"(?:{IMAGE}\s+)?{IMAGE}\s*(?:credits?|courtesy|source|caption|by|via)?\s*[:|©]\s*\S.*",
    r"(?:credits?|courtesy|pictured|caption)\s*[:|]\s*\S.*",
    r"file (?:photo|image|picture)\b.*",
    r"(?:image|photo|picture|media) (?:source|caption|credit),\s*\S.*",
)
# Only where the line is no sentence: "Photos by Maxar showed a convoy." is the article's.
BARE = re.compile(
    r"\W*(?:(?i:file|stock|representative|representational|lead|featured?|cover|courtesy)\W+)?"
    rf"{IMAGE}\s*(?:(?i:credits?|courtesy|source|caption|provided by|taken by|by|via)\b"
    r"|\s?[–—-]\s|/).*"
    rf"|\W*(?:©\s*)?(?:{NAMES}\s*[/|]|{NAMES} via |via )\s*{AGENCY}\b.{{0,40}}"
    rf"|\W*{AGENCY}(?: {IMAGE})?\s*[/|]\s*{NAMES}\W*|\W*{AGENCY} {IMAGE}\W*"
    rf"|\W*(?i:representative|representational|file|stock) {IMAGE}\W*"
)
CAPTION = re.compile(
    rf".*[(\[]\s*{CREDITED}[^()\[\]]{{0,100}}[)\]]\.?"
    rf"|.*\s[|–—]\s*{CREDITED}[^.]{{0,80}}"
    rf"|.*[.”\"’)]\s*(?:{IMAGE}\s*(?i:credits?|courtesy)?\s*[:/|©]|©|{AGENCY}\s?/)[^.]{{0,60}}\.?"
    rf"|.*[.”\"’)]\s*{NAMES}\s?/\s?{AGENCY}\b[^.]{{0,30}}"
    rf"|[(\[]\s*{IMAGE}\s*(?:(?i:credits?|courtesy|by|via)\b|[:/|©]).*"
)
CREDIT = any_of(
    r"\W?(?:sourced?|sources|credits?|via|(?:originally|first) published (?:by|on|in|at)"
    r"|published with permission from)(?: (?:by|from))?\s*[:–—-]\s*\S.{1,80}",
    r"\((?:with (?:agency )?inputs?|(?:additional )?reporting|writing|edited|editing|report)"
    r" (?:from|by|and)\b.{1,250}\)\.?",
    r"with (?:agency )?inputs? from \S.{1,80}",
)
# Who else wrote or edited it, as agencies and papers sign below: whole lines, full stop or not.
SIGNATURE = any_of(
    r"(?:(?:additional )?(?:reporting|writing)|edited|editing|compiled|report) by"
    r" (?-i:[A-Z])[^.?!]{1,160}[,;](?: and)? (?:additional |writing |editing |edited |reporting )"
    r".{1,160}",
    r"with (?:help|assistance|(?:additional )?reporting|contributions?) (?:from|by) (?-i:[A-Z])"
    r"[^.?!]{2,160}\.?",
    r"(?-i:[a-z]{2,4}(?:/[a-z]{2,4}){0,3}) \((?-i:(?:[A-Z]{2,6}|dpa|epd|kna"
    r"|Reuters)(?:, )?){1,6}\)",
    r"(?-i:[A-Z])(?:[^.?!]|\b[A-Z]\.){2,120}\bcontributed (?:to|reporting (?:to|for)) th(?:is|e)"
    r" (?:report|story|article|piece)\.?",
)
CONTRIBUTED = re.compile(r"\bcontributed (?:reporting )?(?:to|for) th(?:is|e) report\.?$")
MAX_CREDIT_WORDS = 12  # words, unless it stands in brackets
MAX_CAPTION_WORDS = 60  # words
MIN_TWIN_WORDS = 4  # of a caption that stands twice
MIN_DOUBLED_CHARS = 8  # of what stands twice on one line


def mark_captions(live: list[Paragraph]) -> None:
    """Mark credits of pictures, captions that carry one, and captions right above one.

    A block of two lines, the second a picture's credit: the first is its caption; but only where
    blank lines divide paragraphs, else any paragraph stands right above the next line.
    """
    divided = len({part.block for part in live}) > len(live) / 2
    for index, part in enumerate(live):
        if part.reason or part.words > MAX_CAPTION_WORDS or len(part.text) > MAX_FURNITURE_CHARS:
            continue
        if part.reports_speech:
            continue
        if LABEL.fullmatch(part.text) or _is_bare_credit(part):
            part.reason = "image credit"
            if divided and _is_pair(live, index) and _may_be_caption(live[index - 1]):
                live[index - 1].reason = "caption"
        elif CAPTION.fullmatch(part.text):
            part.reason = "caption"
            _mark_twin(live, index)
        elif not part.ends_with_stop and _is_doubled(part.text):
            part.reason = "caption"


def _mark_twin(live: list[Paragraph], index: int) -> None:
    """Above a caption its words may stand once more, for who can't see the picture."""
    above = live[index - 1] if index else None
    if above and not above.reason and key(live[index].text).startswith(key(above.text)):
        above.reason = "caption" if above.words >= MIN_TWIN_WORDS else ""


def _is_doubled(text: str) -> bool:
    """ "Ann BellAnn Bell": a picture's caption and what stands for the picture, without a blank."""
    half = len(text) // 2
    is_twice = text[:half] == text[half:] or text[:half] == text[half + 1 :]
    return half >= MIN_DOUBLED_CHARS and is_twice and " " in text[:half].strip()


def _is_bare_credit(part: Paragraph) -> bool:
    return not part.ends_with_stop and part.words <= 20 and bool(BARE.fullmatch(part.text))


def _may_be_caption(part: Paragraph) -> bool:
    return not part.reason and part.words <= MAX_CAPTION_WORDS and not part.reports_speech


def _is_pair(live: list[Paragraph], index: int) -> bool:
    """This paragraph and the one above are a block of two."""
    around = [part.block for part in live[max(index - 2, 0) : index + 2]]
    block = live[index].block
    return index > 0 and live[index - 1].block == block and around.count(block) == 2


def mark_credits(live: list[Paragraph]) -> None:
    """Mark "Source: …" lines: who a text or picture was taken from is data, not text."""
    for part in live:
        if part.reason or len(part.text) > MAX_FURNITURE_CHARS:
            continue
        if part.reports_speech and reports_speech(CONTRIBUTED.sub("", part.text)):
            continue
        short = part.words <= MAX_CREDIT_WORDS and not part.ends_with_stop
        is_credit = (short or part.text[0] == "(") and CREDIT.fullmatch(part.text)
        if is_credit or SIGNATURE.fullmatch(part.text):
            part.reason = "credit"


def mark_repeated_title(live: list[Paragraph], title: str, first: Paragraph | None) -> None:
    """Mark the title's appearances besides ``first``: above pictures, in alternative texts."""
    title_key = key(title)
    for part in live:
        if part is not first and title_key and key(part.text) == title_key:
            part.reason = part.reason or "repeated title"
