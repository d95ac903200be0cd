"""Which articles: ``q outlet speaker date since until``."""

import json
from collections.abc import Callable
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models.article import ArticleQuerySet
from articles.search import web_query
from claims.listing.conditions import LIKELY_ROWS, UNKNOWN, published_in
from claims.listing.counts import RowCount, cache_if_long, is_long
from claims.listing.facets import FacetPanel, build_date_facet
from claims.listing.filters.base import (
    MAX_DETAILED_ROWS,
    DatesFilter,
    DayFilter,
    ListFilter,
)
from claims.listing.filters.records import outlet_filter, speaker_filter
from claims.listing.registry import Facet, outlet_labels, speaker_labels
from claims.listing.search import searchable
from claims.models import StatementIndex

MAX_EXACT_MATCHES = 2_000  # articles with the words sought that are counted one by one
OUTLET = Facet("outlet", "Outlet", labels=outlet_labels, missing_label=UNKNOWN)
SPEAKER = Facet("speaker", "Speaker", labels=speaker_labels)


class ArticleFilter(ListFilter):
    """``since`` and ``until`` are inclusive and leave out undated articles."""

    q = django_filters.CharFilter(label="Words", method="with_words")
    outlet = outlet_filter()
    speaker = speaker_filter(method="with_speaker")
    date = DatesFilter(label="Published in", method="with_dates")
    since = DayFilter(label="Published since", field_name="published_on", lookup_expr="gte")
    until = DayFilter(label="Published until", field_name="published_on", lookup_expr="lte")

    orders = {
        "article": "title",
        "title": "title",
        "outlet": "outlet__name",
        "date": "published_on",
        "statements": "statement_count",
    }
    sorts_with_missing = frozenset({"outlet", "date"})
    default_order = ("-date",)
    tie_breakers = ("-pk",)

    def filter_queryset(self, queryset: ArticleQuerySet) -> ArticleQuerySet:
        rows = StatementIndex.objects.filter(LIKELY_ROWS).order_by()
        own = rows.filter(article=OuterRef("pk")).values("article")
        # Of a copy most statements have the row of the leading article's.
        appearing = rows.filter(articles__contains=[OuterRef("pk")]).annotate(one=Value(1))
        count = Case(
            When(copy_of=None, then=Subquery(own.annotate(n=Count("pk")).values("n"))),
            default=Subquery(appearing.values("one").annotate(n=Count("pk")).values("n")),
        )
        counted = Coalesce(count, 0, output_field=IntegerField())
        return super().filter_queryset(queryset.annotate(statement_count=counted))

    @cached_property
    def total(self) -> RowCount:
        """How many; more than ``MAX_EXACT_MATCHES`` with certain words are estimated, not read."""
        if self.problems:
            return RowCount(0)
        if not self.form.cleaned_data.get("q"):
            return (
                super().total
                if self.active_values("outlet")
                else RowCount(sum(self._outlets.values()))
            )
        articles = self.qs.order_by()
        if (sure := articles.order_by("-pk")[: MAX_EXACT_MATCHES + 1].count()) <= MAX_EXACT_MATCHES:
            return RowCount(sure)
        plan = json.loads(articles.explain(format="json"))[0]["Plan"]
        return RowCount(max(plan["Plan Rows"], sure), estimated=True)

    @cached_property
    def facets(self) -> list[FacetPanel]:
        """By outlet and date; by speaker in lists that are short enough to look at each article."""
        if self.problems or self.total.estimated:
            return []
        panels = [
            self.facet(OUTLET, self._outlets.items()),
            build_date_facet(self.data, self._months(), self.active_values("date"), "Published"),
        ]
        if self.total <= MAX_DETAILED_ROWS:
            rows = StatementIndex.objects.filter(
                article__in=self.without_filter("speaker").values("pk")
            )
            quoted = (
                rows.order_by().values_list("speaker").annotate(n=Count("article", distinct=True))
            )
            panels.insert(1, self.facet(SPEAKER, quoted))
        return panels

    @cached_property
    def _outlets(self) -> dict[int | None, int]:
        return self.cached_unless_filtered("outlets", self._by_outlet)

    def _by_outlet(self) -> dict[int | None, int]:
        return dict(self.without_filter("outlet").values_list("outlet").annotate(n=Count("*")))

    def _months(self) -> dict[str, int]:
        return self.cached_unless_filtered("months", self._by_month)

    def _by_month(self) -> dict[str, int]:
        months: dict[str, int] = {}
        days = self.without_filter("date").values_list("published_on").annotate(n=Count("*"))
        for day, n in days:
            month = f"{day:%Y-%m}" if day else ""
            months[month] = months.get(month, 0) + n
        return months

    def cached_unless_filtered(
        self, name: str, counted: Callable[[], dict[Any, int]]
    ) -> dict[Any, int]:
        if self.active:
            return counted()
        return cache_if_long(f"articles-by-{name}", counted, long=is_long)

    def with_dates(self, queryset: ArticleQuerySet, _: str, periods: Any) -> ArticleQuerySet:
        return queryset.filter(published_in(periods))

    def with_words(self, queryset: ArticleQuerySet, _: str, words: str) -> ArticleQuerySet:
        return searchable.articles_with(queryset, web_query(words))

    def with_speaker(self, queryset: ArticleQuerySet, _: str, who: Any) -> ArticleQuerySet:
        return queryset.filter(
            Exists(StatementIndex.objects.filter(article=OuterRef("pk"), speaker__in=who))
        )
