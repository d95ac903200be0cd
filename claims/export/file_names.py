"""Names of files: they say which rows are in them, as far as a name can."""

from collections.abc import Iterable

from anyascii import anyascii
from django.utils.text import slugify

from claims.listing.filters.base import ActiveValue

MAX_SUBJECT_CHARS = 80
PREFIXES = {
    "about": "names",
    "source": "via",
    "only": "only-via",
    "since": "from",
    "until": "to",
    "negated": "not-done",
    "doubtful": "doubtful",
}


def subject(name: str, filters: Iterable[ActiveValue]) -> str:
    """``statements``, or what a filter leaves of them: ``xi-jinping-names-ukraine``.

    A list of anything else keeps its own name in front: ``speakers-china``.
    """
    words = _without_groups([_words(value) for value in filters])
    joined = "-".join(word for word in words if word)[:MAX_SUBJECT_CHARS].strip("-")
    return "-".join(filter(None, ["" if joined and name == "statements" else name, joined]))


def _without_groups(words: list[str]) -> list[str]:
    """A joint speaker beside one of its members says nothing more: "xi-jinping-and-…"."""
    names = tuple(f"{word}-and-" for word in words if word)
    return [word for word in words if not word.startswith(names)]


def _words(value: ActiveValue) -> str:
    prefix = PREFIXES.get(value.parameter, "")
    label = slugify(anyascii(value.label))
    return f"{prefix}-{label}" if prefix and label and label != prefix else label or prefix
