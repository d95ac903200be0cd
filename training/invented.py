"""Short invented reports with labelled names, from ``invented.toml``."""

import random
import re
import tomllib
from functools import cache
from pathlib import Path

import augment
from name_labels import Labelled, is_title

_SLOT = re.compile(r"<([pgsSoltnrx])(\d?)>")
LABEL_OF_SLOT = {
    "o": "organization",
    "l": "place",
    "t": "title",
    "n": "group",
    "r": "role",
    "x": "other",
}
_CHOICE = re.compile(r"\{([^{}]*)\}")


@cache
def _data() -> dict:
    with (Path(__file__).parent / "invented.toml").open("rb") as file:
        data = tomllib.load(file)
    first, *rest = data["titles"].split("|")
    *single, last = first.split(" ")
    data["titles"] = [*single, last, *rest]
    return data


def report(chance: random.Random, number: int, sentences: int = 4) -> Labelled:
    """Some paragraphs about different people."""
    text, spans = "", []
    for _ in range(sentences):
        pattern = _CHOICE.sub(
            lambda m: chance.choice(m[1].split("|")), chance.choice(_data()["texts"])
        )
        values: dict[str, str] = {}
        people: dict[str, augment.Person] = {}
        at = 0
        for slot in _SLOT.finditer(pattern):
            text += pattern[at : slot.start()]
            at = slot.end()
            value, label = _value(slot[1], slot[2], values, people, chance)
            if not value:
                continue
            if (
                label == "person"
                and chance.random() < 0.7
                and (not text or text.endswith((". ", "\n", "” ")))
            ):
                value = value[:1].upper() + value[1:]
            title = _title_start(text) if label == "person" else len(text)
            if title < len(text) and all(span[0] != title for span in spans):
                spans.append((title, len(text.rstrip()), "title", None))
            skip = 4 if value.startswith("the ") else 0
            spans.append((len(text) + skip, len(text) + len(value), label, None))
            text += value
        text += pattern[at:] + ("\n\n" if chance.random() < 0.6 else " ")
    return Labelled(f"invented-{number}", text.strip(), spans)


def _title_start(text: str) -> int:
    """Where the capitalised title at the end of the text begins, its end if there is none."""
    words = text.split(" ")
    count = 0 if words[-1] else 1
    while (
        count and count < len(words) and is_title(words[-1 - count]) and words[-1 - count].istitle()
    ):
        count += 1
    return len(text) - sum(len(word) + 1 for word in words[-count:-1]) if count else len(text)


def _value(
    kind: str, number: str, values: dict, people: dict, chance: random.Random
) -> tuple[str, str]:
    if kind in "pgsS":
        if number not in people:
            people[number] = augment.person(chance)
        person = people[number]
        name = {
            "p": person.full,
            "g": person.given_name.split()[0],
            "s": person.family or person.given_name,
            "S": (person.family or person.given_name).upper(),
        }[kind]
        return name, "person"
    row = {
        "o": augment.organization,
        "l": augment.place,
        "t": lambda c: c.choice(_data()["titles"]),
        "n": lambda c: c.choice(augment.lists()["peoples"]),
        "r": augment.role,
        "x": augment.other_name,
    }[kind]
    if kind + number not in values:
        values[kind + number] = row(chance)
    return values[kind + number], LABEL_OF_SLOT[kind]
