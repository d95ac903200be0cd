"""The picture of a statement that other sites show beside a link to it (``og:image``).

It says what the page says, in its order: who, what they did, the words, via, where and when, how
sure. Verbatim words are set in the serif and all else in the sans, as everywhere on the site.
"""

from io import BytesIO

from django.utils.text import capfirst
from PIL import Image, ImageDraw

from claims.presentation.card_text import SANS, SERIF, SERIF_BOLD, Face, cut, lines
from claims.presentation.citation import Citation

SIZE = (1200, 630)  # pixels that all who show such pictures ask for
MARGIN = 76
TEXT_WIDTH = SIZE[0] - 2 * MARGIN
PAPER, INK, SOFT, ACCENT = "#fbf8f2", "#211d18", "#5f574b", "#8a2d1a"  # of static/css/tokens.css
WORDS_TOP, WORDS_HEIGHT = 210, 250
MAX_WORDS_CHARS = 600  # more never fits at the smallest size
SIZES = (60, 52, 46, 40, 36)  # of the words: the largest in which they fit
LEADING = 1.32
HOP_SEPARATOR = " › "  # the faces have no arrow
VERSION = "2"  # one more where the same citation is drawn otherwise


def draw(citation: Citation) -> bytes:
    """A PNG of ``SIZE``."""
    image = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, 14, SIZE[1]), fill=ACCENT)
    name, role = _name_and_role(citation)
    _line(canvas, 108, f"{name} {citation.deed}{citation.colon}", Face(SERIF_BOLD, 50), INK)
    _line(canvas, 156, role, Face(SANS, 28), SOFT)
    _draw_words(canvas, citation)
    via = f"via {HOP_SEPARATOR.join(citation.relays)}" if citation.relays else ""
    _line(canvas, 504, " · ".join(filter(None, [citation.kind, via])), Face(SANS, 28), SOFT)
    day = ", ".join(filter(None, [citation.outlet, citation.day_with_basis]))
    place = f"{capfirst(day)}: {citation.title_field}"
    _line(canvas, 544, place, Face(SANS, 28), SOFT)
    _line(canvas, 584, f"On Record · {citation.review}", Face(SANS, 24), ACCENT)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _name_and_role(citation: Citation) -> tuple[str, str]:
    name, _, role = citation.speaker.partition(", ")
    return name, role


def _line(canvas: ImageDraw.ImageDraw, baseline: int, text: str, face: Face, colour: str) -> None:
    if text:
        face.draw(canvas, (MARGIN, baseline), cut(text, face, TEXT_WIDTH), colour)


def _draw_words(canvas: ImageDraw.ImageDraw, citation: Citation) -> None:
    faces = SERIF if citation.verbatim else SANS
    face, broken = _fit(citation.words[:MAX_WORDS_CHARS], faces)
    for number, line in enumerate(broken):
        baseline = WORDS_TOP + face.size + number * face.size * LEADING
        face.draw(canvas, (MARGIN, baseline), line, INK)


def _fit(words: str, faces: tuple[str, ...]) -> tuple[Face, list[str]]:
    """In the largest size in which they fit; cut in the smallest where they don't."""
    for size in SIZES:
        face = Face(faces, size)
        max_lines = int(WORDS_HEIGHT / (size * LEADING))
        if (broken := lines(words, face, TEXT_WIDTH, max_lines)) is not None:
            return face, broken
    return face, _first_lines(words, face, max_lines)


def _first_lines(words: str, face: Face, max_lines: int) -> list[str]:
    excerpt = words
    while (broken := lines(excerpt, face, TEXT_WIDTH, max_lines)) is None:
        excerpt = excerpt[: int(len(excerpt) * 0.9)].rstrip()
    last = cut(f"{broken[-1]} …", face, TEXT_WIDTH)
    return [*broken[:-1], last if last.endswith("…") else f"{last}…"]
