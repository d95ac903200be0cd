"""Where the article is over and its readers begin: comments, their count, the form to add one."""

from articles.cleaning.menus import MAX_FURNITURE_CHARS, any_of
from articles.cleaning.paragraphs import Paragraph

COUNT = any_of(
    r"(?:\d[\d,]*|one|view|show|see|read|load|all) (?:comments?|repl(?:y|ies)|responses?"
    r"|thoughts?)(?: (?:on|to)\b.{0,200}| so far)?\W*|no (?:comments|replies"
    r"|responses)(?: yet)?\W*",
    r"\[? ?(?:\d+|read all) comments? ?\]?|(?:reader |user |your )?comments?\s*(?:\(\s*\d+\s*\)"
    r"|\s*[:–-]?\s*\d+|section)?\W*",
    r"(?:reader|user) (?:comments|opinions|reactions)\W*|discussion\W*",
)
FORM = any_of(
    r"(?:leave|post|add|write|submit|share|cancel) (?:a |your |an? )?(?:new )?"
    r"(?:reply|comment|response|thoughts?|opinion)s?(?: (?:to|below|on|cancel|here)\b.{0,80})?\W*",
    r"cancel reply|post comment|be the first to comment(?: on this)?(?: (?:article|story"
    r"|post))?\W*",
    r"join the (?:conversation|debate)\W*",
    r"join (?:our|the) (?:\w+ )?(?:forum|community)\W*|join thought-provoking conversations\b.*",
    r"join the discussion\W*|your e-?mail address will not be published.*",
    r"required fields are marked.*|save my name,? e-?mail.*|notify me of (?:follow|new).*",
    r"this site uses akismet.*|comments? (?:are|is) (?:now |currently )?(?:closed|moderated|off"
    r"|disabled)(?: (?:for|on) (?:this|the) (?:article|story|post|page))?\W*",
    r"(?:please )?(?:log|sign) ?in (?:or (?:register|sign up) )?to (?:post|leave|comment|reply).*",
    r"you must (?:be logged|log|sign) in to (?:post|comment).*|comments? (?:policy|guidelines"
    r"|rules)\W*",
    r"(?:your )?(?:name|e-?mail|website|comment)\s*\*?:?",
    r"click to comment|reply|report (?:abuse|comment)|sort by\W.*|newest first|oldest first",
)
# What a machine sets above or below a reader's comment: when it was made, what can be done with it.
SIGN = any_of(
    r".*\b\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?\W*|.*\bsays?:|reply|like(?: reply)?|\d+ likes?",
    r".*\b(?:minutes?|hours?|days?|weeks?|months?|years?) ago\b.{0,20}",
    r"(?:upvote|report|flag)\b.{0,10}|(?:posted|commented|submitted) (?:by|on|at)\b.{0,60}",
)
MIN_ARTICLE_WORDS = 40  # words of sentences above a comment section; with fewer it may be a header
MAX_SIGN_CHARS = 120  # code points


def mark_comments(live: list[Paragraph]) -> None:
    """Mark the comment section, its form, and readers' comments, to the end of the input."""
    headings = ["" if part.reports_speech else _heading(part.text) for part in live]
    words = [
        part.words if part.is_prose and not heading else 0
        for part, heading in zip(live, headings, strict=True)
    ]
    before, total = 0, sum(words)
    for index, (part, reason) in enumerate(zip(live, headings, strict=True)):
        before += words[index]
        if reason and _article_is_over(live, index, before=before, after=total - before):
            for comment, heading in zip(live[index:], headings[index:], strict=True):
                comment.reason = heading or "reader comment"
            return
        if reason and not part.is_prose and (part.words > 2 or any(map(str.isdigit, part.text))):
            part.reason = reason


def _heading(text: str) -> str:
    if len(text) > MAX_FURNITURE_CHARS:
        return ""
    if FORM.fullmatch(text):
        return "comment form"
    is_sentence = text.endswith(".")  # "No comment."
    return "comment count" if COUNT.fullmatch(text) and not is_sentence else ""


def _article_is_over(live: list[Paragraph], index: int, *, before: int, after: int) -> bool:
    """Below this heading stands no more of the article: no sentence, or signs of readers' comments.

    A count of comments stands under many a title too, so signs alone are not enough there.
    ``before`` and ``after`` count the words of sentences above and below the heading.
    """
    if not before or not after:
        return bool(before)
    has_signs = any(_is_sign(part.text) for part in live[index + 1 : index + 6])
    is_form = live[index].words > 2 and _heading(live[index].text) == "comment form"
    return before >= MIN_ARTICLE_WORDS and (has_signs or (is_form and before >= after))


def _is_sign(text: str) -> bool:
    return len(text) <= MAX_SIGN_CHARS and bool(SIGN.fullmatch(text))
