"""Confidence in words, in one place for every page."""

from claims.filters.fields import LIKELY
from claims.models import Attribution, Status


def in_words(confidence: float) -> str:
    return "likely" if confidence >= LIKELY else "doubtful"


def is_doubtful(attribution: Attribution) -> bool:
    """What a curator has settled is not, whatever the machine made of it."""
    return attribution.status == Status.UNREVIEWED and attribution.confidence < LIKELY


def percent(confidence: float) -> str:
    """Rounded down, so that 69.9 % never stands as 70 % beside "doubtful"."""
    return f"{int(confidence * 100 + 1e-9)} %"
