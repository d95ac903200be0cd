"""Who each pronoun and definite description of an article is, by a small network (training/).

It scores every entity mentioned before against "nobody of them"; an entity is taken only when it
is likelier than all others together. Mentions are settled in text order, and each counts among
what is known of its entity for the next.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import onnxruntime

from claims.extraction.coreference import detection
from claims.extraction.coreference.entities import Cast, Member
from claims.extraction.coreference.evidence import (
    Anaphor,
    Candidate,
    candidates,
    evidence,
    gender_fit,
)
from claims.extraction.types import MentionKind

LEAST = 0.5  # of an entity's probability, to be taken
# Training has few sources among its pronouns; what is a source is hardly ever nobody.
NOBODY_SPEAKS = 0.2
FOLLOWS_SUBJECT = 4.0  # for whom the sentence before was about, and nobody else who fits


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a mention is, None for nobody known; ``probability`` that this is right."""

    member: Member | None
    probability: float


def last_subject(cast: Cast, anaphor: Anaphor, entities: Sequence[Candidate]) -> int | None:
    """The number of the one person who was the subject of the sentence before, for "he" and "she"
    in subject place: nobody else who fits may stand in either sentence."""
    if anaphor.kind not in ("he", "she") or anaphor.token.dep_ != "nsubj":
        return None
    place, paragraph = cast.sentence(anaphor.start), cast.paragraph(anaphor.start)
    near = [
        number
        for number, entity in enumerate(entities)
        if place - cast.sentence(entity.last.start) <= 1
        and cast.paragraph(entity.last.start) == paragraph
        and cast.quotation(entity.last.start) < 0
    ]
    if len(near) != 1 or not entities[near[0]].last.subject:
        return None
    member = entities[near[0]].member
    fits = member.kind is MentionKind.PERSON and gender_fit(cast, anaphor, member) >= 0
    return near[0] if fits else None


def can_speak(member: Member) -> bool:
    return not (member.background or member.place and not member.party)


class MentionResolver:
    """The network; one a process."""

    def __init__(self, graph: onnxruntime.InferenceSession) -> None:
        self._graph = graph

    def resolve_all(self, cast: Cast, sources: Collection[int] = ()) -> dict[int, Resolution]:
        """Each pronoun and description by its token, settled in the cast where it is clear.

        ``sources`` are the tokens that words are attributed to.
        """
        resolved: dict[int, Resolution] = {}
        for anaphor in detection.anaphors(cast, sources):
            resolution = resolved[anaphor.token.i] = self.resolve(cast, anaphor)
            if resolution.member is not None:
                detection.settle(cast, anaphor, resolution.member)
            elif anaphor.kind in ("noun", "body"):
                detection.introduce(cast, anaphor)
        return resolved

    def resolve(self, cast: Cast, anaphor: Anaphor) -> Resolution:
        """Who one mention is, given what is settled before it."""
        entities = candidates(cast, anaphor)
        if not entities:
            return Resolution(None, 1.0)
        inputs = evidence(cast, anaphor, entities)
        shares = self._graph.run(None, inputs)[0]  # of each candidate and of nobody
        if (subject := last_subject(cast, anaphor, entities)) is not None:
            shares[subject] *= FOLLOWS_SUBJECT
            shares /= shares.sum()
        if anaphor.is_source:
            shares[:-1] *= [can_speak(candidate.member) for candidate in entities]
            shares[-1] *= NOBODY_SPEAKS
            shares /= shares.sum()
        best = int(shares[:-1].argmax())
        if shares[best] < LEAST:
            return Resolution(None, float(shares[-1]))
        return Resolution(entities[best].member, float(shares[best]))
