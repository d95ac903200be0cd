"""What gold corpora call names, as labelled stretches of text: GUM, CrossNER, GAP.

Labels: person, organization, place; group (people by nationality, faith or party: "Americans"),
role (a person by office alone: "the President"), title (what stands before a person's name) and
other (works, events, ships, laws, languages: names that are none of those).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from claims.extraction import parties
from claims.extraction.noun_phrases.lexicon import load as load_lexicon
from claims.extraction.noun_phrases.lexicon import singular

KINDS = ("person", "organization", "place")
OTHER = ("abstract", "event", "object", "substance", "plant")  # GUM's other kinds of names
UNKNOWN_KINDS = ("animal",)  # a dog is called as a person is
INNER = ("place",)  # of names inside longer ones: "Bank of England"
LABELS = ("person", "organization", "place", "group", "role", "title", "other")
UNKNOWN = "unknown"  # not to be learnt from
DETERMINERS = ("the", "a", "an", "our", "his", "her", "its")
COUNTS = ("both", "two", "three", "four", "your", "some", "many", "all", "my", "these")
MANY = ("people", "members", "beings", "sinners")
PARTICLES = frozenset(
    "of the de la del della di da do dos das van von der den ter ten zu bin ibn al el le du and for"
    " ul ben abu af av e y zum zur uulu kyzy binti".split()
)
JOINING = frozenset("of the and for du e y".split())
SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\b\.?")
MORE_ROLES = frozenset(
    "honor earl people faculty pilot fellow protector god lord excellency majesty tsar shah saint"
    " mister marquis empress".split()
)
NAME_AFTER_NOUN = re.compile(
    r"(?P<noun>[a-z][a-z-]+) "
    r"(?P<name>[A-Z][\w’'-]+(?:(?: (?:al|bin|da|de|del|der|van|von))* [A-Z][\w’'-]+)*)"
)
# Ends of words that name many people, where no lexicon has them.
PEOPLES = re.compile(
    r"(?:[a-z]{2}(?:cans|ians|eans|ists|crats|lims|ndus)|Jews|Arabs|Sikhs|Tatars|Turks|Thais|Romans"
    r"|Texans|Hebrews|Huguenots|Aztecs|Vikings|Catholics|Protestants|YouTubers|Nazarenes|Saxons"
    r"|Greeks|Kurds|Tories|Whigs|Latinos|Hispanics|Asians)$"
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
    # What is none of the three kinds comes last: it never hides one of them.
    for m in sorted(named, key=lambda m: (m["type"] in OTHER, m["span"][0] - m["span"][1])):
        if m["type"] not in (*KINDS, *OTHER, *UNKNOWN_KINDS):
            continue
        label = m["type"] if m["type"] in KINDS else _other_label(text, m)
        if label == "person":
            label = _person_label(
                text, m, full[m["cluster"]] if m["cluster"] is not None else set()
            )
        if not label:
            continue
        start, end = _extent(text, words, m, label == "person")
        title = None
        if label == "person":
            others = [o["head"] for o in named if o["type"] != "person"]
            title, start = _title(text, words, (m["span"][0], start), others)
        if any(s < end and start < e for s, e, _, _ in spans):
            continue
        spans.append((start, end, label, m["cluster"]))
        if title:
            spans = [f for f in spans if not (f[0] < start and title[0] < f[1])]
            spans.append((*title, "title", None))
    for m in row["mentions"]:
        after_noun = _name_after_noun(text, m) if m["type"] == "person" and not m["named"] else None
        if after_noun and not any(s < after_noun[1] and after_noun[0] < e for s, e, _, _ in spans):
            spans.append((*after_noun, "person", m["cluster"]))
    inner = [
        (*extent, m["type"])
        for m in named
        if m["type"] in INNER
        for extent in (_extent(text, words, m, person=False),)
        if any(s < extent[1] and extent[0] < e and (s, e) != extent for s, e, _, _ in spans)
    ]
    return Labelled(row["id"], text, sorted(spans), inner)


def _name_after_noun(text: str, mention: dict) -> tuple[int, int] | None:
    """The name in "captain Andreas Granqvist", which GUM calls none since its head is the noun."""
    found = NAME_AFTER_NOUN.match(text, mention["head"][0], mention["span"][1])
    if not found or len(found["noun"]) < 3 or found["noun"] in PARTICLES:
        return None
    return found.span("name")


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
    if singular(word) != word and is_title(word) or word in MANY:
        return ""  # "Senators": GUM calls few of them names
    if len(head.split()) == 1 and head not in surnames:
        if singular(word) in lexicon.titles | lexicon.persons | MORE_ROLES:
            return "role"
        gazetteer = parties.load()
        if PEOPLES.search(head) or gazetteer.whole(head) or gazetteer.whole(head.rstrip("s")):
            return "group"
    plural = word.endswith("s") and text[slice(*mention["span"])].split()[0].lower() in (
        *("all", "many", "most", "some", "our", "their", "these", "those", "few"),
    )
    lower = (
        head[:1].islower() and head.split()[0].lower() not in PARTICLES and head[1:2] not in "'’"
    )
    return "group" if plural else UNKNOWN if lower else "person"


def _other_label(text: str, mention: dict) -> str:
    head = text[slice(*mention["head"])]
    plain = head[:1].isupper() or head[:1].isdigit()
    return "other" if plain and mention["type"] in OTHER else UNKNOWN


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


def _title(
    text: str,
    words: list[tuple[int, int]],
    before_name: tuple[int, int],
    others: list[tuple[int, int]],
) -> tuple[tuple[int, int] | None, int]:
    """The title right before a name within its mention, and where the name begins.

    That is up to the last word that can be a title; capitalised words after it are given names,
    unless one is a name of its own (``others``): "Mets pitcher", "Pirates' Joan Vega".
    """
    lexicon = load_lexicon()
    low, start = before_name
    before = [w for w in words if w[0] >= low and w[1] <= start]
    while before and text[slice(*before[0])].lower() in (*DETERMINERS, *COUNTS):
        before.pop(0)
    capitals: list[tuple[int, int]] = []
    for w in reversed(before):
        token = text[slice(*w)]
        if not (token[:1].isupper() or token.lower().strip(".") in lexicon.titles or token in "-"):
            break
        capitals.insert(0, w)
    titles = [n for n, w in enumerate(capitals) if is_title(text[slice(*w)])]
    given_names = capitals[titles[-1] + 1 :] if titles else capitals
    if any(s < w[1] and w[0] < e for w in given_names for s, e in others):
        return None, start
    if given_names and all(text[slice(*w)] not in "-" for w in given_names):
        start = given_names[0][0]
    return (capitals[0][0], capitals[titles[-1]][1]) if titles else None, start


def is_title(token: str) -> bool:
    lexicon, word = load_lexicon(), token.lower().strip(".")
    return singular(word) in lexicon.titles | lexicon.persons | MORE_ROLES


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
