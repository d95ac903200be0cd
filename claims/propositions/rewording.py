"""A statement's words in one form, before they are parsed: fixed phrases, manners, denials."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from claims.propositions.words import DATA

START_CHARS = 3  # of a literal, by which the rules that may match a text are looked up
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "})
# "Cruel" and "cowardly": between two quoted pieces words of the speaker may be left out.
_SPLICE = re.compile(r'"(?:,?( and)|,) (?:an? )?"(?=\w)')
_BOTH_SPEAKERS = re.compile(
    r"\b(?:the two|both) "
    r"(?:countries|sides|nations|states|parties|leaders|governments|companies)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlainWording:
    text: str
    denied: bool  # "it is not true that …"
    gaps: tuple[int, ...] = ()  # where "…" stood


def reword(text: str, *, is_joint: bool = False) -> PlainWording:
    """The text with what several words say brought to one form (``data/en/rewordings.toml``).

    In what two say together, ``is_joint``, "the two countries" are they themselves.
    """
    text = " ".join(text.translate(_MARKS).split())
    text = _SPLICE.sub(r" ...\1 ", text)
    text = re.sub(r'\s*["\[\]]\s*', " ", text).strip(" .,;:")
    text = _BOTH_SPEAKERS.sub("we", text) if is_joint else text
    question = text.endswith("?")
    denied = False
    rules = _rules()
    numbers = _rules_for(text.lower())
    while numbers:
        number = numbers.pop()
        text, count = rules[number].pattern.subn(rules[number].form, text)
        if count:
            numbers = [later for later in _rules_for(text.lower()) if later > number]
        denied ^= rules[number].flips and bool(count % 2)
    pieces = [" ".join(piece.split()) for piece in text.split("...")]
    pieces = [re.sub(r"\s+([,.;?!])", r"\1", piece) for piece in pieces if piece]
    text = " ".join(pieces)
    gaps = tuple(len(" ".join(pieces[:number])) for number in range(1, len(pieces)))
    if text[:1].islower() and not text[:2].isupper():
        text = text[:1].upper() + text[1:]
    return PlainWording(text + ("" if question else "."), denied, gaps)


@dataclass(frozen=True, slots=True)
class _Rule:
    """``literals``: a text without any of them has nothing that the pattern finds.

    ``flips``: what it takes away denied the rest.
    """

    pattern: re.Pattern[str]
    form: str
    literals: tuple[str, ...]
    flips: bool = False


@cache
def _rules() -> tuple[_Rule, ...]:
    """In the order in which they are applied."""
    tables = tomllib.loads((DATA / "en" / "rewordings.toml").read_text(encoding="utf-8"))

    def rule(pattern: str, form: str = " ", *, flips: bool = False) -> _Rule:
        compiled = re.compile(pattern, re.IGNORECASE)
        return _Rule(compiled, form, required_literals(pattern), flips)

    return (
        *(rule(pattern, flips=True) for pattern in tables["flips"]),
        *(rule(pattern) for pattern in tables["manners"]),
        *(rule(pattern, form) for pattern, form in tables["phrases"]),
    )


def _rules_for(lower: str) -> list[int]:
    """The numbers of the rules that may match a text in lower case, the last one first."""
    always, by_start = _rules_by_start()
    numbers = set(always)
    for start in {lower[place : place + START_CHARS] for place in range(len(lower))}:
        for literal, number in by_start.get(start, ()):
            if literal in lower:
                numbers.add(number)
    return sorted(numbers, reverse=True)


@cache
def _rules_by_start() -> tuple[list[int], dict[str, list[tuple[str, int]]]]:
    """Rules without literals; and of the others each literal with its rule, by how it begins.

    There are two hundred rules, and of most texts two or three match.
    """
    always, by_start = [], defaultdict(list)
    for number, rule in enumerate(_rules()):
        if not all(len(literal) >= START_CHARS for literal in rule.literals) or not rule.literals:
            always.append(number)
            continue
        for literal in rule.literals:
            by_start[literal[:START_CHARS]].append((literal, number))
    return always, dict(by_start)


def required_literals(pattern: str) -> tuple[str, ...]:
    """Plain letters of which any text that matches has some; none where that can't be told.

    Of each alternative the longest run outside brackets. To look for these is many times quicker
    than to search with the pattern.
    """
    runs = [[""]]  # of each alternative
    depth = place = 0
    while place < len(pattern):
        char = pattern[place]
        follower = pattern[place + 1 : place + 2]
        if char == "\\":
            place += 1  # the escaped character is a class or a place, or no letter
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            runs.append([""])
        elif depth == 0 and (char.islower() or char == " ") and follower not in tuple("?*{"):
            runs[-1][-1] += char
        else:
            runs[-1].append("")
        place += 1
    longest = tuple(max(alternative, key=len) for alternative in runs)
    return longest if all(len(literal) > 1 for literal in longest) else ()
