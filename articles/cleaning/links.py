"""What interrupts the article or hangs below it: links to others, tags, who the author is."""

import re

from articles.cleaning.dates import is_date_line
from articles.cleaning.menus import MAX_FURNITURE_CHARS, any_of, may_be_furniture
from articles.cleaning.paragraphs import Paragraph

# "Read more: <headline>", "Also read | <headline>"; a bare label leads to the headlines below it.
LABEL = any_of(
    r"\W*(?P<label>(?:(?:also|must|now|further|and) )?(?:read|see|watch|listen|more|related)"
    r"(?: (?:more|also|next|now|here|too|this|full story|stor(?:y|ies)|articles?|news|posts?))*)"
    r"\s*(?:[:|»›→➤]|[–—-]\s)\s*(?P<link>.*)",
    r"\W*(?:(?:also|must) (?:read|see|watch)|(?:read|see) (?:more|also)|click here (?:to|for))\b"
    r"\s*(?P<text>.*)",
    r"(?:previous|next) (?:article|post|story)\b\W*(?P<neighbour>.*)|up next\W*",
    r"(?-i:RELATED|READ(?: MORE| ALSO| NEXT)?|SEE ALSO|MUST READ|MORE|WATCH|LISTEN)"
    r"(?: (?-i:STORY|STORIES|ARTICLES?|VIDEOS?|COVERAGE|NEWS|LINKS?"
    r"|CONTENT))?:? (?P<capitals>\S.*)",
    r"related(?: (?:stor(?:y|ies)|articles?|coverage|news|videos?|posts?|links?|content|topics?))"
    r" (?P<headline>(?-i:[A-Z“‘'\"\d]).*)",
    r"(?-i:Related|RELATED|ReadMore|READMORE)(?P<glued>(?-i:[A-Z][a-z]).*)",
)
# What is a link even above the first sentence, where "Watch: …" may be the title.
RELATED = any_of(
    r"(?-i:RELATED)\b.*|related\s*[:|»›→➤].*",
    r"related (?:stor(?:y|ies)|articles?|coverage|news|videos?|posts?|links?|content|topics?)\b.*",
    r"(?:(?:also|must|further) (?:read|see|watch)|(?:read|see|watch) (?:also|next|more)|up next)"
    r"\s*[:|»›→➤]\s*\S.*",
)
HEADLINE_GROUPS = ("link", "text", "neighbour", "capitals", "headline", "glued")
LISTED = r"(?:related|recommended|similar|other|more|popular|top|trending|latest|recent|must.read)"
THINGS = (
    r"(?:articles?|stor(?:y|ies)|news|posts?|content|coverage|links?|reading|topics?|videos?|reads?"
    r"|now|for you|like this|headlines|on this(?: story| topic)?|more from author)"
)
LIST_LABEL = any_of(
    rf"{LISTED}(?: {THINGS})+(?: from \S+(?: \S+){{0,3}})?\W*|more (?:stories "
    rf"|news )?from \S+(?: \S+){{0,3}}\W*",
    r"(?:you|we think you) (?:may|might|will|.ll)(?: also)? (?:like|love|enjoy)\W*",
    r"you (?:may|might) be interested in\W*",
    r"(?:most|more) (?:read|popular|viewed|shared|watched)\W*",
    r"(?:what to )?(?:read|watch) next\W*",
    r"editor.?s.? (?:picks?|choice)\W*|recommended\W*|trending\W*|don.t miss\W*|keep reading\W*",
    r"(?:sponsored|promoted) (?:links?|stories|content)(?: by \w+)?|ads? by \w+|from our partners",
    r"in case you missed it\W*|explore(?: more)?(?: on (?:this|these) topics?)?\W*"
    r"|(?:from )?(?:the|around the) web\W*",
)
TAGS = any_of(
    r"(?:tags?|tagged(?: (?:with|as|in))?|keywords|topics|related topics|filed under|categories"
    r"|in this article|more about|regions?|themes?)\s*(?P<colon>[:|])?\s*(?P<rest>.*)",
)
ABOUT_AUTHOR = any_of(
    r"(?:about the (?:author|writer|contributor)s?|author(?: bio)?|meet the author)\W*"
)
# How to reach whoever wrote it, below the article: an address or a handle, and a word for that.
CONTACT_ADDRESS = re.compile(r"[\w.+-]{2,40}@[\w-]{2,40}\.\w|(?<!\w)@\w{2,20}|twitter\.com/\w")
CONTACT_WORD = re.compile(
    r"\b(?:reach(?:ed)?|follow|contact|e-?mail(?:ed)?|twitter|tip|write to|facebook)\b",
    re.IGNORECASE,
)
MAX_CONTACT_WORDS = 50  # words of such a line
MAX_CONTACT_PARAGRAPHS = 4  # among which it stands
MAX_LINK_WORDS = 30
MAX_BIO_WORDS = 80  # words about the author, below the article
REASON = "link to another article"


def mark_related(live: list[Paragraph]) -> None:
    """Mark "RELATED …" wherever it stands, so that none of them becomes the title."""
    for part in live:
        is_line = not part.reason and part.words <= MAX_LINK_WORDS and not part.ends_with_stop
        is_related = is_line and not part.reports_speech and RELATED.fullmatch(part.text)
        if is_related and not is_label(part.text):
            part.reason = REASON


def mark_links(live: list[Paragraph]) -> None:
    """Mark "Read more: …" and, under a bare label, the headlines it leads to.

    Amid the article a lone label takes one headline (the next may be a subhead), a list's label all
    of them; below the last sentence everything goes.
    """
    started = False
    ends = _next_prose(live)
    for index, part in enumerate(live):
        started = started or part.is_prose
        if part.reason or not started or len(part.text) > MAX_FURNITURE_CHARS:
            continue
        if _is_labelled_link(part):
            part.reason = REASON
        elif is_label(part.text):
            takes_all = LIST_LABEL.fullmatch(part.text) or ends[index] == len(live)
            for below in live[index : ends[index] if takes_all else index + 2]:
                if below is part or not (below.is_prose or below.reports_speech):
                    below.reason = below.reason or REASON


def _next_prose(live: list[Paragraph]) -> list[int]:
    """For each paragraph, where the next sentence below it stands, or the number of all."""
    ends = []
    end = len(live)
    for index in reversed(range(len(live))):
        ends.append(end)
        end = index if live[index].is_prose else end
    return ends[::-1]


def _is_labelled_link(part: Paragraph) -> bool:
    """A label with a headline behind it. "More: nobody knew." may be the article's own sentence."""
    match = LABEL.fullmatch(part.text)
    if not match or part.words > MAX_LINK_WORDS or part.reports_speech:
        return False
    if not part.ends_with_stop:
        return any(match[group] for group in HEADLINE_GROUPS)
    label = match["label"] or ""
    return bool(match["link"]) and (" " in label or label.isupper())


def is_label(text: str) -> bool:
    """It leads to the headlines below it, so it goes with them, or not at all."""
    return bool(LIST_LABEL.fullmatch(text)) or _is_bare_label(text)


def _is_bare_label(text: str) -> bool:
    match = LABEL.fullmatch(text)
    return match is not None and not any(match[group] for group in HEADLINE_GROUPS)


def mark_tags(live: list[Paragraph]) -> None:
    """Mark lists of keywords: on a line with their label, or below it when the article is over."""
    last = _last_prose(live)
    for index, part in enumerate(live):
        if (
            part.is_prose
            or not index
            or len(part.text) > MAX_FURNITURE_CHARS
            or part.reports_speech
        ):
            continue
        match = TAGS.fullmatch(part.text)
        if not match:
            continue
        if match["colon"] and match["rest"]:
            part.reason = "tags"
        elif index > last >= 0 and not match["rest"]:
            for tag in live[index:]:
                tag.reason = tag.reason or "tags"
            return


def mark_author(live: list[Paragraph]) -> None:
    """Mark what stands about the author below the article."""
    for index, part in enumerate(live[1:], start=1):
        if not ABOUT_AUTHOR.fullmatch(part.text[:MAX_FURNITURE_CHARS]):
            continue
        bio = live[index : index + MAX_BIO_WORDS + 1]
        is_short = sum(line.words for line in bio) <= MAX_BIO_WORDS
        is_bio = is_short and not any(line.reports_speech for line in bio)
        if is_bio and index + len(bio) == len(live):
            for line in bio:
                line.reason = line.reason or "about the author"
            return


def mark_contacts(live: list[Paragraph]) -> None:
    """Mark where the author can be reached, among the last lines."""
    for part in live[1:][-MAX_CONTACT_PARAGRAPHS:]:
        is_contact = CONTACT_ADDRESS.search(part.text) and CONTACT_WORD.search(part.text)
        if is_contact and part.words <= MAX_CONTACT_WORDS and not part.reports_speech:
            part.reason = "about the author"


def mark_edges(live: list[Paragraph], parts: list[Paragraph]) -> None:
    """Mark words of the frame below the last sentence, or beside something that went.

    ``parts`` are all paragraphs, with those that went before; ``live`` those that stood till now.
    """
    last = _last_prose(live)
    below = {id(part) for part in live[last + 1 :]} if last >= 0 else set()
    for index in (*range(len(parts)), *reversed(range(len(parts)))):
        part = parts[index]
        if part.reason or not (may_be_furniture(part.text) or is_date_line(part.text)):
            continue
        beside = [other for other in parts[max(index - 1, 0) : index + 2] if other is not part]
        if id(part) in below or (index and any(_is_furniture(other) for other in beside)):
            part.reason = "date line" if is_date_line(part.text) else "menu"


def _is_furniture(part: Paragraph) -> bool:
    """It went, and not as a line that divides the entries of a live report."""
    return part.reason not in ("", "dividing line")


def _last_prose(live: list[Paragraph]) -> int:
    return max((index for index, part in enumerate(live) if part.is_prose), default=-1)
