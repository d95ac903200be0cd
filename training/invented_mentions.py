"""Invented reports with mentions whose entities are known, from ``invented_mentions.toml``."""

import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import augment

FORMS = {
    "he": ("he", "she"), "He": ("He", "She"), "him": ("him", "her"), "his": ("his", "her"),
    "His": ("His", "Her"), "mother": ("father", "mother"),
}  # fmt: skip
TITLES = "Mr|Senator|Judge|Professor|Mayor|President|Foreign Minister|Captain|Bishop|Dr".split("|")
_PART = re.compile(r"<(\w+)(?:\.([sg]))?>|\[([^\]]*)=(\+?\w+)\]")


@dataclass
class Report:
    """A text; ``names`` where each entity is named, ``mentions`` what each anaphor means."""

    text: str = ""
    names: list[tuple[int, int, str]] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)


@cache
def _texts() -> list[str]:
    with (Path(__file__).parent / "invented_mentions.toml").open("rb") as file:
        return tomllib.load(file)["texts"]


def report(chance: random.Random) -> Report:
    """One or two paragraphs about different people."""
    whole = Report()
    for part in range(chance.choice((1, 1, 2))):
        _add(whole, chance.choice(_texts()), chance, str(part))
        whole.text += "\n\n"
    return whole


def _add(whole: Report, pattern: str, chance: random.Random, part: str) -> None:
    pattern = re.sub(r"\{([^{}:]*\|[^{}:]*)\}", lambda m: chance.choice(m[1].split("|")), pattern)
    gender = {letter: chance.choice("mf") for letter in "abc"}
    people = {letter: augment.person(chance, gender[letter]) for letter in "abc"}

    def pronoun(match: re.Match[str]) -> str:
        return FORMS[match[1]][gender[match[2]] == "f"]

    pattern = re.sub(r"\{([Hh]\w+|mother):(\w)\}", pronoun, pattern)
    countries = dict(zip("xyz", chance.sample(augment.lists()["countries"], 3), strict=True))
    firm = augment.organization(chance)
    at = 0
    for found in _PART.finditer(pattern):
        whole.text += pattern[at : found.start()]
        at = found.end()
        start = len(whole.text)
        if found[3] is not None:
            whole.text += found[3]
            if found[4].startswith("+"):
                whole.names.append((start, len(whole.text), part + found[4][1:]))
                continue
            meant = "".join(part + letter for letter in found[4]) if found[4] != "0" else ""
            whole.mentions.append((start, len(whole.text), meant))
            continue
        slot, form = found[1], found[2]
        if slot in people:
            one = people[slot]
            whole.text += {None: one.full, "s": one.family or one.given, "g": one.given}[form]
            whole.names.append((start, len(whole.text), part + slot))
        elif slot in countries:
            whole.text += countries[slot]
            whole.names.append((start, len(whole.text), part + slot))
        elif slot == "o":
            whole.text += firm
            whole.names.append((start, len(whole.text), part + "o"))
        else:
            whole.text += chance.choice(TITLES) if slot.startswith("t") else augment.place(chance)
    whole.text += pattern[at:]
