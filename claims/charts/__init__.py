"""The exchange at a glance: who speaks of whom, when, and what they do with words.

``counts`` has every query, each bounded in what it gives back whatever the number of statements;
``Pictures`` makes of them what the templates set, ``files`` the rows of a file.
"""

from claims.charts.links import ROWS, Links
from claims.charts.presenters import Cell, Pictures
from claims.charts.series import AXES, Axis, Line

__all__ = ["AXES", "ROWS", "Axis", "Cell", "Line", "Links", "Pictures"]
