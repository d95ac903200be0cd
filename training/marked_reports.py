"""Invented articles whose statements are marked in the text, as ``deepen.py`` takes them.

A file holds articles one after another. Each begins with a line "=== ID | genre | region". In the
text ``{s1:source}``, ``{k1:cue}`` and ``{c1:content}`` mark statement 1; a statement may have
several of each, and marks may stand inside marks. Below the text is one line a statement,
``@1 Speaker < Hop < Hop``, the hop next to the speaker first; no speaker: nobody is named.

usage: python training/marked_reports.py [FILE...] > HELD.jsonl

writes those that are kept for measuring, as `manage.py evaluate` takes them.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PARTS = {"s": "source", "k": "cue", "c": "content"}
SHIPPED = sorted((Path(__file__).parent / "reports").glob("*.txt"))
_MARK = re.compile(r"\{([skc])(\d+):|\}")
_STATEMENT = re.compile(r"@(\d+)(.*)")


def read(paths: list[Path]) -> list[dict]:
    """The articles of the files: ``id``, ``text`` and ``attributions``.

    An attribution has ``source``, ``cue``, ``content`` (lists of [start, end) in code points),
    ``speaker`` and ``via``. Raises ``SystemExit`` naming file, article and cure.
    """
    articles = []
    for path in paths:
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            try:
                articles.append(_article(block))
            except ValueError as error:
                name = block.split("|")[0].strip()
                raise SystemExit(f"{path}, {name}: {error}. Mend or remove it.") from error
    return articles


def for_training(articles: list[dict]) -> list[dict]:
    return [article for article in articles if not is_held_back(article["id"])]


def is_held_back(name: str) -> bool:
    """Is an article kept for measuring? Numbers 01, 06, 11 … of each file are."""
    number = re.search(r"\d+$", name)
    return number is not None and int(number[0]) % 5 == 1


def _article(block: str) -> dict:
    head, _, rest = block.partition("\n")
    lines = rest.strip("\n").split("\n")
    marked = "\n".join(line for line in lines if not line.startswith("@")).strip("\n")
    text, pieces = _unmarked(re.sub(r"\n{3,}", "\n\n", marked))
    speakers = dict(_speakers(lines))
    if speakers.keys() != pieces.keys():
        odd = min(speakers.keys() ^ pieces.keys())
        raise ValueError(f"statement {odd} has marks or a line with @{odd}, but not both")
    return {
        "id": head.split("|")[0].strip(),
        "text": text,
        "attributions": [
            {part: sorted(pieces[number][part]) for part in PARTS.values()}
            | {"speaker": speakers[number][0], "via": speakers[number][1:]}
            for number in sorted(pieces)
        ],
    }


def _speakers(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    for line in lines:
        if match := _STATEMENT.fullmatch(line.strip()):
            yield int(match[1]), [name.strip() for name in match[2].split(" < ")]


def _unmarked(marked: str) -> tuple[str, dict[int, dict[str, list[list[int]]]]]:
    """The text without marks, and the places of each statement's parts."""
    text, end = "", 0
    open_marks: list[tuple[str, int, int]] = []
    pieces: dict[int, dict[str, list[list[int]]]] = defaultdict(lambda: defaultdict(list))
    for match in _MARK.finditer(marked):
        text, end = text + marked[end : match.start()], match.end()
        if match[1]:
            open_marks.append((PARTS[match[1]], int(match[2]), len(text)))
        elif open_marks:
            part, number, start = open_marks.pop()
            pieces[number][part].append(_stripped(text, start))
        else:
            raise ValueError(f"a }} too many after {text[-30:]!r}")
    if open_marks:
        raise ValueError(f"a mark is not closed: {text[open_marks[-1][2] :][:30]!r}")
    return text + marked[end:], pieces


def _stripped(text: str, start: int) -> list[int]:
    words = text[start:].strip()
    first = text.index(words, start)
    return [first, first + len(words)]


if __name__ == "__main__":
    paths = [Path(name) for name in sys.argv[1:]] or SHIPPED
    for article in read(paths):
        if is_held_back(article["id"]):
            print(json.dumps(article, ensure_ascii=False))
