"""Charts of the exchange: a matrix of who speaks of whom, a timeline, and a table of acts.

``aggregate`` has every query, each bounded in what it returns whatever the number of statements;
``series`` makes of its counts the lines of a chart, ``presenters`` what templates draw, ``export``
the rows of a file, ``links`` the addresses behind the numbers.
"""

from claims.charts.links import ROWS_PARAMETER, Links
from claims.charts.presenters import ChartCell, ChartPresenter
from claims.charts.series import AXES, Axis, Series

__all__ = ["AXES", "ROWS_PARAMETER", "Axis", "ChartCell", "Series", "Links", "ChartPresenter"]
