"""Text on a picture: faces of static/fonts, and lines that fit."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont
from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont

SERIF = ("source-serif-4-latin-400-normal", "source-serif-4-latin-ext-400-normal")
SERIF_BOLD = ("source-serif-4-latin-600-normal", "source-serif-4-latin-ext-400-normal")
SANS = ("inter-latin-wght-normal", "inter-latin-ext-wght-normal")
NO_CHARACTER = "\U0010ffff"

Segment = tuple[FreeTypeFont, str]


@cache
def font(name: str, size: int) -> FreeTypeFont:
    folder = Path(settings.BASE_DIR) / "static" / "fonts"
    return ImageFont.truetype(folder / f"{name}.woff2", size)


@cache
def _blank(name: str) -> bytes:
    """The picture of a character that a face lacks."""
    return bytes(font(name, 24).getmask(NO_CHARACTER))


class Coverage:
    """Which characters a face has; each is looked at once."""

    def __init__(self) -> None:
        self._has_character: dict[tuple[str, str], bool] = {}

    def has(self, name: str, character: str) -> bool:
        key = (name, character)
        if key not in self._has_character:
            mask = bytes(font(name, 24).getmask(character))
            self._has_character[key] = character == " " or mask != _blank(name)
        return self._has_character[key]


_coverage = Coverage()


@dataclass(frozen=True, slots=True)
class Face:
    """A face at a size in pixels; of its ``names`` each character takes the first that has it."""

    names: tuple[str, ...]
    size: int

    def segments(self, text: str) -> list[Segment]:
        segments: list[Segment] = []
        for character in text:
            face = font(self._name_for(character), self.size)
            if segments and segments[-1][0] is face:
                segments[-1] = (face, segments[-1][1] + character)
            else:
                segments.append((face, character))
        return segments

    def _name_for(self, character: str) -> str:
        """Where none has it, the first: it draws the box that stands for what a face lacks."""
        return next((n for n in self.names if _coverage.has(n, character)), self.names[0])

    def width(self, text: str) -> float:
        return sum(face.getlength(part) for face, part in self.segments(text))

    def draw(self, canvas: ImageDraw, place: tuple[float, float], text: str, colour: str) -> None:
        """On the baseline that ``place`` begins."""
        x, y = place
        for face, part in self.segments(text):
            canvas.text((x, y), part, font=face, fill=colour, anchor="ls")
            x += face.getlength(part)


def lines(text: str, face: Face, width: int, max_lines: int) -> list[str] | None:
    """The text in lines no wider than ``width``; None where they are more than ``max_lines``."""
    broken, line = [], ""
    for word in text.split():
        for piece in _pieces(word, face, width):
            longer = f"{line} {piece}".lstrip()
            if face.width(longer) <= width:
                line = longer
                continue
            broken.append(line)
            line = piece
            if len(broken) >= max_lines:
                return None
    return [*broken, line] if line else broken


def cut(text: str, face: Face, width: int) -> str:
    """One line, with an ellipsis where it would be wider."""
    if face.width(text) <= width:
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if face.width(f"{text[:middle].rstrip()}…") <= width:
            least = middle
        else:
            most = middle - 1
    return f"{text[:least].rstrip()}…"


def _pieces(word: str, face: Face, width: int) -> list[str]:
    """The word, or as much of it as a line holds, again and again."""
    pieces = []
    while face.width(word) > width:
        size = next(n for n in range(len(word), 0, -1) if n == 1 or face.width(word[:n]) <= width)
        pieces.append(word[:size])
        word = word[size:]
    return [*pieces, word] if word else pieces
