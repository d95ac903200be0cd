"""What speaks for and against an entity being what a mention means, as numbers.

The resolver (``resolver.py``) is trained on the same numbers as it reads here.
"""

from collections.abc import Sequence
from math import log1p

import numpy as np
from spacy.tokens import Doc

from claims.extraction.coreference.candidates import MAX_MENTIONS_BACK, Anaphor, Candidate
from claims.extraction.coreference.clauses import (
    OBJECT,
    OBLIQUE,
    POSSESSOR,
    SUBJECT,
    ParsePlace,
    place_of,
)
from claims.extraction.coreference.entities import Entity, Mention
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.quotation_sources import speaker_of
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.parsing.syntax import SUBJECTS
from claims.extraction.tagger.features import Floats
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import word_lists

KINDS = ("he", "she", "they", "it", "noun", "body")
POSSESSIVE = word_lists().possessives
VECTOR_SIZE = 128  # numbers a token's vector has; the last is the gender of a given name, f above 0
FEATURE_COUNT = 69


def vectors_of(doc: Doc) -> Floats:
    """The vectors (n, VECTOR_SIZE) of a document's tokens, which the tagger leaves there."""
    vectors: Floats = doc.user_data["vectors"]
    return vectors


def candidate_features(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> dict[str, Floats]:
    """The resolver's inputs: (k, FEATURE_COUNT) numbers; vectors of anaphor, last mention, name."""
    vectors = vectors_of(registry.doc)
    place = place_of(anaphor.token)
    numbers = np.array(
        [
            [
                *_mention_features(registry, anaphor, candidate, rank, candidates),
                *_parse_features(registry, anaphor, place, candidate),
                *_share_features(registry, anaphor, candidate, candidates),
            ]
            for rank, candidate in enumerate(candidates)
        ],
        dtype=np.float32,
    ).reshape(-1, FEATURE_COUNT)
    last = vectors[[candidate.last.token for candidate in candidates]].astype(np.float32)
    name = vectors[[candidate.entity.named_at for candidate in candidates]].astype(np.float32)
    own = vectors[[anaphor.token.i]].astype(np.float32)
    return {"numbers": numbers, "own": own, "last": last, "name": name}


def _mention_features(
    registry: EntityRegistry,
    anaphor: Anaphor,
    candidate: Candidate,
    rank: int,
    candidates: Sequence[Candidate],
) -> list[float]:
    entity, last, token = candidate.entity, candidate.last, anaphor.token
    clause = token.head if token.dep_ != "poss" else token.head.head
    sentences = registry.sentence(anaphor.start) - registry.sentence(last.start)
    return [
        *(float(anaphor.kind == kind) for kind in KINDS),
        *_distance(registry, anaphor, last, rank),
        *_last_mention(registry, anaphor, last),
        *_mention_counts(candidate, candidates),
        *_entity(anaphor, entity),
        float(registry.doc[last.token].head == clause and sentences == 0),
        float(token.dep_ in SUBJECTS),
        float(token.lower_ in POSSESSIVE),
        gender_fit(registry, anaphor, entity),
        *_description(anaphor, entity),
    ]


def _distance(
    registry: EntityRegistry, anaphor: Anaphor, last: Mention, rank: int
) -> tuple[float, ...]:
    """How far back the last mention stands: tokens, sentences, paragraphs, other candidates."""
    sentences = registry.sentence(anaphor.start) - registry.sentence(last.start)
    paragraphs = registry.paragraph(anaphor.start) - registry.paragraph(last.start)
    return (
        log1p(abs(anaphor.token.i - last.token)) / 4,
        min(sentences, 10) / 5,
        float(sentences == 0),
        float(sentences == 1),
        min(paragraphs, 6) / 3,
        float(paragraphs == 0),
        log1p(rank),
        float(rank == 0),
    )


def _last_mention(registry: EntityRegistry, anaphor: Anaphor, last: Mention) -> tuple[float, ...]:
    """What the last mention is, and which of the two stand in a quotation."""
    own, other = registry.quotation(anaphor.start), registry.quotation(last.start)
    return (
        float(last.subject),
        float(last.pronoun),
        float(last.possessor),
        float(other >= 0),
        float(own >= 0),
        float(own == other >= 0),
    )


def _mention_counts(candidate: Candidate, candidates: Sequence[Candidate]) -> tuple[float, ...]:
    """How often it was mentioned, and whether it was the last to speak."""
    spoke_last = candidate.spoke == min(other.spoke for other in candidates) < MAX_MENTIONS_BACK
    return (
        min(candidate.count, 6) / 3,
        min(candidate.subjects, 4) / 2,
        float(spoke_last),
        float(candidate.spoke < MAX_MENTIONS_BACK),
        float(candidate.last.spoke),
    )


def _entity(anaphor: Anaphor, entity: Entity) -> tuple[float, ...]:
    """What the entity is, and which pronouns and descriptions have meant it before."""
    counts = entity.anaphor_counts
    return (
        float(entity.kind is MentionKind.PERSON),
        float(entity.kind is MentionKind.INSTITUTION),
        float(entity.kind is MentionKind.GROUP),
        float(entity.kind is MentionKind.ANONYMOUS),
        float(entity.plural),
        float(entity.place),
        float(entity.named),
        float(bool(anaphor.gender) and anaphor.gender == entity.gender),
        min(counts.get(anaphor.kind, 0), 4) / 2,
        min(sum(counts.get(kind, 0) for kind in KINDS if kind != anaphor.kind), 4) / 2,
    )


def _parse_features(
    registry: EntityRegistry, anaphor: Anaphor, own: ParsePlace, candidate: Candidate
) -> list[float]:
    """Where the candidate's last mention stands in the parse, beside the anaphor."""
    last = place_of(registry.doc[candidate.last.token])
    clause = last.clauses[0] if last.clauses else -1
    level = own.clauses.index(clause) if clause in own.clauses else -1
    above = level >= 0 and last.argument and last.role == SUBJECT
    reflexive = anaphor.token.lower_.endswith(("self", "selves"))
    beside = level == 0 and last.argument and own.argument
    return [
        float(own.role == last.role),
        float(last.role == OBJECT),
        float(last.role == OBLIQUE),
        float(last.role == POSSESSOR),
        float(last.argument),
        float(last.joined),
        float(len(last.clauses) == 1),
        float(own.role == SUBJECT),
        float(own.role == OBJECT),
        float(own.role == OBLIQUE),
        float(above and level == 0),
        float(above and level == 1),
        float(above and level > 1),
        float(level >= 0 and not above),
        float(beside and not reflexive),
        float(beside and reflexive),
    ]


def _share_features(
    registry: EntityRegistry,
    anaphor: Anaphor,
    candidate: Candidate,
    candidates: Sequence[Candidate],
) -> list[float]:
    """The candidate among all that are possible."""
    entity = candidate.entity
    against = {"m": ("she", "f"), "f": ("he", "m")}.get(anaphor.gender, ())
    mentions = sum(other.count for other in candidates)
    quotation = registry.quotation(anaphor.start)
    speaker = speaker_of(registry, quotation) if quotation >= 0 else None
    unlike = anaphor.proper - {word.lower() for word in entity.name.split()} - entity.words
    return [
        float(candidate.ahead),
        float(candidate.count == 0),
        log1p(len(candidates)) / 3,
        candidate.count / max(1, mentions),
        min(sum(entity.anaphor_counts.get(kind, 0) for kind in against), 2) / 2,
        float(bool(unlike)),
        float(entity.only_for_they),
        float(speaker is not None),
        float(speaker is entity),
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
    own_modifiers = anaphor.words - {anaphor.head, "the", "of", "’s", "'s", "former"}
    shared = len(own_modifiers & entity_words) / len(own_modifiers) if own_modifiers else 0.5
    loose = anaphor.head in lexicon.loose
    return (
        float(anaphor.head in entity.heads),
        shared,
        float(loose),
        float(loose and bool(entity.heads & lexicon.loose)),
        float(bool(entity.roles)),
    )
