"""What stands above the first sentence: the title, and the frame around it."""

import re
from collections import Counter
from itertools import groupby

from articles.cleaning.dates import StatedDays, is_date_line, is_labelled_date_line, stated_days
from articles.cleaning.links import LIST_LABEL, RELATED, is_label
from articles.cleaning.menus import any_of, may_be_furniture, names_sections
from articles.cleaning.paragraphs import Paragraph, key

CRUMBS = re.compile(r"\s*(?:[>»›→/|·•]|::)\s*")
CRUMBS_LABEL = re.compile(r"(?:you are here|location)\s*:?\s*", re.IGNORECASE)
SITE_NAME = re.compile(r"\s+[|–—-]\s+(?=[^|–—]{2,40}$)")
BYLINE_WORD = (
    r"(?:[A-Z][\w.’'-]*|and|for|in|the|of|at|on|de|van|von|der|al|bin|last|first|updated|published"
    r"|posted|modified|[|&/·•–—-]|\d[\d:]*),?"
)
BYLINE = re.compile(
    r"(?:(?i:(?:written|reported|posted|story|words|text|edited|published|article) )?(?i:by):?"
    rf"|(?i:author|writer|reporter|correspondent)s?:)(?: {BYLINE_WORD}){{1,24}}"
)
BYLINE_PIECES = re.compile(r"\s+[|·•/–—-]\s+|(?<=\d)\s+(?=by\s)", re.IGNORECASE)
NAME = re.compile(r"(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+")
AGENCY = (
    r"(?:the )?associated press|reuters|afp|ap|ani|pti|ians|xinhua|tass|agence france-presse|dpa"
    r"|upi"
    r"|bloomberg|efe|ansa|kyodo|yonhap|anadolu(?: agency)?|interfax|ukrinform|apa|ritzau|ntb|tt"
)
PLACE = re.compile(
    r"(?:(?:New|San|Santa|Los|Las|Rio|St\.?|Port|Cape|Kuala|Tel|Abu|Saudi|Sri|United) )?"
    r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?"
)
DATELINE_PIECES = re.compile(r"\s+[|/–—-]+\s*|\s*[|/–—]+\s*|-\s+|\s*[(),:]+\s*")
DESK = any_of(
    AGENCY,
    r"(?:news )?agencies|admin|editors?|(?:\w+ ){0,2}(?:desk|staff|bureau|newsroom)",
    r"(?:\w+ ){0,2}(?:reporter|writer|correspondent)s?",
)
JOB = any_of(
    r"(?!by\b)(?:\w+ ){0,4}(?:correspondent|reporter|editor|columnist|journalist"
    r"|writer)(?:,? .{1,40})?"
)
BARE_DATELINE = re.compile(r"(?:[A-Z][A-Z.’'-]+,? ?){1,3}(?:\([A-Za-z]+\) ?)?[–—-]+")
NEWS_AGENCY = any_of(AGENCY)
# A headline with fewer is less likely the title than the next one that has them.
MIN_TITLE_WORDS = 5
MAX_BREADCRUMB_WORDS = 8  # words before the title in "Home News World <title>"
MAX_TITLE_CHARS = 500  # code points
MAX_BYLINE_CHARS = 160  # code points
MAX_DECK_SENTENCES = 2  # sentences or paragraphs between title and byline
MAX_OTHER_SCRIPT = 0.5  # of a line's letters; a headline may quote a word
BEYOND_LATIN = re.compile("[^\0-\u024f\u1e00-\u1eff]")
DAY_AND_PLACE = re.compile(r"(?P<day>.*\d.*?)\s+[A-Z][A-Z .’'-]{2,30}")  # "3 March, 15:06 MINSK"
ACRONYM = re.compile(r"[A-Z]{2,5}")  # of an agency or a paper, beside a day
HANDLE = re.compile(r"@\w{2,30}")
FRAME_REASONS = ("date line", "byline", "dateline", "menu", "press release mark")
MAX_FRAME_PARAGRAPHS = 14  # paragraphs below the title in which a byline may stand


def mark_head(live: list[Paragraph], *, has_title: bool = False) -> Paragraph | None:
    """Mark what goes above the first sentence; the title's paragraph, if the text has one.

    ``has_title``: the title is known, and is not among these.
    """
    head = []
    for part in live:
        if _is_text(part):
            break
        head.append(part)
    _mark_breadcrumbs(head, live)
    _mark_site_name(head)
    _mark_other_script(head, live)
    title = None if has_title else _title([part for part in head if not part.reason])
    place = head.index(title) if title else 0 if has_title else len(head)
    _mark_menus(head[:place])
    _mark_bylines_and_dates([*head[:place], *_frame(live, place + bool(title))])
    for part in head:
        is_frame = may_be_furniture(part.text) or is_label(part.text)
        if part is not title and not part.reason and is_frame:
            part.reason = "menu"
    return title


def _mark_other_script(head: list[Paragraph], live: list[Paragraph]) -> None:
    """Lines in another script than the sentences below: a menu, or the names of other editions."""
    text = "".join(part.text for part in live if part.is_prose)
    if not text or _share_beyond_latin(text) > MAX_OTHER_SCRIPT:
        return
    for part in head:
        if not part.reason and _share_beyond_latin(part.text) > MAX_OTHER_SCRIPT:
            part.reason = "menu"


def _share_beyond_latin(text: str) -> float:
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isalpha, BEYOND_LATIN.findall(text))) / letters if letters else 0.0


def _mark_breadcrumbs(head: list[Paragraph], live: list[Paragraph]) -> None:
    """ "Home News Politics <title>" above the title itself, or "Home > News > Politics"."""
    for index, part in enumerate(head):
        below = {key(other.text) for other in live[index + 1 : index + 12] if other.words > 2}
        path = CRUMBS_LABEL.sub("", part.text, count=1)
        words = key(path).split()
        ends_in_title = any(
            " ".join(words[count:]) in below
            for count in range(1, min(MAX_BREADCRUMB_WORDS, len(words)) + 1)
        )
        crumbs = CRUMBS.split(path)
        is_path = len(crumbs) > 1 and (
            key(crumbs[0]) in ("home", "homepage", "news") or all(map(names_sections, crumbs))
        )
        if is_path or (ends_in_title and ":" not in path):
            part.reason = "breadcrumb"


def _mark_site_name(head: list[Paragraph]) -> None:
    """ "<title> | Some Paper" where the bare title stands below; then "Some Paper" alone, too."""
    for index, part in enumerate(head):
        bare, *site = SITE_NAME.split(part.text, maxsplit=1)
        below = {key(other.text) for other in head[index + 1 : index + 12]}
        if not site or part.reason or key(bare) not in below:
            continue
        part.reason = "repeated title"
        for other in head:
            if key(other.text) == key(site[0]):
                other.reason = other.reason or "site name"


def _title(head: list[Paragraph]) -> Paragraph | None:
    """The headline most likely to be the title: repeated, else the first of five words or more."""
    candidates = [
        part
        for part in head
        if len(part.text) <= MAX_TITLE_CHARS
        and not may_be_furniture(part.text)
        and not is_date_line(part.text)
        and not is_dateline(part.text)
        and not (is_byline(part.text) and re.search(r"\d{4}", part.text))
        and not RELATED.fullmatch(part.text)
        and not LIST_LABEL.fullmatch(part.text)
        and not part.text.endswith(":")
    ]
    times = Counter(key(part.text) for part in candidates)
    repeated = [part for part in candidates if part.words > 2 and times[key(part.text)] > 1]
    full = [
        part for part in candidates if part.words >= MIN_TITLE_WORDS and not is_byline(part.text)
    ]
    return next(iter(repeated or full or candidates), None)


def _mark_menus(before: list[Paragraph]) -> None:
    """Above the title: words of the frame, what stands among them, and three short lines or more.

    One or two short lines of other words may be a kicker, and stay.
    """
    for part in before:
        is_label = may_be_furniture(part.text) or LIST_LABEL.fullmatch(part.text)
        if not part.reason and is_label:
            part.reason = "menu"
    for index, part in enumerate(before[1:-1], start=1):
        beside = before[index - 1], before[index + 1]
        if not part.reason and part.words < MIN_TITLE_WORDS and names_sections(beside[1].text):
            part.reason = "menu" if beside[0].reason else ""
    short = [part for part in before if not part.reason and part.words <= 3]
    for part in short if len(short) >= 3 else ():
        part.reason = "menu"


def _frame(live: list[Paragraph], start: int) -> list[Paragraph]:
    """What may be a byline or date below the title: no sentences, and not below the deck."""
    frame, sentences = [], 0
    for part in live[start : start + MAX_FRAME_PARAGRAPHS]:
        sentences += _is_text(part)
        if sentences > MAX_DECK_SENTENCES:
            break
        if not _is_text(part):
            frame.append(part)
    return frame


def _is_text(part: Paragraph) -> bool:
    """A sentence or bullet; "Updated 10:15 a.m." ends as sentences do and is none."""
    if part.is_bullet and is_byline(part.text):
        return False
    return (part.is_prose or part.is_bullet) and not is_labelled_date_line(part.text)


def _mark_bylines_and_dates(frame: list[Paragraph]) -> None:
    for index, part in enumerate(frame):
        if part.reason:
            continue
        if is_date_line(part.text) or _is_day_and_place(part.text):
            part.reason = "date line"
        elif is_dateline(part.text):
            part.reason = "dateline"
        elif is_byline(part.text) or _is_signature(frame, index):
            part.reason = "byline"


def _is_day_and_place(text: str) -> bool:
    placed = DAY_AND_PLACE.fullmatch(text) if len(text) <= MAX_BYLINE_CHARS else None
    return placed is not None and is_date_line(placed["day"])


def is_byline(text: str) -> bool:
    """ "By Jane Roe, Some Paper", "Staff Writer", "July 2, 2022 by Admin", "Jane Roe • 2h ago".

    A place may stand between: "Jane Roe | Rome | 2h ago".
    """
    text = text.removeprefix("- ")
    if len(text) > MAX_BYLINE_CHARS:
        return False
    if BYLINE.fullmatch(text) or DESK.fullmatch(text):
        return True
    if (name := NAME.match(text)) and is_date_line(text[name.end() :].lstrip(", ")):
        return True
    pieces = BYLINE_PIECES.split(text)
    is_day = [is_date_line(piece) for piece in pieces]
    others = [piece for piece, day in zip(pieces, is_day, strict=True) if not day]
    names = [
        piece
        for piece in others
        if any(form.fullmatch(piece) for form in (NAME, BYLINE, DESK, HANDLE, ACRONYM))
    ]
    places = [piece for piece in others if piece not in names]
    is_placed = bool(names) and all(map(PLACE.fullmatch, places))
    return any(is_day) and (not others or is_placed)


def is_dateline(text: str) -> bool:
    """ "Rome – AFP", "WASHINGTON, March 3 (Reuters) –": where it was written."""
    if len(text) > MAX_BYLINE_CHARS:
        return False
    if BARE_DATELINE.fullmatch(text):
        return True
    pieces = [piece for piece in DATELINE_PIECES.split(text.rstrip(" –—-:")) if piece]
    agencies = [bool(NEWS_AGENCY.fullmatch(piece)) for piece in pieces]
    return (
        1 < len(pieces) > sum(agencies) > 0
        and sum(piece.count(" ") < 3 for piece in pieces) == len(pieces)
        and all(
            agency or is_date_line(piece) or PLACE.fullmatch(piece) or piece.isdigit()
            for piece, agency in zip(pieces, agencies, strict=True)
        )
    )


def _is_signature(frame: list[Paragraph], index: int) -> bool:
    """A name over a day or over what its bearer does, "Ann Bell in Rome" too; and what she does."""
    text = frame[index].text
    above, below = (frame[n].text if 0 <= n < len(frame) else "" for n in (index - 1, index + 1))
    if JOB.fullmatch(text):
        return bool(NAME.fullmatch(above))
    name, _, place = text.partition(" in ")
    if not NAME.fullmatch(name) or (place and not PLACE.fullmatch(place)):
        return False
    return bool(below) and (is_date_line(below) or bool(JOB.fullmatch(below)))


def days_in_head(parts: list[Paragraph]) -> StatedDays:
    """The days stated near the title; a reader's comment has a date as well.

    Lines that stand together are read together: "Updated" may be the label of the line below.
    """
    head, sentences = [], 0
    for part in parts:
        sentences += part.is_prose and not part.reason
        if sentences > MAX_DECK_SENTENCES:
            break
        head.append(part)
    runs = groupby(head, lambda part: part.reason in FRAME_REASONS)
    return stated_days(
        *("\n".join(part.text for part in run) for is_dated, run in runs if is_dated)
    )
