"""Training sentences with other names in them, of the whole world, with particles and titles.

Keeps who is who: all forms of a name in a text change together, a surname stays a surname.
"""

import random
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from name_labels import SUFFIX, Labelled


@dataclass(frozen=True)
class Person:
    given_name: str
    family: str  # with its particle
    family_first: bool
    suffix: str
    bare: str  # the surname without its particle, as some papers write it

    @property
    def full(self) -> str:
        if not self.family:
            return self.given_name
        if self.family_first:
            return f"{self.family} {self.given_name}"
        return f"{self.given_name} {self.family}{self.suffix}"


@cache
def lists() -> dict[str, list[str]]:
    """The lists of ``invented_words.toml``."""
    with (Path(__file__).parent / "invented_words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def cultures() -> list[dict]:
    with (Path(__file__).parent / "world_names.toml").open("rb") as file:
        return list(tomllib.load(file).values())


def person(chance: random.Random, gender: str = "") -> Person:
    """Somebody new; ``gender`` is m, f or either."""
    weights = [
        0.4 if not c["surnames"] else 3 if "King" in c["surnames"] else 1 for c in cultures()
    ]
    c = chance.choices(cultures(), weights)[0]
    pool = "masculine" if (gender or chance.choice("mf")) == "m" else "feminine"
    given_name = chance.choice(c[pool].split())
    if not c["surnames"]:
        return Person(given_name, "", False, "", "")
    if chance.random() < 0.12:  # names mix
        given_name = chance.choice(chance.choice(cultures())[pool].split())
    elif chance.random() < 0.04:
        given_name = chance.choice(lists()["given_names_like_words"])
    bare = family = chance.choice(c["surnames"].split())
    if chance.random() < 0.04:
        bare = family = chance.choice(lists()["surnames_like_words"])
    if "particles" in c and chance.random() < 0.65:
        particle = _particle(chance, c["particles"])
        family = particle + bare if particle.endswith(("-", "'")) else f"{particle} {bare}"
    if "second" in c and chance.random() < 0.4:
        family += " " + chance.choice(c["second"].split())
    first = c.get("order") == "family" and chance.random() < 0.8
    if not first and chance.random() < 0.12:
        given_name += " " + chance.choice("ABCDEFGHJKLMNPRSTW") + "."
    elif not first and chance.random() < 0.06:
        given_name += " " + chance.choice(c[pool].split())
    suffix = ""
    if c.get("suffixes") and chance.random() < 0.35 or chance.random() < 0.03:
        suffix = chance.choice((" Jr.", ", Jr.", " III", " II", " Sr.", " IV", " Jr"))
    return Person(given_name, family, first, "" if first else suffix, bare)


def _particle(chance: random.Random, particles: str) -> str:
    words = particles.split()
    at = chance.randrange(len(words))
    if (
        at + 1 < len(words)
        and words[at] in ("van", "von", "de")
        and words[at + 1] in ("de", "der", "den", "la", "los", "und")
    ):
        pair = words[at : at + 2]
        return " ".join([*pair, "zu"] if pair[1] == "und" else pair)
    return words[at] if words[at] not in ("und", "la") else words[0]


def organization(chance: random.Random) -> str:
    place = chance.choice(lists()["places"]).removeprefix("the ")
    pattern = chance.choice(lists()["organizations"])
    own = {"p": place, "n": _surname(chance), "m": _surname(chance)}
    kinds = {"x": "sports", "t": "papers", "y": "subjects", "s": "trades", "f": "first_words"}
    kinds["w"] = "work_words"
    return pattern.format(**own, **{slot: chance.choice(lists()[k]) for slot, k in kinds.items()})


def place(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(lists()["places"])
    return chance.choice(lists()["place_ends"]).format(n=_surname(chance))


def role(chance: random.Random) -> str:
    """An office alone, as it stands in a text for who holds it."""
    return _filled(chance, "roles")


def other_name(chance: random.Random) -> str:
    """A work, an event, a ship, a storm, a law, a language."""
    return _filled(chance, "others")


def _filled(chance: random.Random, patterns: str) -> str:
    own = {"p": chance.choice(lists()["places"]).removeprefix("the "), "n": _surname(chance)}
    kinds = {"x": "sports", "t": "papers", "y": "subjects", "w": "work_words"}
    slots = {slot: chance.choice(lists()[k]) for slot, k in kinds.items()}
    return chance.choice(lists()[patterns]).format(**own, **slots)


def _surname(chance: random.Random) -> str:
    c = chance.choice([c for c in cultures() if c["surnames"]])
    return chance.choice(c["surnames"].split())


def renamed(labelled: Labelled, chance: random.Random, share: float = 0.85) -> Labelled:
    """The text with most of its names replaced, titles and days set beside some of them."""
    people = _people(labelled, chance, share)
    edits: list[tuple[int, int, str, list[tuple[int, int, str]]]] = []
    titled = {e for _, e, label, _ in labelled.spans if label == "title"}
    orgs: dict[str, str] = {}
    for start, end, label, _ in labelled.spans:
        words = labelled.text[start:end]
        new, extra = words, []
        if label == "person":
            new = people.get((start, end), words)
            before, after = _beside(labelled.text, start, end, chance, start - 1 in titled)
            whole = before + new + after
            if before:
                extra.append((0, len(before.rstrip()), "title"))
            extra.append((len(before), len(before) + len(new), "person"))
            edits.append((start, end, whole, extra))
            continue
        if label == "organization" and len(words.split()) > 1 and chance.random() < 0.4:
            new = orgs.setdefault(words, organization(chance))
        elif label == "place" and chance.random() < 0.4 and words.istitle():
            new = orgs.setdefault(words, place(chance))
        skip = 4 if new.startswith("the ") else 0
        edits.append((start, end, new, [(skip, len(new), label)]))
    return _replace(labelled, edits)


def _beside(
    text: str, start: int, end: int, chance: random.Random, titled: bool
) -> tuple[str, str]:
    before = after = ""
    if (
        not titled
        and chance.random() < 0.12
        and text[max(start - 4, 0) : start].lower() not in ("the ",)
    ):
        before = chance.choice(lists()["honorifics"]) + " "
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
    if follows and chance.random() < 0.12:
        after = chance.choice(lists()["after_names"])
    return before, after


def _people(labelled: Labelled, chance: random.Random, share: float) -> dict[tuple[int, int], str]:
    """What each person's mention becomes."""
    text = labelled.text
    clusters: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for start, end, label, cluster in labelled.spans:
        if label == "person":
            clusters[cluster if cluster is not None else text[start:end].split()[-1]].append(
                (start, end)
            )
    names = {}
    for places in clusters.values():
        if chance.random() > share:
            continue
        full = max((text[s:e] for s, e in places), key=lambda name: len(name.split()))
        plain = SUFFIX.sub("", full).split()
        new = person(chance)
        drops = chance.random() < 0.3  # "von der Leyen" or "Leyen": some papers write so
        for s, e in places:
            words = SUFFIX.sub("", text[s:e]).split()
            if len(words) > 1:
                names[s, e] = new.full
            elif (
                len(plain) == 1 and chance.random() < 0.5 or words[0] == plain[0] and len(plain) > 1
            ):
                names[s, e] = (
                    new.given_name if len(plain) > 1 or chance.random() < 0.3 else new.full
                )
            else:
                names[s, e] = (
                    new.bare if drops else _initial(text, s, new.family)
                ) or new.given_name
    return names


def _initial(text: str, start: int, name: str) -> str:
    """With a capital where a sentence begins."""
    opens = not re.search(r"[\w,;:)’”]\s*$", text[max(start - 3, 0) : start])
    return name[:1].upper() + name[1:] if opens else name


def _replace(labelled: Labelled, edits) -> Labelled:
    text, spans, at, shift = [], [], 0, 0
    clusters = {(s, e): c for s, e, _, c in labelled.spans}
    for start, end, new, labels in sorted(edits):
        text += [labelled.text[at:start], new]
        base = start + shift
        spans += [
            (base + s, base + e, label, clusters[start, end] if label != "title" else None)
            for s, e, label in labels
        ]
        shift += len(new) - (end - start)
        at = end
    text.append(labelled.text[at:])
    return Labelled(labelled.id, "".join(text), spans)
