"""The origin of a wording: verbatim speech, reported speech, or the writer's own words.

Pure but for the records it is given.
"""

import re
from enum import StrEnum

from claims.extraction.spans import any_contains, any_overlap
from claims.extraction.types import Span
from claims.models import Quotation, Statement
from claims.presentation import citation

NEGATION = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|nobody|none|without|cannot|hardly)|\w+n['’]t)"
    r"(?:[^\w.!?;]+\w+){0,2}[^\w.!?;]*$",
    re.IGNORECASE,
)
NEGATION_CHARS = 60  # before the words in which a negation is looked for


class Speech(StrEnum):
    VERBATIM = "verbatim"  # the speaker's own words
    PARTLY = "partly_verbatim"  # some stand in quotation marks
    REPORTED = "reported"  # what the speaker said, in the article's words
    UNATTRIBUTED = "unattributed"  # in quotation marks, of nobody we know of
    WRITER = "writer"  # the writer's own words


def speech_of(statement: Statement, span: Span | None = None) -> Speech:
    """The origin of the statement's words that the ``span`` covers; without it, of all."""
    if statement.quotation != Quotation.MIXED:
        direct = statement.quotation == Quotation.DIRECT
        return Speech.VERBATIM if direct else Speech.REPORTED
    quoted = citation.quoted_spans(statement.words)
    if span is None or not quoted:
        return Speech.PARTLY
    if any_contains(quoted, span):
        return Speech.VERBATIM
    return Speech.PARTLY if any_overlap(quoted, (span,)) else Speech.REPORTED


def speech_in_text(text: str, span: Span) -> Speech:
    """The origin of words of an article that are in no statement."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    inside = any(
        quoted_span.start + start <= span.start and span.end <= quoted_span.end + start
        for quoted_span in citation.quoted_spans(line)
    )
    return Speech.UNATTRIBUTED if inside else Speech.WRITER


def negation_before(text: str, span: Span) -> str:
    """Words just before these that negate them: "has not"; empty if none do."""
    match = NEGATION.search(text[max(span.start - NEGATION_CHARS, 0) : span.start])
    return " ".join(match[0].split()) if match else ""
