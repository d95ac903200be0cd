"""Pairs of statements that say the same or nearly: real ones reworded and changed by rules."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from claim_changes import CHANGES
from claim_rewordings import REWORDINGS
from spacy.language import Language

MIN_WORDS, MAX_WORDS = 8, 45


@dataclass(frozen=True, slots=True)
class MadePair:
    first: str
    second: str
    same: bool
    kind: str


def make_pairs(texts: list[str], nlp: Language, seed: int) -> Iterator[MadePair]:
    """Of each text one rewording and one near miss, half of the misses reworded as well."""
    chance = random.Random(seed)
    for text in texts:
        doc = nlp(text)
        kind = chance.choice(list(REWORDINGS))
        if (other := REWORDINGS[kind](doc, chance)) and other != text:
            yield MadePair(text, other, True, kind)
        kind = chance.choice(list(CHANGES))
        if (other := CHANGES[kind](doc, chance)) and other != text:
            if chance.random() < 0.5:
                again = nlp(other)
                other = REWORDINGS[chance.choice(list(REWORDINGS))](again, chance) or other
            yield MadePair(text, other, False, kind)
