"""The terms of a tagged text: lemma, part of speech and kind of each, before what it hangs on."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from spacy.attrs import IDX, LOWER, TAG
from spacy.tokens import Doc

from claims.extraction import parties
from claims.propositions.numbers import quantities
from claims.propositions.parsed_text import ParsedText
from claims.propositions.types import TermKind
from claims.propositions.words import lemma, singular, word_lists

FIRST_PERSON = frozenset("i me my mine we us our ours myself ourselves".split())
THIRD_PERSON = frozenset(
    "he him his she her hers it its they them their theirs this that these those "
    "former latter himself herself itself themselves one".split()
)
SECOND_PERSON = frozenset("you your yours".split())
PARTICIPANTS = FIRST_PERSON | SECOND_PERSON  # of the conversation
WEIGHTS = {
    TermKind.NUMBER: 1.5,
    TermKind.PARTY: 1.5,
    TermKind.NAME: 1.5,
    TermKind.TIME: 1.2,
    TermKind.PRONOUN: 0.0,
}
POS_WEIGHTS = {"n": 1.0, "v": 0.9, "a": 0.8, "r": 0.4}
LIGHT_WEIGHT = 0.0
RELATIONS = frozenset("before after until since without".split())
_PARTS_OF_SPEECH = {"N": "n", "V": "v", "J": "a", "R": "r"}  # by the first letter of a tag


class TermDraft(NamedTuple):
    """A term and its tokens: several where it is a name or a number."""

    lemma: str
    pos: str
    kind: TermKind
    tokens: tuple[int, ...]

    @property
    def weight(self) -> float:
        if self.kind is TermKind.WORD and self.lemma in word_lists()["light"]["words"]:
            return LIGHT_WEIGHT
        return WEIGHTS.get(self.kind, POS_WEIGHTS.get(self.pos, 0.5))


class TaggedWord(NamedTuple):
    """A token. To go through these is many times quicker than through spaCy's."""

    start: int
    lower: str
    tag: str
    relation: str = ""  # to its head; nothing where no parse is
    particle: str = ""  # the "up" of "set up"


class _Unit(NamedTuple):
    """Characters that are one number, time or party."""

    start: int
    end: int
    lemma: str
    kind: TermKind


def draft_terms(words: Sequence[TaggedWord], text: str, on: date | None) -> Iterator[TermDraft]:
    """In text order."""
    starts = [word.start for word in words]
    units = list(_units(text, on))
    tokens = {
        unit: range(bisect_left(starts, unit.start), bisect_left(starts, unit.end))
        for unit in units
    }
    # Of a number and a party that overlap the number counts.
    unit_at = {number: unit for unit in reversed(units) for number in tokens[unit]}
    for number, word in enumerate(words):
        unit = unit_at.get(number)
        if unit is None:
            if term := _term_of(*word[1:]):
                yield TermDraft(*term, (number,))
        elif word.start == unit.start:
            yield TermDraft(unit.lemma, "", unit.kind, tuple(tokens[unit]))


def parsed_words(doc: ParsedText) -> list[TaggedWord]:
    """The tokens of a parsed text."""
    words = [TaggedWord(word.idx, word.lower_, word.tag_, word.dep_) for word in doc]
    for particle in reversed([word for word in doc if word.dep_ == "prt"]):
        head = particle.head.i
        words[head] = words[head]._replace(particle=particle.lower_)
    return words


def tagged_words(doc: Doc) -> list[TaggedWord]:
    """The tokens as the tagger alone tells them, so that a parse makes no difference."""
    starts = doc.to_array(IDX).tolist()
    columns = doc.to_array([LOWER, TAG]).T.tolist()
    names = {key: doc.vocab.strings[key] for key in set().union(*columns)}
    words = list(map(TaggedWord, starts, *([names[key] for key in keys] for keys in columns)))
    for number, word in enumerate(words):
        if word.tag == "RP" and number > 0:
            words[number - 1] = words[number - 1]._replace(particle=word.lower)
    return words


def _units(text: str, on: date | None) -> Iterator[_Unit]:
    for item in quantities(text, on):
        kind = TermKind.TIME if item.is_time else TermKind.NUMBER
        yield _Unit(item.start, item.end, item.key, kind)
    for match in parties.load().matches(text):
        if match.code and match.kind is not parties.Kind.OFFICE:
            yield _Unit(match.start, match.end, match.code, TermKind.PARTY)


@lru_cache(maxsize=20_000)
def _term_of(
    lower: str, tag: str, relation: str, particle: str
) -> tuple[str, str, TermKind] | None:
    """Lemma, part of speech and kind of a word that is a term; the same words come everywhere."""
    if _is_pronoun(lower, tag, relation):
        return lower, "", TermKind.PRONOUN
    if not (lower.isalnum() or any(c.isalnum() for c in lower)):
        return None
    if tag.startswith("NNP"):
        return lower[:-1] if tag == "NNPS" and lower.endswith("s") else lower, "n", TermKind.NAME
    if lower in RELATIONS:
        return lower, "r", TermKind.WORD
    pos = _PARTS_OF_SPEECH.get(tag[:1], "")
    if not pos or tag == "RP" or lower in word_lists()["negators"]:
        return None
    if relation in ("aux", "auxpass", "prt"):
        return None
    if tag in ("VBN", "VBG") and relation == "amod":
        pos = "a"
    base = singular(lower) if tag == "NNS" else lemma(lower, pos)
    return f"{base}_{particle}" if particle else base, pos, TermKind.WORD


def _is_pronoun(lower: str, tag: str, relation: str) -> bool:
    if lower in PARTICIPANTS and tag not in ("NN", "VB"):
        return True
    if lower in THIRD_PERSON and tag in ("PRP", "PRP$", "DT", "WDT"):
        return True
    return lower in ("former", "latter") and relation not in ("amod", "compound")
