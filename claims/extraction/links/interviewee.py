"""Whom an interview is with, read off what stands before its first question."""

import re
from collections import Counter
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as EntitySpan

from claims.extraction.noun_phrases.reader import PRONOUNS
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import Span, Spans
from claims.extraction.word_lists import read_toml

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
INTERVIEWEE_WEIGHT, INTERVIEWER_WEIGHT = (
    3,
    -4,
)  # what "interview with X" and "interviewed by X" weigh beside a mention


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Patterns for the words just before and just after a name."""
    data = read_toml("turns")

    def any_of(phrases: str) -> str:
        return "|".join(re.escape(phrase.strip()) for phrase in phrases.split(","))

    owner = r"(?:(?:the\s+)?[^\W\d_][\w ]*['’]s?\s+)"
    return {
        "before": re.compile(rf"\b(?:{any_of(data['interviewed']['before'])})\s+(?:\w+\s+)?$"),
        "guest": re.compile(
            rf"(?P<guest>\w+),?\s+(?:{any_of(data['interviewer']['guest_verbs'])})\s+(?:\w+\s+)?$"
        ),
        "after": re.compile(rf"\s+(?:{any_of(data['interviewed']['after'])})\b"),
        "asking": re.compile(
            rf"(?:\b(?:{any_of(data['interviewer']['before'])})\s+|\b(?:to|with)\s+{owner})$",
            re.IGNORECASE,
        ),
    }


def interviewee(doc: Doc, end: int) -> Spans:
    """Where the person interviewed is named before ``end``; empty when nobody stands out.

    Each mention counts once; who "spoke", or was spoken to, counts more, the interviewer less.
    """
    people = [e for e in doc.ents if e.label_ == "PERSON" and e.end_char <= end]
    scores: Counter[str] = Counter()
    for person in people:
        scores[surname_key(person)] += 1 + _weight(text_of(doc), person, people)
    ranked = scores.most_common(2)
    if not ranked or len(ranked) > 1 and ranked[0][1] == ranked[1][1] or ranked[0][1] < 1:
        return ()
    mentions = [person for person in people if surname_key(person) == ranked[0][0]]
    fullest = max(mentions, key=lambda person: (len(person), -person.start))
    return (Span(fullest.start_char, fullest.end_char),)


def _weight(text: str, person: EntitySpan, people: list[EntitySpan]) -> int:
    before = text[max(0, person.start_char - 60) : person.start_char]
    if _patterns()["asking"].search(before):
        return INTERVIEWER_WEIGHT
    guest = _patterns()["guest"].search(before)
    if guest is not None:  # "Tveit spoke to Ida Brok", "she spoke to Ida Brok"
        word = guest["guest"].lower()
        if word in PRONOUNS and word != "we" or word in map(surname_key, people):
            return INTERVIEWER_WEIGHT
    after = text[person.end_char : person.end_char + 30]
    spoken = _patterns()["before"].search(before) or _patterns()["after"].match(after)
    return INTERVIEWEE_WEIGHT if spoken else 0


def surname_key(person: EntitySpan) -> str:
    parts: list[str] = _WORD.findall(person.text.lower().removesuffix("’s").removesuffix("'s"))
    return parts[-1] if parts else ""
