"""What speaks for and against an entity being what a mention means, as numbers.

The resolver (``resolver.py``) is trained on the same numbers as it reads here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
from claims.extraction.parsing.spacy_pipeline import all_tokens
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


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What counts alike for every candidate of an anaphor, read once."""

    kinds: list[float]  # of KINDS, 1 for the anaphor's
    sentence: int
    paragraph: int
    quotation: int
    speaker: Entity | None  # of that quotation
    place: ParsePlace
    clause: int  # the token that the anaphor hangs on
    is_subject: bool
    is_possessive: bool
    is_reflexive: bool
    count: int  # candidates
    mentions: int  # of them all
    spoke_last: int  # mentions ago that one of them spoke


def _surroundings(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> _Surroundings:
    token, quotation = anaphor.token, registry.quotation(anaphor.start)
    return _Surroundings(
        kinds=[float(anaphor.kind == kind) for kind in KINDS],
        sentence=registry.sentence(anaphor.start),
        paragraph=registry.paragraph(anaphor.start),
        quotation=quotation,
        speaker=speaker_of(registry, quotation) if quotation >= 0 else None,
        place=place_of(token),
        clause=(token.head if token.dep_ != "poss" else token.head.head).i,
        is_subject=token.dep_ in SUBJECTS,
        is_possessive=token.lower_ in POSSESSIVE,
        is_reflexive=token.lower_.endswith(("self", "selves")),
        count=len(candidates),
        mentions=sum(candidate.count for candidate in candidates),
        spoke_last=min((candidate.spoke for candidate in candidates), default=MAX_MENTIONS_BACK),
    )


def candidate_features(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> dict[str, Floats]:
    """The resolver's inputs: (k, FEATURE_COUNT) numbers; vectors of anaphor, last mention, name."""
    vectors = vectors_of(registry.doc)
    around = _surroundings(registry, anaphor, candidates)
    numbers = np.array(
        [
            [
                *_mention_features(registry, anaphor, candidate, rank, around),
                *_parse_features(registry, candidate, around),
                *_share_features(anaphor, candidate, around),
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
    around: _Surroundings,
) -> list[float]:
    entity, last = candidate.entity, candidate.last
    sentences = around.sentence - registry.sentence(last.start)
    head = all_tokens(registry.doc)[last.token].head.i
    return [
        *around.kinds,
        *_distance(registry, anaphor, last, rank, sentences, around),
        *_last_mention(registry, last, around),
        *_mention_counts(candidate, around),
        *_entity(anaphor, entity),
        float(head == around.clause and sentences == 0),
        float(around.is_subject),
        float(around.is_possessive),
        gender_fit(registry, anaphor, entity),
        *_description(anaphor, entity),
    ]


def _distance(
    registry: EntityRegistry,
    anaphor: Anaphor,
    last: Mention,
    rank: int,
    sentences: int,
    around: _Surroundings,
) -> tuple[float, ...]:
    """How far back the last mention stands: tokens, sentences, paragraphs, other candidates."""
    paragraphs = around.paragraph - registry.paragraph(last.start)
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


def _last_mention(
    registry: EntityRegistry, last: Mention, around: _Surroundings
) -> tuple[float, ...]:
    """What the last mention is, and which of the two stand in a quotation."""
    own, other = around.quotation, registry.quotation(last.start)
    return (
        float(last.subject),
        float(last.pronoun),
        float(last.possessor),
        float(other >= 0),
        float(own >= 0),
        float(own == other >= 0),
    )


def _mention_counts(candidate: Candidate, around: _Surroundings) -> tuple[float, ...]:
    """How often it was mentioned, and whether it was the last to speak."""
    return (
        min(candidate.count, 6) / 3,
        min(candidate.subjects, 4) / 2,
        float(candidate.spoke == around.spoke_last < MAX_MENTIONS_BACK),
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
    registry: EntityRegistry, candidate: Candidate, around: _Surroundings
) -> list[float]:
    """Where the candidate's last mention stands in the parse, beside the anaphor."""
    own = around.place
    last = place_of(all_tokens(registry.doc)[candidate.last.token])
    clause = last.clauses[0] if last.clauses else -1
    level = own.clauses.index(clause) if clause in own.clauses else -1
    above = level >= 0 and last.argument and last.role == SUBJECT
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
        float(beside and not around.is_reflexive),
        float(beside and around.is_reflexive),
    ]


def _share_features(anaphor: Anaphor, candidate: Candidate, around: _Surroundings) -> list[float]:
    """The candidate among all that are possible."""
    entity = candidate.entity
    against = {"m": ("she", "f"), "f": ("he", "m")}.get(anaphor.gender, ())
    unlike = anaphor.proper and anaphor.proper - entity.known_words
    return [
        float(candidate.ahead),
        float(candidate.count == 0),
        log1p(around.count) / 3,
        candidate.count / max(1, around.mentions),
        min(sum(entity.anaphor_counts.get(kind, 0) for kind in against), 2) / 2,
        float(bool(unlike)),
        float(entity.only_for_they),
        float(around.speaker is not None),
        float(around.speaker is entity),
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
    entity_words = entity.known_words | entity.heads
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
