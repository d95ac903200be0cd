"""What of a mail's text is an article: not the mail that it answers, nor the note above one that it
hands on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.utils import getaddresses

from articles.cleaning.dates import stated_days
from articles.readers.page.days import instant_of

# "Fwd: Re: ", as mail programs of some languages write it.
PREFIXES = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg|tr|vs|rv)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
IS_FORWARD = re.compile(r"(?:fwd?|wg|tr|vs|rv)\s*:", re.IGNORECASE)
FIELD = re.compile(r"[>*\s]*(From|Date|Sent|Subject|To|Cc|Reply-To)\s*:\*?\s*(.*)", re.IGNORECASE)
FIELDS = frozenset({"date", "sent", "subject"})  # one of which stands below a sender
RULE = re.compile(
    r"[-_]{5,}|-{2,}\s*(?:original|forwarded) (?:message|mail)\s*-{2,}|begin forwarded message:",
    re.IGNORECASE,
)
# "On Fri, 4 Mar 2022 at 10:00, Sam Roe <sam@example.org> wrote:", on one line or on two.
ANSWERED = re.compile(r"On .{6,100}?\d{1,2}:\d{2}[^\n]{0,200}(?:\n[^\n]{0,200})?\bwrote:$", re.M)
ARMOUR = re.compile(
    r"\A\s*-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:\w+: [^\n]*\n)*(?P<text>.*?)"
    r"^-----BEGIN PGP SIGNATURE-----",
    re.MULTILINE | re.DOTALL,
)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
QUOTED = re.compile(r"^>.*\n?", re.MULTILINE)
MAX_FIELD_LINES = 12  # of the lines that name sender, day and subject of a mail in another
MAX_FORWARDS = 10  # mails in each other


@dataclass(frozen=True)
class MailText:
    """The text from ``start`` to ``end``; ``sender``, ``subject`` and ``sent`` where it is a mail
    that this one hands on."""

    start: int
    end: int
    is_forwarded: bool = False
    sender: tuple[str, str] = ("", "")  # name and address
    subject: str = ""
    sent: date | None = None


@dataclass(frozen=True)
class HeaderBlock:
    """The lines in a text that name another mail's sender and day: "From: …", "Sent: …"."""

    start: int
    end: int
    fields: Mapping[str, str] = field(default_factory=dict)


def subject_of(subject: str) -> str:
    """Without "Re:" and "Fwd:"."""
    return PREFIXES.sub("", subject.strip(), count=1).strip()


def hands_on(subject: str) -> bool:
    """Whether it is the subject of a mail that was forwarded: "Fwd: …"."""
    return bool(IS_FORWARD.match(subject.strip()))


def day_of(value: str) -> date | None:
    """The day as the sender's clock had it."""
    if instant := instant_of(value):
        return instant.moment.date()
    return stated_days(value[:100]).published


def own_text(text: str, subject: str) -> MailText:
    """Where in ``text`` the article stands, and whose it is, if another's that was handed on."""
    blocks = list(_header_blocks(text))
    if blocks and hands_on(subject):
        block = blocks[-1]
        fields = block.fields
        senders = getaddresses([fields.get("from", "")[:300]]) or [("", "")]
        sent = day_of(fields.get("date") or fields.get("sent", ""))
        end = _end(text, block.end, len(text))
        return MailText(
            block.end, end, True, senders[0], subject_of(fields.get("subject", "")), sent
        )
    return MailText(0, _end(text, 0, blocks[0].start if blocks else len(text)))


def notes_on(text: str, part: MailText) -> tuple[str, ...]:
    """What of the mail is left out, in words."""
    notes = []
    if part.is_forwarded:
        notes.append(
            "a mail that was forwarded: sender, day and subject are those of the first one"
        )
    if text[part.end :].strip():
        notes.append("the mail that this one answers was left out")
    return tuple(notes)


def without_quotes(text: str) -> str:
    """Without the lines of the mail that is answered, and without a signature that is a code."""
    if match := ARMOUR.match(text):
        text = re.sub(r"^- ", "", match["text"], flags=re.MULTILINE)
    return QUOTED.sub("", SIGNATURE.split(text, maxsplit=1)[0])


def unwrapped(text: str, *, joins_words: bool) -> str:
    """Paragraphs whole again where each broken line ends with a blank (RFC 3676)."""
    lines = [re.sub("^ ", "", line) for line in text.replace("\r\n", "\n").split("\n")]
    pieces = []
    for line in lines:
        is_broken = line.endswith(" ") and line != "-- "
        pieces.append((line[:-1] if joins_words else line) if is_broken else f"{line}\n")
    return "".join(pieces)


def _end(text: str, start: int, end: int) -> int:
    """Where the mail that is answered begins, below the answer."""
    match = ANSWERED.search(text, start, end)
    return match.start() if match and text[start : match.start()].strip() else end


def _header_blocks(text: str) -> Iterator[HeaderBlock]:
    lines = [(match.start(), match.end(), match[0]) for match in re.finditer(r"[^\n]+", text)]
    index = count = 0
    while index < len(lines) and count < MAX_FORWARDS:
        fields: dict[str, str] = {}
        last = index
        for place in range(index, min(index + MAX_FIELD_LINES, len(lines))):
            match = FIELD.fullmatch(lines[place][2].strip())
            if not match or match[1].lower() in fields:
                break
            fields[match[1].lower()] = match[2]
            last = place
        if "from" in fields and FIELDS & set(fields):
            first = index - 1 if index and RULE.fullmatch(lines[index - 1][2].strip()) else index
            yield HeaderBlock(lines[first][0], lines[last][1], fields)
            count += 1
        index = max(last, index) + 1
