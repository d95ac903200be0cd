"""Template tags that draw the cells of charts."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.charts import ChartCell, Series
from claims.presentation.templatetags.on_record import NO_VALUE, look_of, thousands

register = template.Library()


@register.simple_tag
def hue(line: Series) -> str:
    """The class that gives a line of a chart the colour of its party's sign; or none."""
    party: Any = getattr(line.record, "party", line.record)
    return f"hue-{look_of(party)[0]}" if party else ""


# The cells of a chart are hundreds a page: set here, they take a fifth of a template's time.
@register.simple_tag
def matrix_cells(cells: Iterable[ChartCell]) -> SafeString:
    """A row of a matrix, shaded; each number opens its statements, where one address has them."""
    return format_html_join(
        "", '<td class="shade-{}">{}</td>', ((cell.size, _matrix_cell(cell)) for cell in cells)
    )


def _matrix_cell(cell: ChartCell) -> SafeString | str:
    number = thousands(cell.n)
    if cell.url:
        link = '<a href="{}" aria-label="{}: {}">{}</a>'
        return format_html(link, cell.url, number, cell.about, number)
    return number if cell.n else NO_VALUE


@register.simple_tag
def bars(cells: Iterable[ChartCell]) -> SafeString:
    """A row of a timeline. Heights are attributes of pictures: pages allow no inline style."""
    return format_html_join("", "<td>{}</td>", ((_bar(cell),) for cell in cells))


def _bar(cell: ChartCell) -> SafeString | str:
    if not cell.n:
        return ""
    number = thousands(cell.n)
    svg = format_html(
        '{}<svg height="{}" aria-hidden="true"><rect width="100%" height="100%"/></svg>',
        number, cell.size,
    )  # fmt: skip
    if not cell.url:
        return format_html("<span>{}</span>", svg)
    link = '<a href="{}" aria-label="{}: {}">{}</a>'
    return format_html(link, cell.url, number, cell.about, svg)
