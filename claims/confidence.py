"""Confidence in words, in one place for every page."""

from claims.models import Attribution

LIKELY = 0.7  # from this confidence on pages say "likely", below it "doubtful"
CERTAIN = "certain"  # settled by a curator, whatever the extractor's confidence


def in_words(attribution: Attribution) -> str:
    """certain, likely or doubtful."""
    if attribution.is_settled:
        return CERTAIN
    return "likely" if attribution.confidence >= LIKELY else "doubtful"


def in_words_and_percent(attribution: Attribution) -> str:
    """ "likely, 92 %"; what is certain has no figure."""
    words = in_words(attribution)
    return words if words == CERTAIN else f"{words}, {percent(attribution.confidence)}"


def is_doubtful(attribution: Attribution) -> bool:
    return in_words(attribution) == "doubtful"


def percent(confidence: float) -> str:
    """Rounded down, so that 69.9 % never stands as 70 % beside "doubtful"."""
    return f"{int(confidence * 100 + 1e-9)} %"
