"""What ties a word to the rest of its sentence, and how a number is bounded."""

from claims.propositions.parsed_text import ParsedWord
from claims.propositions.words import word_lists

VERB_TAGS = "VM"  # first letters of the tags of verbs and modals
PREPOSITION_TAGS = ("IN", "TO")
NO_PREPOSITIONS = frozenset("that if whether because as so like although though while".split())
# "instead of", "rather than", "out of": which word before makes another preposition of it
COMPOUNDS = {
    "of": ("instead", "out", "because", "outside", "ahead", "inside", "exclusive"),
    "from": ("apart", "aside", "away"),
    "than": ("rather", "other"),
    "for": ("except",),
}
DIRECTION_PREPOSITIONS = frozenset(
    "for against inside outside above below by with because despite from to between".split()
)
APPROXIMATIONS = ("nearly", "about")


def find_preposition(token: ParsedWord) -> str:
    """The preposition before a noun and what belongs to it; of a list, before its first."""
    while token.dep_ == "conj" and token.tag_[0] not in VERB_TAGS:
        token = token.head
    place = token.left_edge - 1
    while place > 0 and token.doc[place].lower_ in "([\"'":
        place -= 1
    if place < 0:
        return ""
    before = token.doc[place]
    if before.tag_ not in PREPOSITION_TAGS or before.dep_ == "mark":
        return ""
    return "" if before.lower_ in NO_PREPOSITIONS else _whole_preposition(before)


def _whole_preposition(word: ParsedWord) -> str:
    """ "instead of"; "than" of "than among dogs"."""
    previous = word.doc[word.i - 1].lower_ if word.i > 0 else ""
    if previous in COMPOUNDS.get(word.lower_, ()):
        return f"{previous}_{word.lower_}"
    return "than" if previous == "than" else word.lower_


def find_count(noun: ParsedWord) -> str:
    """Of a noun: "many" for "unions", "one" for "one union" and for "a union" that did something.

    "A vaccine protects" and "vaccines protect" say the same: where it always holds, one is all.
    """
    if noun.tag_ == "NNS":
        return "many"
    before = {t.lower_ for t in noun.children if t.i < noun.i}
    if noun.tag_ != "NN" or not before & {"one", "single", "a", "an"}:
        return ""
    if before & {"one", "single"}:
        return "one"
    acts = noun.dep_ in ("nsubj", "nsubjpass") and _is_past(noun.head)
    return "one" if acts else ""


def _is_past(verb: ParsedWord) -> bool:
    forms = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VBD" or bool(forms & {"has", "had", "was", "'s"})


def find_bound(token: ParsedWord, top: ParsedWord) -> str:
    """How a number bounds what it counts: more, less, least, most, nearly, about; else its way."""
    bound = _comparator(token)
    start = token.i - 1
    while start > 0 and (token.doc[start].lower_ in _approximate() or token.doc[start].is_currency):
        start -= 1
    counted = token.head if token.dep_ == "nummod" else None  # "to 8 points"
    near = [token.doc[start].lower_] if start >= 0 else []
    near += [word.lower_ for word in (top, counted.head if counted is not None else top)]
    direction = next((way for way in near if way in DIRECTION_PREPOSITIONS), "")
    return bound or direction or _approximation(token)


def _comparator(token: ParsedWord) -> str:
    before = " ".join(t.lower_ for t in token.doc[max(0, token.i - 3) : token.i])
    for name in ("least", "most"):
        if f"at {name}" in before:
            return name
    if before.endswith("up to") and token.doc[token.i - 2].dep_ != "prt":
        return "most"
    for name in ("more", "less"):
        if set(before.split()[-2:]) & word_lists()["comparators"][name]:
            return name
    return ""


def _approximation(token: ParsedWord) -> str:
    before = {t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]}
    tables = word_lists()["comparators"]
    return next((name for name in APPROXIMATIONS if before & tables[name]), "")


def _approximate() -> frozenset[str]:
    tables: dict[str, frozenset[str]] = word_lists()["comparators"]
    return frozenset().union(*(tables[name] for name in APPROXIMATIONS))
