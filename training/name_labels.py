"""What gold corpora call names, as labelled stretches of text: GUM, CrossNER, GAP.

Labels: person, organization, place; group (people by nationality or party: "Americans"), role
(a person by office alone: "the President") and title (what stands before a person's name).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from claims.extraction import parties
from claims.extraction.noun_phrases.lexicon import load as load_lexicon
from claims.extraction.noun_phrases.lexicon import singular

INNER = ("place",)  # of names inside longer ones: "Bank of England"
LABELS = ("person", "organization", "place", "group", "role", "title")
UNKNOWN = "unknown"  # not to be learnt from
DETERMINERS = ("the", "a", "an", "our", "his", "her", "its")
PARTICLES = frozenset(
    "of the de la del della di da do dos das van von der den ter ten zu bin ibn al el le du and for"
    " ul ben abu af av e y zum zur uulu kyzy binti".split()
)
JOINING = frozenset("of the and for du e y".split())
SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\b\.?")
MORE_ROLES = frozenset(
    "honor earl people faculty pilot fellow protector god lord excellency majesty".split()
)


@dataclass
class Labelled:
    """A text and its labelled stretches, each (start, end, label, cluster or None)."""

    id: str
    text: str
    spans: list[tuple[int, int, str, int | None]] = field(default_factory=list)
    inner: list[tuple[int, int, str]] = field(default_factory=list)  # names within those, of GUM


def gum(row: dict) -> Labelled:
    """The named mentions of a GUM document; of nested ones the outermost, the others apart."""
    text, words = row["text"], _words(row["text"])
    named = [m for m in row["mentions"] if m["named"]]
    full = defaultdict(set)
    for m in named:
        head = text[slice(*m["head"])].split()
        if m["type"] == "person" and len(head) > 1:
            full[m["cluster"]].add(head[-1])
    spans: list[tuple[int, int, str, int | None]] = []
    for m in sorted(named, key=lambda m: m["span"][0] - m["span"][1]):
        if m["type"] not in ("person", "organization", "place"):
            continue
        label = m["type"]
        if label == "person":
            label = _person_label(
                text, m, full[m["cluster"]] if m["cluster"] is not None else set()
            )
        start, end = _extent(text, words, m, label == "person")
        if any(s < end and start < e for s, e, _, _ in spans):
            continue
        spans.append((start, end, label, m["cluster"]))
        if label == "person" and (title := _title(text, words, m["span"][0], start)):
            spans = [f for f in spans if not (f[0] < start and title[0] < f[1])]
            spans.append((*title, "title", None))
    inner = [
        (*extent, m["type"])
        for m in named
        if m["type"] in INNER
        for extent in (_extent(text, words, m, person=False),)
        if any(s < extent[1] and extent[0] < e and (s, e) != extent for s, e, _, _ in spans)
    ]
    return Labelled(row["id"], text, sorted(spans), inner)


def _words(text: str) -> list[tuple[int, int]]:
    return [
        m.span()
        for m in re.finditer(
            r"(?:[A-Z]\.)+|[A-Z][a-z]{0,2}\.(?=\s[A-Z])|\w+(?:-\w+)*|[^\w\s]", text
        )
    ]


def _person_label(text: str, mention: dict, surnames: set[str]) -> str:
    head = text[slice(*mention["head"])]
    word = head.split()[-1].lower().strip(".")
    lexicon = load_lexicon()
    if len(head.split()) == 1 and head not in surnames:
        if singular(word) in lexicon.titles | lexicon.persons | MORE_ROLES:
            return "role"
        if parties.load().whole(head) or parties.load().whole(head.rstrip("s")):
            return "group"
    plural = word.endswith("s") and text[slice(*mention["span"])].split()[0].lower() in (
        *("all", "many", "most", "some", "our", "their", "these", "those", "few"),
    )
    lower = (
        head[:1].islower() and head.split()[0].lower() not in PARTICLES and head[1:2] not in "'’"
    )
    return "group" if plural else UNKNOWN if lower else "person"


def _extent(
    text: str, words: list[tuple[int, int]], mention: dict, person: bool
) -> tuple[int, int]:
    """The head and the name-like words beside it inside the mention."""
    low, high = mention["span"]
    inside = [w for w in words if w[0] >= low and w[1] <= high]
    heads = [
        n for n, w in enumerate(inside) if w[0] < mention["head"][1] and w[1] > mention["head"][0]
    ]
    if not heads:
        return tuple(mention["head"])
    first, last = heads[0], heads[-1]

    def fits(word: tuple[int, int]) -> bool:
        token = text[slice(*word)]
        joining = PARTICLES - JOINING if person else PARTICLES
        return (
            token[:1].isupper()
            and token != "I"
            or token[:1].isdigit()
            or token.lower() in joining
            or token in "-.&"
            and not person
        )

    while first > 0 and fits(inside[first - 1]):
        if person and text[slice(*inside[first - 1])].lower() not in PARTICLES - JOINING:
            break
        first -= 1
    while (
        last + 1 < len(inside) and fits(inside[last + 1]) and text[slice(*inside[last + 1])] != "."
    ):
        last += 1
    while first < heads[0] and text[slice(*inside[first])].islower():
        first += 1
    while last > heads[-1] and (
        text[slice(*inside[last])].lower() in PARTICLES or text[slice(*inside[last])] in "-.&"
    ):
        last -= 1
    end = inside[last][1]
    if person and (more := SUFFIX.match(text, end)):
        end = more.end()
    return inside[first][0], end


def _title(text: str, words: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The capitalised words, or known titles, right before a name, within its mention."""
    lexicon = load_lexicon()
    before = [w for w in words if w[0] >= start and w[1] <= end]
    while before and text[slice(*before[0])].lower() in DETERMINERS:
        before.pop(0)
    title_words = []
    for w in reversed(before):
        token = text[slice(*w)]
        if not (token[:1].isupper() or token.lower().strip(".") in lexicon.titles or token in "-"):
            break
        title_words.insert(0, w)
    return (title_words[0][0], title_words[-1][1]) if title_words else None


def cross(row: dict) -> Labelled:
    """A CrossNER sentence: names without titles."""
    spans = [(s, e, label, None) for s, e, label in row["names"]]
    return Labelled(row["id"], row["text"], spans)


def gap(row: dict) -> Labelled:
    """A GAP passage: two names are told, the other capitalised words are not."""
    text = row["text"]
    labelled = [
        (row[f"{x}-offset"], row[f"{x}-offset"] + len(row[x]), "person", None) for x in ("a", "b")
    ]
    labelled.sort()
    unknown = [
        (m.start(), m.end(), UNKNOWN, None)
        for m in re.finditer(r"\b[A-Z]\w*|\w+(?= [A-Z])", text)
        if not any(s < m.end() + 1 and m.start() < e + 1 for s, e, _, _ in labelled)
    ]
    return Labelled(row["id"], text, sorted(labelled + unknown))
