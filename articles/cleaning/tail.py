"""What stands below the article or interrupts it: links to others, tags, comments and their forms."""

from articles.cleaning.dates import is_date_line
from articles.cleaning.paragraphs import Paragraph
from articles.cleaning.phrases import (
    ABOUT_AUTHOR,
    COMMENT_COUNT,
    COMMENT_FORM,
    COMMENT_MADE,
    LINK,
    LINK_LIST,
    MOST_CHARACTERS,
    TAGS,
    may_be_furniture,
)

LONGEST_LINK = 30  # words
LEAST_ARTICLE = 40  # words of sentences before a comment section; with fewer it may be a header
LONGEST_BIO = 80  # words about the author, below the article

LINK_REASON = "link to another article"


def mark_comments(live: list[Paragraph]) -> None:
    """Mark the comment section, its form, and readers' comments, to the end of the input."""
    for index, part in enumerate(live):
        kind = _opens_comments(part.text)
        if kind and _article_is_over(live, index):
            for comment in live[index:]:
                comment.reason = _opens_comments(comment.text) or "reader comment"
            return
        if kind and (any(c.isdigit() for c in part.text) or part.words > 2) and not part.is_prose:
            part.reason = kind


def _opens_comments(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        return ""
    if COMMENT_FORM.fullmatch(text):
        return "comment form"
    return "comment count" if COMMENT_COUNT.fullmatch(text) else ""


def _article_is_over(live: list[Paragraph], index: int) -> bool:
    """Below this heading stands no more of the article: no sentence, or signs of readers' comments.

    A count of comments stands under many a title too, so signs alone are not enough there.
    """
    before = sum(part.words for part in live[:index] if part.is_prose)
    after = [part for part in live[index + 1 :] if part.is_prose and not _opens_comments(part.text)]
    if not before:
        return False
    if not after:
        return True
    made = any(_is_comment_sign(part.text) for part in live[index + 1 : index + 6])
    is_form = _opens_comments(live[index].text) == "comment form" and live[index].words > 2
    outweighed = before >= sum(part.words for part in after)
    return before >= LEAST_ARTICLE and (made or (is_form and outweighed))


def _is_comment_sign(text: str) -> bool:
    return len(text) < 120 and bool(COMMENT_MADE.fullmatch(text))


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
            part.reason = LINK_REASON
        elif (is_list := bool(LINK_LIST.fullmatch(part.text))) or _is_bare_label(part.text):
            part.reason = LINK_REASON
            _mark_headlines(live[index + 1 :], all_of_them=is_list)


def _is_labelled_link(part: Paragraph) -> bool:
    found = LINK.fullmatch(part.text)
    if not found or part.words > LONGEST_LINK:
        return False
    return bool(found["link"]) or (bool(found["text"]) and not part.ends_with_stop)


def _is_bare_label(text: str) -> bool:
    found = LINK.fullmatch(text)
    return bool(found) and not (found["link"] or found["text"])


def _mark_headlines(below: list[Paragraph], *, all_of_them: bool) -> None:
    run = []
    for part in below:
        if part.is_prose and not part.reason:
            break
        run.append(part)
    is_tail = len(run) == len(below)
    for part in run if is_tail or all_of_them else run[:1]:
        part.reason = part.reason or LINK_REASON


def mark_tags_and_author(live: list[Paragraph]) -> None:
    """Mark lists of keywords, and who the author is, when it stands below the article."""
    last = max((i for i, part in enumerate(live) if part.is_prose), default=-1)
    for index, part in enumerate(live):
        tags = TAGS.fullmatch(part.text) if len(part.text) <= MOST_CHARACTERS else None
        if tags and not part.is_prose and index and (tags["colon"] or not tags["rest"]):
            if index > last or tags["rest"]:
                part.reason = "tags"
            for tag in live[index + 1 :] if index > last and not tags["rest"] else ():
                tag.reason = tag.reason or "tags"
        elif index and ABOUT_AUTHOR.fullmatch(part.text):
            bio = live[index:]
            if sum(line.words for line in bio) <= LONGEST_BIO:
                for line in bio:
                    line.reason = line.reason or "about the author"


def mark_edges(live: list[Paragraph], parts: list[Paragraph]) -> None:
    """Mark words of the frame below the last sentence, or beside something that went.

    ``parts`` are all paragraphs, with those that went before; ``live`` those that stood till now.
    """
    last = max((i for i, part in enumerate(live) if part.is_prose), default=-1)
    below = {id(part) for part in live[last + 1 :]} if last >= 0 else set()
    for index, part in enumerate(parts):
        if part.reason or not (may_be_furniture(part.text) or is_date_line(part.text)):
            continue
        beside = [other for other in parts[max(index - 1, 0) : index + 2] if other is not part]
        if id(part) in below or (index and any(other.reason for other in beside)):
            part.reason = "date line" if is_date_line(part.text) else "menu"
