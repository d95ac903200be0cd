"""Confidence in words, in one place for every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import glossary

if TYPE_CHECKING:
    from claims.models import Attribution

LIKELY = 0.8  # from this confidence on pages say "likely", below it "doubtful"
CERTAIN = "certain"  # settled by a curator, whatever the extractor's confidence


def in_words(attribution: Attribution) -> str:
    """certain, likely or doubtful."""
    if attribution.is_settled:
        return CERTAIN
    return "likely" if attribution.confidence >= LIKELY else "doubtful"


def in_a_phrase(attribution: Attribution) -> str:
    """How sure we are, and whether somebody has checked it: for readers, in one phrase."""
    if attribution.is_settled:
        return glossary.reviews()[attribution.status]
    of_what = of_speaker_and_words(attribution) if attribution.speaker_id else "speaker not clear"
    sentence = f"found by machine, not checked: {of_what}"
    return f"doubtful, {sentence}" if is_doubtful(attribution) else sentence


def of_speaker_and_words(attribution: Attribution) -> str:
    """The machine's figure with what it is the probability of."""
    return f"{percent(attribution.confidence)} sure of speaker and words"


def in_words_and_percent(attribution: Attribution) -> str:
    """ "likely, 92%"; what is certain has no figure."""
    words = in_words(attribution)
    return words if words == CERTAIN else f"{words}, {percent(attribution.confidence)}"


def is_doubtful(attribution: Attribution) -> bool:
    return in_words(attribution) == "doubtful"


def percent(confidence: float) -> str:
    """Rounded, but never over a line that it is below: 79.9% is doubtful, 99.9% not settled."""
    rounded = int(confidence * 100 + 0.5)
    for line in (LIKELY, 1.0):
        if confidence < line:
            rounded = min(rounded, int(line * 100 + 0.5) - 1)
            break
    return f"{rounded}%"
