"""A question in words as filters: "who denies Russia asked China for arms" is what was denied, by
anybody, that names Russia or China, with words for asking and for arms.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from articles.search import small, terms
from claims.extraction import acts
from claims.extraction.folding import fold_name
from claims.listing.filters.statements import StatementFilter
from claims.models import Party, Speaker, Statement
from claims.speakers.name_lookup import find_parties

# A search that begins with one of these is a question; so is one that ends with "?".
ASKING_FOR_SPEAKERS = frozenset(("who", "whom", "whose", "which", "anyone", "anybody"))
ASKING = ASKING_FOR_SPEAKERS | frozenset(
    "what when where why how did does do has have is was".split()
)
# Said of every statement, so no filter; and what questions have besides.
EMPTY_WORDS = frozenset(
    "say says said saying tell tells told claim claims claimed statement statements quote quotes "
    "quoted about anything anyone anybody ever".split()
)
ANY_SAYING = frozenset(("says", "claims", "reports"))  # acts: who asks "who says" means them all
MAX_WORDS = 12  # of a question that are read
MAX_NAME_WORDS = 3


@dataclass(slots=True)
class QuestionReading:
    """What the words of a question are taken for."""

    act: str = ""
    speakers: list[Speaker] = field(default_factory=list)
    speaking_for: list[Party] = field(default_factory=list)
    about: list[Party] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def queries(self) -> Iterator[QueryDict]:
        """Query strings of the list of statements, the narrowest first."""
        words = " ".join(self.words)
        any_word = " or ".join(self.words)
        yield self._query(self.act, words)
        if len(self.words) > 1:
            yield self._query(self.act, any_word)
        if self.act and words:
            yield self._query("", any_word)
        if words and (self.act or self.about):
            yield self._query(self.act, "")

    def _query(self, act: str, words: str) -> QueryDict:
        filters = {
            "act": [act] if act else [],
            "speaker": [speaker.slug for speaker in self.speakers],
            "party": [party.code for party in self.speaking_for],
            "about": [party.code for party in self.about],
            "q": [words] if words else [],
            "synonyms": ["yes"] if words else [],
        }
        return QueryDict(urlencode(filters, doseq=True))


def is_question(words: str) -> bool:
    first, *rest = terms(words) or [""]
    return bool(rest) and (first.lower() in ASKING or words.rstrip().endswith("?"))


def read_question(words: str, named: list[Speaker]) -> QuestionReading | None:
    """The reading of a question; None for a search that is none, or of which nothing is read.

    ``named``: speakers whose name is among the words.
    """
    if not is_question(words):
        return None
    question = [term.strip('?!.,;:"“”') for term in terms(words)][:MAX_WORDS]
    first, *rest = [term for term in question if term]
    people = [speaker for speaker in named if not find_parties(speaker.name)]
    reading = QuestionReading(speakers=people[:1])
    names = {part for speaker in reading.speakers for part in fold_name(speaker.name).split()}
    _read(reading, rest, names, asks_who=first.lower() in ASKING_FOR_SPEAKERS)
    return reading if reading.act or reading.about or reading.speakers else None


def _read(reading: QuestionReading, rest: list[str], names: set[str], *, asks_who: bool) -> None:
    """A party before the verb of "did China deny" speaks; behind it, it is spoken of."""
    place = 0
    verb_is_read = False
    while place < len(rest):
        party, size = _party_at(rest, place)
        act = acts.load().verbs.get(rest[place].lower(), "")
        if party:
            speaks = not (asks_who or verb_is_read or reading.speakers)
            (reading.speaking_for if speaks else reading.about).append(party)
        elif act and not verb_is_read:
            reading.act, verb_is_read = "" if act in ANY_SAYING else act, True
        elif fold_name(rest[place]) not in names and not _is_empty(rest[place]):
            reading.words.append(rest[place])
        place += size


def _party_at(rest: list[str], place: int) -> tuple[Party | None, int]:
    for size in range(min(MAX_NAME_WORDS, len(rest) - place), 0, -1):
        if parties := find_parties(" ".join(rest[place : place + size])):
            return parties[0], size
    return None, 1


def _is_empty(word: str) -> bool:
    return small([word]) or word.lower() in EMPTY_WORDS | ASKING


def answer(reading: QuestionReading) -> StatementFilter | None:
    """The narrowest list of statements that has any."""
    for query in reading.queries():
        listing = StatementFilter(query, Statement.objects.public(), Q())
        if not listing.problems and listing.total:
            return listing
    return None
