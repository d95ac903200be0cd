"""The columns of the lists. Order and selection come from ``claims.listing``."""

from typing import Any

import django_tables2 as tables
from django_tables2.data import TableListData


class HeaderColumn(tables.Column):
    """A column header, by which the list is sorted. The row's template draws the cells.

    One that is ``under`` another stands in the other's cells, below.
    """

    def __init__(self, css: str = "", under: str = "", **options: Any) -> None:
        self.under = under
        super().__init__(accessor="pk", attrs={"th": {"class": css}}, **options)


class InOrder(TableListData):
    """Rows that stay as the filter has put them, whatever column says that it is sorted."""

    def order_by(self, aliases: Any) -> None:
        return


class ListTable(tables.Table):
    """``row`` draws all cells of a row at once: the library's own way, or a template a cell, takes
    several times as long. It needs ``record``.
    """

    row: str
    caption: str

    def order_in_words(self) -> str:
        """ "Published, descending"; empty where the rows stand in no order of a column."""
        orders = (order for order in self.order_by or () if order.bare in self.columns.names())
        return " and ".join(
            f"{self.columns[order.bare].header}{', descending' if order.is_descending else ''}"
            for order in orders
        )


class StatementTable(ListTable):
    """The list of statements; quickest with rows of ``with_attribution()``."""

    row = "tables/rows/statement.html"
    caption = "Statements"

    speaker = HeaderColumn(verbose_name="Who")
    party = HeaderColumn(under="speaker", verbose_name="Country or bloc")
    act = HeaderColumn(verbose_name="What they did")
    statement = HeaderColumn(orderable=False, verbose_name="Words")
    quotation = HeaderColumn(under="statement", verbose_name="Quoted or not")
    chain = HeaderColumn(orderable=False, verbose_name="Via")
    article = HeaderColumn()
    date = HeaderColumn(under="article", verbose_name="Published")
    confidence = HeaderColumn(verbose_name="How sure")
    review = HeaderColumn(under="confidence", verbose_name="Checked or not")


class SpeakerTable(ListTable):
    """Needs rows of ``Speaker.objects.with_statement_count()``."""

    row = "tables/rows/speaker.html"
    caption = "Speakers"

    name = HeaderColumn()
    kind = HeaderColumn()
    party = HeaderColumn(verbose_name="Country or bloc")
    role = HeaderColumn()
    statements = HeaderColumn("number", initial_sort_descending=True)


class ArticleTable(ListTable):
    """Needs rows with ``statement_count``."""

    row = "tables/rows/article.html"
    caption = "Articles"

    title = HeaderColumn(verbose_name="Article")
    outlet = HeaderColumn()
    date = HeaderColumn(verbose_name="Published")
    statements = HeaderColumn("number", initial_sort_descending=True)


class SourceTable(ListTable):
    """Needs rows of ``Speaker.objects.relaying()``."""

    row = "tables/rows/source.html"
    caption = "Who passed statements on, with how many"

    name = HeaderColumn(verbose_name="Passed on by")
    kind = HeaderColumn()
    party = HeaderColumn(verbose_name="Country or bloc")
    statements = HeaderColumn(
        "number", verbose_name="Statements passed on", initial_sort_descending=True
    )


class PartyTable(ListTable):
    """Needs rows of ``claims.listing.filters.parties.in_public()``."""

    row = "tables/rows/party.html"
    caption = "Countries and blocs, with statements by their speakers and naming them"

    name = HeaderColumn(verbose_name="Country or bloc")
    kind = HeaderColumn()
    by = HeaderColumn(
        "number", verbose_name="Statements by its speakers", initial_sort_descending=True
    )
    about = HeaderColumn(
        "number", verbose_name="Statements naming it", initial_sort_descending=True
    )


class ClaimTable(ListTable):
    row = "tables/rows/claim.html"
    caption = "Claims, with who takes which side of each"

    claim = HeaderColumn()
    dispute = HeaderColumn(
        "number", verbose_name="Statements against", initial_sort_descending=True
    )
    statements = HeaderColumn("number", initial_sort_descending=True)
    outlets = HeaderColumn("number", initial_sort_descending=True)
    latest = HeaderColumn(verbose_name="Latest report", initial_sort_descending=True)
