"""What one search finds: statements, then speakers and articles; and what may have been meant.

Work is bounded, whatever is sought: only the newest matches are ranked, and none are counted beyond
those. docs/search.md says so to readers.
"""

import re
from functools import cached_property

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q

from articles.models import Article, heavy_columns
from articles.search import added_synonyms, small, telling, terms, visible, web_query
from claims.extraction.folding import fold_name
from claims.listing.conditions import LIKELY_ROWS, period
from claims.listing.filters.parties import with_counts
from claims.listing.filters.statements import StatementFilter
from claims.listing.query_params import MAX_CHARS
from claims.listing.search import searchable
from claims.listing.search.dates import DateMatch, find_date
from claims.listing.search.nearest import nearest_statements
from claims.listing.search.questions import answer, is_question, read_question
from claims.listing.search.recent_matches import (
    ANY_MATCH,
    NewestMatches,
    SearchLimits,
    newest_matches,
    with_words,
)
from claims.listing.search.speaker_queries import (
    SuggestedFilter,
    find_speakers_among,
    rest_of,
    suggest_filters,
)
from claims.listing.search.spelling import nearest_words
from claims.models import Party, Speaker, SpeakerKind, Statement, StatementIndex
from claims.speakers.name_lookup import (
    find_parties,
    find_quoted_speakers,
    strip_titles,
    suggest_speakers,
)

SPEAKERS, ARTICLES = 8, 8  # that are shown beside the statements
# Words, each of which is tried to be left out of a search that found nothing.
MAX_WORDS_LEFT_OUT = 5
NAME_PUNCTUATION = "\"()[]{},;:!?&|*“”'"  # that is no part of a name
MISSPELT, RESPELT = 4, 3  # words that are looked up; others that are offered for one
LETTERS = re.compile(r"[^\W\d_]{4,}")
HYPHEN = re.compile(r"(?<=\w)-(?=\w)")

STATEMENTS_WITHIN = SearchLimits(ranked=500, timeout_ms=600, recent=50_000)
ARTICLES_WITHIN = SearchLimits(ranked=100, timeout_ms=30, recent=2_000)


def _beginning(line: str) -> str:
    """At most MAX_CHARS of the line, and no word cut in two unless it is longer than that."""
    if len(line) <= MAX_CHARS:
        return line
    end = line.rfind(" ", 0, MAX_CHARS + 1)
    return line[: end if end > 0 else MAX_CHARS]


class Search:
    """One search. Each part is looked up when it is first asked for.

    ``with_synonyms``: words of the thesaurus count for one another. ``with_doubtful``: doubtful
    statements are found, too.
    """

    def __init__(
        self, words: str, with_synonyms: bool = False, with_doubtful: bool = False
    ) -> None:
        self.with_synonyms, self.with_doubtful = with_synonyms, with_doubtful
        line = visible(words.replace("\0", " "))
        self.words, self.is_cut = _beginning(line), len(line) > MAX_CHARS
        self.terms = terms(self.words)

    @property
    def sayable(self) -> bool:
        """Whether there is a letter or digit to look for."""
        return any(sign.isalnum() for sign in self.words)

    @cached_property
    def names(self) -> str:
        """What may be a name: the telling words, without signs and what is to be left out."""
        sought = terms(telling(self.words))
        parts = [
            part.strip(NAME_PUNCTUATION)
            for part in sought
            if part[0] != "-" and part.lower() != "or"
        ]
        name = " ".join(part for part in parts if any(letter.isalnum() for letter in part))
        return name if len(name) > 1 else ""

    @cached_property
    def newest(self) -> NewestMatches:
        """The newest statements that match, one more than are ranked."""
        if not self.sayable:
            return NewestMatches([])
        matching = with_words(self.words, self.with_synonyms)
        others = [word for group in self.synonyms.values() for word in group]
        return newest_matches(matching, [*self.terms, *others], STATEMENTS_WITHIN)

    @cached_property
    def ranked(self) -> list[int]:
        """Ids of those that are shown, newest first."""
        return [pk for pk in self._nearest if self.with_doubtful or pk not in self._doubtful]

    @property
    def hidden(self) -> int:
        """How many doubtful ones are left out."""
        return 0 if self.with_doubtful else len(self._doubtful)

    @property
    def _nearest(self) -> list[int]:
        return self.newest.ids[: STATEMENTS_WITHIN.ranked]

    @cached_property
    def _doubtful(self) -> set[int]:
        rows = StatementIndex.objects.filter(pk__in=self._nearest).exclude(LIKELY_ROWS)
        return set(rows.values_list("pk", flat=True)) if self._nearest else set()

    @cached_property
    def synonyms(self) -> dict[str, list[str]]:
        """Word of the search → others that were sought as well."""
        return added_synonyms(self.words) if self.with_synonyms else {}

    @cached_property
    def answer(self) -> StatementFilter | None:
        """The list of statements that answers the search, if it is a question in words."""
        if not is_question(self.words):
            return None
        reading = read_question(self.words, self._named)
        return answer(reading) if reading else None

    @property
    def total(self) -> int:
        return len(self.ranked)

    @property
    def more(self) -> bool:
        """Whether there are more matches than are ranked."""
        return len(self.newest.ids) > STATEMENTS_WITHIN.ranked

    def statements(self, first: int, many: int) -> list[int]:
        """Ids, best first: many of the words, near each other, among few; then the newest."""
        query = web_query(self.words, self.with_synonyms)
        rank = SearchRank(F("search"), query, cover_density=True, normalization=1)
        matches = Statement.objects.filter(pk__in=self.ranked)
        best = matches.annotate(rank=rank).order_by("-rank", "-pk").values_list("pk", flat=True)
        return list(best[first : first + many])

    @cached_property
    def untitled(self) -> str:
        """The name without titles: "President Xi" is Xi."""
        return " ".join(strip_titles(self.names.split())) or self.names

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Whose name has every word of the search, most quoted first."""
        for name in dict.fromkeys((self.names, self.untitled)):
            if name and (speakers := list(find_quoted_speakers(name)[:SPEAKERS])):
                return speakers
        return []

    @cached_property
    def voice(self) -> Speaker | None:
        """The speaker whom the search names, and nothing else; titles aside.

        With whole words: "biden", not "bid". A part of the name will do for a person alone: who
        types "US" means others than some "US authorities".
        """
        sought = set(fold_name(self.untitled).split())
        for speaker in self.speakers:
            name = set(fold_name(speaker.name).split())
            person = speaker.kind == SpeakerKind.PERSON
            if not speaker.article_id and (sought == name or (person and sought <= name)):
                return speaker
        words = self.names.split()
        titled = (
            []
            if self.speakers
            else [speaker for speaker in self._named if not rest_of(words, speaker)]
        )
        return titled[0] if titled else None

    @cached_property
    def party(self) -> Party | None:
        """The state or bloc that the search names; with ``by`` and ``about``, if it has any."""
        codes = [party.pk for party in find_parties(self.untitled)] if self.names else []
        return next(
            (party for party in with_counts().filter(pk__in=codes) if party.by or party.about), None
        )

    @cached_property
    def moment(self) -> DateMatch | None:
        """The day, month or year in the search, if something was published then, with the rest."""
        date = find_date(self.words)
        if date is None:
            return None
        then = Q(published_on__range=period(date.code))
        if not date.rest:
            return date if StatementIndex.objects.filter(then).exists() else None
        rows = with_words(date.rest).filter(public_row__published_on__range=period(date.code))
        matches = newest_matches(rows, terms(date.rest), ANY_MATCH)
        return date if matches.ids or matches.recent else None

    @cached_property
    def articles(self) -> list[Article]:
        """Best first; a word of the title counts for more than one of the text."""
        if not self.sayable:
            return []
        query = web_query(self.words)
        matching = searchable.articles_with(Article.objects.public(), query)
        newest = newest_matches(matching, self.terms, ARTICLES_WITHIN)
        articles = Article.objects.filter(pk__in=newest.ids)
        rank = SearchRank(searchable.ranked_by(), query)
        ranked = articles.annotate(rank=rank).order_by("-rank", "-pk")
        return list(ranked.select_related("outlet").defer(*heavy_columns())[:ARTICLES])

    @cached_property
    def likely_speakers(self) -> list[Speaker]:
        """Speakers whose name is nearly what was typed, where none is called just so."""
        return [] if self.speakers else suggest_speakers(self.names)

    @cached_property
    def respelt(self) -> list[str]:
        """Searches that do find something: with words of the corpus for those that nothing has."""
        if self.total or self.articles or self.likely_speakers or not self.sayable:
            return []
        wrong = [word for word in self._plain_words if not Search(word).any_text][:MISSPELT]
        better = {word: nearest_words(word, RESPELT) for word in wrong}
        if not wrong or not all(better.values()):
            return []
        ways = [self._with_replacements({word: better[word][0] for word in wrong})]
        if len(wrong) == 1:
            ways = [self._with_replacements({wrong[0]: word}) for word in better[wrong[0]]]
        return [word for word in ways if Search(word).any_text]

    @property
    def _plain_words(self) -> list[str]:
        """Of letters alone, and telling; none of what is to be left out."""
        telling_terms = [term for term in terms(telling(self.words)) if term[0] != "-"]
        words = LETTERS.findall(" ".join(telling_terms))
        return [word for word in dict.fromkeys(words) if not small([word]) and word.lower() != "or"]

    def _with_replacements(self, words: dict[str, str]) -> str:
        return LETTERS.sub(lambda match: words.get(match[0], match[0]), self.words)

    @property
    def any_text(self) -> bool:
        """Whether some statement or article matches, as far as a short look tells."""
        if self.any:
            return True
        query = web_query(self.words)
        articles = searchable.articles_with(Article.objects.public(), query)
        return bool(newest_matches(articles, self.terms, ANY_MATCH).ids)

    @cached_property
    def narrower(self) -> list[SuggestedFilter]:
        """What the speakers whom some of the words name say with the words that remain."""
        if self.voice:
            return []
        others = [speaker for speaker in self._named if speaker not in self.likely_speakers]
        return suggest_filters(self.names.split(), others)

    @cached_property
    def _named(self) -> list[Speaker]:
        words = self.names.split()
        return list(find_speakers_among(words)) if len(words) > 1 else []

    @cached_property
    def fewer(self) -> list[str]:
        """Searches that do find statements: with one word less than this one, or none joined."""
        telling_terms = terms(telling(self.words))
        apart = HYPHEN.sub(" ", self.words)
        shorter = [apart] if apart != self.words else []
        if len(telling_terms) > 1:
            shorter += [
                " ".join(telling_terms[:n] + telling_terms[n + 1 :])
                for n in range(min(len(telling_terms), MAX_WORDS_LEFT_OUT))
            ]
        return [query for query in shorter if Search(query).any]

    @cached_property
    def nearest(self) -> list[int]:
        """Ids of the statements nearest in meaning, where no statement has the words."""
        nothing = self.sayable and not self.newest.ids and self.answer is None
        return nearest_statements(self.words) if nothing else []

    @property
    def any(self) -> bool:
        """Whether some statement matches, as far as a short look tells."""
        return bool(newest_matches(with_words(self.words), self.terms, ANY_MATCH).ids)
