"""The order in which a page is read: columns from left to right, each from top to bottom."""

from collections.abc import Iterator
from itertools import combinations
from statistics import median

from articles.readers.pdf.pages import PdfLine

MIN_COLUMN_LINES = 4  # on either side of a gutter
MIN_GUTTER = 0.8  # heights of a line; narrower gaps are between words
MIN_NARROW_GUTTER = 0.4  # likewise, of a strip that no word crosses in so many rows:
MIN_NARROW_LINES = 10
MIN_BREAK = 0.3  # heights of a line between what spans the columns and the columns
MIN_LINE_OVERLAP = 0.5  # of the lower one's height, by which two pieces of one line overlap
MAX_WORD_GAP = 4.0  # heights of a line between two pieces of one line
MAX_SPLIT_DEPTH = 40  # of parts of a page inside each other; a deeper one is not split
MAX_SPLIT_PIECES = 5000  # of a page; one of more is no newspaper's
MAX_BREAKS = 12  # between rows, at which a page is cut
MAX_GUTTERS = 12  # that are looked at, the widest first
MIN_FILLED = 0.75  # of its column's width that the usual line fills; cells of a table are shorter
MIN_JUSTIFIED_ROWS = 12  # of a column that shows beside a shorter one where it ends
MIN_JUSTIFIED_SHARE = 0.6  # of its rows, which end at one edge
MAX_EDGE_POINTS = 1.0  # by which the ends of justified rows differ
MIN_ROW_CHARS = 12  # of a column's rows; those of figures and labels are shorter
MAX_SMALL_PIECE = 0.88  # of a line's height, up to which a piece's own box is none of the line's


def reading_order(pieces: list[PdfLine]) -> list[PdfLine]:
    """The lines of a page, pieces of one line joined, as a reader goes through them."""
    if not pieces:
        return []
    height = median(piece.height for piece in pieces) or 1.0
    return [line for part in _parts(pieces, height, MAX_SPLIT_DEPTH) for line in _joined(part)]


def _parts(pieces: list[PdfLine], height: float, cuts: int) -> list[list[PdfLine]]:
    """Cut at gutters where both sides are columns, else between rows above and below columns."""
    if cuts <= 0 or not 2 * MIN_COLUMN_LINES <= len(pieces) <= MAX_SPLIT_PIECES:
        return [pieces]
    gutter = _gutter(pieces, height)
    bands = _sides(pieces, gutter) if gutter else next(_bands(pieces, height), [pieces])
    if len(bands) == 1:
        return [pieces]
    return [part for band in bands if band for part in _parts(band, height, cuts - 1)]


def _bands(pieces: list[PdfLine], height: float) -> Iterator[list[list[PdfLine]]]:
    """The page in two, one above the other, of which one has columns.

    Or in three, where what stands above and what stands below the columns both span them.
    """
    breaks = _breaks(pieces, height)
    for place in breaks:
        upper, lower = _at_height(pieces, place)
        if _gutter(upper, height) or _gutter(lower, height):
            yield [upper, lower]
    for places in combinations(breaks, 2):
        upper, rest = _at_height(pieces, max(places))
        middle, lower = _at_height(rest, min(places))
        gutter = _gutter(middle, height)
        if gutter and all(map(_is_filled, _sides(middle, gutter))):
            yield [upper, middle, lower]


def _at_height(pieces: list[PdfLine], place: float) -> tuple[list[PdfLine], list[PdfLine]]:
    """What stands above and below it."""
    upper = [piece for piece in pieces if piece.middle > place]
    return upper, [piece for piece in pieces if piece.middle <= place]


def _sides(pieces: list[PdfLine], gutter: float) -> list[list[PdfLine]]:
    left = [piece for piece in pieces if piece.right <= gutter]
    return [left, [piece for piece in pieces if piece.right > gutter]]


def _gutter(pieces: list[PdfLine], height: float) -> float:
    """The middle of the widest strip that no piece crosses, with columns at both sides; else 0."""
    gaps: list[tuple[float, float]] = []
    reach = float("inf")
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if piece.left - reach > MIN_NARROW_GUTTER * height:
            gaps.append((piece.left - reach, (reach + piece.left) / 2))
        reach = piece.right if reach == float("inf") else max(reach, piece.right)
    for width, middle in sorted(gaps, reverse=True)[:MAX_GUTTERS]:
        is_narrow = width <= MIN_GUTTER * height
        if _are_columns(pieces, middle, MIN_NARROW_LINES if is_narrow else MIN_COLUMN_LINES):
            return middle
    return 0.0


def _are_columns(pieces: list[PdfLine], gutter: float, min_lines: int) -> bool:
    """So many rows at both sides; figures beside labels are a table, read line by line.

    A column that ends where it begins has few rows; the one beside it then shows that it is one.
    """
    sides = _sides(pieces, gutter)
    edges = [_right_edges(side) for side in sides]
    rows = [len(side) for side in edges]
    chars = [sum(len(piece.text) for piece in side) / (count or 1)
             for side, count in zip(sides, rows, strict=True)]  # fmt: skip
    if min(chars) < MIN_ROW_CHARS:
        return False
    return min(rows) >= min_lines or _is_justified(edges[0])


def _right_edges(side: list[PdfLine]) -> list[float]:
    """Where its rows end."""
    edges: dict[int, float] = {}
    for piece in side:
        row = round(piece.middle)
        edges[row] = max(edges.get(row, 0.0), piece.right)
    return list(edges.values())


def _is_justified(edges: list[float]) -> bool:
    """Whether so many rows end at one edge that they are a column's."""
    if len(edges) < MIN_JUSTIFIED_ROWS:
        return False
    level = sum(edge >= max(edges) - MAX_EDGE_POINTS for edge in edges)
    return level >= MIN_JUSTIFIED_SHARE * len(edges)


def _is_filled(side: list[PdfLine]) -> bool:
    """Whether its rows reach as far as those of a text do; the cells of a table are shorter."""
    left, edges = min(piece.left for piece in side), _right_edges(side)
    return median(edges) - left >= MIN_FILLED * (max(edges) - left)


def _breaks(pieces: list[PdfLine], height: float) -> list[float]:
    """Where rows leave room, the widest first."""
    gaps = []
    reach = float("inf")
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if piece.top < reach - MIN_BREAK * height and reach < float("inf"):
            gaps.append((reach - piece.top, (reach + piece.top) / 2))
        reach = min(reach, piece.bottom)
    return [place for _, place in sorted(gaps, reverse=True)[:MAX_BREAKS]]


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
        box = last if piece.height < MAX_SMALL_PIECE * last.height else piece
        lines[-1] = PdfLine(
            f"{last.text}{blank}{piece.text}",
            last.left,
            min(last.bottom, box.bottom),
            max(last.right, piece.right),
            max(last.top, box.top),
        )
    return lines
