"""A statement taken apart: its terms and what is said of them. Plain data, kept as JSON."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any


class TermKind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    NAME = "name"
    PARTY = "party"  # a state or bloc, by whatever metonym: "ru" for Moscow
    TIME = "time"
    PRONOUN = "pronoun"


class Attachment(StrEnum):
    """How a term hangs on the rest: what is lost when it is left out."""

    CORE = "core"  # the predicate and its arguments
    RESTRICTIVE = "restrictive"  # says which: "the northern half of", "on diesel"
    ADJUNCT = "adjunct"  # when, where, how, by whom
    FREE = "free"  # a clause of its own, an apposition, a title: may be cut


_KINDS = {kind.value: kind for kind in TermKind}
_ATTACHMENTS = {attachment.value: attachment for attachment in Attachment}


@dataclass(frozen=True, slots=True)
class Term:
    """One word, name, number or time. ``lemma`` is lower case; a number's is its value.

    ``head`` is the place of the term it hangs on, -1 for a root. ``role`` is "subject" or
    "object" of the verb ``head``, passives turned round, "" for neither. ``preposition`` ties it to
    the rest: "from", "instead of", "than" of what something is compared with.
    """

    lemma: str
    pos: str  # n, v, a, r, or "" where it is none
    kind: TermKind = TermKind.WORD
    head: int = -1
    attachment: Attachment = Attachment.CORE
    role: str = ""
    weight: float = 1.0
    # of a number: more, less, least, most, about, from, to; of a party: its body; of a noun: one,
    # many
    compared: str = ""
    preposition: str = ""

    @property
    def slot(self) -> str:
        """In which place of its clause it stands."""
        return self.role or self.preposition


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said of one predicate. ``predicate`` is its term's place."""

    predicate: int
    negated: bool = False
    modality: tuple[str, ...] = ()
    # past, perfect, ongoing ("is building"), present, future, would, formerly, unreal ("must have")
    tense: str = ""
    terms: tuple[int, ...] = ()


_TERM_VALUES = attrgetter(*(each.name for each in fields(Term)))
_CLAUSE_VALUES = attrgetter(*(each.name for each in fields(Clause)))


@dataclass(frozen=True)
class Proposition:
    """What one statement says.

    ``holder`` is the lemma of whose view it gives, "" if the speaker's. ``context`` are terms of
    the sentence before, which pronouns may stand for; ``own`` those of the words that name the
    speaker, for "I" and "our". ``gaps`` are the places before whose terms "…" stands. ``names`` are
    places of nouns such as "the dam", each with the words of the name that its article gives it.
    ``in_pieces``: nothing but pieces of a sentence, in quotation marks.
    """

    terms: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    asks: bool = False
    holder: str = ""
    quantifiers: tuple[str, ...] = ()
    context: tuple[Term, ...] = field(default=())
    own: tuple[Term, ...] = field(default=())
    indirect: bool = False
    gaps: tuple[int, ...] = ()
    names: tuple[tuple[int, tuple[str, ...]], ...] = ()
    in_pieces: bool = False

    @property
    def has_predicate(self) -> bool:
        """Does a verb say something, or is it a mere topic: "the invasion of Ukraine"?"""
        predicates = (clause.predicate for clause in self.clauses)
        return any(place >= 0 and self.terms[place].pos == "v" for place in predicates)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: caches of comparisons ask for it again and again."""
        return hash((self.terms, self.clauses, self.asks, self.context, self.own))

    def to_json(self) -> dict[str, Any]:
        """Terms and clauses as lists of values: for each statement many others are read."""
        data = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ("terms", "context", "own"):
            data[name] = list(map(_TERM_VALUES, data[name]))
        data["clauses"] = list(map(_CLAUSE_VALUES, self.clauses))
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Proposition":
        return cls(
            terms=_terms(data["terms"]),
            clauses=tuple(
                Clause(predicate, negated, tuple(modality), tense, tuple(terms))
                for predicate, negated, modality, tense, terms in _values(Clause, data["clauses"])
            ),
            asks=data["asks"],
            holder=data["holder"],
            quantifiers=tuple(data["quantifiers"]),
            context=_terms(data["context"]),
            own=_terms(data["own"]),
            indirect=data["indirect"],
            gaps=tuple(data.get("gaps", ())),
            names=tuple((place, tuple(words)) for place, words in data.get("names", ())),
            in_pieces=data.get("in_pieces", False),
        )


def _terms(rows: list[Any]) -> tuple[Term, ...]:
    return tuple(
        Term(lemma, pos, _KINDS[kind], head, _ATTACHMENTS[attachment], *others)
        for lemma, pos, kind, head, attachment, *others in _values(Term, rows)
    )


def _values(part: type[Term] | type[Clause], rows: list[Any]) -> list[list[Any]]:
    """Before version 5 of meanings each was an object with the names of its values."""
    if rows and isinstance(rows[0], dict):
        return [[row[name] for name in part.__slots__ if name in row] for row in rows]
    return rows


# Of a statement that only says what was not said: "declined to condemn the invasion".
NO_PROPOSITION = Proposition(terms=(), clauses=())
