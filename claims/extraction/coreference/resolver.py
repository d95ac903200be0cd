"""Who each pronoun and definite description of an article is, by a small network (training/).

It scores every entity mentioned before against "nobody of them"; an entity is taken only when it
is likelier than all others together. Mentions are settled in text order, and each counts among
what is known of its entity for the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

import onnxruntime

from claims.extraction.coreference import detection
from claims.extraction.coreference.candidates import (
    MAX_MENTIONS_BACK,
    Anaphor,
    Candidate,
    find_candidates,
)
from claims.extraction.coreference.clauses import place_of
from claims.extraction.coreference.dialogue import (
    CONTINUED_PROBABILITY,
    asker,
    outer_sources,
    speaker_before,
)
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.evidence import candidate_features, gender_fit
from claims.extraction.parsing.syntax import subject_of
from claims.extraction.spans import any_contains
from claims.extraction.types import MentionKind, Spans

# Of an entity's probability, to be taken: the mean of networks is seldom sure.
MIN_PROBABILITY = 0.4
# Training has few sources among its pronouns; what is a source is hardly ever nobody.
NOBODY_SPEAKS_FACTOR = 0.2
REFLEXIVE_ROLES = ("dobj", "pobj", "dative")  # places of "himself" that the subject binds
REFLEXIVE_PROBABILITY = 0.95  # the subject, where the parse is right
# Training has mostly people of one gender side by side, and leans on names too little.
MODIFYING_ROLES = ("compound", "nmod", "amod")  # of a name that only tells which thing it is
MIN_GENDER_FIT, MISNAMED = -1.2, 0.05
# "Otto" is a man's name enough where "Nia" stands beside it for a "she".
DOUBTFUL_GENDER_FIT, MAX_FIT_GAP = -0.5, 2.0
OPEN_PROBABILITY = 0.65  # where the paragraph before has two who may be meant
SUBJECT_BEFORE_FACTOR = 4.0  # for whom the sentence before was about, and nobody else who fits


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a mention is, None for nobody known; ``probability`` that this is right."""

    entity: Entity | None
    probability: float


def last_subject(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> int | None:
    """The number of the one person who was the subject of the sentence before, for "he" and "she"
    in subject place: nobody else who fits may stand in either sentence."""
    if anaphor.kind not in ("he", "she") or anaphor.token.dep_ != "nsubj":
        return None
    place, paragraph = registry.sentence(anaphor.start), registry.paragraph(anaphor.start)
    near = [
        number
        for number, candidate in enumerate(candidates)
        if place - registry.sentence(candidate.last.start) <= 1
        and registry.paragraph(candidate.last.start) == paragraph
        and registry.quotation(candidate.last.start) < 0
    ]
    if len(near) != 1 or not candidates[near[0]].last.subject:
        return None
    entity = candidates[near[0]].entity
    fits = entity.kind is MentionKind.PERSON and gender_fit(registry, anaphor, entity) >= 0
    return near[0] if fits else None


def _is_open(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate], best: int
) -> bool:
    """ "Ida Lund rang Mia Dahl. ¶ *She* said": the paragraph before has two who fit."""
    if not anaphor.is_source or anaphor.kind not in ("he", "she"):
        return False
    paragraph = registry.paragraph(anaphor.start)
    told = [c for c in candidates if registry.quotation(c.last.start) < 0 and not c.ahead]
    places = [paragraph - registry.paragraph(candidate.last.start) for candidate in told]
    nearest = min(places, default=0)
    near = [c for c, away in zip(told, places, strict=True) if away == nearest]
    fitting = [c for c in near if gender_fit(registry, anaphor, c.entity) > DOUBTFUL_GENDER_FIT]
    spoke = [candidate for candidate in fitting if candidate.last.spoke]
    return nearest > 0 and len(fitting) > 1 and spoke != [candidates[best]]


def bound_subject(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> int | None:
    """The number of the subject of its clause for "himself": nobody else can be meant there."""
    token = anaphor.token
    if not token.lower_.endswith(("self", "selves")) or token.dep_ not in REFLEXIVE_ROLES:
        return None
    clauses = place_of(token).clauses
    subject = subject_of(registry.doc[clauses[0]]) if clauses else None
    numbers = [
        number
        for number, candidate in enumerate(candidates)
        if subject is not None and candidate.last.token == subject.i
    ]
    many = [number for number in numbers if candidates[number].entity.plural]
    numbers = many if anaphor.kind == "they" and many else numbers
    return numbers[0] if numbers else None


def name_fits(
    registry: EntityRegistry, anaphor: Anaphor, candidate: Candidate, best_fit: float
) -> bool:
    """Does no given name say plainly that "she" is a man, nor less plainly than another fits?"""
    fit = gender_fit(registry, anaphor, candidate.entity)
    is_full = any(form.is_full for form in candidate.entity.forms)
    if not is_full or candidate.entity.gender:
        return True
    return fit > MIN_GENDER_FIT and (fit > DOUBTFUL_GENDER_FIT or best_fit - fit < MAX_FIT_GAP)


def can_speak(entity: Entity) -> bool:
    return not (entity.only_for_they or entity.place and not entity.party)


def names_speaker(registry: EntityRegistry, entity: Entity, words: Spans, source: int) -> bool:
    """Whether words name an entity as nobody names himself: in quotation marks, or behind the
    source. “Brenn is well,” the officer said; *he* said Brenn was well. "The Brenn case" may be.
    """
    quoted = registry.quotation(words[0].start + 1) >= 0
    if not quoted and words[0].start < source:
        return False  # "Brenn would win, he said"
    mentions = islice(registry.before(words[-1].end), MAX_MENTIONS_BACK)
    return any(
        mention.entity is entity
        and not mention.pronoun
        and registry.doc[mention.token].text[:1].isupper()
        and registry.doc[mention.token].dep_ not in MODIFYING_ROLES
        and any_contains(words, mention)
        for mention in mentions
    )


def is_named_outside(
    registry: EntityRegistry, candidate: Candidate, words: Spans, source: int
) -> bool:
    """Whether who says these words can be somebody whom they name: only who was spoken of before
    without them. “He promised it by Diwali,” she said."""
    if not words:
        return True
    if names_speaker(registry, candidate.entity, words, source):
        return False
    if candidate.last.start < words[0].start:
        return True
    mentions = islice(registry.before(words[0].start), MAX_MENTIONS_BACK)
    before = any(mention.entity is candidate.entity for mention in mentions)
    return before or not any_contains(words, candidate.last)


class MentionResolver:
    """The network; one a process."""

    def __init__(self, graph: onnxruntime.InferenceSession) -> None:
        self._graph = graph

    def resolve_all(
        self, registry: EntityRegistry, sources: Mapping[int, Spans] = MappingProxyType({})
    ) -> dict[int, Resolution]:
        """Each pronoun and description by its token, settled where it is clear.

        ``sources`` are the tokens that words are attributed to, with those words.
        """
        registry.outer_sources = outer_sources(registry.doc, sources)
        resolved: dict[int, Resolution] = {}
        for anaphor in detection.anaphors(registry, sources):
            own_words = sources.get(anaphor.token.i, ())
            resolution = resolved[anaphor.token.i] = self.resolve(registry, anaphor, own_words)
            if resolution.entity is not None:
                detection.settle(registry, anaphor, resolution.entity)
            elif anaphor.kind in ("noun", "body"):
                detection.introduce(registry, anaphor)
        return resolved

    def resolve(
        self, registry: EntityRegistry, anaphor: Anaphor, own_words: Spans = ()
    ) -> Resolution:
        """Who one mention is, given what is settled before it; ``own_words`` are what it says."""
        candidates = find_candidates(registry, anaphor)
        if not candidates:
            return Resolution(None, 1.0)
        if (bound := bound_subject(registry, anaphor, candidates)) is not None:
            return Resolution(candidates[bound].entity, REFLEXIVE_PROBABILITY)
        speaker = speaker_before(registry, anaphor, candidates)
        if speaker is not None and is_named_outside(
            registry, candidates[speaker], own_words, anaphor.start
        ):
            return Resolution(candidates[speaker].entity, CONTINUED_PROBABILITY)
        inputs = candidate_features(registry, anaphor, candidates)
        shares = self._graph.run(None, inputs)[0]  # of each candidate and of nobody
        best_fit = max(gender_fit(registry, anaphor, other.entity) for other in candidates)
        shares[:-1] *= [
            1.0 if name_fits(registry, anaphor, candidate, best_fit) else MISNAMED
            for candidate in candidates
        ]
        if (asking := asker(registry, anaphor, candidates)) is not None:
            shares[asking] = 0.0
        shares /= shares.sum()
        if (subject := last_subject(registry, anaphor, candidates)) is not None:
            shares[subject] *= SUBJECT_BEFORE_FACTOR
            shares /= shares.sum()
        if anaphor.is_source:
            shares[:-1] *= [
                can_speak(candidate.entity)
                and is_named_outside(registry, candidate, own_words, anaphor.start)
                for candidate in candidates
            ]
            # What went to those who cannot be meant was never said to be nobody's.
            shares[-1] *= NOBODY_SPEAKS_FACTOR * shares.sum()
            shares /= shares.sum()
        best = int(shares[:-1].argmax())
        if shares[best] < MIN_PROBABILITY:
            return Resolution(None, float(shares[-1]))
        probability = float(shares[best])
        if _is_open(registry, anaphor, candidates, best):
            probability = min(probability, OPEN_PROBABILITY)
        return Resolution(candidates[best].entity, probability)
