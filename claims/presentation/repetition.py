"""Repetition: a statement that its article tells several times: in headline, bullet and lead."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Prefetch

from claims import rights
from claims.models import Attribution, Statement
from claims.presentation import citation

WORD = re.compile(r"[^\W\d_]{4,}")  # shorter words say little of what a statement is about
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# The shorter of two wordings counts as the other told again if so many of its words are in it …
MIN_SHARED = 0.75
# … and it has so many of them: "talks" alone is in everything.
MIN_WORDS = 3

Speech = tuple[int, int, bool]  # article, speaker, whether the speaker denies the words


class _Wording(NamedTuple):
    """What is compared of a statement's words."""

    words: set[str]
    numbers: set[str]

    def says_the_same_as(self, other: "_Wording") -> bool:
        fewer, more = sorted((self.words, other.words), key=len)
        if len(fewer) < MIN_WORDS or self.numbers != other.numbers:
            return False
        return len(fewer & more) >= MIN_SHARED * len(fewer)


def collapse(
    statements: Iterable[Statement], filter_listed: Callable[[set[int]], set[int]] | None = None
) -> list[Statement]:
    """The statements, in the same order, without those that repeat another of their list.

    Each has ``repeats``: all others of its article that say the same, wherever they are listed.
    ``filter_listed`` leaves of some ids those in the list of which this is a page, and the first of
    them in the text is the one that is shown, on its page. Without it, the first of ``statements``.
    """
    page = list(statements)
    groups = _groups(page)
    on_page = [statement.pk for statement in page]
    in_list = set(on_page)
    if filter_listed:
        in_list |= filter_listed({other.pk for group in groups.values() for other in group})
    lead_statements: list[Statement] = []
    for statement in page:
        group = groups.get(statement.pk, [statement])
        statement.repeats = [other for other in group if other != statement]  # type: ignore[attr-defined]
        order = [other.pk for other in group] if filter_listed else on_page
        ids = {other.pk for other in group} & in_list
        if statement.pk == min(ids, key=order.index):
            lead_statements.append(statement)
    return lead_statements


def _groups(page: list[Statement]) -> dict[int, list[Statement]]:
    """Id of a statement → those of its article that say the same, in the order of the text."""
    speeches: dict[Speech, list[Statement]] = defaultdict(list)
    for statement in sorted([*page, *_others(page)], key=attrgetter("start", "pk")):
        if (speech := _speech(statement)) and rights.shows_words(statement):
            speeches[speech].append(statement)
    groups: dict[int, list[Statement]] = {}
    for speech_statements in speeches.values():
        firsts: list[tuple[_Wording, list[Statement]]] = []
        for statement in speech_statements:
            wording = _wording(statement)
            group = next((g for first, g in firsts if first.says_the_same_as(wording)), None)
            if group is None:
                group = []
                firsts.append((wording, group))
            group.append(statement)
            groups[statement.pk] = group
    return groups


def _others(page: list[Statement]) -> list[Statement]:
    """What else the speakers of these statements say in the articles of these."""
    articles = {statement.article_id: statement.article for statement in page}
    speakers = {speech[1] for statement in page if (speech := _speech(statement))}
    if not speakers:
        return []
    live = Prefetch("attributions", Attribution.objects.live(), to_attr="prefetched_live")
    rows = Statement.objects.public().filter(
        public_row__article__in=articles, public_row__speaker__in=speakers
    )
    others = rows.exclude(pk__in=[statement.pk for statement in page]).order_by()
    others = others.defer("search").prefetch_related(live)
    for other in others:
        other.article = articles[other.article_id]
    return list(others)


def _speech(statement: Statement) -> Speech | None:
    """Who says it where, and whether they stand behind the words; an unknown speaker is nobody."""
    attribution = statement.live_attribution
    if attribution is None or attribution.speaker_id is None:
        return None
    return statement.article_id, attribution.speaker_id, citation.is_denial(attribution)


def _wording(statement: Statement) -> _Wording:
    words = {word.lower() for word in WORD.findall(statement.words)}
    return _Wording(words, set(NUMBER.findall(statement.words)))
