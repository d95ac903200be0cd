"""What speaks for and against an entity being what a mention means, as numbers.

The resolver (``resolver.py``) is trained on the same numbers as it reads here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import log1p

import numpy as np
from spacy.tokens import Doc, Token

from claims.extraction.coreference.entities import Entity, EntityRegistry, Mention
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.tagger.features import Floats
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import word_lists

KINDS = ("he", "she", "they", "it", "noun", "body")
PRONOUNS = word_lists().pronoun_kinds
POSSESSIVE = word_lists().possessives
REACH = 80  # mentions looked back over
MOST = 24  # entities
WIDTH = 128  # numbers a token's vector has; the last is the gender of a given name, f above 0
NUMBERS = 44


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

    @property
    def start(self) -> int:
        return self.token.idx


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity, its last mention before the anaphor and where its name stands in full."""

    entity: Entity
    last: Mention
    count: int  # mentions before the anaphor, at most REACH
    subjects: int  # of those, in subject place
    spoke: int  # mentions ago that it spoke, REACH if never


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
    owners: set[int] = set()
    spoke: dict[int, int] = {}
    mentions = (o for o in registry.before(anaphor.start) if _counts(o.entity, anaphor))
    for count, mention in enumerate(islice(mentions, REACH)):
        number = mention.entity.number
        if mention.token in own:
            owners.add(number)
        if number in owners:
            continue
        if number not in rows:
            if len(rows) >= MOST or not fits(mention.entity, anaphor):
                continue
            rows[number] = []
        rows[number].append(mention)
        if mention.spoke:
            spoke.setdefault(number, count)
    return [
        Candidate(
            mentions[0].entity,
            mentions[0],
            len(mentions),
            sum(o.subject for o in mentions),
            spoke.get(number, REACH),
        )
        for number, mentions in rows.items()
    ]


def _counts(entity: Entity, anaphor: Anaphor) -> bool:
    """Things in the plural are of no interest but to "they"."""
    return anaphor.kind == "they" or not entity.background


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
    return not (anaphor.party and entity.party and anaphor.party != entity.party)


def vectors_of(doc: Doc) -> Floats:
    """The vectors (n, WIDTH) of a document's tokens, which the tagger leaves there."""
    vectors: Floats = doc.user_data["vectors"]
    return vectors


def evidence(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> dict[str, Floats]:
    """The resolver's inputs: numbers (k, NUMBERS), vectors of anaphor, last mention and name."""
    vectors = vectors_of(registry.doc)
    numbers = np.array(
        [
            _numbers(registry, anaphor, candidate, rank, candidates)
            for rank, candidate in enumerate(candidates)
        ],
        dtype=np.float32,
    ).reshape(-1, NUMBERS)
    last = vectors[[candidate.last.token for candidate in candidates]].astype(np.float32)
    name = vectors[[candidate.entity.named_at for candidate in candidates]].astype(np.float32)
    own = vectors[[anaphor.token.i]].astype(np.float32)
    return {"numbers": numbers, "own": own, "last": last, "name": name}


def _numbers(
    registry: EntityRegistry,
    anaphor: Anaphor,
    candidate: Candidate,
    rank: int,
    candidates: Sequence[Candidate],
) -> list[float]:
    entity, last, token = candidate.entity, candidate.last, anaphor.token
    quote, said = registry.quotation(anaphor.start), registry.quotation(last.start)
    sentences = registry.sentence(anaphor.start) - registry.sentence(last.start)
    paragraphs = registry.paragraph(anaphor.start) - registry.paragraph(last.start)
    clause = token.head if token.dep_ != "poss" else token.head.head
    root = registry.doc[last.token]
    spoke_last = candidate.spoke == min(other.spoke for other in candidates) < REACH
    subject = token.dep_ in ("nsubj", "nsubjpass")
    return [
        *(float(anaphor.kind == kind) for kind in KINDS),
        log1p(token.i - last.token) / 4,
        min(sentences, 10) / 5,
        float(sentences == 0),
        float(sentences == 1),
        min(paragraphs, 6) / 3,
        float(paragraphs == 0),
        log1p(rank),
        float(rank == 0),
        float(last.subject),
        float(last.pronoun),
        float(last.possessor),
        float(said >= 0),
        float(quote >= 0),
        float(quote == said >= 0),
        min(candidate.count, 6) / 3,
        min(candidate.subjects, 4) / 2,
        float(spoke_last),
        float(candidate.spoke < REACH),
        float(last.spoke),
        float(entity.kind is MentionKind.PERSON),
        float(entity.kind is MentionKind.INSTITUTION),
        float(entity.kind is MentionKind.GROUP),
        float(entity.kind is MentionKind.ANONYMOUS),
        float(entity.plural),
        float(entity.place),
        float(entity.named),
        float(bool(anaphor.gender) and anaphor.gender == entity.gender),
        min(entity.taken.get(anaphor.kind, 0), 4) / 2,
        min(sum(n for kind, n in entity.taken.items() if kind != anaphor.kind), 4) / 2,
        float(root.head == clause and sentences == 0),
        float(subject),
        float(anaphor.token.lower_ in POSSESSIVE),
        gender_fit(registry, anaphor, entity),
        *_description(anaphor, entity),
    ]


def gender_fit(registry: EntityRegistry, anaphor: Anaphor, entity: Entity) -> float:
    """How well the given name's gender fits the pronoun's, about -2 to 2."""
    if not anaphor.gender or entity.kind is not MentionKind.PERSON:
        return 0.0
    score = float(vectors_of(registry.doc)[entity.named_at, -1]) / 2
    return min(max(score if anaphor.gender == "f" else -score, -2.0), 2.0)


def _description(anaphor: Anaphor, entity: Entity) -> tuple[float, ...]:
    """How a description's words fit what is known of the entity."""
    if anaphor.kind not in ("noun", "body"):
        return 0.0, 0.0, 0.0, 0.0, 0.0
    lexicon = nouns.load()
    entity_words = entity.words | {word.lower() for word in entity.name.split()} | entity.heads
    own = anaphor.words - {anaphor.head, "the", "of", "’s", "'s", "former"}
    shared = len(own & entity_words) / len(own) if own else 0.5
    loose = anaphor.head in lexicon.loose
    return (
        float(anaphor.head in entity.heads),
        shared,
        float(loose),
        float(loose and bool(entity.heads & lexicon.loose)),
        float(bool(entity.roles)),
    )
