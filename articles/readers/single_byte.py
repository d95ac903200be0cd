"""Which of the old encodings with one byte a character a text is in: told by its letters.

Each reading is judged at every byte above 0x7F: a capital inside a word ("donÕt"), a sign between
letters ("Wa³êsa"), a closing mark before a word are unlikely in any language. Where Western and
Central European letters are equally likely ("caffè", "caffč"), nobody can tell: the user is asked.
"""

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from articles.readers.document import REPLACEMENT_CHAR, Unreadable

WESTERN, CENTRAL = "cp1252", "cp1250"
ENCODINGS = (WESTERN, CENTRAL, "mac_roman", "cp1251")
TURKISH = "cp1254"
TURKISH_BYTES = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")  # ğ, ı, İ, ş where others have ð, ý, þ
ICELANDIC = re.compile("[áíóúæ]", re.IGNORECASE)
NON_ASCII_BYTES = re.compile(rb"[\x80-\xff]")
MAX_SCORED_BYTES = 20_000  # above 0x7F that are looked at
OPENING, CLOSING, DASHES = "“‘„«‹", "”’»›", "–—"
QUESTION = re.compile(r"¿[^.?!\n]{1,300}\?|¡[^.?!\n]{1,300}!")  # Spanish: both ends are marked
APOSTROPHE = re.compile(r"(?:s|t|d|m|re|ve|ll)\b")
ACCENTS_ALONE = "ˇ˘˙˛˝¨´¸¯ˆ˜"
VOWEL, CONSONANT = "[aeiouáéíóúý]", "[b-df-hj-np-tv-xz]"
# What words of Western Europe do with letters that stand for others in Central Europe, and the
# other way round. Tried on casefolded text.
WESTERN_USE = re.compile(
    rf"[åïû]|ã[oe]|ñ{VOWEL}|ø[{CONSONANT[1:-1]}y]|æ[a-z]|è[bcdfglmnrstv](?:[aeélr]|s?\b)"
    rf"|ê(?:[tmnlcvqr]|s\b)|\bà\b|à\b|õe|[ùìò]\b|\bþ|œ[ur]|\bø"
)
CENTRAL_USE = re.compile(
    rf"[łążźľş]|ć\b|ć{CONSONANT}|\bć{VOWEL}|č{VOWEL}|čk|ę(?:[bdfghjkpsśzż]\w|\b)|ń(?:{CONSONANT}|\b)"
    rf"|ř[aeiouáéí]|\bđ|ő(?!e)|[ůěň]\w|ă(?![oe])|\wţ|ś(?!r|u)"
)


class EncodingGuess(NamedTuple):
    encoding: str
    text: str
    score: int


def read_single_bytes(raw: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; U+FFFD for a byte that the encoding lacks.

    Raises Unreadable, with the readings to choose from, where two are equally likely.
    """
    places = [match.start() for match in islice(NON_ASCII_BYTES.finditer(raw), MAX_SCORED_BYTES)]
    readings = [_reading(raw, encoding, places) for encoding in ENCODINGS]
    best = max(readings, key=lambda reading: reading.score)  # the first of equals
    western, central = readings[:2]
    turkish = TURKISH_BYTES.search(raw) if best is western else None
    if turkish and not ICELANDIC.search(western.text):
        raise ambiguity_error(western, _reading(raw, TURKISH, places), turkish.start())
    if best is western and central.score == western.score:
        differ = (place for place in places if western.text[place] != central.text[place])
        if (place := next(differ, None)) is not None and western.text[place].isalpha():
            raise ambiguity_error(western, central, place)
    return best.text, best.encoding


def _reading(raw: bytes, encoding: str, places: list[int]) -> EncodingGuess:
    text = raw.decode(encoding, errors="replace")
    framed = f" {text}  "
    likelihoods = [_likelihood(framed, place + 1) for place in places]
    score = sum(likelihoods)
    around = " ".join(
        text[max(place - 3, 0) : place + 4].casefold()
        for place, likelihood in zip(places, likelihoods, strict=True)
        if likelihood > 0
    )
    if encoding == WESTERN:
        score += len(WESTERN_USE.findall(around))
    if encoding == CENTRAL:
        score += len(CENTRAL_USE.findall(around))
    return EncodingGuess(encoding, text, score)


def _likelihood(text: str, place: int) -> int:
    """How well the character fits between its neighbours, from -3 to 2."""
    before, character, after = text[place - 1], text[place], text[place + 1]
    if character == REPLACEMENT_CHAR or unicodedata.category(character) == "Cc":
        return -3
    if character.isalpha() and character not in "ªº":
        return _likelihood_of_letter(text[place - 1 : place + 3])
    if character == "’" and before.isalpha() and after.isalpha():
        return 2 if APOSTROPHE.match(text, place + 1) else 1
    if character.isspace():
        return 1
    if character in "¿¡":
        return 2 if not before.isalnum() and QUESTION.match(text, place) else -1
    if character in OPENING:
        return 1 if after.isalnum() and not before.isalnum() else -1
    if character in CLOSING:
        return 1 if not before.isspace() and not after.isalnum() else -1
    if character in DASHES:
        return 1 if before.isspace() == after.isspace() else 0
    if before.isalpha() and after.isalpha():
        return -2
    if character in ACCENTS_ALONE:
        return -1
    return int(character in "£€" and after.isdigit() or character in "°½¼¾" and before.isdigit())


def _likelihood_of_letter(around: str) -> int:
    """``around``: the letter, one character before it and two behind it."""
    before, letter, after = around[0], around[1], around[2]
    neighbours = [other for other in (before, after) if other.isalpha()]
    if not neighbours:
        return -1
    if any(_is_cyrillic(other) != _is_cyrillic(letter) for other in neighbours):
        return -2
    if letter.isupper() and before.islower():
        return -2
    if letter.isupper() and before.isupper() and around[2:].lstrip(after.upper())[:1].islower():
        return -1  # "OÕMalley", "JŠger": a capital amid a word that is not all capitals
    if letter.isupper() and after.isupper() and around[3].islower():
        return -1  # "ÒJohn"
    if letter.islower() and after.isupper():
        return -2
    if letter.isupper() and not after.isalpha() and not before.isupper():
        return -1
    is_run = len(neighbours) == 2 and not (before.isascii() or after.isascii())
    return -1 if is_run and not _is_cyrillic(letter) else 1


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def ambiguity_error(first: EncodingGuess, other: EncodingGuess, place: int) -> Unreadable:
    start = max(first.text.rfind(" ", 0, place) + 1, place - 20)
    choices = (
        f"{reading.encoding} (“{reading.text[start : place + 20].split()[0]}”)"
        for reading in (first, other)
    )
    return Unreadable(
        f"could be {' or '.join(choices)}. Name the right one with --encoding, or save it as UTF-8."
    )
