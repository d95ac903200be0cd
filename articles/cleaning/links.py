"""What interrupts the article or hangs below it: links to others, tags, who the author is."""

from articles.cleaning.dates import is_date_line
from articles.cleaning.paragraphs import Paragraph
from articles.cleaning.phrases import MOST_CHARACTERS, any_of, may_be_furniture

# "Read more: <headline>", "Also read | <headline>"; a bare label leads to the headlines below it.
LABEL = any_of(
    r"\W*(?:(?:also|must|now|further|and) )?(?:read|see|watch|listen|more|related)"
    r"(?: (?:more|also|next|now|here|too|this|full story|stor(?:y|ies)|articles?|news|posts?))*"
    r"\s*(?:[:|»›→➤]|[–—-]\s)\s*(?P<link>.*)",
    r"\W*(?:(?:also|must) (?:read|see|watch)|(?:read|see) (?:more|also)|click here (?:to|for))\b"
    r"\s*(?P<text>.*)",
)
LIST_LABEL = any_of(
    r"(?:related|recommended|similar|other|more|popular|top|trending|latest|recent|must.read)"
    r"(?: (?:articles?|stor(?:y|ies)|news|posts?|content|coverage|links?|reading|topics?|videos?"
    r"|reads?|now|for you|like this|headlines|on this(?: story| topic)?"
    r"|from \S+(?: \S+){0,3}))+\W*",
    r"(?:you|we think you) (?:may|might|will|.ll)(?: also)? (?:like|love|enjoy)\W*",
    r"you (?:may|might) be interested in\W*",
    r"(?:most|more) (?:read|popular|viewed|shared|watched)\W*",
    r"(?:what to )?(?:read|watch) next\W*",
    r"editor.?s.? (?:picks?|choice)\W*|recommended\W*|trending\W*|don.t miss\W*|keep reading\W*",
    r"in case you missed it\W*|explore more\W*|(?:from )?(?:the|around the) web\W*",
)
TAGS = any_of(
    r"(?:tags?|tagged(?: (?:with|as|in))?|keywords|topics|related topics|filed under|categories"
    r"|in this article|more about)\s*(?P<colon>[:|])?\s*(?P<rest>.*)",
)
ABOUT_AUTHOR = any_of(
    r"(?:about the (?:author|writer|contributor)s?|author(?: bio)?|meet the author)\W*"
)
LONGEST_LINK = 30  # words
LONGEST_BIO = 80  # words about the author, below the article
REASON = "link to another article"


def mark_links(live: list[Paragraph]) -> None:
    """Mark "Read more: …" and, under a bare label, the headlines it leads to.

    Amid the article a lone label takes one headline (the next may be a subhead), a list's label all
    of them; below the last sentence everything goes.
    """
    started = False
    for index, part in enumerate(live):
        started = started or part.is_prose
        if part.reason or not started or len(part.text) > MOST_CHARACTERS:
            continue
        if _is_labelled_link(part):
            part.reason = REASON
        elif (is_list := bool(LIST_LABEL.fullmatch(part.text))) or _is_bare_label(part.text):
            part.reason = REASON
            _mark_headlines(live[index + 1 :], all_of_them=is_list)


def _is_labelled_link(part: Paragraph) -> bool:
    found = LABEL.fullmatch(part.text)
    if not found or part.words > LONGEST_LINK:
        return False
    return bool(found["link"]) or (bool(found["text"]) and not part.ends_with_stop)


def _is_bare_label(text: str) -> bool:
    found = LABEL.fullmatch(text)
    return found is not None and not (found["link"] or found["text"])


def _mark_headlines(below: list[Paragraph], *, all_of_them: bool) -> None:
    run = []
    for part in below:
        if part.is_prose and not part.reason:
            break
        run.append(part)
    is_tail = len(run) == len(below)
    for part in run if is_tail or all_of_them else run[:1]:
        part.reason = part.reason or REASON


def mark_tags(live: list[Paragraph]) -> None:
    """Mark lists of keywords: on a line with their label, or below it when the article is over."""
    last = _last_prose(live)
    for index, part in enumerate(live):
        if part.is_prose or not index or len(part.text) > MOST_CHARACTERS:
            continue
        found = TAGS.fullmatch(part.text)
        if not found:
            continue
        if found["colon"] and found["rest"]:
            part.reason = "tags"
        elif index > last >= 0 and not found["rest"]:
            for tag in live[index:]:
                tag.reason = tag.reason or "tags"


def mark_author(live: list[Paragraph]) -> None:
    """Mark what stands about the author below the article."""
    for index, part in enumerate(live):
        bio = live[index:]
        if index and ABOUT_AUTHOR.fullmatch(part.text) and _word_count(bio) <= LONGEST_BIO:
            for line in bio:
                line.reason = line.reason or "about the author"


def _word_count(parts: list[Paragraph]) -> int:
    return sum(part.words for part in parts)


def mark_edges(live: list[Paragraph], parts: list[Paragraph]) -> None:
    """Mark words of the frame below the last sentence, or beside something that went.

    ``parts`` are all paragraphs, with those that went before; ``live`` those that stood till now.
    """
    last = _last_prose(live)
    below = {id(part) for part in live[last + 1 :]} if last >= 0 else set()
    for index, part in enumerate(parts):
        if part.reason or not (may_be_furniture(part.text) or is_date_line(part.text)):
            continue
        beside = [other for other in parts[max(index - 1, 0) : index + 2] if other is not part]
        if id(part) in below or (index and any(other.reason for other in beside)):
            part.reason = "date line" if is_date_line(part.text) else "menu"


def _last_prose(live: list[Paragraph]) -> int:
    return max((index for index, part in enumerate(live) if part.is_prose), default=-1)
