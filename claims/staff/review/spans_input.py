"""What a curator typed or selected, as spans and speakers.

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
MOST_PIECES = 40


class ReadingError(Exception):
    """What was typed can't be read; the message says why and what to do."""


def pieces(typed: str, text: str, name: str) -> Spans:
    """One piece a line, in any order; ``name`` is what the error calls them."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_PIECES:
        raise ReadingError(f"{name}: {len(lines)} pieces; {MOST_PIECES} is the most.")
    return _in_order([_piece(line, text, name) for line in lines], name)


def typed(spans: Iterable[Any]) -> str:
    """The same, the other way round."""
    return "\n".join(f"{start}-{end}" for start, end in spans)


def _piece(line: str, text: str, name: str) -> Span:
    if place := PLACE.fullmatch(line):
        start, end = int(place[1]), int(place[2])
        if not 0 <= start < end <= len(text):
            raise ReadingError(
                f"{name}: {line} is no place in this text, which has {len(text)} characters."
            )
        return Span(start, end)
    return _found(line, text, name)


def _found(line: str, text: str, name: str) -> Span:
    """The words' place. Line breaks and spaces count alike: a copied text has lost which it was."""
    words, number = line, 0
    if (numbered := NUMBERED.fullmatch(line)) and not _places(line, text):
        words, number = numbered[1], int(numbered[2])
    places = _places(words, text)
    if not places:
        raise ReadingError(f"{name}: “{_short(words)}” does not stand in this text.")
    if number > len(places):
        raise ReadingError(f"{name}: “{_short(words)}” stands there only {len(places)} times.")
    if len(places) > 1 and not number:
        raise ReadingError(
            f"{name}: “{_short(words)}” stands there {len(places)} times. "
            f"Say which by a number at the end, [1] to [{len(places)}]."
        )
    return places[number - 1 if number else 0]


def _places(words: str, text: str) -> list[Span]:
    pattern = r"\s+".join(re.escape(word) for word in SPACE.split(words.strip()))
    return [Span(*found.span()) for found in re.finditer(pattern, text)]


def _in_order(spans: list[Span], name: str) -> Spans:
    """Sorted; two that touch or repeat are one, two that overlap are refused."""
    joined: list[Span] = []
    for span in sorted(set(spans)):
        if joined and span.start < joined[-1].end:
            raise ReadingError(f"{name}: two pieces overlap; give each place once.")
        if joined and span.start == joined[-1].end:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"


def speaker(picked: str, name: str) -> Speaker:
    """The picked one, by its address, unless another name was typed over it; else by name.

    A name has to be one speaker's only. A merged one stands for its heir.
    """
    typed = name.strip()
    known = Speaker.objects.filter(slug=picked).select_related("merged_into").first()
    if known and (not typed or fold_name(typed) == fold_name(known.name)):
        return _heir(known)
    meant = Q(name__iexact=typed, merged_into=None) | Q(slug=typed.lower())
    exact = Speaker.objects.filter(meant)
    found = list((exact or Speaker.objects.spelt(typed)).select_related("merged_into")[:6])
    if not found:
        raise ReadingError(
            f"There is no speaker “{_short(typed or picked)}”. Check the spelling, "
            f"or tick “make a new speaker of this name”."
        )
    if len(found) > 1:
        which = ", ".join(f"{one.name} ({one.slug})" for one in found)
        raise ReadingError(f"Several speakers are called so: {which}. Type the part in brackets.")
    return _heir(found[0])


def _heir(speaker: Speaker) -> Speaker:
    while speaker.merged_into:
        speaker = speaker.merged_into
    return speaker
