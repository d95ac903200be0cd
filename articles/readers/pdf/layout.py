"""The order in which a page is read: columns from left to right, each from top to bottom."""

from statistics import median

from articles.readers.pdf.pages import PdfLine

MIN_COLUMN_LINES = 4  # on either side of a gutter
MIN_GUTTER = 0.8  # heights of a line; narrower gaps are between words
MIN_BREAK = 0.3  # heights of a line between what spans the columns and the columns
MIN_LINE_OVERLAP = 0.5  # of the lower one's height, by which two pieces of one line overlap
MAX_WORD_GAP = 4.0  # heights of a line between two pieces of one line
MAX_SPLIT_DEPTH = 40  # of parts of a page inside each other; a deeper one is not split


def reading_order(pieces: list[PdfLine]) -> list[PdfLine]:
    """The lines of a page, pieces of one line joined, as a reader goes through them."""
    if not pieces:
        return []
    height = median(piece.height for piece in pieces) or 1.0
    return [line for part in _parts(pieces, height, MAX_SPLIT_DEPTH) for line in _joined(part)]


def _parts(pieces: list[PdfLine], height: float, cuts: int) -> list[list[PdfLine]]:
    """Cut at gutters where both sides are columns, else at the widest break between rows."""
    if cuts <= 0 or len(pieces) < 2 * MIN_COLUMN_LINES:
        return [pieces]
    if gutter := _gutter(pieces, height):
        left = [piece for piece in pieces if piece.right <= gutter]
        right = [piece for piece in pieces if piece.right > gutter]
        return _parts(left, height, cuts - 1) + _parts(right, height, cuts - 1)
    for place in _breaks(pieces, height):
        upper = [piece for piece in pieces if piece.middle > place]
        lower = [piece for piece in pieces if piece.middle <= place]
        if _gutter(upper, height) or _gutter(lower, height):
            return _parts(upper, height, cuts - 1) + _parts(lower, height, cuts - 1)
    return [pieces]


def _gutter(pieces: list[PdfLine], height: float) -> float:
    """The middle of the widest strip that no piece crosses, with columns at both sides; else 0."""
    best, width = 0.0, MIN_GUTTER * height
    reach, count = float("-inf"), 0
    for piece in sorted(pieces, key=lambda piece: piece.left):
        gap = piece.left - reach
        is_between = MIN_COLUMN_LINES <= count <= len(pieces) - MIN_COLUMN_LINES
        middle = (reach + piece.left) / 2
        if gap > width and is_between and _are_columns(pieces, middle):
            best, width = middle, gap
        reach, count = max(reach, piece.right), count + 1
    return best


def _are_columns(pieces: list[PdfLine], gutter: float) -> bool:
    """Rows at both sides: figures beside labels are a table, read line by line."""
    sides = (
        [piece for piece in pieces if piece.right <= gutter],
        [piece for piece in pieces if piece.right > gutter],
    )
    rows = [len({round(piece.middle) for piece in side}) for side in sides]
    chars = [sum(len(piece.text) for piece in side) / (count or 1)
             for side, count in zip(sides, rows, strict=True)]  # fmt: skip
    return min(rows) >= MIN_COLUMN_LINES and min(chars) >= 12


def _breaks(pieces: list[PdfLine], height: float) -> list[float]:
    """Where rows leave room, the widest first."""
    gaps = []
    reach = float("inf")
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if piece.top < reach - MIN_BREAK * height and reach < float("inf"):
            gaps.append((reach - piece.top, (reach + piece.top) / 2))
        reach = min(reach, piece.bottom)
    return [place for _, place in sorted(gaps, reverse=True)[:12]]


def _joined(pieces: list[PdfLine]) -> list[PdfLine]:
    """Pieces of one line as one, from top to bottom."""
    rows: list[list[PdfLine]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and _is_same_row(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [line for row in rows for line in _row_lines(sorted(row, key=lambda p: p.left))]


def _is_same_row(first: PdfLine, piece: PdfLine) -> bool:
    overlap = min(first.top, piece.top) - max(first.bottom, piece.bottom)
    return overlap >= MIN_LINE_OVERLAP * min(first.height, piece.height)


def _row_lines(row: list[PdfLine]) -> list[PdfLine]:
    lines = [row[0]]
    for piece in row[1:]:
        last = lines[-1]
        gap = piece.left - last.right
        if gap > MAX_WORD_GAP * max(last.height, piece.height):
            lines.append(piece)
            continue
        blank = " " if gap > 0.12 * piece.height and not last.text.endswith(" ") else ""
        lines[-1] = PdfLine(
            f"{last.text}{blank}{piece.text}",
            last.left,
            min(last.bottom, piece.bottom),
            max(last.right, piece.right),
            max(last.top, piece.top),
        )
    return lines
