"""Parse typed or selected text as spans and speakers.

A piece of text is given as its place, ``120-184`` (code points, end exclusive), or as its words.
Words that stand more than once say which they are by a number at their end: ``he said [2]``.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from claims.extraction.folding import fold_name
from claims.models import Span, Speaker
from claims.models.spans import Spans

PLACE = re.compile(r"(\d{1,9})\s*[-–]\s*(\d{1,9})")
NUMBERED = re.compile(r"(.+?)\s*\[(\d{1,4})\]", re.DOTALL)
SPACE = re.compile(r"\s+")
MAX_PIECES = 40


class InputError(Exception):
    """What was typed can't be parsed; the message says why and what to do."""


def parse_pieces(typed: str, text: str, name: str) -> Spans:
    """One piece a line, in any order; ``name`` is what the error calls them."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MAX_PIECES:
        raise InputError(f"{name}: {len(lines)} pieces; {MAX_PIECES} is the most.")
    return _sort_and_join([_piece(line, text, name) for line in lines], name)


def as_text(spans: Iterable[Any]) -> str:
    """Spans as the text that ``parse_pieces`` reads."""
    return "\n".join(f"{start}-{end}" for start, end in spans)


def _piece(line: str, text: str, name: str) -> Span:
    if place := PLACE.fullmatch(line):
        start, end = int(place[1]), int(place[2])
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"{name}: {line} is not a place in this text, which has {len(text)} characters."
            )
        return Span(start, end)
    return _span_of_words(line, text, name)


def _span_of_words(line: str, text: str, name: str) -> Span:
    """The span of these words; line breaks and spaces count alike."""
    words, number = line, 0
    if (numbered := NUMBERED.fullmatch(line)) and not _places(line, text):
        words, number = numbered[1], int(numbered[2])
    places = _places(words, text)
    if not places:
        raise InputError(f"{name}: “{shorten(words)}” is not in this text.")
    if number > len(places):
        raise InputError(f"{name}: “{shorten(words)}” occurs only {len(places)} times.")
    if len(places) > 1 and not number:
        raise InputError(
            f"{name}: “{shorten(words)}” occurs {len(places)} times. "
            f"Add which one as a number at the end, [1] to [{len(places)}]."
        )
    return places[number - 1 if number else 0]


def _places(words: str, text: str) -> list[Span]:
    pattern = r"\s+".join(re.escape(word) for word in SPACE.split(words.strip()))
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _sort_and_join(spans: list[Span], name: str) -> Spans:
    """Sorted; two that touch or repeat are one, two that overlap are refused."""
    joined: list[Span] = []
    for span in sorted(set(spans)):
        if joined and span.start < joined[-1].end:
            raise InputError(f"{name}: two pieces overlap; give each place once.")
        if joined and span.start == joined[-1].end:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def shorten(words: str) -> str:
    """The words for a message."""
    return words if len(words) <= 60 else f"{words[:59]}…"


def parse_speaker(picked: str, name: str) -> Speaker:
    """The picked speaker, by its slug, unless another name was typed over it; else by name.

    The name must be of one speaker only. Of a merged one it is the speaker it was merged into.
    """
    typed = name.strip()
    picked_speaker = Speaker.objects.filter(slug=picked).select_related("merged_into").first()
    if picked_speaker and (not typed or fold_name(typed) == fold_name(picked_speaker.name)):
        return picked_speaker.follow_merges()
    by_name = Q(name__iexact=typed, merged_into=None) | Q(slug=typed.lower())
    exact = Speaker.objects.filter(by_name)
    candidates = list((exact or Speaker.objects.spelt(typed)).select_related("merged_into")[:6])
    if not candidates:
        raise InputError(
            f"There is no speaker “{shorten(typed or picked)}”. Check the spelling, "
            f"or tick “make a new speaker of this name”."
        )
    if len(candidates) > 1:
        which = ", ".join(f"{candidate.name} ({candidate.slug})" for candidate in candidates)
        raise InputError(f"Several speakers have this name: {which}. Type the part in brackets.")
    return candidates[0].follow_merges()
