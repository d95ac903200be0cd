"""Who a source is, how sure that is, and why."""

from dataclasses import dataclass

from claims.extraction.coreference.entities import Entity
from claims.extraction.noun_phrases.phrase import NounPhrase

# How sure it is who speaks (statement_confidence.py).
UNRESOLVED_FACTOR = 0.5  # nobody who can speak, or nobody is found
INFERRED_FACTOR = 0.85  # the words settle it, but for what the text leaves unsaid
UNCLEAR_FACTOR = 0.7  # "the driver", and nothing tells who that is


@dataclass(frozen=True, slots=True)
class Answer:
    """Who it is; ``factor`` is how sure that is, ``notes`` say why."""

    entity: Entity | None
    factor: float = 1.0
    notes: tuple[str, ...] = ()


def answer_from(phrase: NounPhrase, entity: Entity, probability: float) -> Answer:
    """The resolver's answer; "the driver", who was never made clear, is not made so by "he"."""
    vague = not entity.named and not entity.certain
    note = f"“{phrase.text}” is taken for {entity.name}."
    return Answer(entity, probability * (UNCLEAR_FACTOR if vague else 1.0), (note,))
