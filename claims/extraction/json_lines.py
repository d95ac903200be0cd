"""Articles as JSON lines: each line read on its own, and what is wrong with it said in one line."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from claims.extraction.parsing.spacy_pipeline import MAX_LENGTH

# The longest text with every character escaped as a surrogate pair, and room for the rest.
MAX_LINE = 12 * MAX_LENGTH + 1_000_000  # bytes
MAX_ID = 1_000  # characters, or digits
_SHAPE = 'give {"id": …, "text": "…"}.'
_SURROGATE = re.compile("[\ud800-\udfff]")


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers from 1, blank ones left out, in constant memory.

    Of a line of more than ``MAX_LINE`` bytes only the first ``MAX_LINE + 1`` are given.
    """
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE + 1)
        if line.strip():
            yield number, line


def article_of(line: bytes) -> dict[str, Any]:
    """The article of a line: {"id", "text"} and whatever else it has.

    Raises ``ValueError`` saying what is wrong and what to do.
    """
    if len(line) > MAX_LINE:
        raise ValueError(f"more than {MAX_LINE:,} bytes; split the text.")
    article: Any = decode_line(line)
    text = article.get("text") if isinstance(article, dict) else None
    if not isinstance(article, dict) or not isinstance(text, str):
        raise ValueError(f'no "text" that is a string; {_SHAPE}')
    if article.get("id") is None:
        raise ValueError(f'no "id"; {_SHAPE}')
    check_id("id", article["id"], _SHAPE)
    check_characters("text", text)
    if len(text) > MAX_LENGTH:
        raise ValueError(f"{len(text):,} characters, more than {MAX_LENGTH:,}; split the text.")
    return article


def decode_line(line: bytes) -> Any:
    """What a line of JSON says. Raises ``ValueError`` saying what is wrong and what to do."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}; convert the file.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}; give one object a line.") from error
    except RecursionError as error:
        raise ValueError(
            "not read: brackets in brackets, too many; give one object a line."
        ) from error
    except ValueError as error:  # of a number with thousands of digits
        raise ValueError(
            f"not read: {str(error).partition(';')[0]}; write it as a string."
        ) from error


def check_id(name: str, value: Any, cure: str) -> None:
    """Raises ``ValueError`` unless it is a string or a whole number, and not too long."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f'no "{name}" that is a string or a whole number; {cure}')
    if len(str(value)) > MAX_ID:
        raise ValueError(f'an "{name}" of more than {MAX_ID:,} characters; give a shorter one.')
    check_characters(name, str(value))


def check_characters(name: str, text: str) -> None:
    """Raises ``ValueError`` for half a surrogate pair, which nothing can be written with."""
    if surrogate := _SURROGATE.search(text):
        raise ValueError(
            f'half a character at place {surrogate.start()} of "{name}" '
            f"(\\u{ord(surrogate[0]):x}); "
            "write it as UTF-8, or both halves of its pair."
        )
