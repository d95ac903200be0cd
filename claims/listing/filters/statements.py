"""Which statements: ``q speaker party about act negated quotation mode source only outlet …``

Doubtful ones are left out unless they are asked for, with ``doubtful=yes`` or ``confidence``.
"""

from collections.abc import Callable
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

import django_filters
from django.db.models import FilteredRelation, Q, QuerySet
from django.http import QueryDict

from articles.search import web_query
from claims import glossary
from claims.listing.conditions import (
    LIKELY_ROWS,
    NO_PARTY,
    NO_SOURCE,
    UNKNOWN,
    WORDS,
    any_of,
    for_statements,
    to_statement,
    via_alone,
)
from claims.listing.counts import ALL, Counts, RowCount, facet_counts
from claims.listing.facets import (
    MAX_VALUES,
    FacetPanel,
    build_date_facet,
    build_facet,
    with_values,
)
from claims.listing.filters.base import (
    ConfidenceFilter,
    DatesFilter,
    DayFilter,
    ListFilter,
    RecordsFilter,
    WordsFilter,
)
from claims.listing.filters.fields import (
    SuggestInput,
)
from claims.listing.filters.records import (
    article_filter,
    most_frequent_speakers,
    outlet_filter,
    party_filter,
    speaker_filter,
)
from claims.listing.ledger import exact_total_or_none
from claims.listing.registry import STATEMENT_FACETS, Facet
from claims.listing.search import searchable
from claims.models import (
    Attribution,
    Speaker,
    StatementIndex,
    Status,
)
from claims.models.statement import StatementQuerySet
from claims.speakers.name_lookup import suggest_speakers

LIVE = [status for status in Status.values if status != Status.REJECTED]
REJECTED_ARE_HIDDEN = " Rejected attributions are kept for curators and not shown here."


def negation_condition(words: list[str]) -> Q:
    """Whether what the act says was done: few were not, and they have an index."""
    refused = Attribution.objects.live().filter(negated=True).values("statement")
    is_negated = Q(statement__in=refused)
    ways = {"yes": is_negated, "no": ~is_negated}
    return ways[words[0]] if len(words) == 1 else Q()


def words_condition(words: str, with_synonyms: bool = False) -> Q:
    return Q(**{WORDS: web_query(words, with_synonyms)}) & searchable.statements()


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    **{facet.name: facet.condition for facet in STATEMENT_FACETS},
    "q": lambda words: words_condition(words),
    "negated": negation_condition,
    "only": lambda speakers: reduce(or_, map(via_alone, speakers)),
    "article": lambda articles: any_of("articles", articles),
    "since": lambda day: Q(published_on__gte=day),
    "until": lambda day: Q(published_on__lte=day),
}


def words_filter(facet: Facet) -> WordsFilter:
    choices = facet.choices or dict
    return WordsFilter(label=facet.label, choices=lambda: list(choices().items()))


class StatementFilter(ListFilter):
    """``since`` and ``until`` are days of publication, both inclusive; they leave out undated ones.

    Rows carry ``current_attribution``, the live one, for ``order_by`` and ``values_list``.
    """

    q = django_filters.CharFilter(label="Words")
    speaker = speaker_filter(missing_label=UNKNOWN)
    party = party_filter("speakers", missing_label=UNKNOWN)
    about = party_filter("mentions", "Country or bloc mentioned", missing_label=NO_PARTY)
    act = WordsFilter(label="What they did", choices=lambda: list(glossary.acts().items()))
    negated = WordsFilter(label="Did or did not", choices=[("yes", "did not"), ("no", "did")])
    quotation = WordsFilter(
        label="Quoted or not", choices=lambda: list(glossary.quotations().items())
    )
    mode = WordsFilter(label="Said or thought", choices=lambda: list(glossary.modes().items()))
    source = RecordsFilter(
        queryset=Speaker.objects.all, key="slug", name="name", label="Via",
        offered=most_frequent_speakers("source"), widget=SuggestInput,
        suggest=suggest_speakers, missing_label=NO_SOURCE,
    )  # fmt: skip
    only = RecordsFilter(
        queryset=Speaker.objects.all, key="slug", name="name", label="Via nobody but",
        offered=Speaker.objects.none, widget=SuggestInput,
    )  # fmt: skip
    outlet = outlet_filter()
    article = article_filter()
    review = WordsFilter(
        label="Checked or not", error_suffix=REJECTED_ARE_HIDDEN,
        choices=lambda: [pair for pair in glossary.reviews().items() if pair[0] in LIVE],
    )  # fmt: skip
    date = DatesFilter(label="Published in")
    since = DayFilter(label="Published since")
    until = DayFilter(label="Published until")
    confidence = ConfidenceFilter(label="How sure")
    doubtful = WordsFilter(label="Doubtful", choices=[("yes", "shown too")])
    synonyms = WordsFilter(label="Similar words", choices=[("yes", "searched too")])

    orders = {  # paths from ``StatementIndex``
        **{facet.name: facet.sort_path for facet in STATEMENT_FACETS if facet.sort_path},
        "article": "article__title",
    }
    sorts_with_missing = frozenset(
        ["article", *(facet.name for facet in STATEMENT_FACETS if facet.nullable)]
    )
    default_order = ("-date",)
    rows_model = StatementIndex
    tie_breakers = ("-article", "start", "pk")

    @classmethod
    def get_filters(cls) -> Any:
        """Those above, and one for each facet of the registry that has none there."""
        filters = super().get_filters()
        return filters | {
            facet.name: words_filter(facet)
            for facet in STATEMENT_FACETS
            if facet.choices and facet.name not in filters
        }

    def __init__(
        self, params: QueryDict, queryset: StatementQuerySet, within: Q, with_doubtful: bool = False
    ) -> None:
        """``within`` narrows the list before any filter: a condition on ``StatementIndex``.

        ``with_doubtful``: no doubtful statement is left out, whether it is asked for or not.
        """
        super().__init__(params, queryset)
        self.within, self.with_doubtful = within, with_doubtful

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """Filter in force → which rows of ``StatementIndex`` it lets through."""
        self.form.is_valid()  # fills cleaned_data
        values = self.form.cleaned_data
        conditions = {
            name: condition(values[name])
            for name, condition in CONDITIONS.items()
            if values.get(name)
        }
        if values.get("q") and values.get("synonyms"):
            conditions["q"] = words_condition(values["q"], with_synonyms=True)
        if not (values.get("doubtful") or self.with_doubtful):
            conditions.setdefault("confidence", LIKELY_ROWS)
        return conditions

    def rows(self, without: str = "") -> Q:
        """The condition on ``StatementIndex`` of the list, or of it without one of the filters."""
        conditions = [condition for name, condition in self.conditions.items() if name != without]
        return reduce(and_, conditions, self.within)

    def filter_queryset(self, queryset: StatementQuerySet) -> StatementQuerySet:
        return self._answered(queryset.filter(for_statements(self.rows())))

    @staticmethod
    def _answered(queryset: StatementQuerySet) -> StatementQuerySet:
        # One live attribution a statement (a constraint), hence no duplicate rows from this join.
        live = FilteredRelation("attributions", condition=Q(attributions__status__in=LIVE))
        return queryset.annotate(current_attribution=live)

    @property
    def sortable_rows(self) -> QuerySet[StatementIndex]:
        rows = StatementIndex.objects.filter(self.rows())
        if self.conditions and self.total < MAX_SORTED_ROWS:
            # Found by their filters, then sorted. The limit keeps the database from walking along
            # the sort order through everything until it has met enough of them.
            rows = StatementIndex.objects.filter(
                pk__in=rows.values("pk")[: int(self.total) + MAX_ROWS_ADDED_MEANWHILE]
            )
        return rows

    def fetch(self, ids: Any) -> StatementQuerySet:
        return self._answered(self.queryset.filter(pk__in=ids).order_by())

    def path_in_qs(self, path: str) -> str:
        return to_statement(path)

    @cached_property
    def total(self) -> RowCount:
        """How many statements are in the list; with ``about`` set where that is an estimate."""
        if self.problems:
            return RowCount(0)
        exact = exact_total_or_none(self.rows())
        return self._counts[ALL][""] if exact is None else RowCount(exact)

    @cached_property
    def facets(self) -> list[FacetPanel]:
        """What the list could be narrowed to; none if there are problems."""
        return [] if self.problems else [self._panel(facet) for facet in STATEMENT_FACETS]

    @cached_property
    def _counts(self) -> Counts:
        """Of the list as it is: by every facet that is not in force."""
        free = [facet.counted_as for facet in STATEMENT_FACETS if facet.name not in self.conditions]
        return facet_counts(self.rows(), free, MAX_VALUES + 1, [""])

    @cached_property
    def hidden(self) -> RowCount:
        """How many doubtful statements are left out because nobody asked for them."""
        if self.problems or self.conditions.get("confidence") != LIKELY_ROWS:
            return RowCount(0)
        counts = facet_counts(self.rows(without="confidence"), ["confidence"], 2)["confidence"]
        return counts.get("doubtful", RowCount(0))

    @property
    def query_with_doubtful(self) -> str:
        """The query string that shows those that are left out, too; no leading "?"."""
        return with_values(self.data, "doubtful", ["yes"])

    def _panel(self, facet: Facet) -> FacetPanel:
        active, name = self.active_values(facet.name), facet.counted_as
        counts = self._counts
        if facet.name in self.conditions:
            others = self.rows(without=facet.name)
            counts = facet_counts(others, [name], MAX_VALUES + 1, ["", *active])
        if facet.name == "date":
            return build_date_facet(self.data, counts[name], active, facet.label)
        return build_facet(facet, counts[name], set(active), self.data)


MAX_SORTED_ROWS = 600  # so many are sorted; of more, a page is met soon on a walk along the order
MAX_ROWS_ADDED_MEANWHILE = 1_000  # rows that may have come since they were counted
