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
class InventedReport:
    """A text; ``names`` where each entity is named, ``mentions`` what each anaphor means."""

    text: str = ""
    names: list[tuple[int, int, str]] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)


@cache
def _texts() -> list[str]:
    with (Path(__file__).parent / "invented_mentions.toml").open("rb") as file:
        return tomllib.load(file)["texts"]


def report(chance: random.Random) -> InventedReport:
    """One or two paragraphs about different people."""
    whole = InventedReport()
    for part in range(chance.choice((1, 1, 2))):
        _add(whole, chance.choice(_texts()), chance, str(part))
        whole.text += "\n\n"
    return whole


def _add(whole: InventedReport, pattern: str, chance: random.Random, part: str) -> None:
    pattern = re.sub(r"\{([^{}:]*\|[^{}:]*)\}", lambda m: chance.choice(m[1].split("|")), pattern)
    pool = chance.choice(("m", "f", "mf"))  # people of one gender are harder to tell apart
    gender = {letter: chance.choice(pool) for letter in "abc"}
    while "<L>" in pattern:
        pattern = pattern.replace("<L>", augment.place(chance).removeprefix("the "), 1)
    people = {letter: augment.person(chance, gender[letter]) for letter in "abc"}

    def pronoun(match: re.Match[str]) -> str:
        return FORMS[match[1]][gender[match[2]] == "f"]

    pattern = re.sub(r"\{([Hh]\w+|mother):(\w)\}", pronoun, pattern)
    countries = dict(zip("xyz", chance.sample(augment.lists()["countries"], 3), strict=True))
    firm = augment.organization(chance)
    at = 0
    for match in _PART.finditer(pattern):
        whole.text += pattern[at : match.start()]
        at = match.end()
        start = len(whole.text)
        if match[3] is not None:
            whole.text += match[3]
            if match[4].startswith("+"):
                whole.names.append((start, len(whole.text), part + match[4][1:]))
                continue
            referents = "".join(part + letter for letter in match[4]) if match[4] != "0" else ""
            whole.mentions.append((start, len(whole.text), referents))
            continue
        slot, form = match[1], match[2]
        if slot in people:
            person = people[slot]
            whole.text += {
                None: person.full,
                "s": person.family or person.given_name,
                "g": person.given_name,
            }[form]
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
