"""Which speakers: ``q party kind outlet article``."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from articles.models import Article, Outlet
from claims.counting import Total, next_most, remembered
from claims.facets import Facet, Kind, of_parties, of_words, outlets
from claims.filters.base import FEW, RecordsFilter
from claims.filters.fields import SuggestInput
from claims.filters.named import NamedFilter
from claims.models import Shown, Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet

LONGEST_PAGE = 201  # rows, with the one that tells whether there are more
PARTY = Kind("party", "Party", of_parties)
KIND = Kind("kind", "Kind", of_words(lambda: dict(SpeakerKind.choices)))
OUTLET = Kind("outlet", "Quoted by", outlets)


class SpeakerFilter(NamedFilter):
    outlet = RecordsFilter(
        among=Outlet.objects.all, key="slug", name="name", label="Quoted by",
        widget=SuggestInput, method="with_outlet",
    )  # fmt: skip
    article = RecordsFilter(
        among=Article.objects.public, key="slug", name="title", label="Quoted in",
        widget=SuggestInput, method="with_article",
    )  # fmt: skip

    orders = {
        "speaker": "name",
        "name": "name",
        "kind": "kind",
        "party": "party__name",
        "role": "role",
        "statements": "statement_count",
    }

    @property
    def keyed(self) -> QuerySet[Any]:
        found = super().keyed
        forth = self.place is None or not self.place.before
        if self.order == ",".join(self.default_order) and forth and not self.active:
            # Everybody, most quoted first: all but the next of them need not be counted.
            most = self.place.values[0] if self.place else None
            found = found.filter(counted__pk__in=next_most("speaker", LONGEST_PAGE, most))
        return found

    @cached_property
    def total(self) -> Total:
        return Total(0 if self.problems else sum(self._pairs.values()))

    @cached_property
    def facets(self) -> list[Facet]:
        """By party and kind; by outlet in lists that are short enough to look at each speaker."""
        if self.problems:
            return []
        found = [self.facet(kind, self._counts(kind.parameter)) for kind in (PARTY, KIND)]
        if self.total <= FEW:
            rows = Shown.objects.filter(speaker__in=self.but("outlet").values("pk"))
            quoting = (
                rows.order_by().values_list("outlet").annotate(n=Count("speaker", distinct=True))
            )
            found.append(self.facet(OUTLET, quoting))
        return found

    def _counts(self, name: str) -> Iterable[tuple[Any, int]]:
        if self.form.cleaned_data.get(name):
            return self.but(name).values_list(name).annotate(n=Count("pk"))
        place = ("party", "kind").index(name)
        return ((pair[place], n) for pair, n in self._pairs.items())

    @cached_property
    def _pairs(self) -> dict[tuple[str | None, str], int]:
        """How many speakers of the list have this party and this kind."""
        return self._paired() if self.active else remembered("speakers", self._paired)

    def _paired(self) -> dict[tuple[str | None, str], int]:
        rows = self.filter_queryset(self.queryset).order_by()
        counted = rows.values_list("party", "kind").annotate(n=Count("pk"))
        return {(party, kind): n for party, kind, n in counted}

    def fetch(self, ids: Any) -> SpeakerQuerySet:
        found: SpeakerQuerySet = Speaker.objects.filter(pk__in=ids)
        return found.with_statement_count()

    def with_outlet(self, queryset: SpeakerQuerySet, _: str, outlets: Any) -> SpeakerQuerySet:
        return self._quoted(queryset, outlet__in=outlets)

    def with_article(self, queryset: SpeakerQuerySet, _: str, articles: Any) -> SpeakerQuerySet:
        return self._quoted(queryset, article__in=articles)

    @staticmethod
    def _quoted(queryset: SpeakerQuerySet, **where: Any) -> SpeakerQuerySet:
        shown = Shown.objects.filter(speaker=OuterRef("pk"), **where)
        return queryset.filter(Exists(shown))
