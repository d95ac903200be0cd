"""What one search finds: statements, then speakers and articles; and what may have been meant.

Work is bounded, whatever is sought: only the newest matches are ranked, and none are counted beyond
those. docs/search.md says so to readers.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchRank
from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet

from articles.models import Article
from articles.search import small, telling, terms, visible, web_query
from claims import findable
from claims.called import called, nearly_called, parties_called, without_titles
from claims.filters.parties import counted
from claims.filters.rows import for_statements, period
from claims.models import Party, Shown, Speaker, SpeakerKind, Statement
from claims.models.speaker import SpeakerQuerySet
from claims.models.statement import StatementQuerySet
from claims.moments import Moment, moment
from claims.patience import TooLong, patience
from claims.resolution import fold

LONGEST = 500  # characters of a search
SPEAKERS, ARTICLES, BY = 8, 8, 3  # that are shown beside the statements
VOICED = 3  # statements of one speaker, before all others
DROPPED = 5  # words, each of which is tried to be left out of a search that found nothing
HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
SAYS = frozenset(("say", "says", "said", "saying", "quote", "quotes"))
NAME_WORDS = 4  # words of a name that is looked for within a search


class Bounds(NamedTuple):
    """``ranked``: of how many newest matches the best come first.

    A phrase of the commonest words may take long to be found nowhere: after ``patience``, in ms as
    PostgreSQL reads it, only the ``recent`` newest rows are looked through.
    """

    ranked: int
    patience: int
    recent: int


STATEMENTS_WITHIN = Bounds(ranked=500, patience=600, recent=50_000)
ARTICLES_WITHIN = Bounds(ranked=100, patience=100, recent=2_000)
A_LOOK = Bounds(ranked=0, patience=50, recent=1_000)
A_GLANCE = A_LOOK._replace(ranked=VOICED)


class Newest(NamedTuple):
    """Ids, newest first; ``recent``: how many rows were looked through, if not all."""

    ids: list[int]
    recent: int = 0


@dataclass(frozen=True, slots=True)
class Narrower:
    """The same search within what one speaker said: ``rest`` is sought, without the name.

    Where that is a ``party``, what they say of it. ``ids`` are the newest such statements; empty
    where it takes too long to tell.
    """

    speaker: Speaker
    rest: str
    party: Party | None
    ids: list[int]

    @property
    def filters(self) -> dict[str, str]:
        """As the list of statements takes them."""
        on = {"about": self.party.code} if self.party else {"q": self.rest}
        return {"speaker": self.speaker.slug, **on}

    def __str__(self) -> str:
        return f"{self.speaker} on {self.party or f'“{self.rest}”'}"


class Search:
    """One search. Each part is looked up when it is first asked for."""

    def __init__(self, words: str) -> None:
        self.words = visible(words.replace("\0", " "))[:LONGEST]
        self.terms = terms(self.words)

    @property
    def sayable(self) -> bool:
        """Whether there is a letter or digit to look for."""
        return any(sign.isalnum() for sign in self.words)

    @cached_property
    def names(self) -> str:
        """What may be a name: the telling words, without signs and what is to be left out."""
        sought = terms(telling(self.words))
        kept = [one.strip('"') for one in sought if one[0] != "-" and one.lower() != "or"]
        name = " ".join(one for one in kept if any(letter.isalnum() for letter in one))
        return name if len(name) > 1 else ""

    @cached_property
    def newest(self) -> Newest:
        """The newest statements that match, one more than are ranked."""
        if not self.sayable:
            return Newest([])
        return newest_of(with_words(self.words), self.terms, STATEMENTS_WITHIN)

    @cached_property
    def ranked(self) -> list[int]:
        return self.newest.ids[: STATEMENTS_WITHIN.ranked]

    @property
    def total(self) -> int:
        return len(self.ranked)

    @property
    def more(self) -> bool:
        """Whether there are more matches than are ranked."""
        return len(self.newest.ids) > self.total

    def statements(self, first: int, many: int) -> list[int]:
        """Ids, best first: many of the words, near each other, among few; then the newest."""
        rank = SearchRank(F("search"), web_query(self.words), cover_density=True, normalization=1)
        found = Statement.objects.filter(pk__in=self.ranked)
        best = found.annotate(rank=rank).order_by("-rank", "-pk").values_list("pk", flat=True)
        return list(best[first : first + many])

    @cached_property
    def untitled(self) -> str:
        """The name without titles: "President Xi" is Xi."""
        return " ".join(without_titles(self.names.split())) or self.names

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Whose name has every word of the search, most quoted first."""
        for name in dict.fromkeys((self.names, self.untitled)):
            if name and (found := list(called(name)[:SPEAKERS])):
                return found
        return []

    @cached_property
    def voice(self) -> Speaker | None:
        """The speaker whom the search names, and nothing else; titles aside.

        With whole words: "biden", not "bid". A part of the name will do for a person alone: who
        types "US" means others than some "US authorities".
        """
        sought = set(fold(self.untitled).split())
        for one in self.speakers:
            name = set(fold(one.name).split())
            person = one.kind == SpeakerKind.PERSON
            if not one.article_id and (sought == name or (person and sought <= name)):
                return one
        words = self.names.split()
        titled = [] if self.speakers else [one for one in self._named if not _rest(words, one)]
        return titled[0] if titled else None

    @cached_property
    def party(self) -> Party | None:
        """The state or bloc that the search names; with ``by`` and ``about``, if it has any."""
        codes = [party.pk for party in parties_called(self.untitled)] if self.names else []
        return next((one for one in counted().filter(pk__in=codes) if one.by or one.about), None)

    @cached_property
    def moment(self) -> Moment | None:
        """The day, month or year in the search, if something was published then, with the rest."""
        found = moment(self.words)
        if found is None:
            return None
        then = Q(published_on__range=period(found.code))
        if not found.rest:
            return found if Shown.objects.filter(then).exists() else None
        rows = with_words(found.rest).filter(public_row__published_on__range=period(found.code))
        seen = newest_of(rows, terms(found.rest), A_LOOK)
        return found if seen.ids or seen.recent else None

    @cached_property
    def articles(self) -> list[Article]:
        """Best first; a word of the title counts for more than one of the text."""
        if not self.sayable:
            return []
        query = web_query(self.words)
        matching = findable.articles_with(Article.objects.public(), query)
        newest = newest_of(matching, self.terms, ARTICLES_WITHIN)
        found = Article.objects.filter(pk__in=newest.ids)
        rank = SearchRank(findable.ranked_by(), query)
        ranked = found.annotate(rank=rank).order_by("-rank", "-pk")
        return list(ranked.select_related("outlet").defer("text", "raw", "search")[:ARTICLES])

    @cached_property
    def meant(self) -> list[Speaker]:
        """Speakers whose name is nearly what was typed, where none is called just so."""
        return [] if self.speakers else nearly_called(self.names)

    @cached_property
    def narrower(self) -> list[Narrower]:
        """What the speakers whom some of the words name say with the words that remain."""
        words = self.names.split()
        found: list[Narrower] = []
        for one in [] if self.voice else self._named:
            rest = _rest(words, one)
            if not rest or one in self.meant or len(found) == BY:
                continue
            theirs = Statement.objects.public().filter(public_row__speaker=one)
            party = next(iter(parties_called(rest)), None)
            these = (
                theirs.filter(public_row__about__contains=[party.pk])
                if party
                else theirs.matching(rest)
            )
            seen = newest_of(these, terms(rest), A_GLANCE)
            if seen.ids or seen.recent:
                found.append(Narrower(one, rest, party, seen.ids[:VOICED]))
        return found

    @cached_property
    def _named(self) -> list[Speaker]:
        words = self.names.split()
        return list(_named_in(words)) if len(words) > 1 else []

    @cached_property
    def fewer(self) -> list[str]:
        """Searches that do find statements: with one word less than this one, or none joined."""
        kept = terms(telling(self.words))
        apart = HYPHEN.sub(" ", self.words)
        shorter = [apart] if apart != self.words else []
        if len(kept) > 1:
            shorter += [" ".join(kept[:n] + kept[n + 1 :]) for n in range(min(len(kept), DROPPED))]
        return [one for one in shorter if Search(one).any]

    @property
    def any(self) -> bool:
        """Whether some statement matches, as far as a short look tells."""
        return bool(newest_of(with_words(self.words), self.terms, A_LOOK).ids)


def with_words(words: str) -> StatementQuerySet:
    """Statements that readers see and that may be found by these words."""
    return Statement.objects.public().filter(for_statements(findable.statements())).matching(words)


def newest_of(matching: QuerySet[Any], terms: list[str], bounds: Bounds) -> Newest:
    """Found by the index of words, or by walking back from the newest row: PostgreSQL chooses.

    Not for a phrase, which it takes for far more frequent than it is, and would walk for ever.
    """
    phrase = any('"' in one and not small(one.strip('-"').split()) for one in terms)
    order = F("pk") + 0 if phrase else F("pk")  # no index has pk + 0, so there is nothing to walk
    ids = matching.order_by(order.desc()).values_list("pk", flat=True)[: bounds.ranked + 1]
    try:
        with patience(bounds.patience), connection.cursor() as cursor:
            cursor.execute("SET LOCAL random_page_cost = 1.1")  # or it walks too readily
            return Newest(list(ids))
    except TooLong:
        return _among_recent(matching, bounds)


@transaction.atomic
def _among_recent(matching: QuerySet[Any], bounds: Bounds) -> Newest:
    """Looked at one by one, from the newest back."""
    newest = matching.model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    recent = matching.filter(pk__gt=newest - bounds.recent).order_by("-pk")
    with connection.cursor() as cursor:  # no index of words, which has just taken too long
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        found = list(recent.values_list("pk", flat=True)[: bounds.ranked + 1])
        cursor.execute("SET LOCAL enable_bitmapscan = DEFAULT")
    return Newest(found, recent=bounds.recent)


def _named_in(words: list[str]) -> SpeakerQuerySet:
    """Those whose surname, or whose whole name, is among these words."""
    folded = [fold(word) for word in words]
    runs = {
        " ".join(folded[start:end])
        for start in range(len(folded))
        for end in range(start + 1, min(start + NAME_WORDS, len(folded)) + 1)
    }
    named = Q(family__in=[word for word in folded if word]) | Q(identity__in=runs)
    found: SpeakerQuerySet = Speaker.objects.filter(named, merged_into=None).quoted()
    return found.with_statement_count().order_by("-statement_count", "name", "pk")[: 2 * BY]


def _rest(words: list[str], speaker: Speaker) -> str:
    """The words without the name, without titles before it and "says" after it."""
    name = set(fold(speaker.name).split()) | {speaker.family}
    first = next((n for n, word in enumerate(words) if fold(word) in name), 0)
    after = [word for word in words[first:] if fold(word) not in name]
    while after and after[0].strip(":,").lower() in SAYS:
        after.pop(0)
    return " ".join([*without_titles(words[:first], speaker), *after])
