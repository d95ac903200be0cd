"""What statements say and on which side they stand, from their words and their cues."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.propositions.denials import is_anaphoric, proposition_words
from claims.propositions.reader import PropositionReader, ReadingRequest
from claims.propositions.stances import StanceKind, stance_of
from claims.propositions.types import NO_PROPOSITION, Proposition


@dataclass(frozen=True, slots=True)
class StatedRequest:
    """A statement with the cue that attributes it and that cue's act, "" for none.

    ``unsaid``: the text says that it was not said: "declined to condemn the invasion".
    """

    reading: ReadingRequest
    cue: str = ""
    act: str = ""
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class StatedProposition:
    """``anaphoric``: the proposition is an earlier statement's, "the accusations", "this"."""

    proposition: Proposition
    stance: StanceKind
    anaphoric: bool


def read_stated(
    reader: PropositionReader, requests: Sequence[StatedRequest]
) -> list[StatedProposition]:
    """Each statement read; of a denial, a doubt or a repetition what it is about."""
    readings = [request.reading for request in requests]
    propositions = reader.read_all(readings)
    stances = [
        stance_of(request.reading.text, request.cue, request.act, proposition)
        for request, proposition in zip(requests, propositions, strict=True)
    ]
    words = [proposition_words(r.text, s) for r, s in zip(readings, stances, strict=True)]
    cut = [number for number, reading in enumerate(readings) if words[number] != reading.text]
    anew = reader.read_all([replace(readings[number], text=words[number]) for number in cut])
    for number, proposition in zip(cut, anew, strict=True):
        propositions[number] = proposition
    for number, request in enumerate(requests):
        if request.unsaid:
            propositions[number] = NO_PROPOSITION
    return [
        StatedProposition(proposition, stance, is_anaphoric(reading.text, stance))
        for reading, proposition, stance in zip(readings, propositions, stances, strict=True)
    ]
