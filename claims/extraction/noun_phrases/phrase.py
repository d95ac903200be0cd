"""A noun phrase as ``reader`` gives it, and the kinds of phrases."""

from dataclasses import dataclass
from enum import StrEnum

from claims.extraction.types import Span


class PhraseKind(StrEnum):
    """What a phrase names, going by its own words."""

    PRONOUN = "pronoun"
    PERSON = "person"  # has a person's name
    PARTY = "party"  # a state or bloc, or what stands for one
    OUTLET = "outlet"  # has an outlet's name
    NAME = "name"  # has a name, of an organisation as far as can be seen
    ROLE = "role"  # a person by description: the official
    BODY = "body"  # an institution by description: the ministry
    PRESS = "press"  # an outlet by description: the newspaper
    DOCUMENT = "document"
    SEVERAL = "several"  # A and B
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase read; empty strings and spans stand for "not there".

    ``article`` is "the", "a", "own" (his, its, X's), or "". ``words`` is the description
    without its article and quantity; ``owner`` is where the possessor stands.
    """

    span: Span
    text: str
    kind: PhraseKind
    name: str = ""
    name_span: Span | None = None
    head: str = ""
    article: str = ""
    words: str = ""
    role: str = ""
    party: str = ""
    owner: Span | None = None
    plural: bool = False
    one_of: bool = False
    parts: tuple[Span, ...] = ()
