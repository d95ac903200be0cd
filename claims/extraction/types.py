"""What extraction hands on: frozen records with offsets, no Django.

Every offset is a Unicode code point into the text that was given, end exclusive.
Data flows Link (cue, source and content found and joined) → Finding (speaker, chain, act … known).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points, ``0 <= start < end <= len(text)``."""

    start: int
    end: int


Spans = tuple[Span, ...]


class QuotationKind(StrEnum):
    DIRECT = "direct"  # all of it stands in quotation marks
    MIXED = "mixed"  # a part does
    INDIRECT = "indirect"  # none does


class ReportingMode(StrEnum):
    SAID = "said"
    THOUGHT = "thought"  # belief, fear, intention


class MentionKind(StrEnum):
    PERSON = "person"
    INSTITUTION = "institution"
    GROUP = "group"
    OUTLET = "outlet"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution as the tagger sees it: which words are cue, source and content.

    ``content`` is never empty; ``cue`` is empty for a quotation in a headline or after a dash,
    ``source`` is empty when the text names none. Pieces are sorted and disjoint.
    ``confidence`` is 0..1, the probability that content and source are right. ``speaker`` is where
    the text names who speaks when the source is a mere label ("A:"): empty if it names nobody,
    ``None`` if the source itself tells.
    """

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    confidence: float = 1.0
    speaker: Spans | None = None


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """Who a mention is, as far as this one article tells.

    ``name`` is the fullest form the article gives ("Jake Sullivan", "a senior Biden administration
    official", "Xi Jinping and Vladimir Putin"). ``aliases`` are the other forms it uses.
    ``party`` is an ISO 3166-1 alpha-2 code in lower case or a bloc's short name, "" for none.
    ``role`` is the role as stated here. ``members`` names the people of a group.
    """

    name: str
    kind: MentionKind
    party: str = ""
    role: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    member_parties: tuple[str, ...] = ()  # of each of the members, "" where it is not known
    # False when the name is a surname alone or a guess: resolution joins it with less confidence.
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Hop:
    """One source beyond the speaker, with the words that name it ("according to Xinhua")."""

    speaker: SpeakerMention
    spans: Spans


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party that the content speaks of, and where."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One attributed statement, complete."""

    content: Spans
    source: Spans
    cue: Spans
    quotation: QuotationKind
    mode: ReportingMode
    act: str
    negated: bool
    speaker: SpeakerMention | None  # None: the text does not say whose words these are
    chain: tuple[Hop, ...] = ()  # innermost first
    about: tuple[PartyMention, ...] = ()
    confidence: float = 1.0
    notes: tuple[str, ...] = field(default=())  # why confidence was lowered, for the curator
