"""Which articles: ``q outlet speaker since until``."""

from typing import Any

import django_filters
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, Outlet
from articles.models.article import ArticleQuerySet
from articles.search import web_query
from claims.filters.base import DayFilter, ListFilter, RecordsFilter
from claims.filters.fields import SuggestInput
from claims.models import Shown, Speaker


class ArticleFilter(ListFilter):
    """``since`` and ``until`` are inclusive and leave out undated articles."""

    q = django_filters.CharFilter(label="Words", method="with_words", max_length=500)
    outlet = RecordsFilter(
        among=Outlet.objects.all, key="slug", name="name", label="Outlet",
        widget=SuggestInput, lookup_expr="in",
    )  # fmt: skip
    speaker = RecordsFilter(
        among=lambda: Speaker.objects.filter(merged_into=None, article=None),
        key="slug", name="name", label="Quotes", widget=SuggestInput, method="with_speaker",
    )  # fmt: skip
    since = DayFilter(label="Published since", field_name="published_on", lookup_expr="gte")
    until = DayFilter(label="Published until", field_name="published_on", lookup_expr="lte")

    orders = {
        "article": "title",
        "title": "title",
        "outlet": "outlet__name",
        "date": "published_on",
        "statements": "statement_count",
    }
    empty = frozenset({"outlet", "date"})
    default_order = ("-date",)
    tie_breakers = ("-pk",)

    class Meta:
        model = Article
        fields: list[str] = []

    def filter_queryset(self, queryset: ArticleQuerySet) -> ArticleQuerySet:
        shown = Shown.objects.filter(article=OuterRef("pk")).order_by()
        count = shown.values("article").annotate(n=Count("pk")).values("n")
        counted = Coalesce(Subquery(count), 0, output_field=IntegerField())
        return super().filter_queryset(queryset.annotate(statement_count=counted))

    def with_words(self, queryset: ArticleQuerySet, _: str, words: str) -> ArticleQuerySet:
        query = web_query(words)
        return queryset.filter(search=query)

    def with_speaker(self, queryset: ArticleQuerySet, _: str, who: Any) -> ArticleQuerySet:
        return queryset.filter(
            Exists(Shown.objects.filter(article=OuterRef("pk"), speaker__in=who))
        )
