"""CSV injection: keeps spreadsheets from running a cell as a formula, reversibly.

OWASP, "CSV Injection" (CWE-1236): a cell that begins with = + - @, a tab or a line break, or their
full-width forms, may be run, also where spaces or quotation marks stand before it. Such a cell
gets one apostrophe in front.
"""

import re

_RUNS = re.compile("[\\s'\"\u200b\u200e\u200f\u2060\ufeff]*[=+\\-@\t\r\n\0＝＋－＠]")
# The characters with which such a cell can begin: most cells are harmless by this test alone.
OPENINGS = frozenset("=+-@\t\r\n\0＝＋－＠'\"\u200b\u200e\u200f\u2060\ufeff") | {
    chr(point) for point in range(0x3001) if chr(point).isspace()
}


def guard(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it. ``unguard(guard(cell)) == cell`` for any text."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def unguard(cell: str) -> str:
    """What stood in the cell before ``guard``: one apostrophe less, where ``guard`` put one."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell[1:]) else cell
