"""The mentions whose entity is sought, and the entities that each of them can mean."""

from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from claims.extraction.coreference.clauses import place_of, subject_ahead
from claims.extraction.coreference.entities import Entity, Mention
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.quotation_sources import speaker_of
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases.lexicon import alike
from claims.extraction.parsing.syntax import SUBJECTS
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import word_lists

_IN_FULL = word_lists().titles_in_full
_OFFICE_INITIALS = word_lists().office_initials
PRONOUNS = word_lists().pronoun_kinds
MAX_MENTIONS_BACK = 80  # mentions looked back over
MAX_CANDIDATES = 24
MAX_BESIDE = 8  # mentions in a clause before its subject


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun, or a noun that describes a person or a body, whose entity is sought.

    ``is_source`` says that words are attributed to it: then it is somebody, and can speak.
    """

    token: Token
    kind: str
    words: frozenset[str] = frozenset()  # a description's, lower case
    head: str = ""
    gender: str = ""
    party: str = ""
    is_source: bool = False
    proper: frozenset[str] = frozenset()  # a description's names, lower case
    is_owned: bool = False  # "Norway's envoy", "his wife"

    @property
    def start(self) -> int:
        return self.token.idx


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity, its last mention before the anaphor and where its name stands in full."""

    entity: Entity
    last: Mention
    count: int  # mentions before the anaphor, at most MAX_MENTIONS_BACK
    subjects: int  # of those, in subject place
    spoke: int  # mentions ago that it spoke, MAX_MENTIONS_BACK if never
    ahead: bool = False  # the subject that follows: "In his letter, Sova said"


def pronoun(token: Token) -> Anaphor | None:
    """The anaphor that a token is if it is a third-person pronoun."""
    kind = PRONOUNS.get(token.lower_)
    if kind is None or token.tag_ not in ("PRP", "PRP$"):
        return None
    return Anaphor(token, kind, gender={"he": "m", "she": "f"}.get(kind, ""))


def find_candidates(registry: EntityRegistry, anaphor: Anaphor) -> list[Candidate]:
    """The entities that the anaphor can mean, the one mentioned last first."""
    own = range(anaphor.token.left_edge.i, anaphor.token.i)  # "her brother" is not she
    rows: dict[int, list[Mention]] = {}
    owners = _speakers_of(registry, anaphor) | _objects_of(registry, anaphor)
    spoke: dict[int, int] = {}
    mentions = (o for o in registry.before(anaphor.start) if is_eligible(o, anaphor))
    for count, mention in enumerate(islice(mentions, MAX_MENTIONS_BACK)):
        number = mention.entity.number
        if mention.token in own:
            owners.add(number)
        if number in owners:
            continue
        if number not in rows:
            if len(rows) >= MAX_CANDIDATES or not fits(mention.entity, anaphor):
                continue
            rows[number] = []
        rows[number].append(mention)
        if mention.spoke:
            spoke.setdefault(number, count)
    ahead = _ahead(registry, anaphor)
    candidates = [
        Candidate(
            mentions[0].entity,
            mentions[0],
            len(mentions),
            sum(o.subject for o in mentions),
            spoke.get(number, MAX_MENTIONS_BACK),
            ahead is not None and ahead.entity.number == number,
        )
        for number, mentions in rows.items()
    ]
    if ahead is not None and ahead.entity.number not in rows:
        candidates.append(Candidate(ahead.entity, ahead, 0, 0, MAX_MENTIONS_BACK, ahead=True))
    return candidates


def _ahead(registry: EntityRegistry, anaphor: Anaphor) -> Mention | None:
    """Who a pronoun may mean that is named only behind it, in the same sentence."""
    if anaphor.kind not in ("he", "she", "they"):
        return None
    mention = subject_ahead(registry, anaphor.token, place_of(anaphor.token))
    named = mention is not None and mention.entity.named and fits(mention.entity, anaphor)
    return mention if named else None


def _speakers_of(registry: EntityRegistry, anaphor: Anaphor) -> set[int]:
    """Who speaks the words in which "he" or "she" stands: they call themselves "I"."""
    quotation = registry.quotation(anaphor.start) if anaphor.kind in ("he", "she") else -1
    speaker = speaker_of(registry, quotation) if quotation >= 0 else None
    return {speaker.number} if speaker is not None else set()


def _objects_of(registry: EntityRegistry, anaphor: Anaphor) -> set[int]:
    """ "Describing *Lund*, she said": whom a verb takes that has the pronoun for its subject."""
    token = anaphor.token
    if anaphor.kind not in ("he", "she") or token.dep_ != "nsubj":
        return set()
    verbs = {
        child.i
        for child in token.head.lefts
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i < token.i
        and not any(word.dep_ in SUBJECTS for word in child.children)
    }  # fmt: skip
    if not verbs:
        return set()
    return {
        mention.entity.number
        for mention in islice(registry.before(anaphor.start), MAX_BESIDE)
        if _governor(registry.doc[mention.token]) in verbs
    }


def _governor(noun: Token) -> int:
    """The verb that a noun is the object of, with or without a preposition; -1 for none."""
    if noun.dep_ == "pobj":
        noun = noun.head
        return noun.head.i if noun.dep_ == "prep" else -1
    return noun.head.i if noun.dep_ in ("dobj", "dative") else -1


def is_eligible(mention: Mention, anaphor: Anaphor) -> bool:
    """Things in the plural are of no interest but to "they", nor is whom the text speaks to."""
    return (anaphor.kind == "they" or not mention.entity.only_for_they) and not mention.addressed


def fits(entity: Entity, anaphor: Anaphor) -> bool:
    """Does nothing that is known of an entity forbid it?"""
    if anaphor.kind == "they":
        return entity.kind is not MentionKind.DOCUMENT
    if anaphor.kind in ("it", "body"):
        return not entity.is_person and not entity.plural
    if not entity.is_person or entity.plural:
        return False
    if anaphor.gender and entity.gender and anaphor.gender != entity.gender:
        return False
    if anaphor.party and entity.party and anaphor.party != entity.party:
        return False
    return anaphor.kind != "noun" or _can_hold(entity, anaphor)


def _can_hold(entity: Entity, anaphor: Anaphor) -> bool:
    """ "The judge" was called one before; "Norway's envoy" is nobody who was never called so; its
    leader all know, and "her brother" is told in many ways."""
    heads = {_IN_FULL.get(head.strip("."), head) for head in entity.heads | entity.words}
    if any(alike(anaphor.head, head) for head in heads):
        return True
    lexicon = nouns.load()
    if anaphor.head in lexicon.titular or anaphor.head in _OFFICE_INITIALS:
        return False
    if entity.heads and (anaphor.head in lexicon.rulers or anaphor.head in lexicon.ministers):
        return False
    plain = (lexicon.rulers, lexicon.feminine, lexicon.masculine)
    return not anaphor.is_owned or not entity.heads and any(anaphor.head in w for w in plain)
