"""What a body's initials stand for: "the Foln Teachers’ Union (FTU)", and "the FTU" behind it."""

import re

from claims.extraction import parties
from claims.extraction.word_lists import word_lists

MAX_NAME_CHARS = 100  # of a name before its initials in brackets
MAX_UNTOLD = 1  # capital words that the initials leave out
MIN_LETTERS_APART = 3  # of initials that no bracket explains
_INITIALS = re.compile(r"\((?P<letters>[A-Z]{2,7})\)")
_WORD = re.compile(r"[\w&][\w’'.&]*")
_JOINED = re.compile(r"[\s,-]+")
_SMALL = word_lists().name_particles | {"of", "and", "for", "on", "in", "the", "&"}


def defined_in(text: str) -> dict[str, str]:
    """Initials that stand in brackets behind the name that they are of, with that name."""
    names: dict[str, str] = {}
    for match in _INITIALS.finditer(text):
        before = text[max(0, match.start() - MAX_NAME_CHARS) : match.start()].rpartition("\n")[2]
        name = _name_of(match["letters"], before.rstrip())
        if name and parties.load().whole(name) is None:
            names.setdefault(match["letters"], name)
    return names


def _name_of(letters: str, before: str) -> str:
    """The shortest end of these words that the letters are the initials of."""
    initials, start, untold = "", len(before), -len(letters)
    for word in reversed(list(_WORD.finditer(before))):
        if not _JOINED.fullmatch(before, word.end(), start) and start < len(before):
            return ""
        capital, start = word.group()[0].isupper(), word.start()
        if not capital and word.group() not in _SMALL:
            return ""
        initials, untold = word.group()[0].upper() + initials, untold + capital
        if capital and initials[0] == letters[0] and _holds(initials, letters):
            return before[start:] if untold <= MAX_UNTOLD else ""
    return ""


def _holds(initials: str, letters: str) -> bool:
    """Do the letters stand in this order among the initials of all words?"""
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def initials(name: str) -> str:
    """ "FLP" of the "Foln Labour Party", also where no bracket says so; "" of a short name."""
    letters = "".join(word[0] for word in name.split() if word[:1].isupper())
    return letters if len(letters) >= MIN_LETTERS_APART else ""
