"""The facets: by what lists are filtered, counted and sorted. Each is declared here, once.

Filters, facet counts, orders and the SQL that keeps the ledger of counts read ``STATEMENT_FACETS``.
A new facet is a line there. Only where its value is in no field yet, it also needs a field of
``claims.models.index.IndexRow`` with its migration, and a column of the view in
claims/models/sql/statement_index.sql (and of the trigger that follows it). The function that counts
a row is installed again by itself (``claims.listing.index_sql``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from articles.models import Outlet
from claims import glossary
from claims.confidence import LIKELY
from claims.listing.conditions import NO_PARTY, NO_SOURCE, UNKNOWN, any_of, one_of, published_in
from claims.models import Party, Speaker

ValueLabels = dict[str, tuple[str, str]]  # value in the rows → value in the address, label
Choices = Callable[[], Mapping[str, str]]  # word → label


def word_labels(choices: Choices) -> Callable[[Iterable[str]], ValueLabels]:
    """Labels of the words of a fixed list."""

    def labels(words: Iterable[str]) -> ValueLabels:
        labels = choices()
        return {word: (word, labels.get(word, word)) for word in words if word}

    return labels


def outlet_labels(ids: Iterable[str]) -> ValueLabels:
    outlets = Outlet.objects.filter(pk__in=[int(pk) for pk in ids if pk])
    return {str(pk): (slug, name) for pk, slug, name in outlets.values_list("pk", "slug", "name")}


def speaker_labels(ids: Iterable[str]) -> ValueLabels:
    """Those of one name are told apart by the article of each that is not named in any other."""
    speakers = Speaker.objects.filter(pk__in=[int(pk) for pk in ids if pk])
    rows = list(speakers.values_list("pk", "slug", "name", "article__title"))
    namesakes = Counter(name for _, _, name, _ in rows)
    return {
        str(pk): (slug, f"{name} in “{title}”" if title and namesakes[name] > 1 else name)
        for pk, slug, name, title in rows
    }


def party_labels(codes: Iterable[str]) -> ValueLabels:
    parties = Party.objects.filter(pk__in=list(codes)).values_list("pk", "name")
    return {code: (code, name) for code, name in parties}


def confidence_condition(bounds: tuple[float | None, float | None]) -> Q:
    least, below = bounds
    match = {"confidence__gte": least, "confidence__lt": below}
    return Q(**{path: number for path, number in match.items() if number is not None})


@dataclass(frozen=True, slots=True)
class Facet:
    """``name`` is the parameter in addresses. Of a facet of statements also:

    ``field`` of ``StatementIndex`` has its value. ``ids``: a record's id, not a word; ``array``:
    several of them. ``missing_label``: what rows without a value are called; without it they are no
    value of the facet. ``ledger``: its name in ``FacetCount``, if not ``name``. ``sort_path``: from
    ``StatementIndex``, if lists can be sorted by it. ``single``: one value at
    a time. ``nullable``: rows without a value are sorted behind all others.

    A facet whose values are no column as it stands has three more, which must agree:
    ``row_value``, from which the ledger is kept, is SQL of one row's value, with ``{row}`` for the
    row's prefix; ``group_value``, with which short lists and the sample are counted, is SQL of a
    group's value; ``where`` is the condition that finds the rows of a value. Such a group is one
    value of the column, or of ``group``: the name of an annotation that
    ``claims.listing.counts.counts_from_rows`` gives the rows. It is a name, no SQL.
    """

    name: str
    label: str
    choices: Choices | None = None
    labels: Callable[[Iterable[str]], ValueLabels] | None = None
    field: str = ""
    ids: bool = False
    array: bool = False
    missing_label: str = ""
    single: bool = False
    ledger: str = ""
    sort_path: str = ""
    nullable: bool = False
    row_value: str = ""
    group: str = ""
    group_value: str = ""
    where: Callable[[Any], Q] | None = None

    @property
    def counted_as(self) -> str:
        return self.ledger or self.name

    def value_labels(self, values: Iterable[str]) -> ValueLabels:
        """Value in the rows → value in the address, label."""
        if self.labels:
            return self.labels(values)
        return word_labels(self.choices)(values) if self.choices else {}

    def condition(self, values: Any) -> Q:
        """The condition on ``StatementIndex``: any of these values, as the form cleans them."""
        if self.where:
            return self.where(values)
        if self.array:
            return any_of(self.field, values)
        return (
            one_of(self.field, values) if self.missing_label else Q(**{f"{self.field}__in": values})
        )

    @property
    def column(self) -> str:
        return f"{self.field}_id" if self.field in RECORD_FIELDS else self.field

    @property
    def group_column(self) -> str:
        """What ``claims.listing.counts`` groups rows by."""
        return self.group or self.column

    @property
    def groups_by_value(self) -> bool:
        """Whether each value of the column is a value of the facet, and no other group has it."""
        return not (self.array or self.group_value)

    @property
    def group_values(self) -> str:
        """SQL of a group's values, an array of texts, NULL for none."""
        if self.array:  # a speaker may stand twice in one chain
            each = f"ARRAY(SELECT DISTINCT unnest({self.column}))"
            return f"CASE {self.column} WHEN '{{}}' THEN '{{NULL}}' ELSE {each} END"
        return f"ARRAY[({self.group_value or self.column})::text]"

    def ledger_value(self, row: str) -> str:
        """SQL of a row's value in the ledger: 0 or '' for none. Of an array, of one element."""
        if self.array:
            return "element"
        value = self.row_value.format(row=row) or f"{row}{self.column}"
        return f"coalesce({value}, {'0' if self.ids else repr('')})"


RECORD_FIELDS = ("speaker", "party")
CONFIDENCE_WORDS = {"likely": "likely", "doubtful": "doubtful"}

STATEMENT_FACETS = (
    Facet("speaker", "Speaker", labels=speaker_labels, field="speaker", ids=True,
          missing_label=UNKNOWN, sort_path="speaker__name", nullable=True),
    Facet("party", "Country or bloc", labels=party_labels, field="party",
          missing_label=UNKNOWN, sort_path="party__name", nullable=True),
    Facet("about", "Country or bloc mentioned", labels=party_labels, field="about", array=True,
          missing_label=NO_PARTY),
    Facet("act", "What they did", glossary.acts, field="act", sort_path="act"),
    Facet("quotation", "Quoted or not", glossary.quotations, field="quotation",
          sort_path="quotation"),
    Facet("mode", "Said or thought", glossary.modes, field="mode", sort_path="mode"),
    Facet("source", "Via", labels=speaker_labels, field="sources", ids=True, array=True,
          missing_label=NO_SOURCE),
    Facet("outlet", "Outlet", labels=outlet_labels, field="outlets", ids=True, array=True,
          missing_label=UNKNOWN, sort_path="outlet__name", nullable=True),
    Facet("review", "Checked or not", glossary.reviews, field="status", sort_path="status"),
    Facet("confidence", "How sure", lambda: CONFIDENCE_WORDS, field="confidence", single=True,
          sort_path="confidence", where=confidence_condition,
          row_value=f"CASE WHEN {{row}}confidence >= {LIKELY} THEN 'likely' ELSE 'doubtful' END",
          group="likely", group_value="CASE WHEN likely THEN 'likely' ELSE 'doubtful' END"),
    Facet("date", "Published", field="published_on", ledger="month", sort_path="published_on",
          nullable=True, where=published_in, row_value="to_char({row}published_on, 'YYYY-MM')",
          group_value="left(published_on::text, 7)"),
)  # fmt: skip


def by_ledger_name(facets: Iterable[Facet]) -> dict[str, Facet]:
    by_column: dict[str, str] = {}
    for facet in facets:
        other = by_column.setdefault(facet.group_column, facet.name)
        if other != facet.name:  # SQL that groups by a column twice cannot name it
            raise ImproperlyConfigured(
                f"The facets {other} and {facet.name} are both grouped by {facet.group_column}. "
                "Give one of them a group, and annotate that in counts_from_rows."
            )
    return {facet.counted_as: facet for facet in facets}


BY_LEDGER_NAME = by_ledger_name(STATEMENT_FACETS)
# Two facets whose pairs of values are in the ledger too, by their names there.
LEDGER_PAIRS = (("party", "month"), ("party", "act"), ("party", "about"), ("act", "about"))
