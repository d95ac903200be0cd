"""Confidence in words, in one place for every page."""

from claims.filters.fields import LIKELY


def in_words(confidence: float) -> str:
    return "likely" if confidence >= LIKELY else "doubtful"


def percent(confidence: float) -> str:
    """Rounded down, so that 69.9 % never stands as 70 % beside "doubtful"."""
    return f"{int(confidence * 100 + 1e-9)} %"
