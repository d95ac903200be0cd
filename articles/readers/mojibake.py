"""UTF-8 that was read as another encoding and saved again: “â€œ” for “, “Ã©” for é."""

import re

from ftfy import fix_encoding
from ftfy.badness import is_bad

from articles.readers.document import Unreadable

# The third byte of ” is none in Windows-1252 and was dropped; that of a dash became a plain mark.
CLOSING_MARK = re.compile(r"â€(?=[\s,.;:!?)\]<]|\Z)|â€\x9d")
DASH = re.compile(r'â€"')
MAX_ROUNDS = 2
TELLTALE = re.compile(r"â€|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|‚Ä|вЂ|[ÐÑ][\u0080-\u00bf][ÐÑ]")


def mend_mojibake(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with such lines as they were meant, and a note on what was mended, if anything.

    Raises Unreadable where some of it can't be mended.
    """
    lines = text.split("\n")
    before, after, count = "", "", 0
    for number, line in enumerate(lines):
        if line.isascii() or not (TELLTALE.search(line) or is_bad(line)):
            continue
        repaired = line
        for _ in range(MAX_ROUNDS):  # some texts went wrong twice
            repaired = fix_encoding(DASH.sub("—", CLOSING_MARK.sub("”", repaired)))
        if remnant := TELLTALE.search(repaired):
            raise Unreadable(
                f"is UTF-8 that was read as another encoding and saved again (“{remnant[0]}” in "
                f"line {number + 1}), and can't be mended. Get it from its source again."
            )
        if repaired != line:
            count += 1
            before, after = before or _odd_word(line), after or _odd_word(repaired)
            lines[number] = repaired
    if not count:
        return text, ()
    note = f"UTF-8 that was read as another encoding: mended in {count} lines (“{before}”)"
    return "\n".join(lines), (note.replace("1 lines", "1 line"),)


def _odd_word(line: str) -> str:
    """The first word that is not ASCII, shortened."""
    return next((word for word in line.split() if not word.isascii()), "")[:30]
