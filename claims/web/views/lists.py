"""List pages: the query string read once, one page of rows, one count."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import django_tables2
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from articles.models import heavy_columns
from articles.search import marked
from claims.glossary import join_names
from claims.listing import keyset
from claims.listing.conditions import LIKELY_ROWS
from claims.listing.facets import POSITION_PARAMETERS
from claims.listing.keyset import Page
from claims.models import Statement, StatementIndex
from claims.models.speaker import SpeakerQuerySet
from claims.presentation.repetition import collapse
from claims.presentation.templatetags.on_record import HIT_END, HIT_START
from claims.web.tables import InOrder

TABLE_ROWS, PAGE_ROWS = 30, 20  # a page of a table; of statements drawn in full
LATEST_FIRST = (F("published_on").desc(nulls_last=True), F("article").desc(), "start", "pk")


def newest(max_rows: int, *conditions: Q) -> list[list[Statement]]:
    """For each condition the newest likely or settled statements that match, fetched at once.

    Each is found by an index alone.
    """
    index = StatementIndex.objects.order_by(*LATEST_FIRST).values_list("pk", flat=True)
    ids_by_condition = [list(index.filter(where, LIKELY_ROWS)[:max_rows]) for where in conditions]
    by_id = (
        Statement.objects.order_by()
        .for_list()
        .in_bulk([pk for ids in ids_by_condition for pk in ids])
    )
    return [collapse([by_id[pk] for pk in ids if pk in by_id]) for ids in ids_by_condition]


def highlighted_words(words: str, with_synonyms: bool = False) -> Combinable:
    """The words, with matches of the search between the marks that templates highlight."""
    return marked("words", words, HIT_START, HIT_END, with_synonyms)


def with_party_and_article(speakers: SpeakerQuerySet) -> SpeakerQuerySet:
    """With what distinguishes speakers: their party, and the article of an unnamed one."""
    return speakers.select_related("party", "article").defer(*heavy_columns("article__"))


def list_query(request: HttpRequest, *without: str, **fixed: str | list[str]) -> str:
    """The query string that shows the same rows in ``/statements/`` and its files.

    ``without`` are parameters of this page that the list does not know, or in another sense.
    """
    query = request.GET.copy()
    for name in (*POSITION_PARAMETERS, *without):
        query.pop(name, None)
    for name, value in fixed.items():
        query.setlist(name, [value] if isinstance(value, str) else value)
    return query.urlencode()


def page_of(listing: Any, draw: Callable[..., Any] | None = None, size: int = PAGE_ROWS) -> Page:
    """One page of a list of ``claims.listing.filters``. Raises ``Http404`` past the last row."""
    page = keyset.page(listing, size, draw)
    if not listing.problems and listing.place and not page.object_list:
        raise Http404("This list ends before this place.")
    if listing.queryset.model is Statement:
        page = replace(page, object_list=collapse(page.object_list, partial(_in_list, listing)))
    return page


def _in_list(listing: Any, ids: set[int]) -> set[int]:
    return set(listing.sortable_rows.filter(pk__in=ids).values_list("pk", flat=True))


class ListPage(TemplateView):
    """A filtered table. Subclasses say which filter, which table, and in which words."""

    template_name = "claims/list.html"
    read: Callable[..., Any]
    table_class: type[django_tables2.Table]
    name = noun = nouns = lede = ""  # ``nouns``: where it is not ``noun`` with an s
    first_filters: tuple[str, ...] = ()  # that are typed, in sight;
    more_filters: tuple[str, ...] = ()  # that are typed, folded; all else is picked from facets
    more = ""  # what the fold is called

    def rows(self, rows: Any) -> Any:
        """The rows with all that the table draws."""
        return rows

    def typed_names(self, listing: Any) -> str:
        """ "words, outlet or date"."""
        names = [
            "date" if name == "since" else listing.form[name].label.lower()
            for name in self.first_filters
            if name != "until"
        ]
        return join_names(names, "or")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listing = type(self).read(request.GET)
        page = page_of(listing, self.rows, TABLE_ROWS)
        sorts = list(filter(None, request.GET.getlist("sort")))
        order = [] if listing.problems else sorts or listing.default_order[:1]
        context = self.get_context_data(
            listing=listing,
            page=page,
            table=self.table_class(InOrder(page.object_list), order_by=order),
            total=listing.total,
            sorts=sorts,
            typed_names=self.typed_names(listing),
            files=request.path.rstrip("/"),
        )
        return self.render_to_response(context, status=400 if listing.problems else 200)
