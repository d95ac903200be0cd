"""The columns of the lists. Order and selection come from ``claims.filters``, never from here."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import django_tables2 as tables
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django_tables2.data import TableListData

from articles.models import Article
from claims.evidence import live_attribution
from claims.models import Speaker, Statement

UNKNOWN, EMPTY = "unknown", "–"


class Column(tables.Column):
    """Drawn by ``templates/tables/cells/<cell>.html``, with ``record`` and ``attribution``.

    One that is ``under`` another stands in the other's cells, below; its name in the head sorts.
    """

    empty_values = ()  # every cell is drawn, also that of a row that lacks the value

    def __init__(self, cell: str, css: str = "", under: str = "", **options: Any) -> None:
        self.cell, self.css, self.under = f"tables/cells/{cell}.html", css, under
        attrs = {"td": {"class": css}, "th": {"class": "number" if css == "number" else ""}}
        super().__init__(accessor="pk", attrs=attrs, **options)

    def render(self, record: Any) -> SafeString:
        attribution = live_attribution(record) if isinstance(record, Statement) else None
        words = {"empty": EMPTY, "unknown": UNKNOWN}
        cell: SafeString = self.template.render(
            {"record": record, "attribution": attribution, **words}
        )
        return cell

    @cached_property
    def template(self) -> Any:
        return get_template(self.cell)


class InOrder(TableListData):
    """Rows that stay as the filter has put them, whatever column says that it is sorted."""

    def order_by(self, aliases: Any) -> None:
        return


class Cell(NamedTuple):
    """``below`` are the cells of the columns under this one."""

    column: Any
    html: SafeString
    below: list[SafeString]


class ListTable(tables.Table):
    def lines(self) -> Iterator[list[Cell]]:
        """Row by row its cells, each drawn once. The library's own rows cost five times that."""
        top = [one for one in self.columns if not one.column.under]
        under = {
            one.name: [other.column for other in self.columns if other.column.under == one.name]
            for one in top
        }
        for record in self.data:
            yield [
                Cell(one, one.column.render(record), [c.render(record) for c in under[one.name]])
                for one in top
            ]


class StatementTable(ListTable):
    """Needs rows of ``Statement.objects.with_attribution()``."""

    statement = Column("words", "words-cell")
    speaker = Column("speaker")
    party = Column("party", under="speaker")
    act = Column("act")
    quotation = Column("quotation", under="act")
    chain = Column("chain", orderable=False)
    article = Column("article", "article-cell")
    date = Column("date", verbose_name="Published")
    confidence = Column("confidence")
    review = Column("review", under="confidence")

    class Meta:
        model = Statement
        fields = ()
        attrs = {"caption": "Statements"}


class SpeakerTable(ListTable):
    """Needs rows of ``Speaker.objects.with_statement_count()``."""

    name = Column("speaker_name", "main-cell")
    kind = Column("kind")
    party = Column("speaker_party")
    role = Column("role")
    statements = Column("count", "number")

    class Meta:
        model = Speaker
        fields = ()
        attrs = {"caption": "Speakers"}


class ArticleTable(ListTable):
    """Needs rows with ``statement_count``."""

    title = Column("title", "main-cell", verbose_name="Article")
    outlet = Column("outlet")
    date = Column("article_date", verbose_name="Published")
    statements = Column("article_count", "number")

    class Meta:
        model = Article
        fields = ()
        attrs = {"caption": "Articles"}
